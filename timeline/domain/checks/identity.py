"""Who the child is: what is recorded of a child of whom no particulars are, and particulars that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Rule
from timeline.domain.events import (
    ChildRegistered,
    Event,
    PreviousPermanenceRecorded,
    UnaccompaniedAsylumSeekerRecorded,
)
from timeline.domain.story import Fact

RETURN_MODULES = frozenset(
    {
        *("Header", "Episodes", "UASC", "PrevPerm", "Reviews", "Missing", "OC2", "OC3", "AD1", "PlacedAdoption"),
        *("SWEpisodes", "DoLo"),
    }
)
"""The modules of the 903. Every other is a local table's, or an extract's."""

EXTRACT = "annex-a"
"""A source that lists children whom no return names: contacts, referrals, children in need."""


def not_in_header(history: History) -> Iterable[Defect]:
    """Rows of the 903 about a child that no Header names: one defect a module."""
    return (defect for module, defect in _without_particulars(history) if module in RETURN_MODULES)


def local_record_not_in_header(history: History) -> Iterable[Defect]:
    """Rows of a local table about a child that no Header names: one defect a table."""
    return (defect for module, defect in _without_particulars(history) if module not in RETURN_MODULES)


def birth_days_differ(history: History) -> Iterator[Defect]:
    """Modules that give different days of birth."""
    kinds = (ChildRegistered, UnaccompaniedAsylumSeekerRecorded, PreviousPermanenceRecorded)
    told = [fact for fact in history.story.facts if isinstance(fact.event, kinds)]
    if len({fact.event.occurred_on for fact in told}) > 1:
        yield _of(told)


def _without_particulars(history: History) -> Iterator[tuple[str, Defect]]:
    if history.case.registered is not None:
        return
    modules: dict[str, list[Fact]] = defaultdict(list)
    for fact, event in history.story.of(Event):
        if any(telling.source != EXTRACT for telling in fact.told):
            modules[event.module].append(fact)
    for module, facts in modules.items():
        yield module, _of(facts)


def _of(facts: Iterable[Fact]) -> Defect:
    told = list(facts)
    return Defect(tuple(fact.id for fact in told), tuple(fact.event.occurred_on for fact in told))


RULES = (
    Rule(
        id="child-not-in-header",
        rule_number="INT01 to INT09",
        severity="error",
        title="A child in other modules is not in the Header",
        means="There are rows about the child, and none that gives sex, birth and ethnicity. Age is not known: figures "
        "count the child, and rules about age cannot be asked.",
        do="Add the child to the Header, or correct the child's identifier in the rows.",
        source="SSDA903 validation rules INT01 to INT09",
        find=not_in_header,
    ),
    Rule(
        id="child-of-local-table-not-in-header",
        rule_number=None,
        severity="query",
        title="A child in a local table is not in the Header",
        means="No return has named the child of these rows. The identifier may be another system's, or mistyped.",
        do="Correct the identifier in the table to that of the return, or import the return that names the child.",
        source="house rule",
        find=local_record_not_in_header,
    ),
    Rule(
        id="child-birth-days-differ",
        rule_number="INT11 to INT18",
        severity="error",
        title="Different days of birth",
        means="The Header, or the UASC or PrevPerm module beside it, gives more than one DOB. Figures take the "
        "Header's, the one known last.",
        do="Correct DOB where it is wrong.",
        source="SSDA903 validation rules INT11 to INT18",
        find=birth_days_differ,
    ),
)
