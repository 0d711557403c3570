"""Who the child is, by the Header: codes of the year, what is blank, school number, and mothers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import group
from timeline.domain.days import birthday
from timeline.domain.events import (
    ChildRegistered,
)
from timeline.domain.story import Fact

MALE = "Male"
MOTHER_FROM = 11


def male_with_child(history: History) -> Iterator[Defect]:
    """A boy who is a mother, or has the birth of a child recorded as one."""
    for fact, child in history.story.of(ChildRegistered):
        if group("SEX", child.sex) == MALE and (child.mother or child.child_born_on):
            yield _of([fact])


def mother_under_11(history: History) -> Iterator[Defect]:
    """The birth of a child to a girl under 11, or a mother in a return whose year began before she was 11."""
    for fact, child in history.story.of(ChildRegistered):
        born_on, later = child.born_on, child.child_born_on
        of_age = birthday(born_on, MOTHER_FROM)
        if later is not None and born_on < later < of_age:
            yield Defect((fact.id,), (born_on, later))
        elif child.mother and any(date(year - 1, 4, 1) < of_age for year in history.return_years(fact.id)):
            yield _of([fact])


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


def _of(facts: Iterable[Fact]) -> Defect:
    told = list(facts)
    return Defect(tuple(fact.id for fact in told), tuple(fact.event.occurred_on for fact in told))


RULES = (
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
        means="MC_DOB is before the eleventh birthday; or MOTHER is 1, and the eleventh birthday is after the "
        "beginning of the return's year.",
        do="Correct MOTHER, MC_DOB or DOB.",
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
