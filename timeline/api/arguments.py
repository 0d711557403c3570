"""The arguments of the public functions, as the engine takes them. ``ValueError`` names what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Literal

from timeline.domain.basis import Basis, NeverSentAgain
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.grids import Every, Known, days
from timeline.projections.indicators import CATALOGUE
from timeline.store import CaseLog

Day = date | str
KnownAt = Day | Literal["published"] | None
Step = Literal["month", "quarter", "year"]
Policy = Literal["keep", "drop", "close"]


def indicator(name: str) -> Indicator:
    """A measure by its id."""
    found = CATALOGUE.get(name)
    if found is None:
        raise ValueError(f"there is no measure {name!r}{_near(name, CATALOGUE)}: see timeline.measures()")
    return found


def dimension(name: str | None, of: Sequence[Indicator]) -> Dimension | None:
    """A breakdown that all of these measures have."""
    if name is None:
        return None
    shared = [each for each in DIMENSIONS if all(each in one.dimensions for one in of)]
    if name not in shared:
        raise ValueError(f"there is no breakdown {name!r} of it: it has {', '.join(shared) or 'none'}")
    return DIMENSIONS[name]


def _near(name: str, names: Iterable[str]) -> str:
    found = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"; did you mean {found[0]!r}" if found else ""


def day(given: object) -> date:
    """A day, or its ISO text."""
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise ValueError(f"{given!r} is no day: write YYYY-MM-DD") from None


def days_between(first: Day, last: Day, every: Step) -> tuple[date, ...]:
    """The days from the first to the last, one step apart."""
    if every not in ("month", "quarter", "year"):
        raise ValueError(f"{every!r} is no step: month, quarter or year")
    found = days(day(first), day(last), Every(every))
    if not found:
        raise ValueError("the last day is before the first")
    return found


def basis(log: CaseLog, as_at: Day, known_at: object, at: int | None, never_sent_again: str) -> Basis:
    """The basis, pinned to a position that the log has."""
    policies = [each.value for each in NeverSentAgain]
    if never_sent_again not in policies:
        raise ValueError(f"never_sent_again is one of {', '.join(policies)}")
    known = None if known_at is None else day(known_at)
    return Basis(day(as_at), known, position(log, at), NeverSentAgain(never_sent_again))


def position(log: CaseLog, asked: int | None) -> int:
    """A position that the log has: its head, where none is asked for."""
    head = log.head().position
    if asked is not None and not 0 <= asked <= head:
        raise ValueError(f"the log has the positions 0 to {head}")
    return head if asked is None else asked


def known_at_each(known: object) -> Known:
    """By when each point of a series is known; not limited where it is asked for as published."""
    if known is None or known == "published":
        return None
    return "same-day" if known == "same-day" else day(known)
