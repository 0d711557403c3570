"""What the Header must give: sex and ethnicity, the school number, a mother's status; and whom it should not have.

Asked of what a yearly return states, by the year of that return. "In the year" is any day of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import History, ceased
from timeline.domain.checks.items import has_items
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import SEX, group
from timeline.domain.days import Window, birthday, year_window
from timeline.domain.events import CareLeaverOutcomesRecorded, ChildRegistered, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.story import Fact

MALE, FEMALE, UNKNOWN = "Male", "Female", "U"
NO_NUMBER_YET, NEWLY_LOOKED_AFTER = "UN1", "UN4"
AT_SCHOOL_FROM = 4
TOO_OLD = 25


def sex_of_another_year(history: History) -> Iterable[Defect]:
    """A sex that is blank, or no code of the return that states it."""
    return _headers(history, lambda child, year: child.sex is None or not SEX.is_valid_in(child.sex, _end(year)))


def no_ethnicity(history: History) -> Iterable[Defect]:
    """An ethnicity that is blank."""
    return _headers(history, lambda child, _: child.ethnicity is None)


def sex_unknown(history: History) -> Iterable[Defect]:
    """A sex that is not known."""
    return _headers(history, lambda child, _: child.sex == UNKNOWN)


def no_number_yet_at_school_age(history: History) -> Iterable[Defect]:
    """No school number yet, and 4 by the 31 August before the year in which the child's school would have given one."""
    return _headers(
        history,
        lambda child, year: (
            child.upn == NO_NUMBER_YET and birthday(child.born_on, AT_SCHOOL_FROM) <= date(year - 2, 8, 31)
        ),
    )


def newly_looked_after_for_longer(history: History) -> Iterable[Defect]:
    """No school number for being newly looked after, in a period of care begun before the last week of the year."""
    return _headers(history, lambda child, year: child.upn == NEWLY_LOOKED_AFTER and _is_settled(history, year))


def too_old(history: History) -> Iterable[Defect]:
    """25 before the year began."""
    return _headers(history, lambda child, year: birthday(child.born_on, TOO_OLD) < _window(year).first)


def no_school_number(history: History) -> Iterable[Defect]:
    """Neither a school number nor a reason why there is none, of a child looked after in the year."""
    return _headers(history, lambda child, year: child.upn is None and _looked_after(history, year))


def mother_or_not_is_blank(history: History) -> Iterable[Defect]:
    """A girl looked after in the year of whom it is not said whether she is a mother."""
    return _headers(history, lambda child, year: _is_blank(child) and _looked_after(history, year))


def mother_or_not_is_blank_at_the_end(history: History) -> Iterable[Defect]:
    """A girl who ceased to be looked after in the year of whom it is not said whether she is a mother."""
    return _headers(history, lambda child, year: _is_blank(child) and _ceased_in(history, year))


def mother_status_out_of_place(history: History) -> Iterable[Defect]:
    """A mother's status of a boy or of a care leaver, or none of a girl looked after in the year."""
    return _headers(
        history,
        lambda child, year: (
            (child.mother is not None and _is(child, MALE))
            or (_is_blank(child) and _looked_after(history, year))
            or (child.mother is not None and _is(child, FEMALE) and _is_leaver(history, year))
        ),
    )


def mother_without_birth(history: History) -> Iterable[Defect]:
    """A mother, and no day of birth of her child."""
    return _headers(history, lambda child, _: child.mother is True and child.child_born_on is None)


def birth_without_mother(history: History) -> Iterable[Defect]:
    """A girl who is not said to be a mother, and the day of birth of her child."""
    return _headers(
        history, lambda child, _: _is(child, FEMALE) and not child.mother and child.child_born_on is not None
    )


def mother_status_of_a_leaver(history: History) -> Iterable[Defect]:
    """A mother's status of who has care leaver's outcomes and no episode in the year."""
    return _headers(history, lambda child, year: child.mother is not None and _is_leaver(history, year))


def mother_status_in_short_breaks(history: History) -> Iterable[Defect]:
    """A mother's status of a child who had short breaks in the year, and nothing else."""
    return _headers(history, lambda child, year: child.mother is not None and _only_breaks(history, year))


def in_no_other_module(history: History) -> Iterable[Defect]:
    """Neither an episode nor care leaver's outcomes in a return that has the child in its Header."""
    return _headers(history, lambda _, year: _is_alone(history, year))


