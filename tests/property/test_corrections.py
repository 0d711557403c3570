"""K1 to K4. A correction counts from the day it is known, and then as if it had always been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.anchors import LAGS, Question
from tests.support.asking import Records, answers_at, ask, comparable, differing, figures, plus_days
from tests.support.correcting import SORTS, Correction, correct
from tests.support.histories import PICKS, Scene, scenes
from tests.support.telling import Rendering, Step, Tell, Untell, record
from timeline.domain.basis import Basis
from timeline.domain.events import Event
from timeline.domain.story import Draft

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


CORRECTIONS_OF_ONE = st.builds(Correction, st.sampled_from(sorted(SORTS)), st.just(0), LAGS, DELAYS)


@profiles.one_in(3)
@given(scenes(corrected=False, crowds=False), PICKS, PICKS, CORRECTIONS_OF_ONE, CORRECTIONS_OF_ONE)
def test_corrections_of_different_facts_commute(
    scene: Scene, pick: int, other: int, one: Correction, two: Correction
) -> None:
    """Whichever sorts of correction they are, of one child or of two, known on one day or on two."""
    settled = Scene(scene.question, scene.history.settled())
    (child, this), (another, that) = _picked(settled, pick), _picked(settled, other)
    first, second = correct([this], one, scene.question), correct([that], two, scene.question)
    assume((child, this.event) != (another, that.event))
    assume(child != another or not _events(this, first) & _events(that, second))
    there = _said_apart(settled, (child, first), (another, second))
    back = _said_apart(settled, (another, second), (child, first))
    for question in _before_and_after(scene.question, [*first, *second]):
        assert differing(figures(there, question), figures(back, question)) == []


def _events(what: Tell, steps: Sequence[Step]) -> set[Event]:
    """What a correction speaks of."""
    return {what.event, *(step.event for step in steps if isinstance(step, Tell))}


def _said_apart(scene: Scene, *corrections: tuple[str, Sequence[Step]]) -> Records:
    """The history, and each correction as statements of its own after it."""
    told = [(child, Rendering(child, scene.history.plans[child]), steps) for child, steps in corrections]
    drafts = [
        (child, Draft(step.known_on, "journal", ("journal",), None, ((rendering.entry(step), 0, 1),)))
        for child, rendering, steps in told
        for step in steps
    ]
    return record([*scene.history.drafts, *drafts])


def _before_and_after(question: Question, steps: Sequence[Step]) -> list[Question]:
    """The question as known at all, and as known on each of these days."""
    days = {step.known_on for step in steps}
    return [Question(question.as_at, day) for day in (None, *sorted(days))]


@profiles.one_in(4)
@given(scenes(crowds=False), st.randoms(use_true_random=False))
def test_the_start_of_a_log_answers_as_it_did_when_it_was_all_there_was(scene: Scene, random: object) -> None:
    """What was recorded afterwards is known, be it of long ago, and has no part in what stood before it."""
    assert hasattr(random, "sample")
    drafts = random.sample(scene.history.drafts, len(scene.history.drafts))
    known_at, everything = scene.question.known_at, record(drafts)
    for length in random.sample(range(len(drafts) + 1), min(4, len(drafts) + 1)):
        then = record(drafts[:length])
        position = max((each.position for entries in then.values() for each in entries), default=0)
        once = answers_at(then, Basis(scene.question.as_at, known_at))
        again = answers_at(everything, Basis(scene.question.as_at, known_at, position))
        assert [each for each in once if comparable(once[each].rows) != comparable(again[each].rows)] == []
