"""T1 to T4. What lies beyond the day asked about, or beyond what is known, has no part in an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import correcting, profiles
from tests.support.anchors import Lag, Question
from tests.support.asking import answers, ask, differing, plus_days
from tests.support.correcting import Correction, correct
from tests.support.histories import LABELS, PICKS, STRAYS, Scene, plans, scenes
from tests.support.straying import stray
from tests.support.telling import History, Plan, Step, Tell, Untell
from timeline.domain import events as e

NEWCOMER = "newcomer"


def _known_at(scene: Scene) -> date:
    assert scene.question.known_at is not None
    return scene.question.known_at


def _more_about(scene: Scene, draw: st.DataObject, question: Question) -> dict[str, list[Tell]]:
    """More of what might be told of the children, and of one more, about another day asked about."""
    more: dict[str, list[Tell]] = {}
    for child, plan in (*scene.history.plans.items(), (NEWCOMER, ())):
        told = [step for step in plan if isinstance(step, Tell)]
        further = [step for step in draw.draw(plans(question, corrected=False)) if isinstance(step, Tell)]
        more[child] = [*further, *(stray(told, each, question) for each in draw.draw(st.lists(STRAYS, max_size=4)))]
    return more


def _with(history: History, more: dict[str, list[Step]]) -> History:
    return History({**history.plans, **{child: (*history.plans.get(child, ()), *new) for child, new in more.items()}})


@profiles.one_in(3)
@given(scenes(crowds=False), st.data())
def test_what_happens_after_the_day_asked_about_changes_nothing(scene: Scene, data: st.DataObject) -> None:
    question = scene.question
    more = _more_about(scene, data, plus_days(question, 200, 200))
    later: dict[str, list[Step]] = {
        child: [tell for tell in told if tell.event.occurred_on > question.as_at] for child, told in more.items()
    }
    assert differing(ask(scene.history, question), ask(_with(scene.history, later), question)) == []


@profiles.one_in(3)
@given(scenes(crowds=False, limited=True), st.data())
def test_what_becomes_known_afterwards_changes_nothing(scene: Scene, data: st.DataObject) -> None:
    question, known_at = scene.question, _known_at(scene)
    later: dict[str, list[Step]] = {}
    for child, told in _more_about(scene, data, question).items():
        steps: list[Step] = [replace(tell, known_on=_after(known_at, tell.known_on)) for tell in told]
        plan = [step for step in scene.history.plans.get(child, ()) if isinstance(step, Tell)]
        for each in data.draw(st.lists(CORRECTIONS_AFTERWARDS, max_size=2)):
            steps.extend(_moved_after(correct(plan, each, question), known_at))
        later[child] = steps
    assert differing(ask(scene.history, question), ask(_with(scene.history, later), question)) == []


CORRECTIONS_AFTERWARDS = st.builds(
    Correction,
    st.sampled_from(sorted(correcting.SORTS)),
    PICKS,
    st.just(Lag("known at", 1)),
    st.sampled_from((0, 1, 30)),
)


def _after(known_at: date, day: date) -> date:
    return max(known_at + timedelta(days=1), day)


def _moved_after(steps: list[Step], known_at: date) -> list[Step]:
    """The same steps, each known after; a step that takes another of them back takes back the moved one."""
    moved: dict[int, Step] = {}
    for step in steps:
        known_on = _after(known_at, step.known_on)
        if isinstance(step, Untell):
            moved[id(step)] = replace(step, known_on=known_on, what=moved.get(id(step.what), step.what))
        else:
            moved[id(step)] = replace(step, known_on=known_on)
    return list(moved.values())


@profiles.one_in(3)
@given(scenes(crowds=False))
def test_asking_equals_dropping_by_hand_what_lies_beyond_and_asking_without_limit(scene: Scene) -> None:
    question = scene.question
    plans_told = scene.history.settled().plans
    clamped = History({child: _clamped(plan, question) for child, plan in plans_told.items()})
    unlimited = Question(question.as_at, None)
    assert differing(ask(scene.history, question), ask(clamped, unlimited)) == []


def _clamped(plan: Plan, question: Question) -> Plan:
    known = question.known_at or date.max
    return tuple(
        step
        for step in plan
        if step.known_on <= known and not (isinstance(step, Tell) and step.event.occurred_on > question.as_at)
    )


@profiles.one_in(3)
@given(scenes(corrected=False, crowds=False, limited=True), st.randoms(use_true_random=False))
def test_when_a_known_fact_became_known_makes_no_difference(scene: Scene, random: object) -> None:
    assert hasattr(random, "randrange")
    known_at = _known_at(scene)
    moved = {
        child: tuple(
            replace(step, known_on=known_at - timedelta(days=random.randrange(0, 900)))
            if step.known_on <= known_at and not _is_of_particulars(step)
            else step
            for step in plan
        )
        for child, plan in scene.history.plans.items()
    }
    assert differing(ask(scene.history, scene.question), ask(History(moved), scene.question)) == []


def _is_of_particulars(step: Step) -> bool:
    """Of particulars told differently the ones known last are taken: there the day decides (decision 9)."""
    return isinstance(step, Tell) and isinstance(step.event, e.ChildRegistered | e.UnaccompaniedAsylumSeekerRecorded)


@profiles.one_in(3)
@given(scenes(crowds=False), st.sampled_from(("before anything happened", "before anything was known")))
def test_from_nothing_comes_no_data_and_no_member(scene: Scene, why: str) -> None:
    steps = [step for plan in scene.history.plans.values() for step in plan]
    told = [step.event.occurred_on for step in steps if isinstance(step, Tell)]
    assume(told)
    if why == "before anything happened":
        question = Question(min(told) - timedelta(days=1), None)
    else:
        question = Question(scene.question.as_at, min(step.known_on for step in steps) - timedelta(days=1))
    for answer in answers(scene.history.records, question).values():
        for row in answer.rows:
            assert (row.numerator, row.denominator, row.value) == (None, None, None), answer.indicator.id
            assert row.reason, answer.indicator.id
            assert not row.counted | row.meets | (row.possible or frozenset()), answer.indicator.id


assert NEWCOMER not in LABELS
