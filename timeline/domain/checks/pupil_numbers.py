"""Children who were given one school number: a rule of several children, asked of digests (validation rule 444).

Digests are compared where their keys are the same, of children whom one return gives the number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.found import Found
from timeline.domain.checks.numbers import NUMBERS
from timeline.domain.checks.rule import Finding, published
from timeline.domain.days import year_ending
from timeline.domain.events import ChildRegistered, PupilNumberDigested
from timeline.domain.spells.case import latest
from timeline.domain.story import Fact, Story

GIVEN = "given"
"""What the log has of UPN where a number was given."""

NUMBER = "444"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A school number of a child. ``number``: its digest, with the name of the key. ``years``: those of the returns
    that give it and are held to the rule, each by the calendar year in which it ends."""

    child: str
    fact: Fact
    number: tuple[str, str]
    years: frozenset[int]


def recorded_alike(events: Iterable[tuple[str, PupilNumberDigested]]) -> set[str]:
    """The identifiers under which a number was recorded that was recorded under another, too."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for identifier, event in events:
        found[event.key, event.digest].add(identifier)
    return {each for identifiers in found.values() if len(identifiers) > 1 for each in identifiers}


def numbered(story: Story) -> list[Numbered]:
    """The numbers of a child; none where its particulars say that it has none, or do not say."""
    who = latest(story, ChildRegistered)
    if who is None or who.upn != GIVEN:
        return []
    found = []
    for fact, event in story.of(PupilNumberDigested):
        ends = {statement.return_to for _, statement, _ in fact.rows}
        endings = {year_ending(end) for end in ends if end is not None}
        years = {end.year for end in endings if story.basis.reaches(date(end.year - 1, 4, 1))}
        held = frozenset(year for year in years if NUMBERS[NUMBER].is_in_force(year))
        found.append(Numbered(story.child, fact, (event.key, event.digest), held))
    return found


def numbers_alike(everybody: Iterable[Numbered]) -> Iterator[Found]:
    """The finding of each number that one return gives several children, by the first of their names."""
    by_number: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for each in everybody:
        by_number[each.number].append(each)
    several = [_of_one_return(each) for each in by_number.values()]
    for found in sorted((each for each in several if each), key=lambda each: sorted(one.child for one in each)):
        yield _found(found)


def _of_one_return(alike: list[Numbered]) -> list[Numbered]:
    """Those of them whom one return gives the number, beside another child."""
    return [
        each
        for each in alike
        if any(other.child != each.child and not other.years.isdisjoint(each.years) for other in alike)
    ]


def _found(alike: list[Numbered]) -> Found:
    ordered = sorted(alike, key=lambda each: each.child)
    children = list(dict.fromkeys(each.child for each in ordered))
    finding = Finding(
        rule=RULE,
        child=children[0],
        facts=tuple(each.fact.id for each in ordered),
        days=tuple(sorted({each.fact.event.occurred_on for each in ordered})),
        same_as=tuple(children[1:]),
    )
    rows = dict.fromkeys(each.fact.told[-1].source_row for each in ordered)
    return Found(finding, tuple(rows))


RULE = published(
    NUMBER,
    "school-number-of-two-children",
    None,
    title="Children of one return have one school number",
    means="A return gives two children, or more, the same UPN. Numbers are compared by digests of one key. The days "
    "are the days of birth.",
    do="Correct the UPN that is wrong. If the children are one child, import the journal line that says so.",
)
