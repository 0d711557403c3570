"""T7. An answer changes as more is known only where something became known, and only for whom it was about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from replay.changes import Change, Why
from replay.differences import Difference, Move, differences
from tests.store.making import Ticking
from tests.support import profiles
from tests.support.anchors import Question
from tests.support.asking import answers, standing
from tests.support.histories import Scene, scenes
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.sides import Side
from timeline.projections.indicators import CATALOGUE
from timeline.store import open_log

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
Heard = dict[date, set[str]]


def _heard(scene: Scene) -> Heard:
    """On which days anything became known, or was taken back, and of whom."""
    heard: Heard = {}
    for child, draft in scene.history.drafts:
        heard.setdefault(draft.known_on, set()).add(child)
    return heard


@profiles.one_in(4)
@given(scenes(crowds=False), st.randoms(use_true_random=False))
def test_no_answer_changes_but_on_a_day_on_which_something_became_known(scene: Scene, random: object) -> None:
    assert hasattr(random, "sample")
    heard = _heard(scene)
    for day in random.sample(sorted(heard), min(4, len(heard))):
        days = [day + timedelta(days=by) for by in (-1, 0, 1, 2)]
        asked = [(on, answers(scene.history.records, Question(scene.question.as_at, on))) for on in days]
        for (_, before), (on, after) in pairwise(asked):
            if on not in heard:
                assert [each for each in CATALOGUE if _standings(before[each]) != _standings(after[each])] == []
            assert _moved(before, after) <= heard.get(on, set())


def _standings(answer: Answer) -> list[object]:
    return [standing(row) for row in answer.rows]


def _moved(before: dict[str, Answer], after: dict[str, Answer]) -> set[str]:
    """The children who are in a row and were not, or the other way, where there was a figure before and after."""
    rows = [pair for each in CATALOGUE for pair in zip(before[each].rows, after[each].rows, strict=True)]
    return {child for one, other in rows for child in _differ(one, other)}


def _differ(one: Row, other: Row) -> frozenset[str]:
    if one.numerator is None or other.numerator is None:
        return frozenset()
    may, might = one.possible or frozenset(), other.possible or frozenset()
    return (one.counted ^ other.counted) | (one.meets ^ other.meets) | (may ^ might)


@profiles.one_in(4)
@given(scenes(crowds=False), st.randoms(use_true_random=False))
def test_the_moves_add_up_and_each_names_what_became_known(scene: Scene, random: object) -> None:
    assert hasattr(random, "sample")
    days = sorted(_heard(scene))
    assume(len(days) > 1)
    then, now = sorted(random.sample(days, 2))
    measures = random.sample(sorted(CATALOGUE), 8)
    for found in _differences(scene, then, now, measures):
        measure = found.before.indicator.id
        before, after = (_answer(scene, measure, on) for on in (then, now))
        assert (_standings(found.before), _standings(found.after)) == (_standings(before), _standings(after))
        _adds_up(found, before, after)
        assert [move.row for move in found.moves if not _is_explained(move, then, now)] == []


def _answer(scene: Scene, measure: str, known_at: date) -> Answer:
    return answers(scene.history.records, Question(scene.question.as_at, known_at), only=[measure])[measure]


def _differences(scene: Scene, then: date, now: date, measures: Iterable[str]) -> list[Difference]:
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        log.record(scene.history.drafts)
        position = log.head().position
        older, newer = (Basis(scene.question.as_at, on, position) for on in (then, now))
        indicators = [CATALOGUE[each] for each in measures]
        return differences(log, [(Side(each, older), Side(each, newer)) for each in indicators])


def _adds_up(found: Difference, before: Answer, after: Answer) -> None:
    """The moves are those of exactly the children who stand elsewhere, and their sum is the change of the figure."""
    for number, (one, other) in enumerate(zip(before.rows, after.rows, strict=True)):
        moves = [move for move in found.moves if move.row == number]
        if one.numerator is None or other.numerator is None:
            assert moves == [], "there is nothing to add them to"
            continue
        assert sum(move.numerator for move in moves) == (other.numerator or 0) - (one.numerator or 0)
        assert sum(move.denominator for move in moves) == _of(other) - _of(one)
        assert _differ(one, other) <= {move.child for move in moves}


def _of(row: Row) -> int:
    """What a row is of: its spells, where it is of spells, else the children it counts."""
    return len(row.counted) if row.denominator is None else row.denominator


def _is_explained(move: Move, then: date, now: date) -> bool:
    """Whether facts did it, and each of them was told or taken back in the time between."""
    return (
        not (move.by_day or move.by_definition)
        and bool(move.by_facts)
        and all(_became_known(change, then, now) for change in move.by_facts)
    )


def _became_known(change: Change, then: date, now: date) -> bool:
    told = [telling.known_on for fact in change.after for telling in fact.told]
    taken = [withdrawal.known_on for withdrawal in change.withdrawn_by]
    return change.why in (Why.RESTORED, Why.KNOWN_SINCE) or any(then < day <= now for day in (*told, *taken))
