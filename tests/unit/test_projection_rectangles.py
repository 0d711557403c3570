"""What is seen on which days, known so on which days: as rectangles, the same as told day by day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.tables.rectangles import Rectangles, Seen

FIRST = date(2012, 3, 30)
DAYS = [FIRST + timedelta(days=each) for each in range(6)]

Found = tuple[tuple[int, ...], ...]
Told = dict[date, Found]
"""What is seen from a day on, of two kinds."""

VALUES = st.lists(st.integers(0, 2), max_size=3).map(tuple)
FOUND: st.SearchStrategy[Found] = st.tuples(VALUES, VALUES.map(lambda found: tuple(each + 3 for each in found)))
TOLD: st.SearchStrategy[Told] = st.dictionaries(st.sampled_from(DAYS), FOUND, max_size=4)


def seen_on(told: Told, day: date) -> set[tuple[int, int]]:
    """The values seen on a day, each with its number."""
    since = max((each for each in told if each <= day), default=None)
    if since is None:
        return set()
    return {(value, number) for values in told[since] for number, value in enumerate(values, 1)}


def covers(start: date, end: date | None, day: date) -> bool:
    """Whether a day lies in ``[start, end)``."""
    return start <= day and (end is None or day < end)


def turned(known: list[Told]) -> list[tuple[Seen, date, date | None]]:
    """One day of knowing after the other."""
    found = Rectangles()
    for known_on, told in zip(DAYS, known, strict=False):
        found.turn(known_on, sorted(told.items()))
    return list(found.lasting())


@given(st.lists(TOLD, min_size=1, max_size=len(DAYS)))
def test_every_day_is_as_it_was_told(known: list[Told]) -> None:
    found = turned(known)
    for known_on, told in zip(DAYS, known, strict=False):
        for day in DAYS:
            now = [
                (value, number)
                for (value, number, seen_from, seen_to), known_from, known_to in found
                if covers(known_from, known_to, known_on) and covers(seen_from, seen_to, day)
            ]
            assert sorted(now) == sorted(seen_on(told, day))


@given(st.lists(TOLD, min_size=1, max_size=len(DAYS)))
def test_what_is_so_on_neighbouring_days_is_one(known: list[Told]) -> None:
    found = turned(known)
    starts = {(value, number, seen_from, known_from) for (value, number, seen_from, _), known_from, _ in found}
    alike = {(seen, known_from) for seen, known_from, _ in found}
    assert len(starts) == len(alike) == len(found)
    for (value, number, seen_from, seen_to), known_from, known_to in found:
        assert (value, number, seen_to, known_from) not in starts, "over the days asked about"
        assert ((value, number, seen_from, seen_to), known_to) not in alike, "over the days of knowing"


def test_what_has_not_changed_is_not_gone_through_again() -> None:
    told: list[tuple[date, Found]] = [(DAYS[0], ((1,), ())), (DAYS[2], ((1, 2), ()))]
    found = Rectangles()
    found.turn(DAYS[0], told)
    found.turn(DAYS[1], told)
    found.turn(DAYS[3], [told[0]])
    assert sorted(found.lasting(), key=str) == [
        ((1, 1, DAYS[0], None), DAYS[0], None),
        ((2, 2, DAYS[2], None), DAYS[0], DAYS[3]),
    ]
