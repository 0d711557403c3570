"""A work list: not a figure but the children themselves, each with the days of what has happened so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from timeline.lazy import lazy
from timeline.projections.algebra.expressions import SpellExpression

if TYPE_CHECKING:
    from timeline.domain.spells import Case
    from timeline.projections.algebra import derived, reference
else:
    derived, reference = (lazy(f"timeline.projections.algebra.{name}") for name in ("derived", "reference"))


@dataclass(frozen=True)
class Listing:
    """Whom it lists, and the milestones on their way: of each, the day on which the first such spell began."""

    id: str
    title: str
    sentence: str
    listed: SpellExpression
    milestones: tuple[tuple[str, SpellExpression], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One child: the day of each milestone, ``None`` where it has not been reached, and the days since the last."""

    child: str
    reached: Mapping[str, date | None]
    days_since_the_last: int


def listed(listing: Listing, case: Case, as_at: date) -> Listed | None:
    """The child's line as at the end of the day; ``None`` where the child is not on the list."""
    case = derived.remembering(case)
    if not reference.spells(listing.listed, case, as_at):
        return None
    reached = {name: _first_day(milestone, case, as_at) for name, milestone in listing.milestones}
    last = max((day for day in reached.values() if day is not None), default=as_at)
    return Listed(case.child, reached, (as_at - last).days)


def _first_day(milestone: SpellExpression, case: Case, as_at: date) -> date | None:
    return min((spell.start for spell in reference.spells(milestone, case, as_at)), default=None)


def lines(listing: Listing, cases: Iterable[Case], as_at: date) -> list[Listed]:
    """The list: those first who have waited longest since their last milestone, then by child."""
    found = [line for case in cases if (line := listed(listing, case, as_at)) is not None]
    return sorted(found, key=lambda line: (-line.days_since_the_last, line.child))