def unaccompanied_leaver(history: History) -> Iterator[Defect]:
    """An unaccompanied asylum-seeking child with care leaver's outcomes and no episode in the year."""
    for fact, _, years in history.returned_facts(UnaccompaniedAsylumSeekerRecorded):
        if any(_is_leaver(history, year) for year in years):
            yield _of(fact)


# ------------------------------------------------------------------------------------------------------------- the year


def _headers(history: History, wrong: Callable[[ChildRegistered, int], bool]) -> Iterator[Defect]:
    for fact, child, years in history.returned_facts(ChildRegistered):
        if any(wrong(child, year) for year in years):
            yield _of(fact)


def _of(fact: Fact) -> Defect:
    return Defect((fact.id,), (fact.event.occurred_on,))


def _end(year: int) -> date:
    return date(year, 3, 31)


def _window(year: int) -> Window:
    return year_window(_end(year))


def _is(child: ChildRegistered, sex: str) -> bool:
    return child.sex is not None and group("SEX", child.sex) == sex


def _is_blank(child: ChildRegistered) -> bool:
    return child.mother is None and _is(child, FEMALE)


def _looked_after(history: History, year: int) -> bool:
    return any(not row.is_short_break for row in history.rows_in(year))


def _only_breaks(history: History, year: int) -> bool:
    rows = history.rows_in(year)
    return bool(rows) and all(row.is_short_break for row in rows)


def _ceased_in(history: History, year: int) -> bool:
    return any(
        row.ended_on is not None and _window(year).contains(row.ended_on) and ceased(row) and not row.is_short_break
        for row in history.rows_in(year)
    )


def _is_settled(history: History, year: int) -> bool:
    last_week = date(year, 3, 24)
    periods = history.care["period_of_care"]
    return any(period.start < last_week and period.open_at(_end(year)) for period in periods)


def _is_leaver(history: History, year: int) -> bool:
    """Whether there are care leaver's outcomes of the year, and no episode in it."""
    return not history.rows_in(year) and any(
        stated.occurred_on == _end(year) and has_items(stated)
        for _, stated in history.story.of(CareLeaverOutcomesRecorded)
    )


def _is_alone(history: History, year: int) -> bool:
    """Whether the whole return of the year is known, and has neither an episode nor outcomes of the child."""
    if _end(year) not in history.returned.received - history.returned.sent:
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
    ),
    published(
        "393",
        "child-mother-or-not",
        mother_or_not_is_blank,
        title="It is not given whether a girl is a mother",
        means="SEX is female, MOTHER is blank, and the child was looked after in the year, short breaks apart.",
        do="Give MOTHER.",
    ),
    published(
        "607",
        "child-mother-or-not-at-the-end",
        mother_or_not_is_blank_at_the_end,
        title="It is not given whether a girl who ceased to be looked after is a mother",
        means="SEX is female, MOTHER is blank, and she ceased to be looked after in the year.",
        do="Give MOTHER.",
    ),
    published(
        "165",
        "child-mother-status-out-of-place",
        mother_status_out_of_place,
        title="MOTHER is given where it is not asked, or blank where it is",
        means="MOTHER is given for a boy or for a care leaver without an episode in the year, or is blank for a girl "
        "who was looked after in the year, short breaks apart.",
        do="Give MOTHER for girls looked after, and for nobody else.",
    ),
    published(
        "611",
        "child-mother-without-birth",
        mother_without_birth,
        title="A mother without the birth of her child",
        means="MOTHER is 1 and MC_DOB is blank.",
        do="Give MC_DOB, or correct MOTHER.",
    ),
    published(
        "612",
        "child-birth-without-mother",
        birth_without_mother,
        title="The birth of a child, and not a mother",
        means="SEX is female, MOTHER is 0 or blank, and MC_DOB is given.",
        do="Correct MOTHER to 1, or delete MC_DOB.",
    ),
    published(
        "628",
        "child-mother-status-of-leaver",
        mother_status_of_a_leaver,
        title="A care leaver's status as a mother",
        means="There is no episode in the year, there are OC3 items, and MOTHER is given.",
        do="Leave MOTHER blank.",
    ),
    published(
        "399",
        "child-mother-status-in-short-breaks",
        mother_status_in_short_breaks,
        title="A status as a mother in short breaks",
        means="Every episode in the year is under V3 or V4, and MOTHER is given.",
        do="Leave MOTHER blank, or correct LS.",
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
