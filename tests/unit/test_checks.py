"""Every rule: the nearest history that breaks it, what it then names, and the nearest one that does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from inspect import getmembers, isfunction

import pytest

from tests.unit.checks_examples_all import EXAMPLES
from tests.unit.checks_histories import (
    CHILD,
    day,
    said,
)
from timeline.domain.checks import FAMILIES, RULES, Finding, Rule, across, set_aside

OF_ONE_CHILD = {name for name, rule in RULES.items() if rule.find is not None}
"""Rules of several children are told in ``test_checks_across``."""


def ids(findings: Iterable[Finding]) -> list[str]:
    return [finding.rule.id for finding in findings]


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == OF_ONE_CHILD


def test_every_public_function_of_a_family_is_a_rule() -> None:
    written = {
        function
        for family in FAMILIES
        for name, function in getmembers(family, isfunction)
        if function.__module__ == family.__name__ and not name.startswith("_")
    }
    assert {rule.find for rule in RULES.values()} >= written


def test_no_two_rules_have_one_name() -> None:
    assert len(RULES) == sum(len(family.RULES) for family in (*FAMILIES, across, set_aside))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_is_wrong_what_to_do_and_who_says_so(rule: Rule) -> None:
    assert all((rule.title, rule.means, rule.do, rule.source))
    assert rule.rule_number is None or rule.rule_number in rule.source


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_history_that_breaks_the_rule_is_named_with_its_days(rule: str) -> None:
    example = EXAMPLES[rule]
    (finding,) = [finding for finding in example.found() if finding.rule.id == rule]
    assert finding.child == CHILD
    assert finding.days == tuple(map(day, example.days))


@pytest.mark.parametrize("rule", EXAMPLES)
def test_it_breaks_no_other_rule(rule: str) -> None:
    example = EXAMPLES[rule]
    assert set(ids(example.found())) == {rule} | example.also


@pytest.mark.parametrize("rule", EXAMPLES)
def test_it_is_named_whatever_the_order_of_the_rows(rule: str) -> None:
    example = EXAMPLES[rule]
    backwards = replace(example, breaks=example.breaks[::-1])
    assert said(backwards.found()) == said(example.found())


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_history_in_order_breaks_none(rule: str) -> None:
    assert ids(EXAMPLES[rule].found_in_order()) == []
