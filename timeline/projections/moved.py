"""Which measures the children of a broken rule can move: whose figures to doubt while the defect is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Rule
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.engines import Engine, Note
from timeline.projections.indicators import CATALOGUE, in_force
from timeline.projections.questions import measure
from timeline.store import CaseLog


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure, and how many children with a finding some row of it counts."""

    measure: str
    children: int


def moved(
    log: CaseLog, basis: Basis, found: Iterable[Found], *, engine: Engine, note: Note
) -> Mapping[str, tuple[Moved, ...]]:
    """By the house name of each rule that is broken: the measures that count some of its children as at the basis day,
    most children first. A rule that no measure counts a child of has none.

    A rule can move a measure that needs one of its modules; a rule without a number any measure. Who is counted is
    asked beyond coverage: it may be that there is no figure of that day.
    """
    children: dict[str, set[str]] = {}
    rules: dict[str, Rule] = {}
    for each in found:
        rules[each.finding.rule.id] = each.finding.rule
        children.setdefault(each.finding.rule.id, set()).update((each.finding.child, *each.finding.same_as))
    concerned = [each for each in CATALOGUE.values() if any(_can(rule, each) for rule in rules.values())]
    asked = [in_force(each, basis.as_at) for each in concerned]
    counted = _counted(log, asked, basis, engine, note)
    return {name: _of_rule(rule, children[name], asked, counted) for name, rule in rules.items()}


def _counted(
    log: CaseLog, asked: Sequence[Indicator], basis: Basis, engine: Engine, note: Note
) -> Mapping[str, frozenset[str]]:
    """Of each measure, whom some row of it counts."""
    if not asked:
        return {}
    answers = measure(log, asked, basis, beyond_coverage=True, engine=engine, note=note)
    return {each.indicator.id: frozenset[str]().union(*(row.counted for row in each.rows)) for each in answers}


def _of_rule(
    rule: Rule, children: set[str], asked: Sequence[Indicator], counted: Mapping[str, frozenset[str]]
) -> tuple[Moved, ...]:
    numbers = {each.id: len(children & counted[each.id]) for each in asked if _can(rule, each)}
    found = [Moved(name, number) for name, number in numbers.items() if number]
    return tuple(sorted(found, key=lambda each: (-each.children, each.measure)))


def _can(rule: Rule, indicator: Indicator) -> bool:
    """Whether a measure needs a module that the rule asks about."""
    return rule.number is None or not set(rule.number.modules).isdisjoint(indicator.needs)
