"""A child who stays: looked after for about as long as a definition asks, in one home or two. Moves rarely draw one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.almanac import months_earlier
from tests.support import making
from tests.support.anchors import OFFSETS, Question
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Settled:
    """Since how many months, and a day more or less; moved since how many; whether then for adoption, under section 20,
    missing for so many days now, gone in the last year; and of what age, in years, when it began."""

    months: int
    by: int
    moved: int | None
    moved_by: int
    is_adopted: bool
    is_accommodated: bool
    is_unaccompanied: bool
    missing: int | None
    left: int | None
    age: int
    pick: int


SETTLED = st.builds(
    Settled,
    st.sampled_from((30, 30, 24, 36, 12, 13, 6, 130)),
    st.sampled_from(OFFSETS),
    st.sampled_from((None, None, 24, 24, 12, 6)),
    st.sampled_from(OFFSETS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from((None, None, 0, 1, 2)),
    st.sampled_from((None, None, 0, 30, 364, 365, 366)),
    st.integers(0, 14),
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
    told.extend(_rows(life, start, as_at))
    if life.missing is not None:
        told.append(_tell(e.WentMissing(occurred_on=as_at - timedelta(days=life.missing))))
    return told


def _rows(life: Settled, start: date, as_at: date) -> list[Tell]:
    status = "V2" if life.is_accommodated else "C2"
    row: e.SpellBegan = making.episode("S", start, making.HOMES[life.pick % 3], status=status)
    told = [_tell(row)]
    moved_on = None if life.moved is None else months_earlier(as_at, life.moved) + timedelta(days=life.moved_by)
    if moved_on is not None and moved_on > start:
        told.append(_tell(making.goes_on(start, moved_on, life.pick), row))
        there = making.adopting(life.pick) if life.is_adopted else making.HOMES[3]
        row = making.episode("P", moved_on, there, status=status)
        told.append(_tell(row))
    left_on = None if life.left is None else as_at - timedelta(days=life.left)
    if left_on is not None and left_on > row.occurred_on:
        told.append(_tell(making.ceases(row.occurred_on, left_on, life.pick), row))
    return told


def _tell(event: e.Event, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, event.occurred_on, of)
