"""Spells as JSON and as CSV lines. A spell that ends after the day asked about is open, and has no end here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from timeline.domain.spells import Spell
from timeline.report.bases import iso
from timeline.report.value import Table, records
from timeline.report.words import ended_by

CSV_COLUMNS = ("child", "kind", "start", "ended", "attributes")


def data(spell: Spell, as_at: date) -> dict[str, Any]:
    """``ended``: the day after its last day; null where it is open at the end of ``as_at``."""
    return {
        "kind": spell.kind,
        "start": iso(spell.start),
        "ended": iso(ended_by(spell, as_at)),
        "attributes": dict(spell.attributes),
    }


def table(child: str, spells: Iterable[Spell], as_at: date) -> Table:
    """One line a spell."""
    rows = ((child, spell.kind, spell.start, ended_by(spell, as_at), attributes(spell)) for spell in spells)
    return records(CSV_COLUMNS, rows)


def attributes(spell: Spell) -> str:
    """``legal_status=C2;category_of_need=N1``; attributes without a value are left out."""
    return ";".join(f"{key}={value}" for key, value in spell.attributes.items() if value is not None)
