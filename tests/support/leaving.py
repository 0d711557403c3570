"""A child who ceased to be looked after in the last two years, and perhaps came back. Moves rarely draw one in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.almanac import months_earlier, months_later
from tests.support import making
from tests.support.anchors import OFFSETS, Question, weighted
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Left:
    """Looked after for so many months, a day more or less; ceased so many days before the day asked about, or before
    the same day of the year before (``year``), with this code; came back after so many months and days, and left again
    so many days before the day asked about, or on the next day; of what age, in years, when it began."""

    months: int
    by: int
    year: int
    ended: int
    reason: str
    back: tuple[int, int] | None
    again: int | None
    age: int
    pick: int


GUARDIANS = ("E43", "E44", "E45", "E46", "E47", "E48")
HOME = ("E4", "E4A", "E4B")
REASONS = weighted(
    (5, st.sampled_from(GUARDIANS)),
    (4, st.sampled_from(HOME)),
    (1, st.sampled_from(("E41", "E11", "E12", "E2", "E3", "E8"))),
)
"""The destinations that measures tell apart; among the others, those that nobody is expected back from."""

BACK = st.tuples(st.sampled_from((0, 0, 1, 3, 6, 12)), st.sampled_from((1, 2, 30, 0, 0, -1)))
LEFT = st.builds(
    Left,
    st.sampled_from((1, 3, 6, 12, 12, 24, 36, 40, 60, 84, 121)),
    st.sampled_from(OFFSETS),
    st.sampled_from((1, 1, 0)),
    st.sampled_from((0, 1, 30, 200, 300, 364, 365, 366)),
    REASONS,
    weighted((1, st.none()), (6, BACK)),
    st.sampled_from((None, 0, 0, 1, 1, 30, 60, 364, 365)),
    st.integers(0, 6),
    st.integers(0, 9999),
)


def left(life: Left, question: Question) -> list[Tell]:
    """The child's life, each fact known on its day."""
    ended = months_earlier(question.as_at, 12 * life.year) - timedelta(days=life.ended)
    start = months_earlier(ended, life.months) + timedelta(days=life.by)
    born_on = months_earlier(start, 12 * life.age + 1)
    told = [_tell(making.registered(born_on, life.pick))]
    told.extend(_period(start, ended, life.reason, life.pick))
    if life.back is not None:
        months, days = life.back
        began = max(ended + timedelta(days=1), months_later(ended, months) + timedelta(days=days))
        again = None if life.again is None else question.as_at - timedelta(days=life.again)
        over = None if again is None else max(again, began + timedelta(days=1))
        told.extend(_period(began, over, life.reason, life.pick // 3))
    return told


def _period(start: date, end: date | None, reason: str, pick: int) -> list[Tell]:
    row = making.episode("S", start, making.HOMES[pick % 3], status=("V2", "C2")[pick % 2])
    if end is None:
        return [_tell(row)]
    ceased = making.ceases(start, end, pick).model_copy(update={"reason_episode_ceased": reason})
    return [_tell(row), _tell(ceased, row)]


def _tell(event: e.Event, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, event.occurred_on, of)
