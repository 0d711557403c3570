"""Every number of the published validation: said once, answered where it says, and claimed by no rule beside."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.unit.checks_examples_all import EXAMPLES
from timeline.domain.checks import RULES
from timeline.domain.checks.numbers import NUMBERS, adoption, beside, child, episodes, outcomes, placements

IN_FORCE, WITHDRAWN = 322, 11
"""How many numbers the rulesets of 2024-25 to 2026-27 have, and how many only earlier ones had."""

OF_SEVERAL_CHILDREN = {"444"}
"""Told in ``tests/spec/test_checks_of_pupil_numbers.py``."""

ASKED = {number: [rule for rule in RULES.values() if rule.rule_number == number] for number in NUMBERS}


def test_every_number_stands_once() -> None:
    tables = (child, episodes, placements, outcomes, adoption, beside)
    written = Counter(each.number for table in tables for each in table.NUMBERS)
    assert set(written.values()) == {1}
    assert len(written) == IN_FORCE + WITHDRAWN


def test_the_numbers_in_force_and_those_withdrawn() -> None:
    until_2024 = [each for each in NUMBERS.values() if each.until is not None]
    assert len(until_2024) == WITHDRAWN
    assert {each.until for each in until_2024} == {2024}


def test_no_rule_claims_what_is_no_number() -> None:
    assert {rule.rule_number for rule in RULES.values()} - {None} <= NUMBERS.keys()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_asked_by_a_rule_whose_failing_story_exists_if_and_only_if_it_says_so(number: str) -> None:
    said_to_be_asked = NUMBERS[number].answered in ("check", "house")
    assert bool(ASKED[number]) is said_to_be_asked
    assert all(rule.id in EXAMPLES for rule in ASKED[number] if number not in OF_SEVERAL_CHILDREN)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_no_rule_of_check_answers_says_what_it_asks_and_why(number: str) -> None:
    each = NUMBERS[number]
    assert each.modules
    if each.answered in ("import", "not asked"):
        assert each.title
        assert each.note
    if each.answered == "house":
        assert each.note
