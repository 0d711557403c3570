"""The published rules as they are worded: of one return, and of what was known before it.

``check`` asks its rules of all that is recorded. Here they are asked of what one return states, by the rules of its
year, as the DfE does when it is submitted. A rule about two returns compares the state of knowledge before the return
with the one with it. See ``docs/decisions/0023-checks-across-years.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from uuid import UUID

from timeline.domain.basis import Basis
from timeline.domain.checks import RULES, pupil_numbers
from timeline.domain.checks.as_worded import AS_WORDED
from timeline.domain.checks.between import Between
from timeline.domain.checks.found import Found
from timeline.domain.checks.history import History, history
from timeline.domain.checks.lacking import Lacking, not_asked_of
from timeline.domain.checks.numbers import NUMBERS, Number
from timeline.domain.checks.returned import Returned
from timeline.domain.checks.rule import Comparison, Defect, Rule, findings_of
from timeline.domain.days import reporting_year
from timeline.domain.entries import uuid_of
from timeline.domain.events import CareLeaverOutcomesRecorded, EpisodeBegan
from timeline.domain.order import in_order
from timeline.domain.reference import NO_REFERENCE, Need, Reference
from timeline.domain.restated import Restated
from timeline.domain.story import Fact, Knowledge, Story, Told

OF_ALL_THAT_IS_KNOWN = frozenset({"199", "1000", "1001", "1002", "392a", "392b", "406", "454"})
"""Rules that ask about more than one return has. They are asked of all that is known with the return, and name what it
states."""

STILL_IN_ANOTHER_READING = frozenset({"205A", "208", "576"})
"""Rules about two returns that compare them otherwise than the published ones."""


@dataclass(frozen=True)
class OneReturn:
    """One child in one return.

    ``restated``: what each return of the child changed, up to this one, which is the last. ``knowledge``: what is known
    with it. ``returned``: the returns of the child and all that were received by then; ``own``: this one alone.
    ``reference``: the lists that the user brought.
    """

    child: str
    restated: tuple[Restated, ...]
    knowledge: Knowledge
    returned: Returned
    own: Returned
    reference: Reference = NO_REFERENCE

    @property
    def by(self) -> Restated:
        """This return."""
        return self.restated[-1]

    @cached_property
    def alone(self) -> History:
        """The history that the rows of the return tell by themselves."""
        rows: dict[int, list[Told]] = {}
        for row in self.by.by.statement.says:
            if row.fact.int in self.by.events:
                rows.setdefault(row.fact.int, []).append((self.by.by.record, self.by.by.statement, row))
        facts = [Fact(uuid_of(each), self.by.events[each], tuple(told)) for each, told in rows.items()]
        return history(self._story(facts), self.own, self.reference)

    @cached_property
    def known(self) -> History:
        """The history as it is known with the return."""
        return history(self._story(self.knowledge.facts()), self.returned, self.reference)

    def states(self, identity: UUID) -> bool:
        """Whether the return states a fact that is known with it, be it completed where the return lacks a column."""
        return any(statement is self.by.by.statement for _, statement, _ in self.known.fact(identity).rows)

    def _story(self, facts: Iterable[Fact]) -> Story:
        """What happens after the end of the year is in it, since the return states it."""
        return Story(
            child=self.child,
            basis=Basis(self.by.year_ending, self.by.by.known_on),
            facts=tuple(in_order(facts, lambda fact: fact.event)),
            covered=frozenset(self.by.coverage.silence_counts_in),
        )

    @cached_property
    def between(self) -> Between:
        """What was known before the return, and with it."""
        year = self.by.year_ending
        earlier = {each.year_ending: each for each in self.restated[:-1] if each.year_ending < year}
        return Between(
            (self.by,), tuple(earlier.values()), self.returned, as_the_dfe_would=True, reference=self.reference
        )

    @cached_property
    def facts(self) -> Mapping[int, Fact]:
        """All facts that a finding may name, in the order of events, by the numbers of their identities."""
        found = {**self.between.gone_facts, **self.known.facts, **self.alone.facts}
        return {fact.id.int: fact for fact in in_order(found.values(), lambda fact: fact.event)}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which numbers are asked of the return of a year, and how. ``not_asked``: each of the others with the reason, and
    those that are not asked about what is blank in a column that the return, or a file of it, did not have;
    ``otherwise``: those that are asked in another reading than the published one, each with the reading."""

    numbers: frozenset[str]
    otherwise: tuple[tuple[Number, str], ...]
    not_asked: tuple[tuple[Number, str], ...]

    @classmethod
    def of(
        cls,
        year_ending: date,
        reference: Reference = NO_REFERENCE,
        lacked: Sequence[Lacking] = (),
        *,
        has_the_year_before: bool,
        has_digests: bool = True,
    ) -> Asked:
        """Of the return for the year that ends on this day. ``reference``: the lists that the user brought.
        ``lacked``: the columns that the return did not have. ``has_the_year_before``: whether the return of the year
        before it was received by then. ``has_digests``: whether the log has digests of school numbers."""
        in_force = [each for each in NUMBERS.values() if each.is_in_force(year_ending.year)]
        missing = f"the return for {reporting_year(date(year_ending.year - 1, 3, 31))} is not in the log"
        not_asked = []
        for each in in_force:
            if each.answered in ("import", "not asked"):
                not_asked.append((each, f"{each.title}. {each.note}"))
            elif not has_the_year_before and each.number in COMPARED:
                not_asked.append((each, f"It compares two returns, and {missing}."))
            elif not has_digests and each.number == pupil_numbers.NUMBER:
                not_asked.append((each, "There are no digests of school numbers in the log."))
            elif lists := ", ".join(reference.lacks(NEEDS.get(each.number, ()))):
                not_asked.append((each, f"There is {lists}: bring lists with --reference FOLDER."))
        left_out = {each.number for each, _ in not_asked}
        numbers = frozenset(each.number for each in in_force) - left_out
        as_worded = (COMPARED | AS_WORDED.keys()) - STILL_IN_ANOTHER_READING
        otherwise = [each for each in in_force if each.number in numbers - as_worded and each.answered == "house"]
        asked = (each for each in in_force if each.number in numbers)
        blanks = [(each, why) for each in asked if (why := _for_want_of_columns(each, lacked))]
        return cls(numbers, tuple((each, each.note) for each in otherwise), (*not_asked, *blanks))


