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


def differ_from(before: Told, told: Told) -> date:
    """The first day on which something else turns."""
    days = [day for day in (*before, *told) if before.get(day) != told.get(day)]
    return min(days, default=DAYS[-1])


def turned(known: list[Told], days_sooner: int = 0) -> list[tuple[Seen, date, date | None]]:
    """One day of knowing after the other, each gone through from the first day that differs or from days before it."""
    found = Rectangles()
    before: Told = {}
    for known_on, told in zip(DAYS, known, strict=False):
        since = differ_from(before, told) - timedelta(days=days_sooner)
        found.turn(known_on, since, sorted((day, seen) for day, seen in told.items() if day >= since))
        before = told
    return list(found.lasting())


@given(st.lists(TOLD, min_size=1, max_size=len(DAYS)), st.integers(1, len(DAYS)))
def test_from_how_far_back_it_is_gone_through_again_makes_no_difference(known: list[Told], days_sooner: int) -> None:
    assert sorted(turned(known, days_sooner), key=str) == sorted(turned(known), key=str)


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
    one, two = (DAYS[0], ((1,), ())), (DAYS[2], ((1, 2), ()))
    found = Rectangles()
    found.turn(DAYS[0], DAYS[0], [one, two])
    found.turn(DAYS[1], DAYS[2], [two])
    found.turn(DAYS[3], DAYS[2], [])
    assert sorted(found.lasting(), key=str) == [
        ((1, 1, DAYS[0], None), DAYS[0], None),
        ((2, 2, DAYS[2], None), DAYS[0], DAYS[3]),
    ]
