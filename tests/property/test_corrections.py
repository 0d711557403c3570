"""K1, K2 and what belongs to them. A correction counts from the day it is known, and then as if it had always been."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.anchors import Question
from tests.support.asking import ask, differing, plus_days
from tests.support.histories import PICKS, Scene, scenes
from tests.support.telling import Step, Tell, Untell

DELAYS = st.sampled_from((0, 0, 1, 30, 400))


def _picked(scene: Scene, pick: int) -> tuple[str, Tell]:
    """One of the things told, and of whom."""
    told = [(child, step) for child, plan in scene.history.plans.items() for step in plan if isinstance(step, Tell)]
    assume(told)
    return told[pick % len(told)]


def _plus(scene: Scene, child: str, *steps: Step) -> Scene:
    plan = scene.history.plans[child]
    return Scene(scene.question, scene.history.with_plan(child, (*plan, *steps)))


def _without(scene: Scene, child: str, what: Tell) -> Scene:
    """The history in which it was never told, by anyone."""
    plan = tuple(
        step for step in scene.history.plans[child] if not (isinstance(step, Tell) and step.event == what.event)
    )
    return Scene(scene.question, scene.history.with_plan(child, plan))


def _last_told(scene: Scene, child: str, what: Tell) -> date:
    plan = scene.history.plans[child]
    return max(step.known_on for step in plan if isinstance(step, Tell) and step.event == what.event)


@profiles.one_in(3)
@given(scenes(corrected=False, crowds=False), PICKS, DELAYS)
def test_a_withdrawn_fact_once_known_to_be_is_as_if_it_had_never_been(scene: Scene, pick: int, delay: int) -> None:
    settled = Scene(scene.question, scene.history.settled())
    child, what = _picked(settled, pick)
    withdrawn_on = _last_told(settled, child, what) + timedelta(days=delay)
    corrected = _plus(settled, child, Untell(what, withdrawn_on, "never so"))
    afterwards = Question(scene.question.as_at, max(withdrawn_on, scene.question.known_at or withdrawn_on))
    absent = _without(settled, child, what)
    assert differing(ask(corrected.history, afterwards), ask(absent.history, afterwards)) == []
    before = Question(scene.question.as_at, withdrawn_on - timedelta(days=1))
    assert differing(ask(corrected.history, before), ask(settled.history, before)) == []


@profiles.one_in(3)
@given(scenes(crowds=False), PICKS, DELAYS)
def test_withdrawing_and_saying_the_same_again_changes_nothing(scene: Scene, pick: int, delay: int) -> None:
    child, what = _picked(scene, pick)
    day = max(step.known_on for step in scene.history.plans[child]) + timedelta(days=delay)
    alive = any(line.withdrawn_on is None and line.event == what.event for line in scene.history.lines)
    assume(alive)
    changed = _plus(scene, child, Untell(what, day, "told twice"), Tell(what.event, day, what.of, what.by_name))
    for known_at in (day, None, day - timedelta(days=1)):
        question = Question(scene.question.as_at, known_at)
        assert differing(ask(scene.history, question), ask(changed.history, question)) == []


@profiles.one_in(3)
@given(scenes(corrected=False, crowds=False), PICKS, DELAYS, DELAYS)
def test_withdrawing_a_withdrawal_restores_the_fact(scene: Scene, pick: int, delay: int, then: int) -> None:
    child, what = _picked(scene, pick)
    first = _last_told(scene, child, what) + timedelta(days=delay)
    taken = Untell(what, first, "another child")
    changed = _plus(scene, child, taken, Untell(taken, first + timedelta(days=then), "this child after all"))
    late = plus_days(Question(scene.question.as_at, first), 0, then)
    for question in (late, Question(scene.question.as_at, first - timedelta(days=1))):
        assert differing(ask(scene.history, question), ask(changed.history, question)) == []


@profiles.one_in(3)
@given(scenes(corrected=False, crowds=False), PICKS, PICKS, DELAYS)
def test_corrections_of_different_facts_commute(scene: Scene, pick: int, other: int, delay: int) -> None:
    (child, one), (another, two) = _picked(scene, pick), _picked(scene, other)
    assume(one.event != two.event)
    day = max(one.known_on, two.known_on) + timedelta(days=delay)
    first, second = Untell(one, day, "never so"), Untell(two, day, "nor this")
    there = _plus(_plus(scene, child, first), another, second)
    back = _plus(_plus(scene, another, second), child, first)
    assert differing(ask(there.history, scene.question), ask(back.history, scene.question)) == []
