"""What is found of several children at once, out of the log; whom to look at closer may be read from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from timeline.domain.assertions import Assertion, assertions
from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Returned
from timeline.domain.checks.across import Registered, alike, look_alike, with_predecessors
from timeline.domain.checks.numbers import NUMBERS
from timeline.domain.checks.pupil_numbers import NUMBER as OF_ONE_NUMBER
from timeline.domain.checks.pupil_numbers import numbered, numbers_alike, recorded_alike
from timeline.domain.checks.returns import NEWCOMER
from timeline.domain.checks.set_aside import set_aside, still_set_aside
from timeline.domain.chronicle import Chronicle
from timeline.domain.events import ChildRegistered, PupilNumberDigested
from timeline.domain.received import Received
from timeline.domain.restated import listened
from timeline.domain.setting import Setting
from timeline.domain.spells.case import latest
from timeline.domain.story import Story
from timeline.store import CaseLog


def received_whenever(log: CaseLog, basis: Basis) -> Sequence[Received]:
    """The returns that are known at a basis, whichever day is asked about."""
    return log.setting(replace(basis, as_at=date.max)).received


def returned_of(chronicle: Chronicle, basis: Basis, received: Iterable[Received]) -> Returned:
    """Which of the returns that were received had a child."""
    held = [record for record in chronicle.records(basis) if basis.holds(record.position)]
    knowledge, restated = listened(chronicle.child, held, chronicle.heard(basis))
    return Returned.of(knowledge, restated, received)


def registered(story: Story) -> Registered | None:
    """Who a child is; ``None`` where no particulars are known."""
    known = latest(story, ChildRegistered)
    return None if known is None else Registered(story.child, known.born_on, known.sex)


def with_those_alike(
    log: CaseLog, basis: Basis, found: Iterable[Found], everybody: Sequence[Registered]
) -> Iterator[Found]:
    """What was found child by child, newcomers with those who may be the same child; then the children who look alike,
    those of one school number, and those of whom rows were set aside.

    ``everybody``: each child of whom particulars are known at the basis.
    """
    found = list(found)
    newcomers = [each.finding.child for each in found if each.finding.rule.id == NEWCOMER]
    others = _of_one_birth_and_sex(everybody, newcomers)
    returned = _returned(log, basis, {*newcomers, *(name for names in others.values() for name in names)})
    for each in found:
        child = each.finding.child
        if each.finding.rule.id == NEWCOMER:
            each = with_predecessors(each, returned[child], ((name, returned[name]) for name in others[child]))
        yield each
    for names in look_alike(everybody):
        yield alike(story for story in log.stories(basis, names) if story.child in names)
    yield from _of_one_number(log, basis)
    yield from _set_aside(log, basis)


def _of_one_number(log: CaseLog, basis: Basis) -> Iterator[Found]:
    """The children of one school number: those are read under whose identifiers one was recorded twice, and who were
    re-keyed."""
    imports = log.setting(basis).imports
    years = [each.entry.year_ending for each in imports.all]
    years += [named.year_ending for named, _ in imports.named_and_counting()]
    if not any(year is not None and NUMBERS[OF_ONE_NUMBER].is_in_force(year.year) for year in years):
        return  # no return is held to the rule, and the log need not be read through
    alike = recorded_alike(log.events_of(PupilNumberDigested, basis.position))
    if alike:
        wanted = alike | log.setting(basis).who.concerned
        yield from numbers_alike(each for story in log.stories(basis, wanted) for each in numbered(story))


def _set_aside(log: CaseLog, basis: Basis) -> Iterator[Found]:
    """The children of whom rows were set aside and never brought readably since, by the identifiers of the rows."""
    imports = log.setting(basis).imports
    aside = set_aside(imports, basis)
    position = log.position() if basis.position is None else basis.position
    records = dict(log.histories(position, aside)) if aside else {}
    for child in sorted(aside):
        held = records.get(child, [])
        asserted = [each for each in assertions(held, basis, Setting(imports=imports)) if isinstance(each, Assertion)]
        found = still_set_aside(child, aside[child], imports, basis, held, asserted)
        if found is not None:
            yield found


def _of_one_birth_and_sex(everybody: Iterable[Registered], children: Sequence[str]) -> dict[str, list[str]]:
    """Of each of these children the others who have its day of birth and sex."""
    if not children:
        return {}
    alike: dict[tuple[date, str], list[str]] = defaultdict(list)
    of_child: dict[str, tuple[date, str]] = {}
    for each in everybody:
        alike[each.birth_and_sex].append(each.child)
        of_child[each.child] = each.birth_and_sex
    return {
        child: [name for name in alike[of_child[child]] if name != child] if child in of_child else []
        for child in children
    }


def _returned(log: CaseLog, basis: Basis, children: set[str]) -> dict[str, Returned]:
    if not children:
        return {}
    received = received_whenever(log, basis)
    return {each.child: returned_of(each, basis, received) for each in log.chronicles([basis], children)}
