"""Days worth asking about, and the days around them on which a definition may turn.

Dates drawn evenly hardly ever meet a boundary: half of all days are drawn at an **anchor** (the as-at day, the edge of
a window, a threshold, an 18th birthday, the turn of a reporting year, a 29 February), the day before or the day after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from hypothesis import strategies as st

from tests.oracle.almanac import last_day_of_month, months_earlier, months_later

T = TypeVar("T")

ONE_DAY = timedelta(days=1)
WINDOWS = (12, 24, 36, 60)
THRESHOLDS = (1, 3, 6)
OFFSETS = (-1, 0, 1)
FIRST_YEAR, LAST_YEAR = 2008, 2025


def weighted(*branches: tuple[int, st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """One of these strategies, each as often as its number says. ``one_of`` takes a strategy it is given twice once."""
    chosen = [strategy for times, strategy in branches for _ in range(times)]
    return st.sampled_from(range(len(chosen))).flatmap(lambda number: chosen[number])


@dataclass(frozen=True)
class Question:
    """A day asked about, and what may be known. ``known_at`` ``None`` is not limited."""

    as_at: date
    known_at: date | None

    def __repr__(self) -> str:
        return f"as at {self.as_at}, known at {self.known_at or 'any time'}"


@cache
def anchors(as_at: date) -> Mapping[str, date]:
    """The days on which an answer as at this day may turn, by name."""
    named = {f"{months} months": months_earlier(as_at, months) for months in (*WINDOWS, *THRESHOLDS)}
    named |= {"as at": as_at}
    for year in range(as_at.year - 4, as_at.year + 1):
        named[f"year end {year}"] = date(year, 3, 31)
        if last_day_of_month(year, 2) == 29:
            named[f"leap day {year}"] = date(year, 2, 29)
    return MappingProxyType(named)


@cache
def turns(as_at: date) -> tuple[date, ...]:
    """The same days in their order."""
    return tuple(sorted(anchors(as_at).values()))


_TURNS = ((3, 31), (4, 1), (2, 28), (2, 29), (3, 1), (1, 31), (4, 30), (12, 31), (8, 31))


def _turn(year: int, turn: tuple[int, int]) -> date:
    month, day = turn
    return date(year, month, min(day, last_day_of_month(year, month)))


def as_at_days() -> st.SearchStrategy[date]:
    """Ends of years and months, leap days and their neighbours, 18 years after a leap day; else any day."""
    turns = st.builds(_turn, st.integers(FIRST_YEAR, LAST_YEAR), st.sampled_from(_TURNS))
    leap_birthdays = st.builds(_turn, st.sampled_from((2010, 2014, 2018, 2022)), st.sampled_from(((2, 28), (3, 1))))
    anywhere = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    return weighted((3, turns), (1, leap_birthdays), (1, anywhere))


_KNOWN_AFTER = (0, 0, 0, 1, 1, 30, 30, 200, 200, -1, -31, -400, None, None, None)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A day asked about, known then, somewhat later or earlier, or without limit."""
    as_at = draw(as_at_days())
    after = draw(st.sampled_from(_KNOWN_AFTER))
    return Question(as_at, None if after is None else as_at + timedelta(days=after))


@dataclass(frozen=True)
class Jump:
    """How to find the next day: ``kind`` says from where, ``count`` how far, ``offset`` is -1, 0 or 1 day about it."""

    kind: str
    count: int
    offset: int = 0


_STEADY = [Jump("days", count) for count in (0, 1, 1, 2, 2, 3, 7, 16, 30, 31, 45, 90, 200)]
_ANCHORED = [Jump("anchor", count, offset) for count in range(14) for offset in OFFSETS]
_BEFORE_NEXT = [Jump("next anchor", count, offset) for count in range(3) for offset in OFFSETS]
_CORRESPONDING = [Jump("months", count, offset) for count in (1, 3, 6, 12, 24) for offset in OFFSETS]
JUMPS = st.one_of(
    st.sampled_from(_STEADY), st.sampled_from(_BEFORE_NEXT), st.sampled_from([*_CORRESPONDING, *_ANCHORED])
)
"""At an anchor, at a corresponding date of what began last, at the day before plus a little: each about as often."""

SHORT_JUMPS = st.sampled_from([*_STEADY[:9], *_BEFORE_NEXT[:3]])
"""Much happens in little time."""

SHORTLY_BEFORE = st.sampled_from([Jump("before as at", days) for days in (0, 0, 1, 2, 7, 31, 200)])
"""What the day asked about finds is still so."""


def land(jump: Jump, *, at: date, since: date, about: date) -> date:
    """The day a jump comes down on. ``at``: the day before; ``since``: when what lasts now began; ``about``: as-at."""
    offset = timedelta(days=jump.offset)
    if jump.kind == "days":
        return at + timedelta(days=jump.count)
    if jump.kind == "before as at":
        return about - timedelta(days=jump.count)
    if jump.kind == "months":
        return months_later(since, jump.count) + offset
    days = turns(about)
    if jump.kind == "next anchor":
        days = tuple(day for day in days if day + offset >= at) or days[-1:]
    return days[jump.count % len(days)] + offset


def edges(since: date, about: date) -> list[date]:
    """Days on which what began then must end for a definition to turn: at a length that counts, at a window's edge."""
    lengths = [months_later(since, months) for months in (1, 12, 24)]
    first_days = [anchors(about)[f"{months} months"] + ONE_DAY for months in WINDOWS]
    return [day + timedelta(days=by) for day in (*lengths, *first_days) for by in OFFSETS]


@dataclass(frozen=True)
class Lag:
    """When something became known: days after it happened, or days about the known-at day."""

    kind: str
    days: int


LAGS = st.sampled_from(
    [Lag("after", days) for days in (0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 14, 14, 90, 400, 1500, -3)]
    + [Lag("known at", days) for days in (-1, 0, 1)]
    + [Lag("as at", days) for days in (-1, 0, 1)]
)
"""Mostly soon; else late, years late, around the day asked about, or around the day up to which things are known."""

AT_ONCE = st.sampled_from([Lag("after", 0), Lag("after", 0), Lag("after", 0), Lag("after", 1), Lag("known at", 0)])
"""Known as soon as it happened, or just in time."""


def known_on(lag: Lag, occurred_on: date, question: Question) -> date:
    """The day something became known."""
    if lag.kind == "after":
        return occurred_on + timedelta(days=lag.days)
    asked = question.as_at if lag.kind == "as at" or question.known_at is None else question.known_at
    return asked + timedelta(days=lag.days)
