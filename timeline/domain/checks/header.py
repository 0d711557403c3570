"""What the Header must give: sex and ethnicity, the school number, a mother's status; and whom it should not have.

Asked of what a yearly return states, by the year of that return. "In the year" is any day of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.header_years import end_of, header_defect, headers, is_leaver, is_looked_after, window_of
from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import SEX
from timeline.domain.days import birthday
from timeline.domain.events import CareLeaverOutcomesRecorded, UnaccompaniedAsylumSeekerRecorded

MALE, FEMALE, UNKNOWN = "Male", "Female", "U"
NO_NUMBER_YET, NEWLY_LOOKED_AFTER = "UN1", "UN4"
AT_SCHOOL_FROM = 4
TOO_OLD = 25


def sex_of_another_year(history: History) -> Iterable[Defect]:
    """A sex that is blank, or no code of the return that states it."""
    return headers(history, lambda child, year: child.sex is None or not SEX.is_valid_in(child.sex, end_of(year)))


def no_ethnicity(history: History) -> Iterable[Defect]:
    """An ethnicity that is blank."""
    return headers(history, lambda child, _: child.ethnicity is None)


def sex_unknown(history: History) -> Iterable[Defect]:
    """A sex that is not known."""
    return headers(history, lambda child, _: child.sex == UNKNOWN)


def no_number_yet_at_school_age(history: History) -> Iterable[Defect]:
    """No school number yet, and 4 by the 31 August before the year in which the child's school would have given one."""
    return headers(
        history,
        lambda child, year: (
            child.upn == NO_NUMBER_YET and birthday(child.born_on, AT_SCHOOL_FROM) <= date(year - 2, 8, 31)
        ),
    )


def newly_looked_after_for_longer(history: History) -> Iterable[Defect]:
    """No school number for being newly looked after, in a period of care begun before the last week of the year."""
    return headers(history, lambda child, year: child.upn == NEWLY_LOOKED_AFTER and _is_settled(history, year))


def too_old(history: History) -> Iterable[Defect]:
    """25 before the year began."""
    return headers(history, lambda child, year: birthday(child.born_on, TOO_OLD) < window_of(year).first)


def no_school_number(history: History) -> Iterable[Defect]:
    """Neither a school number nor a reason why there is none, of a child looked after in the year."""
    return headers(history, lambda child, year: child.upn is None and is_looked_after(history, year))


def in_no_other_module(history: History) -> Iterable[Defect]:
    """Neither an episode nor care leaver's outcomes in a return that has the child in its Header."""
    return headers(history, lambda _, year: _is_alone(history, year))


def unaccompanied_leaver(history: History) -> Iterator[Defect]:
    """An unaccompanied asylum-seeking child with care leaver's outcomes and no episode in the year."""
    for fact, _, years in history.returned_facts(UnaccompaniedAsylumSeekerRecorded):
        if any(is_leaver(history, year) for year in years):
            yield header_defect(fact)


def _is_settled(history: History, year: int) -> bool:
    last_week = date(year, 3, 24)
    periods = history.care["period_of_care"]
    return any(period.start < last_week and period.open_at(end_of(year)) for period in periods)


def _is_alone(history: History, year: int) -> bool:
    """Whether the whole return of the year is known, and has neither an episode nor outcomes of the child."""
    if end_of(year) not in history.returned.received - history.returned.sent:
        return False
    return all(year not in years for _, _, years in history.returned_facts(CareLeaverOutcomesRecorded))


RULES = (
    published(
        "101",
        "child-sex-of-another-year",
        sex_of_another_year,
        title="SEX is blank, or no code of the return's year",
        means="SEX is blank, or it is 1 or 2 in a return from 2024-25 on, or M, F or U in an earlier one.",
        do="Give SEX in the codes of the return's year.",
    ),
    published(
        "103",
        "child-without-ethnicity",
        no_ethnicity,
        title="ETHNIC is blank",
        means="ETHNIC is blank: what is not known or refused has codes of its own.",
        do="Give ETHNIC; NOBT where it was not obtained yet, REFU where it was refused.",
    ),
    published(
        "232",
        "child-sex-unknown",
        sex_unknown,
        title="SEX is not known",
        means="SEX is U.",
        do="Give SEX, or confirm that it is not known.",
        severity="query",
    ),
    published(
        "209",
        "child-no-school-number-yet",
        no_number_yet_at_school_age,
        title="No school number yet, at school age",
        means="UPN is UN1, not of school age, and the child was 4 by the 31 August before the school year before.",
        do="Give the UPN, or the code that says why there is none.",
    ),
    published(
        "210",
        "child-not-newly-looked-after",
        newly_looked_after_for_longer,
        title="No school number for being newly looked after, and looked after for longer",
        means="UPN is UN4, and the period of care open on 31 March began before 24 March.",
        do="Give the UPN, or the code that says why there is none.",
    ),
    published(
        "351",
        "child-25-before-the-year",
        too_old,
        title="25 before the year began",
        means="The 25th birthday is before 1 April of the return's year.",
        do="Correct DOB, or delete the child from the return.",
    ),
    published(
        "442",
        "child-without-school-number",
        no_school_number,
        title="UPN is blank",
        means="UPN is blank, and the child was looked after in the year, short breaks apart.",
        do="Give the UPN, or the code that says why there is none.",
        columns=("UPN",),
    ),
    published(
        "EPI",
        "child-in-header-alone",
        in_no_other_module,
        title="In the Header, and in neither Episodes nor OC3",
        means="The return has the child in its Header, and neither an episode nor OC3 items.",
        do="Add the episodes or the OC3 row, or delete the child from the Header.",
    ),
    published(
        "1014",
        "unaccompanied-leaver",
        unaccompanied_leaver,
        title="An unaccompanied asylum-seeking child with care leaver's outcomes",
        means="There is a UASC row, there are OC3 items of the year, and no episode in it.",
        do="Delete the UASC row or the OC3 row, or add the episodes.",
    ),
)
