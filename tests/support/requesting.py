"""Requests for an independent visitor about the day asked about: made, answered about the day a limit runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.almanac import months_later
from tests.support import making
from tests.support.anchors import AT_ONCE, LAGS, OFFSETS, Jump, Lag, Question, known_on, land
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Asked:
    """A request: made when, answered how and when, known when, and made again how many days after it was taken back."""

    made: Jump
    answer: str
    reason: int
    after: Jump
    lag: Lag
    again: int | None


_MADE = st.one_of(
    st.builds(Jump, st.just("days"), st.integers(-370, 5)),
    st.builds(Jump, st.just("days"), st.sampled_from((-364, -300, -200, -120, -60))),
    st.builds(Jump, st.just("anchor"), st.integers(0, 13), st.sampled_from(OFFSETS)),
)
_AFTER = st.one_of(
    st.builds(Jump, st.just("days"), st.integers(0, 250)),
    st.builds(Jump, st.just("days"), st.sampled_from((0, 1, 30, 90))),
    st.builds(Jump, st.just("months"), st.sampled_from((3, 6, 12)), st.sampled_from(OFFSETS)),
)
_ANSWERS = st.sampled_from(("open", "matched", "matched", "matched", "matched", "withdrawn"))
REQUESTS = st.builds(
    Asked,
    _MADE,
    _ANSWERS,
    st.integers(0, 3),
    _AFTER,
    st.one_of(AT_ONCE, LAGS),
    st.sampled_from((None, None, 0, 1, 29, 30, 31)),
)


def requested(asked: Asked, question: Question) -> list[Tell]:
    """The request and what became of it, told."""
    as_at = question.as_at
    made_on = land(asked.made, at=as_at, since=as_at, about=as_at)
    request = e.IndependentVisitorRequested(occurred_on=made_on)
    told = [_tell(request, asked, question)]
    if asked.answer == "open":
        return told
    answered_on = max(made_on, _answered_on(asked, made_on))
    if asked.answer == "matched":
        return [*told, _tell(making.matched_request(made_on, answered_on), asked, question, request)]
    withdrawn = making.withdrawn_request(made_on, answered_on, asked.reason)
    told.append(_tell(withdrawn, asked, question, request))
    if asked.again is not None and (again := answered_on + timedelta(days=asked.again)) > made_on:
        told.append(_tell(e.IndependentVisitorRequested(occurred_on=again), asked, question))
    return told


def _answered_on(asked: Asked, made_on: date) -> date:
    if asked.after.kind == "months":
        return months_later(made_on, asked.after.count) + timedelta(days=asked.after.offset)
    return made_on + timedelta(days=asked.after.count)


def _tell(event: e.Event, asked: Asked, question: Question, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, known_on(asked.lag, event.occurred_on, question), of)
