"""The hash of a definition: it changes when the meaning does, and not when the wording does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.projections.algebra.definition import definition_hash, words
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.reference import spells
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators.common import periods

INDICATORS = list(CATALOGUE.values())


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_rewording_changes_no_hash(indicator: Indicator) -> None:
    reworded = replace(indicator, title="another title", sentence="another sentence")
    assert definition_hash(reworded) == definition_hash(indicator)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_another_population_rows_or_exclusions_change_it(indicator: Indicator) -> None:
    hashes = {
        definition_hash(changed)
        for changed in (
            indicator,
            replace(indicator, counted=periods.touching(7).last()),
            replace(indicator, readings=indicator.readings * 2),
            replace(indicator, window_months=13),
            replace(indicator, version="another"),
        )
    }
    assert len(hashes) == 5


def test_no_two_indicators_have_one_hash() -> None:
    assert len({definition_hash(indicator) for indicator in INDICATORS}) == len(INDICATORS)


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
