"""What is told of a child beside its care: reviews, social workers, the year's health outcomes, where an extract found
the placement. About the days on which measures of them turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.almanac import months_later
from tests.oracle.reviews import first_due
from tests.support.anchors import AT_ONCE, LAGS, Lag, Question, known_on, weighted
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Tended:
    """``slips``: how many days late each review in turn was held, ``None`` for the one that nobody held; ``says``: the
    participation told of each. ``workers``, the last first, with the days each had the child, since so many days before
    the day asked about; ``wrongly``: an ending names another beginning. ``flags``: the outcomes of the year. ``found``:
    an extract of so many days ago, and the location it has."""

    slips: tuple[int | None, ...]
    says: tuple[str | None, ...]
    workers: tuple[tuple[str | None, int], ...]
    until: int
    wrongly: bool
    flags: tuple[bool | None, ...]
    score: int | None
    misuses: bool | None
    told_again: bool
    found: tuple[tuple[int, str | None], ...]
    lag: Lag


FLAGS = ("convicted", "immunisations", "teeth_check", "health_assessment", "intervention_received")
_SLIPS = st.one_of(
    st.just((0,)),
    st.just((0,)),
    st.just((0, 0, None)),
    st.lists(st.sampled_from((0, 0, -1, -30, 1, 1, 40, None)), min_size=1, max_size=6).map(tuple),
)
_SAYS = st.lists(
    st.sampled_from(("PN1", "PN1", "PN2", "PN3", "PN5", "PN6", "PN4", "PN7", "PN0", None)), min_size=1, max_size=3
).map(tuple)
_WORKERS = st.lists(
    st.tuples(
        st.sampled_from(("a", "b", "c", "d", "e", "f", None)),
        st.sampled_from((0, 1, 30, 60, 90, 120, 180, 364, 365)),
    ),
    min_size=1,
    max_size=8,
).map(tuple)
_FOUND = st.lists(
    st.tuples(st.sampled_from((0, 0, 1, 10, 100, 400)), st.sampled_from(("IN", "OUT", "IN", "OUT", None))),
    max_size=2,
    unique_by=lambda found: found[0],
).map(tuple)
TENDED = st.builds(
    Tended,
    _SLIPS,
    _SAYS,
    _WORKERS,
    st.sampled_from((-1, -1, 0, 1, 30)),
    st.sampled_from((*5 * (False,), True)),
    st.tuples(*[st.sampled_from((True, True, True, True, False, None)) for _ in FLAGS]),
    st.sampled_from((None, 0, 13, 14, 16, 17, 40)),
    st.sampled_from((True, True, False, None)),
    st.sampled_from((*5 * (False,), True)),
    _FOUND,
    weighted((3, AT_ONCE), (1, LAGS)),
)


def tended(told: Sequence[Tell], life: Tended, question: Question) -> list[Tell]:
    """What is told beside what was told of the child's care; nothing of a child without care."""
    started = [tell.event.occurred_on for tell in told if isinstance(tell.event, e.BecameLookedAfter)]
    started = [day for day in started if day <= question.as_at]
    if not started:
        return []
    events = [
        *_reviews(max(started), life, question.as_at),
        *_outcomes(life, question.as_at),
        *_extracts(life, question.as_at),
    ]
    found = [_tell(event, life, question) for event in events]
    return [*found, *_allocations(life, question)]


def _tell(event: e.Event, life: Tended, question: Question, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, known_on(life.lag, event.occurred_on, question), of)


def _reviews(started: date, life: Tended, as_at: date) -> Iterator[e.Event]:
    due, number = first_due(started), 0
    while due <= as_at:
        slip = life.slips[number % len(life.slips)]
        if slip is None:
            return
        day = max(due + timedelta(days=slip), started)
        yield e.ReviewHeld(occurred_on=day, participation=life.says[number % len(life.says)])
        number += 1
        due = months_later(day, 3 if number == 1 else 6)


def year_end(day: date) -> date:
    """The last 31 March up to the day."""
    this = date(day.year, 3, 31)
    return this if this <= day else date(day.year - 1, 3, 31)


def _outcomes(life: Tended, as_at: date) -> Iterator[e.Event]:
    last = year_end(as_at)
    yield outcomes(last, life.flags, life.score, life.misuses)
    if life.told_again:
        yield outcomes(date(last.year - 1, 3, 31), life.flags[::-1], life.score, life.misuses)


def outcomes(
    day: date, flags: Sequence[bool | None], score: int | None, misuses: bool | None
) -> e.HealthOutcomesRecorded:
    """A year's health outcomes; of an intervention the second of the flags says whether one was offered."""
    return e.HealthOutcomesRecorded(
        occurred_on=day,
        sdq_score=score,
        sdq_reason=None if score is not None else "SDQ1",
        substance_misuse=misuses,
        health_check=flags[0],
        intervention_offered=flags[1],
        **dict(zip(FLAGS, flags, strict=True)),
    )


def _extracts(life: Tended, as_at: date) -> Iterator[e.Event]:
    for days, location in life.found:
        day = as_at - timedelta(days=days)
        content = {"occurred_on": day, "started_on": day, "placement_location": location}
        yield e.LookedAfterObserved.from_content(content)


def _allocations(life: Tended, question: Question) -> Iterator[Tell]:
    """The workers back in time, each until the next one came; the last is there still, or has left."""
    end = question.as_at - timedelta(days=life.until)
    for number, (worker, days) in enumerate(life.workers):
        began = e.SocialWorkerAllocated(occurred_on=end - timedelta(days=days), worker=worker, reason=None)
        yield _tell(began, life, question)
        if number or life.until >= 0:
            of_another_day = timedelta(days=life.wrongly and number == 1)
            left = e.SocialWorkerLeft(occurred_on=end, began_on=began.occurred_on + of_another_day, began_as=None)
            yield _tell(left, life, question, None if of_another_day else began)
        end = began.occurred_on
