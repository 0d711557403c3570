"""Rules about several children: children who may be one, and (``pupil_numbers``) those of one school number.

Other rules are evaluated child by child. These are evaluated over all children: each is compared by its particulars
(``Registered``), and the histories are read only of those who look alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline.domain.checks import pupil_numbers
from timeline.domain.checks.found import Found
from timeline.domain.checks.returned import Returned
from timeline.domain.checks.rule import Finding, Rule
from timeline.domain.codes import group
from timeline.domain.events import ChildRegistered
from timeline.domain.source_rows import SourceRow
from timeline.domain.story import Fact, Story

_ZEROS_BEFORE_A_NUMBER = re.compile(r"(?<!\d)0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Registered:
    """A child's particulars as known last. ``sex``: its code."""

    child: str
    born_on: date
    sex: str | None

    @property
    def birth_and_sex(self) -> tuple[date, str]:
        """What two children who are one have in common: the day of birth, and the sex under any year's code."""
        return self.born_on, group("SEX", self.sex)


def plain(identifier: str) -> str:
    """An identifier without what is easily lost: case, blanks, the Unicode form, and zeros before a number."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", identifier).casefold())
    text = "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")
    return _ZEROS_BEFORE_A_NUMBER.sub("", unicodedata.normalize("NFC", text))


def look_alike(registered: Iterable[Registered]) -> list[list[str]]:
    """Groups of children with one day of birth and sex whose identifiers differ only by zeros, case, blanks or form,
    in the order of their names."""
    found: dict[tuple[tuple[date, str], str], list[str]] = defaultdict(list)
    for each in registered:
        found[each.birth_and_sex, plain(each.child)].append(each.child)
    return sorted(sorted(names) for names in found.values() if len(names) > 1)


def alike(stories: Iterable[Story]) -> Found:
    """The finding of children who look like one: of the one whose particulars were told last, and the others."""
    told = {story.child: [fact for fact, _ in story.of(ChildRegistered)] for story in stories}
    names = sorted(told)
    child = max(names, key=lambda name: _last_told(told[name]))  # of several told on one day the first by name
    ordered = [child, *(name for name in names if name != child)]
    facts = [fact for name in ordered for fact in told[name]]
    finding = Finding(
        rule=ALIKE,
        child=child,
        facts=tuple(fact.id for fact in facts),
        days=tuple(sorted({fact.event.occurred_on for fact in facts})),
        same_as=tuple(ordered[1:]),
    )
    tellings = (fact.told[-1] for fact in facts)
    rows = dict.fromkeys(SourceRow(each.file, each.row, each.return_to) for each in tellings)
    return Found(finding, tuple(rows))


def _last_told(facts: Sequence[Fact]) -> date:
    return max(telling.known_on for fact in facts for telling in fact.told)


def with_predecessors(found: Found, newcomer: Returned, others: Iterable[tuple[str, Returned]]) -> Found:
    """The finding of a newcomer with those who may be the same child: children of the same day of birth and sex whom
    the returns that lack the newcomer had, and whom none that has it did."""
    missed = set(newcomer.passed_by)
    same = sorted(
        name for name, returned in others if missed & returned.sent and returned.sent.isdisjoint(newcomer.sent)
    )
    return replace(found, finding=replace(found.finding, same_as=tuple(same)))


ALIKE = Rule(
    id="identifiers-alike",
    rule_number=None,
    severity="query",
    title="Children's identifiers look like one child's",
    means="The children have one day of birth and one sex, and identifiers that differ by zeros before a number, by "
    "capitals, by blanks or by how a letter with an accent is written. Identifiers are taken to the letter, so each is "
    "a child, and each is counted.",
    do="If they are one child, import the journal line that says so.",
    source="House rule: docs/decisions/0013-who-is-who.md",
    find=None,
)

RULES = (ALIKE, pupil_numbers.RULE)
