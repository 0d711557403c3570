"""Spells as JSON and as CSV lines. What ends after the day asked about is still open, and has no end here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from timeline.domain.spells import Spell
from timeline.report.bases import iso
from timeline.report.cells import csv_text
from timeline.report.words import ended_by

CSV_COLUMNS = ("child", "kind", "start", "ended", "attributes")


def as_json(spell: Spell, as_at: date) -> dict[str, Any]:
    """``ended`` is the day it ended on, which is no more part of it; null where it is open at the end of ``as_at``."""
    return {
        "kind": spell.kind,
        "start": iso(spell.start),
        "ended": iso(ended_by(spell, as_at)),
        "attributes": dict(spell.attributes),
    }


def as_csv(child: str, spells: Iterable[Spell], as_at: date) -> str:
    """One line a spell."""
    rows = ((child, spell.kind, spell.start, ended_by(spell, as_at), _attributes(spell)) for spell in spells)
    return csv_text(CSV_COLUMNS, rows)


def _attributes(spell: Spell) -> str:
    return ";".join(f"{key}={value}" for key, value in spell.attributes.items() if value is not None)