def _for_want_of_columns(number: Number, lacked: Sequence[Lacking]) -> str:
    """As a sentence; empty where there is no such column."""
    rules = (rule for rule in RULES.values() if rule.rule_number == number.number)
    why = "; ".join(why for rule in rules for why in not_asked_of(rule, lacked))
    return f"{why[0].upper()}{why[1:]}." if why else ""


def found_in(one: OneReturn, asked: Asked) -> Iterator[Found]:
    """What breaks a rule in the return of one child, in the order of the rules."""
    for rule in RULES.values():
        if rule.rule_number in asked.numbers:
            for finding in findings_of(rule, one.child, one.facts, _defects(rule, one)):
                yield Found.of(finding, one.facts)


def _defects(rule: Rule, one: OneReturn) -> Iterable[Defect]:
    number = rule.rule_number or ""
    compare = rule.compare or COMPARED_HERE.get(number)
    if compare is not None:
        return compare(one.between)
    if number in COMPARED:  # by another rule of the number
        return ()
    find = AS_WORDED.get(number) or rule.find
    if find is None:
        return ()
    if number in OF_ALL_THAT_IS_KNOWN:
        known = find(one.known.with_columns(rule.columns))
        return [each for each in known if any(one.states(fact) for fact in each.facts)]
    return find(one.alone.with_columns(rule.columns))


def _open_before_and_not_sent(each: Between) -> Iterator[Defect]:
    """1010: a care leaver's row and no episode, of a child whose last episode was open before."""
    leavers = each.stated(CareLeaverOutcomesRecorded)
    if leavers and not each.stated(EpisodeBegan):
        for earlier, was in each.open_before[-1:]:
            if was == each.before(EpisodeBegan)[-1][1]:
                yield Defect((earlier, leavers[0][0]), (was.occurred_on, each.last))


COMPARED_HERE: Mapping[str, Comparison] = MappingProxyType({"1010": _open_before_and_not_sent})
"""The rules about two returns of which ``check`` asks the history otherwise."""

COMPARED = COMPARED_HERE.keys() | {rule.rule_number for rule in RULES.values() if rule.rule_number and rule.compare}
"""The numbers of all rules about two returns."""

NEEDS: Mapping[str, tuple[Need, ...]] = MappingProxyType(
    {rule.rule_number: rule.needs for rule in RULES.values() if rule.rule_number and rule.needs}
)
"""The reference lists without which a rule is not asked, by its number."""
