"""Every declaration: it has words, its rows are told apart, and its versions follow one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from timeline.projections.algebra.definition import called, words
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.reference import spells
from timeline.projections.indicators import CATALOGUE, EARLIER

INDICATORS = list(CATALOGUE.values())


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_every_part_of_a_declaration_has_words(indicator: Indicator) -> None:
    assert words(indicator.counted)
    for reading in indicator.readings:
        for part in (reading.meets, reading.possible, reading.unknown):
            assert part is None or words(part)
    assert callable(spells.dispatch(type(indicator.counted)))


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_rows_are_named_apart_and_the_default_comes_first(indicator: Indicator) -> None:
    groups = [reading.group for reading in indicator.readings]
    assert len(set(groups)) == len(groups)
    keys = {key for group in groups for key, _ in group}
    assert groups[0] == () or len(keys) == 1


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_a_breakdown_is_not_also_the_label_of_some_rows(indicator: Indicator) -> None:
    """The parts of the default figure could not be told from the other rows."""
    labels = [{key for key, _ in reading.group} for reading in indicator.readings]
    some = {key for each in labels for key in each} - set.intersection(*labels)
    assert some.isdisjoint(indicator.dimensions)


def test_every_variant_names_its_measure() -> None:
    for indicator in INDICATORS:
        assert indicator.id.partition("/")[0] in CATALOGUE


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_definitions_of_one_measure_are_in_force_one_after_the_other(name: str) -> None:
    """No day has two, among those that are not superseded."""
    dated = sorted((each.in_force[0] or date.min, each.in_force[1] or date.max) for each in dated_definitions(name))
    assert all(before[1] < after[0] for before, after in pairwise(dated))


def dated_definitions(name: str) -> list[Indicator]:
    return [CATALOGUE[name], *(each for each in EARLIER.values() if each.id == name)]


def test_what_a_part_is_called_is_what_is_read() -> None:
    (indicator,) = [each for each in INDICATORS if each.id == "started"]
    named = replace(indicator, counted=Called(indicator.counted, "the first start"))
    assert words(named.counted) == "the first start"
    assert called(named) == {"the first start": words(indicator.counted)}
