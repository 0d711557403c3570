"""C5, C7, C8. What holds between the figures of one answer, whatever the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given

from tests.oracle.almanac import months_earlier
from tests.support import profiles
from tests.support.anchors import Question
from tests.support.asking import answers
from tests.support.histories import Scene, scenes
from tests.support.telling import History, Tell
from timeline.domain import events as e
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.indicator import Unit
from timeline.projections.indicators import CATALOGUE

COUNT_SPELLS = {
    measure: {i for i, row in enumerate(each.readings) if row.spells} for measure, each in CATALOGUE.items()
}
"""The rows that count spells and not children."""


@profiles.one_in(2)
@given(scenes())
def test_every_numerator_is_inside_its_denominator(scene: Scene) -> None:
    for measure, answer in answers(scene.history.records, scene.question).items():
        for number, row in enumerate(answer.rows):
            assert row.meets <= (row.meets if row.possible is None else row.possible) <= row.counted, measure
            assert row.counted <= set(scene.history.plans), measure
            if row.numerator is None:
                assert (row.value, row.reason is None) == (None, False), measure
            elif number not in COUNT_SPELLS[measure]:
                assert row.numerator == len(row.meets), measure
                assert row.denominator in (None, len(row.counted)), measure


@profiles.one_in(2)
@given(scenes())
def test_a_figure_over_nobody_is_none_with_a_reason(scene: Scene) -> None:
    for measure, answer in answers(scene.history.records, scene.question).items():
        for row in answer.rows:
            if row.unit is Unit.PERCENT and not row.counted:
                assert row.value is None, measure
                assert row.reason, measure
            if row.unit is Unit.DAYS and not row.meets:
                assert row.value is None, measure


@pytest.mark.parametrize("dimension", sorted(DIMENSIONS))
@profiles.one_in(10)
@given(scenes())
def test_a_breakdown_sums_to_the_total(dimension: str, scene: Scene) -> None:
    for measure, answer in answers(scene.history.records, scene.question, by=dimension).items():
        groups = [dict(row.group) for row in answer.rows]
        for total in answer.rows[: len(CATALOGUE[measure].readings)]:
            parts = [
                row
                for row, group in zip(answer.rows, groups, strict=True)
                if dimension in group and {**total.group} == {k: v for k, v in group.items() if k != dimension}
            ]
            if total.numerator is not None and dimension not in total.group:
                assert _adds_up(parts, total), measure


def _adds_up(parts: Sequence[Row], total: Row) -> bool:
    """The parts are the total's children, each once."""
    numbers = total.unit is Unit.DAYS or sum(part.numerator or 0 for part in parts) == total.numerator
    counted = _is_partition([part.counted for part in parts], total.counted)
    return numbers and counted and _is_partition([part.meets for part in parts], total.meets)


def _is_partition(parts: Iterable[frozenset[str]], total: frozenset[str]) -> bool:
    parts = list(parts)
    return frozenset().union(*parts) == total and sum(map(len, parts)) == len(total)


def _members(answer: Answer, key: str) -> dict[object, frozenset[str]]:
    """Who meets each row that has this label."""
    return {row.group[key]: row.meets for row in answer.rows if key in row.group}


@profiles.one_in(2)
@given(scenes())
def test_the_rows_of_a_ladder_part_the_children_counted(scene: Scene) -> None:
    found = answers(scene.history.records, scene.question)
    homes, periods = found["placements-3-plus"], found["multiple-periods"]
    by_homes, by_periods = _members(homes, "count"), _members(periods, "count")
    assert _is_partition(by_homes.values(), homes.rows[0].counted)
    assert _is_partition([by_homes[label] for label in ("3", "4", "5", "6-9", "10+")], homes.rows[0].meets)
    assert _is_partition(by_periods.values(), periods.rows[0].counted)
    assert _is_partition([by_periods[label] for label in ("2", "3", "4+")], periods.rows[0].meets)
    by_years = _members(periods, "years")
    ladder = [by_years[1], periods.rows[0].meets, by_years[3], by_years[5], by_years["ever"]]
    assert all(fewer <= more for fewer, more in pairwise(ladder))


@profiles.one_in(2)
@given(scenes())
def test_bands_part_those_they_are_bands_of(scene: Scene) -> None:
    found = answers(scene.history.records, scene.question)
    lengths = _members(found["ceased-by-duration"], "duration")
    cumulative = lengths.pop("within 1 year (cumulative)")
    assert lengths["within 1 month"] | lengths["over 1 month and within 1 year"] == cumulative
    assert _is_partition(lengths.values(), found["ceased"].rows[0].meets)
    waits = _members(found["visitor-waiting"], "wait")
    bands = [meets for label, meets in waits.items() if not str(label).endswith(" days")]
    assert _is_partition(bands, found["visitor-waiting"].rows[0].meets)
    for measure, key in (
        ("ceased-destination", "destination"),
        ("visitor-received", "outcome"),
        ("legal-status", "legal-status"),
        ("placement-type", "placement"),
    ):
        assert _is_partition(_members(found[measure], key).values(), found[measure].rows[0].counted), measure


@profiles.one_in(2)
@given(scenes())
def test_indicators_that_speak_of_one_thing_agree(scene: Scene) -> None:
    found = answers(scene.history.records, scene.question)
    stock = found["looked-after"].rows[0].meets
    of_the_stock = ("placements-3-plus", "multiple-periods", "legal-status", "legal-status-s20", "placed-with-parents")
    for measure in (*of_the_stock, "placement-type", "visitor-waiting"):
        assert found[measure].rows[0].reason or found[measure].rows[0].counted == stock, measure
    assert found["ceased-destination"].rows[0].counted == found["ceased"].rows[0].meets
    status, place = _members(found["legal-status"], "legal-status"), _members(found["placement-type"], "placement")
    assert status["Accommodated under section 20"] == found["legal-status-s20"].rows[0].meets
    assert place["Placed with parents"] == found["placed-with-parents"].rows[0].meets


@profiles.one_in(2)
@given(scenes())
def test_open_periods_grow_by_what_started_and_shrink_by_what_ended(scene: Scene) -> None:
    """Of children the published counts do not obey this (a child counts once a year); of periods they must."""
    ageless = History({child: _plainly_told(plan) for child, plan in scene.history.plans.items()})
    end = scene.question
    start = Question(months_earlier(end.as_at, 12), end.known_at)
    assume(start.as_at < end.as_at)
    now, before = answers(ageless.records, end), answers(ageless.records, start)
    grown = _periods(now["started"]) - _periods(now["ceased"])
    assert _stock(now) - _stock(before) == grown


def _plainly_told(plan: Sequence[object]) -> tuple[Tell, ...]:
    """Children of no known age, so that no period is left out because its child is 18; nothing corrected; and of
    several endings of one episode the first told, for a later one opens again what stood closed a year before."""
    ended: set[object] = set()
    found: list[Tell] = []
    for step in plan:
        if not isinstance(step, Tell) or isinstance(step.event, e.ChildRegistered):
            continue
        if isinstance(step.event, e.EpisodeEnded | e.CeasedToBeLookedAfter):
            if step.event.spell_key in ended:
                continue
            ended.add(step.event.spell_key)
        found.append(step)
    return tuple(found)


def _stock(found: dict[str, Answer]) -> int:
    return found["looked-after"].rows[0].numerator or 0


def _periods(answer: Answer) -> int:
    (row,) = [row for row in answer.rows if row.group == {"count": "periods"}]
    return row.numerator or 0
