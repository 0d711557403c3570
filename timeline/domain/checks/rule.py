"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol
from uuid import UUID

from timeline.domain.checks.between import Between
from timeline.domain.checks.history import History
from timeline.domain.checks.numbers import NUMBERS, Number
from timeline.domain.reference import Need
from timeline.domain.story import Fact

Severity = Literal["error", "query"]
"""``error``: it cannot be as recorded. ``query``: it can be, but it seldom is; somebody should look."""


class Reported(Protocol):
    """An episode, an incident, a fact: whatever names the facts it stands on."""

    @property
    def facts(self) -> tuple[UUID, ...]:
        """The facts it stands on."""
        ...


@dataclass(frozen=True, slots=True)
class Defect:
    """Where a history breaks a rule: the facts to look at, and the days they are about. ``year``: of the return that is
    judged, by the calendar year in which it ends; ``None``: the facts say which returns are."""

    facts: tuple[UUID, ...]
    days: tuple[date, ...]
    year: int | None = None

    @classmethod
    def of(cls, *reported: Reported, days: Iterable[date | None]) -> Defect:
        """The defect of these reports. A day that is not known is left out."""
        facts = tuple(fact for each in reported for fact in each.facts)
        return cls(facts, tuple(day for day in days if day is not None))


Finder = Callable[[History], Iterable[Defect]]
Comparison = Callable[[Between], Iterable[Defect]]
"""What is asked of two states of knowledge, before a return and with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule that a recorded history can break.

    ``id``: the house name. ``rule_number``: the published 903 validation rule, one; ``None`` for a house rule.
    ``means``: what is wrong, in words for whoever keeps the record; ``do``: what they do about it. ``find``: a pure
    function of one child's history; ``None`` for a rule of several children (``across``). ``compare``: what a rule of
    two returns asks of the states before a return and with it. ``needs``: the reference lists without which it is not
    asked. ``columns``: those whose blanks it names, of columns that a return may be without: rows of a file that lacks
    one are not asked.
    """

    id: str
    rule_number: str | None
    severity: Severity
    title: str
    means: str
    do: str
    source: str
    find: Finder | None = field(repr=False, compare=False)
    needs: tuple[Need, ...] = ()
    columns: frozenset[str] = frozenset()
    compare: Comparison | None = field(default=None, repr=False, compare=False)

    @property
    def number(self) -> Number | None:
        """The published rule, with its modules and the years in which it is in force."""
        return None if self.rule_number is None else NUMBERS[self.rule_number]


def published(
    number: str,
    rule_id: str,
    find: Finder | None,
    *,
    title: str,
    means: str,
    do: str,
    severity: Severity = "error",
    needs: tuple[Need, ...] = (),
    columns: Iterable[str] = (),
    compare: Comparison | None = None,
) -> Rule:
    """A rule that the published validation has too, under this number. ``KeyError`` for what is no number of it."""
    return Rule(
        id=rule_id,
        rule_number=NUMBERS[number].number,
        severity=severity,
        title=title,
        means=means,
        do=do,
        source=f"SSDA903 validation rule {number}",
        find=find,
        needs=needs,
        columns=frozenset(columns),
        compare=compare,
    )


def of_the_house(
    rule_id: str,
    find: Finder,
    *,
    title: str,
    means: str,
    do: str,
    severity: Severity = "error",
    source: str = "house rule",
) -> Rule:
    """A rule that has no number."""
    return Rule(
        id=rule_id, rule_number=None, severity=severity, title=title, means=means, do=do, source=source, find=find
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a child's history breaks. ``facts``: in the order they happened; ``days``: ascending; ``same_as``:
    other children who may be the same child.

    The child is not in the ``repr``: a finding may end up in a log or in a failing test.
    """

    rule: Rule
    child: str = field(repr=False)
    facts: tuple[UUID, ...]
    days: tuple[date, ...]
    same_as: tuple[str, ...] = field(default=(), repr=False)


def findings_of(rule: Rule, child: str, facts: Mapping[int, Fact], defects: Iterable[Defect]) -> list[Finding]:
    """Each defect once, by day, by fact. ``facts``: those that a defect may name, in the order of events, by
    the numbers of their identities."""
    place = {identity: n for n, identity in enumerate(facts)}
    findings = {
        Finding(
            rule,
            child,
            tuple(sorted(set(defect.facts), key=lambda fact: place[fact.int])),
            tuple(sorted(set(defect.days))),
        )
        for defect in defects
    }
    return sorted(findings, key=lambda each: (each.days, [place[fact.int] for fact in each.facts]))
