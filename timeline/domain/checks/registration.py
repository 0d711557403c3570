"""Modules beside the Header: children it does not name, days of birth and sexes that differ, rows given twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Finder, Rule, of_the_house, published
from timeline.domain.codes import group
from timeline.domain.events import (
    CareLeaverOutcomesRecorded,
    ChildRegistered,
    Event,
    HealthOutcomesRecorded,
    MatchedWithAdopters,
    PreviousPermanenceRecorded,
    UnaccompaniedAsylumSeekerRecorded,
)
from timeline.domain.story import E, Fact

NUMBERED_MODULES = (
    *(("INT01", "AD1", "ad1"), ("INT02", "PlacedAdoption", "placed-adoption"), ("INT03", "Episodes", "")),
    *(("INT04", "Missing", "missing"), ("INT05", "OC2", "oc2"), ("INT06", "OC3", "oc3")),
    *(("INT07", "PrevPerm", "prev-perm"), ("INT08", "Reviews", "reviews"), ("INT09", "UASC", "uasc")),
)
"""Which rule asks whether the children of a module are in the Header, and how its house name ends."""

LATER_MODULES = frozenset({"SWEpisodes", "DoLo"})
"""Modules of the 903 for which no number asks it."""

RETURN_MODULES = LATER_MODULES | {"Header"} | {module for _, module, _ in NUMBERED_MODULES}
"""The modules of the 903. Every other is a local table's, or an extract's."""

BESIDE_CARE_MODULES = frozenset(
    {
        *("referrals", "assessments", "edge-of-care"),
        *("gateway-decisions", "court-applications", "court-hearings", "court-orders"),
    }
)
"""Local tables about children in need: most of them are never looked after, and then no return names them."""

EXTRACT = "annex-a"
"""A source that lists children whom no return names: contacts, referrals, children in need."""


def later_modules_not_in_header(history: History) -> Iterable[Defect]:
    """Social workers or deprivation of liberty of a child that no Header names: one defect a module."""
    found = history.derived(_without_particulars)
    return (_of(found[module]) for module in sorted(LATER_MODULES & found.keys()))


def local_record_not_in_header(history: History) -> Iterable[Defect]:
    """Rows of a local table of children looked after about a child that no Header names: one defect a table."""
    others = RETURN_MODULES | BESIDE_CARE_MODULES
    return (_of(facts) for module, facts in history.derived(_without_particulars).items() if module not in others)


def unaccompanied_born_on_another_day(history: History) -> Iterable[Defect]:
    """Another day of birth in the UASC module than in the Header."""
    return _born_on_another_day(history, UnaccompaniedAsylumSeekerRecorded)


def permanence_born_on_another_day(history: History) -> Iterable[Defect]:
    """Another day of birth in the PrevPerm module than in the Header."""
    return _born_on_another_day(history, PreviousPermanenceRecorded)


def sexes_differ(history: History) -> Iterator[Defect]:
    """Another sex in the UASC module than in the Header: not another code for it, which changed in 2024-25."""
    registered = history.registered
    for fact, status in history.story.of(UnaccompaniedAsylumSeekerRecorded):
        stated = {sex for sex in (registered.sex if registered else None, status.sex) if sex is not None}
        if len({group("SEX", sex) for sex in stated}) > 1:
            yield _of([fact])


def registered_twice(history: History) -> Iterable[Defect]:
    """Two rows of the Header that differ, by one source or by two."""
    return _twice(history.story.of(ChildRegistered))


def unaccompanied_twice(history: History) -> Iterable[Defect]:
    """Two rows of the UASC module that differ."""
    return _twice(history.story.of(UnaccompaniedAsylumSeekerRecorded))


def permanence_twice(history: History) -> Iterable[Defect]:
    """Two rows of the PrevPerm module that differ."""
    return _twice(history.story.of(PreviousPermanenceRecorded))


def matched_twice(history: History) -> Iterable[Defect]:
    """Two rows of the AD1 module of one year that differ."""
    return _twice(history.story.of(MatchedWithAdopters), lambda match: match.year_ending)


def health_twice(history: History) -> Iterable[Defect]:
    """Two rows of the OC2 module of one year that differ."""
    return _twice(history.story.of(HealthOutcomesRecorded), lambda stated: stated.occurred_on)


def leaver_twice(history: History) -> Iterable[Defect]:
    """Two rows of the OC3 module of one year that differ."""
    return _twice(history.story.of(CareLeaverOutcomesRecorded), lambda stated: stated.occurred_on)


# ------------------------------------------------------------------------------------------------------------ comparing


def _without_particulars(history: History) -> Mapping[str, Sequence[Fact]]:
    """The facts by module, of a child that no Header names. Those that only an extract states are left out."""
    modules: dict[str, list[Fact]] = defaultdict(list)
    if history.registered is None:
        for fact, event in history.story.of(Event):
            if any(telling.source != EXTRACT for telling in fact.told):
                modules[event.module].append(fact)
    return modules


def _not_in_header(module: str) -> Finder:
    def find(history: History) -> Iterator[Defect]:
        facts = history.derived(_without_particulars).get(module)
        if facts:
            yield _of(facts)

    return find


def _born_on_another_day(
    history: History, kind: type[UnaccompaniedAsylumSeekerRecorded] | type[PreviousPermanenceRecorded]
) -> Iterator[Defect]:
    headers = [fact for fact, _ in history.story.of(ChildRegistered)]
    for fact, event in history.story.of(kind):
        if headers and any(header.event.occurred_on != event.occurred_on for header in headers):
            yield _of([*headers, fact])


def _twice(facts: Iterable[tuple[Fact, E]], year: Callable[[E], date] = lambda _: date.max) -> Iterator[Defect]:
    """More than one, all of one year where they have years."""
    by_year: dict[date, list[Fact]] = defaultdict(list)
    for fact, event in facts:
        by_year[year(event)].append(fact)
    return (_of(stated) for stated in by_year.values() if len(stated) > 1)


def _of(facts: Iterable[Fact]) -> Defect:
    stated = list(facts)
    return Defect(tuple(fact.id for fact in stated), tuple(fact.event.occurred_on for fact in stated))


# ---------------------------------------------------------------------------------------------------------------- rules

_NOT_IN_HEADER = (
    "and none of the Header, which gives sex, birth and ethnicity. Age is not known: figures count the child, and "
    "rules about age cannot be asked."
)
_ADD_TO_HEADER = "Add the child to the Header, or correct the child's identifier in the rows."
_CORRECT_DOB = "Correct DOB where it is wrong."
_KEEP_ONE = "Keep the row that is right."


def _of_module(number: str, module: str, name: str) -> Rule:
    return published(
        number,
        f"child-not-in-header-{name}" if name else "child-not-in-header",
        _not_in_header(module),
        title=f"A child of the {module} module is not in the Header",
        means=f"There are rows of the {module} module about the child, {_NOT_IN_HEADER}",
        do=_ADD_TO_HEADER,
    )


def _differ_twice(number: str, rule_id: str, module: str, find: Finder) -> Rule:
    return published(
        number,
        rule_id,
        find,
        title=f"Two rows of the {module} module about one child that differ",
        means=f"The {module} module has two rows of the child that do not state the same. Figures take the one known "
        "last.",
        do=_KEEP_ONE,
    )


RULES = (
    *(_of_module(*each) for each in NUMBERED_MODULES),
    of_the_house(
        "child-not-in-header-later-modules",
        later_modules_not_in_header,
        title="A child of the SWEpisodes or DoLo module is not in the Header",
        means=f"There are rows of the SWEpisodes or DoLo module about the child, {_NOT_IN_HEADER}",
        do=_ADD_TO_HEADER,
    ),
    of_the_house(
        "child-of-local-table-not-in-header",
        local_record_not_in_header,
        severity="query",
        title="A child in a local table is not in the Header",
        means="No return has named the child of these rows, which are of children looked after. The identifier may be "
        "another system's, or mistyped. Not asked of referrals, assessments of need, interventions at the edge of "
        "care and family courts: their children need never be looked after.",
        do="Correct the identifier in the table to that of the return, or import the return that names the child.",
    ),
    published(
        "INT18",
        "child-birth-days-differ",
        unaccompanied_born_on_another_day,
        title="Another day of birth in the UASC module",
        means="DOB in the UASC module is not that of the Header. Figures take the Header's.",
        do=_CORRECT_DOB,
    ),
    published(
        "INT16",
        "child-birth-days-differ-prev-perm",
        permanence_born_on_another_day,
        title="Another day of birth in the PrevPerm module",
        means="DOB in the PrevPerm module is not that of the Header. Figures take the Header's.",
        do=_CORRECT_DOB,
    ),
    published(
        "INT21",
        "child-sexes-differ",
        sexes_differ,
        title="Another sex in the UASC module",
        means="SEX in the UASC module is not that of the Header. Figures take the Header's.",
        do="Correct SEX where it is wrong.",
    ),
    _differ_twice("INT32", "child-registered-twice", "Header", registered_twice),
    _differ_twice("INT36", "child-unaccompanied-twice", "UASC", unaccompanied_twice),
    _differ_twice("INT35", "child-permanence-twice", "PrevPerm", permanence_twice),
    _differ_twice("INT31", "match-twice", "AD1", matched_twice),
    _differ_twice("INT33", "outcome-health-twice", "OC2", health_twice),
    _differ_twice("INT34", "outcome-leaver-twice", "OC3", leaver_twice),
)
