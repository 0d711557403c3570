"""A child who stays: looked after for about as long as a definition asks, in one home or two, and perhaps missing now.

Moves rarely draw one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from tests.oracle.almanac import months_earlier
from tests.support import making
from tests.support.anchors import OFFSETS, Question
from tests.support.local import timed_incident
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Settled:
    """Since how many months, and a day more or less; moved since how many; whether then for adoption, under section 20,
    alone in the country, at first in a temporary placement, moved again three times of late; missing for so many days
    now, away for so many and for how long, or missing so many days ago with times of day; in a placement of those
    missing since so many days; gone so many days ago; of what age, in years, when it began."""

    months: int
    by: int
    moved: int | None
    moved_by: int
    is_adopted: bool
    is_accommodated: bool
    is_unaccompanied: bool
    is_without_home: bool
    is_restless: bool
    missing: int | None
    away: tuple[int, int | None] | None
    timed: int | None
    placed_as_missing: int | None
    left: int | None
    age: int
    pick: int


SETTLED = st.builds(
    Settled,
    st.sampled_from((30, 30, 31, 31, 36, 36, 36, 24, 12, 6, 100)),
    st.sampled_from(OFFSETS),
    st.sampled_from((*4 * (None,), 24, 24, 12, 6)),
    st.sampled_from(OFFSETS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from((*7 * (False,), True)),
    st.sampled_from((*5 * (False,), True)),
    st.sampled_from((None, 0, 1, 2)),
    st.one_of(st.none(), st.tuples(st.sampled_from((0, 1, 2, 200, 365, 366)), st.sampled_from((None, 0, 1, 2)))),
    st.sampled_from((None, 0, 1, 40, 363, 364, 365, 366)),
    st.sampled_from((None, 0, 1, 2)),
    st.sampled_from((*8 * (None,), 0, 365)),
    st.one_of(st.integers(0, 12), st.integers(8, 12)),
    st.integers(0, 9999),
)


def settled(life: Settled, question: Question) -> list[Tell]:
    """The child's life, each fact known on its day."""
    as_at = question.as_at
    start = months_earlier(as_at, life.months) + timedelta(days=life.by)
    born_on = months_earlier(start, 12 * life.age + 1)
    told = [_tell(making.registered(born_on, life.pick))]
    if life.is_unaccompanied:
        told.append(_tell(making.unaccompanied(born_on, None)))
    return [*told, *_rows(life, start, as_at), *_incidents(life, as_at)]


def _incidents(life: Settled, as_at: date) -> list[Tell]:
    told = []
    if life.missing is not None:
        told.append(_tell(e.WentMissing(occurred_on=_days_before(as_at, life.missing))))
    if life.away is not None:
        told.extend(_away(*life.away, as_at))
    if life.timed is not None:
        began, ended = timed_incident(_days_before(as_at, life.timed), life.pick)
        told.extend((_tell(began), _tell(ended, began)))
    return told


def _away(days: int, nights: int | None, as_at: date) -> list[Tell]:
    began = e.WentAwayWithoutAuthorisation(occurred_on=_days_before(as_at, days))
    if nights is None:
        return [_tell(began)]
    back_on = began.occurred_on + timedelta(days=nights)
    return [
        _tell(began),
        _tell(e.ReturnedFromAway(occurred_on=back_on, began_on=began.occurred_on, began_as=None), began),
    ]


def _rows(life: Settled, start: date, as_at: date) -> list[Tell]:
    """The rows from the start to the day asked about, each from its day on; the last is open, or the child has left."""
    status = "V2" if life.is_accommodated else "C2"
    placed = sorted(_placed(life, start, as_at), key=lambda each: each[0])
    rows = [making.episode("P" if n else "S", day, where, status=status) for n, (day, where) in enumerate(placed)]
    told = [_tell(row) for row in rows]
    for row, following in pairwise(rows):
        told.append(_tell(making.goes_on(row.occurred_on, following.occurred_on, life.pick), row))
    left_on = None if life.left is None else _days_before(as_at, life.left)
    if left_on is not None and left_on > rows[-1].occurred_on:
        told.append(_tell(making.ceases(rows[-1].occurred_on, left_on, life.pick), rows[-1]))
    return told


def _placed(life: Settled, start: date, as_at: date) -> Iterator[tuple[date, e.PlacementDetails]]:
    """Where from which day on: at first, and wherever the child moved after the start."""
    yield start, making.temporary(life.pick) if life.is_without_home else making.HOMES[life.pick % 3]
    moves: list[tuple[date, e.PlacementDetails]] = []
    if life.moved is not None and not life.is_without_home:
        moved_on = months_earlier(as_at, life.moved) + timedelta(days=life.moved_by)
        moves.append((moved_on, making.adopting(life.pick) if life.is_adopted else making.HOMES[(3, 5)[life.pick % 2]]))
    if life.is_restless:
        moves.extend(
            (_days_before(as_at, days), making.HOMES[number]) for days, number in ((400, 4), (300, 5), (100, 6))
        )
    if life.placed_as_missing is not None:
        moves.append((_days_before(as_at, life.placed_as_missing), making.placed_as_missing(life.pick)))
    yield from (move for move in moves if move[0] > start)


def _days_before(as_at: date, days: int) -> date:
    return as_at - timedelta(days=days)


def _tell(event: e.Event, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, event.occurred_on, of)
