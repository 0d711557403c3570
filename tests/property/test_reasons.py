"""T6. No answer changes from one day asked about to the next without a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.anchors import Question, questions
from tests.support.asking import answers, standing
from tests.support.histories import Scene, scenes
from tests.support.rows import cares, periods_at_edges, told
from tests.support.telling import History, Tell
from tests.support.turning import ADDS_UP, TURNS, Dates, can_be_foreseen, explained_days
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as q
from timeline.projections.indicators import CATALOGUE

FORESEEN = [measure for measure, indicator in CATALOGUE.items() if can_be_foreseen(indicator)]
ONE_DAY = timedelta(days=1)
AROUND = (-1, 0, 1, 2)
"""Days about an explained one: it may differ from the day before it, its neighbours need a reason of their own."""


def test_every_operator_has_its_days_on_which_it_turns() -> None:
    operators = {kind for base in (x.SpellExpression, q.Question) for kind in base.__subclasses__()}
    assert operators - set(ADDS_UP) == set(TURNS)


def test_few_indicators_turn_on_days_that_cannot_be_foreseen() -> None:
    assert len(FORESEEN) >= 0.9 * len(CATALOGUE)


@st.composite
def edges_of_care(draw: st.DrawFn) -> Scene:
    """One or two children with few dates, so that few days are explained: periods that lasted what counts, moves."""
    question = Question(draw(questions()).as_at, None)
    lives = draw(st.lists(st.one_of(periods_at_edges(question), cares(question)), min_size=1, max_size=2))
    return Scene(question, History({f"C{number}": told(rows) for number, rows in enumerate(lives)}))


@profiles.one_in(4)
@given(st.one_of(edges_of_care(), scenes(crowds=False)), st.randoms(use_true_random=False))
def test_no_answer_changes_from_one_day_to_the_next_without_a_reason(scene: Scene, random: object) -> None:
    assert hasattr(random, "sample")
    explained = _explained(scene.history)
    days = sorted({day for reasons in explained.values() for day in reasons if _is_asked(day)})
    for day in random.sample(days, min(4, len(days))):
        seen = {by: _standings(scene, day + timedelta(days=by)) for by in (-2, *AROUND)}
        for by in AROUND:
            changed = _differing(seen[by - 1], seen[by])
            unexplained = [each for each in changed if day + timedelta(days=by) not in explained[each]]
            assert unexplained == [], f"as at {day + timedelta(days=by)}"


@profiles.one_in(4)
@given(st.one_of(edges_of_care(), scenes(crowds=False)), st.randoms(use_true_random=False))
def test_between_two_days_with_a_reason_an_answer_stays_as_it_is(scene: Scene, random: object) -> None:
    assert hasattr(random, "randrange")
    explained = _explained(scene.history)
    days = sorted({day for reasons in explained.values() for day in reasons if _is_asked(day)})
    spans = [(day, then) for day, then in pairwise(days) if then - day > 2 * ONE_DAY]
    assume(spans)
    for _ in range(3):
        first, following = spans[random.randrange(len(spans))]
        last = following - ONE_DAY
        assert _differing(_standings(scene, first), _standings(scene, last)) == [], f"from {first} to {last}"


def _is_asked(day: date) -> bool:
    """Whether the generators ask about such days."""
    return date(2005, 1, 1) <= day <= date(2030, 1, 1)


def _explained(history: History) -> dict[str, set[date]]:
    """For each indicator, the days on which anything about one of the children may change."""
    dates = [Dates.of(step.event for step in plan if isinstance(step, Tell)) for plan in history.plans.values() if plan]
    return {each: {day for some in dates for day in explained_days(CATALOGUE[each], some)} for each in FORESEEN}


Standings = Mapping[str, object]


def _standings(scene: Scene, day: date) -> Standings:
    found = answers(scene.history.records, Question(day, scene.question.known_at), only=FORESEEN)
    return {measure: [standing(row) for row in answer.rows] for measure, answer in found.items()}


def _differing(one: Standings, other: Standings) -> list[str]:
    return [measure for measure in one if one[measure] != other[measure]]
