"""Days, bases, windows, definitions and groups as JSON values and as CSV cells: the same in every report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.days import Window
from timeline.lazy import lazy
from timeline.report.value import Cell

if TYPE_CHECKING:
    from timeline.projections import meaning
    from timeline.projections.algebra.indicator import Indicator
else:
    meaning = lazy("timeline.projections.meaning")

BASIS_COLUMNS = ("as_at", "known_at", "position", "never_sent_again")


def iso(day: date | None) -> str | None:
    """The day in ISO form, as JSON has it."""
    return None if day is None else day.isoformat()


def basis_json(basis: Basis) -> dict[str, Any]:
    """``known_at`` is null where it is not limited. ``never_sent_again`` is left out where it is ``keep``."""
    found = {"as_at": iso(basis.as_at), "known_at": iso(basis.known_at), "position": basis.position}
    if basis.never_sent_again is not NeverSentAgain.KEEP:
        found["never_sent_again"] = basis.never_sent_again.value
    return found


def basis_cells(basis: Basis) -> tuple[Cell, ...]:
    """In the order of ``BASIS_COLUMNS``."""
    return (basis.as_at, basis.known_at, basis.position, basis.never_sent_again.value)


def window_json(window: Window | None) -> dict[str, Any] | None:
    """Both days are in the window; null where a measure has none."""
    return None if window is None else {"from": iso(window.first), "to": iso(window.last)}


def definition_json(indicator: Indicator, as_at: date) -> dict[str, Any]:
    """The version of a definition, and the hash of its meaning as at the day asked about."""
    return {"version": indicator.version, "hash": meaning.identity(indicator, as_at)}


def key_values(group: Mapping[str, str | int]) -> str:
    """A row's label in one cell: ``duration=within 1 month;sex=Male``; empty for the measure's first row."""
    return ";".join(f"{key}={value}" for key, value in group.items())
