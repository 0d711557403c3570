"""Care around which local tables tell of plans, courts and services: stays of several statuses, ages at the edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from tests.oracle.almanac import months_earlier, months_later
from tests.support import making
from tests.support.anchors import Question
from timeline.domain import events as e

Made = tuple[e.Event, e.SpellBegan | None]


@dataclass(frozen=True)
class When:
    """So many months before the day asked about, and so many days after that."""

    months: int
    by: int

    def day(self, question: Question) -> date:
        """The day."""
        return months_earlier(question.as_at, self.months) + timedelta(days=self.by)


@dataclass(frozen=True)
class After:
    """So many months after a day, and so many days after that."""

    months: int
    by: int

    def day(self, since: date) -> date:
        """The day, never before the one it is counted from."""
        return max(since, months_later(since, self.months) + timedelta(days=self.by))


BY = st.sampled_from((-1, 0, 0, 1, 1, 10, 40))
WHENS = st.builds(When, st.sampled_from((0, 1, 3, 3, 6, 6, 9, 12, 12, 15, 18, 18, 24)), BY)
AFTERS = st.builds(After, st.sampled_from((0, 0, 1, 3, 3, 6, 6, 12)), st.sampled_from((-1, 0, 0, 1)))

STATUSES = (
    *(("V2",), ("C2",), ("V2", "C1", "E1"), ("C1", "E1"), ("E1",), ("E1", "C2"), ("V2", "C2"), ("C1", "V2"), ("V2",)),
    *(("E1", "C2", "E1"), ("C2", "E1"), (None, "V2"), ("V3", "V2")),
)
REASONS = ("E11", "E12", "E43", "E45", "E47", "E41", "E4A", "E8", "E3", "E46", "E11", None)


@dataclass(frozen=True)
class Stay:
    """In care since when, for how long (``None``: still), under which statuses, which changed when, left for what."""

    since: When
    length: After | None
    statuses: int
    change: When
    reason: int


STAYS = st.builds(
    Stay,
    st.one_of(
        WHENS,
        st.builds(When, st.sampled_from((18, 24, 30, 36, 36, 60)), BY),
        st.builds(When, st.just(0), st.sampled_from((-27, -28, -29, -32, -90, -91, -92))),
    ),
    st.one_of(st.none(), st.none(), AFTERS, st.builds(After, st.sampled_from((9, 15, 18, 24)), st.just(1))),
    st.integers(0, 999),
    st.builds(When, st.sampled_from((1, 6, 12, 13, 15, 18, 20, 24)), st.sampled_from((-1, 0, 1))),
    st.integers(0, 999),
)


@dataclass(frozen=True)
class Born:
    """Of so many years so many months before the day asked about, and a day more or less; ``None``: not known."""

    years: int | None
    when: When


BIRTHS = st.builds(
    Born,
    st.sampled_from((3, 3, 5, 5, 5, 10, 13, 13, 13, 14, 15, 16, 16, 16, 17, 17, 18, None)),
    st.builds(When, st.sampled_from((0, 0, 2, 3, 3, 6)), st.sampled_from((-1, 0, 1))),
)


def born(birth: Born, question: Question, pick: int) -> e.ChildRegistered | None:
    """The child's particulars."""
    if birth.years is None:
        return None
    return making.registered(months_earlier(birth.when.day(question), 12 * birth.years), pick)


def cared_for(stays: Sequence[Stay], starts: Sequence[date], question: Question) -> Iterator[list[Made]]:
    """The rows of these stays, and of one since each of these days; a stay begun before another is over is left out."""
    wanted = [(stay.since.day(question), stay) for stay in stays]
    wanted += [(day, Stay(When(0, 0), None, number, When(0, 0), 0)) for number, day in enumerate(starts)]
    free_from: date | None = date.min
    for since, stay in sorted(wanted, key=lambda each: each[0]):
        if free_from is not None and since >= free_from:
            until = stay.length.day(since) if stay.length else None
            if until != since:
                yield list(_rows(stay, since, until, question))
                free_from = until


def _rows(stay: Stay, since: date, until: date | None, question: Question) -> Iterator[Made]:
    statuses = making.one_of(STATUSES, stay.statuses)
    changes = [since]
    for number in range(len(statuses) - 1):
        day = max(stay.change.day(question), changes[0] + timedelta(days=1)) + timedelta(days=40 * number)
        if until is None or day < until:
            changes.append(day)
    moves = stay.statuses // len(STATUSES) % 2
    rows = [
        making.episode("LB"[moves] if n else "S", day, making.HOMES[moves * n], status=status)
        for n, (day, status) in enumerate(zip(changes, statuses, strict=False))
    ]
    yield from ((row, None) for row in rows)
    for row, following in pairwise(rows):
        yield making.goes_on(row.occurred_on, following.occurred_on, 0), row
    if until is not None:
        yield _ending(rows[-1].occurred_on, until, making.one_of(REASONS, stay.reason)), rows[-1]


def _ending(began_on: date, day: date, reason: str | None) -> e.SpellEnded:
    if reason is None:
        return making.goes_on(began_on, day, 0)
    return e.CeasedToBeLookedAfter(
        occurred_on=day, began_on=began_on, began_as=None, reason_episode_ceased=reason, reason_place_change=None
    )
