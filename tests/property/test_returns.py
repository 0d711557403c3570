"""Returns may be loaded in any order. What a year's return says stands where its day known puts it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.anchors import Question
from tests.support.asking import differing, figures
from tests.support.returns import Returns, returns
from tests.support.telling import record


def _questions(sent: Returns) -> list[Question]:
    """The day asked about, as known after each return and without limit."""
    known = sorted({draft.known_on for _, draft in sent.drafts})
    return [Question(sent.question.as_at, day) for day in (*known, None)]


@profiles.one_in(3)
@given(returns(), st.randoms(use_true_random=False))
def test_the_order_in_which_returns_are_loaded_changes_no_answer(sent: Returns, random: Random) -> None:
    as_sent, mixed = record(sent.drafts), record(random.sample(sent.drafts, len(sent.drafts)))
    for question in _questions(sent):
        assert differing(figures(as_sent, question), figures(mixed, question)) == []


@profiles.one_in(3)
@given(returns())
def test_loading_a_return_again_adds_nothing(sent: Returns) -> None:
    once, twice = record(sent.drafts), record([*sent.drafts, *sent.drafts])
    assert once == twice


@profiles.one_in(3)
@given(returns())
def test_a_return_known_later_changes_nothing_before(sent: Returns) -> None:
    last = max((draft.known_on for _, draft in sent.drafts), default=sent.question.as_at)
    before = Question(sent.question.as_at, last - timedelta(days=1))
    earlier = record([(child, draft) for child, draft in sent.drafts if draft.known_on < last])
    assert differing(figures(record(sent.drafts), before), figures(earlier, before)) == []
