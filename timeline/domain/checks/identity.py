"""Who the child is: what is recorded of a child of whom no particulars are, and particulars that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Rule, published
from timeline.domain.codes import group
from timeline.domain.days import birthday
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

BESIDE_CARE_MODULES = frozenset(
    {
        *("referrals", "assessments", "edge-of-care"),
        *("gateway-decisions", "court-applications", "court-hearings", "court-orders"),
    }
)
"""Local tables about children in need: most of them are never looked after, and then no return names them."""

MALE = "Male"
MOTHER_FROM = 11

EXTRACT = "annex-a"
"""A source that lists children whom no return names: contacts, referrals, children in need."""


def not_in_header(history: History) -> Iterable[Defect]:
    """Rows of the 903 about a child that no Header names: one defect a module."""
    return (defect for module, defect in _without_particulars(history) if module in RETURN_MODULES)


def local_record_not_in_header(history: History) -> Iterable[Defect]:
    """Rows of a local table of children looked after about a child that no Header names: one defect a table."""
    others = RETURN_MODULES | BESIDE_CARE_MODULES
    return (defect for module, defect in _without_particulars(history) if module not in others)


def birth_days_differ(history: History) -> Iterator[Defect]:
    """Modules that give different days of birth."""
    kinds = (ChildRegistered, UnaccompaniedAsylumSeekerRecorded, PreviousPermanenceRecorded)
    told = [fact for fact, _ in history.story.of(*kinds)]
    if len({fact.event.occurred_on for fact in told}) > 1:
        yield _of(told)


def registered_twice(history: History) -> Iterator[Defect]:
    """Two rows of one module that say different things of who the child is, be it by one or two sources."""
    for kind in (ChildRegistered, UnaccompaniedAsylumSeekerRecorded, PreviousPermanenceRecorded):
        told = [fact for fact, _ in history.story.of(kind)]
        if len(told) > 1 and len({fact.event.occurred_on for fact in told}) == 1:
            yield _of(told)


def sexes_differ(history: History) -> Iterator[Defect]:
    """Another sex in the UASC module than in the Header: not another code for it, which changed in 2024-25."""
    registered = history.registered
    for fact, status in history.story.of(UnaccompaniedAsylumSeekerRecorded):
        told = {sex for sex in (registered.sex if registered else None, status.sex) if sex is not None}
        if len({group("SEX", sex) for sex in told}) > 1:
            yield _of([fact])


def male_with_child(history: History) -> Iterator[Defect]:
    """A boy who is a mother, or has the birth of a child recorded as one."""
    for fact, child in history.story.of(ChildRegistered):
        if group("SEX", child.sex) == MALE and (child.mother or child.child_born_on):
            yield _of([fact])


def mother_under_11(history: History) -> Iterator[Defect]:
    """Births of a child to a girl under 11."""
    for fact, child in history.story.of(ChildRegistered):
        born_on, later = child.born_on, child.child_born_on
        if later is not None and born_on < later < birthday(born_on, MOTHER_FROM):
            yield Defect((fact.id,), (born_on, later))


def mother_younger_than_child(history: History) -> Iterator[Defect]:
    """Births of a child on or before the day the mother was born."""
    for fact, child in history.story.of(ChildRegistered):
        if child.child_born_on is not None and child.child_born_on <= child.born_on:
            yield Defect((fact.id,), (child.child_born_on, child.born_on))


def child_born_after_care(history: History) -> Iterator[Defect]:
    """Births of a child recorded for a girl who had ceased to be looked after by then."""
    ends = [row.ended_on for row in history.rows if row.ended_on is not None]
    for fact, child in history.story.of(ChildRegistered):
        over = len(ends) == len(history.rows) and ends
        if over and child.child_born_on is not None and child.child_born_on > max(ends):
            yield Defect((fact.id,), (max(ends), child.child_born_on))


def _without_particulars(history: History) -> Iterator[tuple[str, Defect]]:
    if history.registered is not None:
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
        means="No return has named the child of these rows, which are of children looked after. The identifier may be "
        "another system's, or mistyped. Not asked of referrals, assessments of need, interventions at the edge of "
        "care and family courts: their children need never be looked after.",
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
    published(
        "INT31 to INT36",
        "child-registered-twice",
        registered_twice,
        title="Two rows of a module about one child that differ",
        means="The Header, UASC or PrevPerm module has two rows of the child with one DOB that do not say the same. "
        "Figures take the one known last.",
        do="Keep the row that is right.",
    ),
    published(
        "INT21",
        "child-sexes-differ",
        sexes_differ,
        title="Another sex in the UASC module",
        means="SEX in the UASC module is not that of the Header. Figures take the Header's.",
        do="Correct SEX where it is wrong.",
    ),
    published(
        "174",
        "child-male-with-child",
        male_with_child,
        title="A boy recorded as a mother",
        means="SEX is male and MOTHER is 1 or MC_DOB is given.",
        do="Correct SEX, or delete MOTHER and MC_DOB.",
    ),
    published(
        "620",
        "child-mother-under-11",
        mother_under_11,
        title="A mother under 11",
        means="MC_DOB is before the eleventh birthday.",
        do="Correct MC_DOB or DOB.",
    ),
    published(
        "621",
        "child-mother-younger-than-child",
        mother_younger_than_child,
        title="A mother younger than her child",
        means="MC_DOB is not later than DOB.",
        do="Correct MC_DOB or DOB.",
    ),
    published(
        "625",
        "child-born-after-care",
        child_born_after_care,
        title="A child's birth after care had ended",
        means="MC_DOB is later than the last DEC, and no episode is open.",
        do="Correct MC_DOB or delete it.",
    ),
)
