"""A mother's status (MOTHER, MC_DOB), by the return that states it: given where it is asked, and nowhere else.

"In the year" is any day of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from timeline.domain.checks.header_years import headers, is_leaver, is_looked_after, window_of
from timeline.domain.checks.history import History, ceased
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import group
from timeline.domain.events import ChildRegistered

MALE, FEMALE = "Male", "Female"


def mother_or_not_is_blank(history: History) -> Iterable[Defect]:
    """A girl looked after in the year of whom it is not said whether she is a mother."""
    return headers(history, lambda child, year: _is_blank(child) and is_looked_after(history, year))


def mother_or_not_is_blank_at_the_end(history: History) -> Iterable[Defect]:
    """A girl who ceased to be looked after in the year of whom it is not said whether she is a mother."""
    return headers(history, lambda child, year: _is_blank(child) and _ceased_in(history, year))


def mother_status_out_of_place(history: History) -> Iterable[Defect]:
    """A mother's status of a boy or of a care leaver, or none of a girl looked after in the year."""
    return headers(
        history,
        lambda child, year: (
            (child.mother is not None and _is(child, MALE))
            or (_is_blank(child) and is_looked_after(history, year))
            or (child.mother is not None and _is(child, FEMALE) and is_leaver(history, year))
        ),
    )


def mother_without_birth(history: History) -> Iterable[Defect]:
    """A mother, and no day of birth of her child."""
    return headers(history, lambda child, _: child.mother is True and child.child_born_on is None)


def birth_without_mother(history: History) -> Iterable[Defect]:
    """A girl who is not said to be a mother, and the day of birth of her child."""
    return headers(
        history, lambda child, _: _is(child, FEMALE) and not child.mother and child.child_born_on is not None
    )


def mother_status_of_a_leaver(history: History) -> Iterable[Defect]:
    """A mother's status of who has care leaver's outcomes and no episode in the year."""
    return headers(history, lambda child, year: child.mother is not None and is_leaver(history, year))


def mother_status_in_short_breaks(history: History) -> Iterable[Defect]:
    """A mother's status of a child who had short breaks in the year, and nothing else."""
    return headers(history, lambda child, year: child.mother is not None and _only_breaks(history, year))


def _is(child: ChildRegistered, sex: str) -> bool:
    return child.sex is not None and group("SEX", child.sex) == sex


def _is_blank(child: ChildRegistered) -> bool:
    return child.mother is None and _is(child, FEMALE)


def _only_breaks(history: History, year: int) -> bool:
    rows = history.rows_in(year)
    return bool(rows) and all(row.is_short_break for row in rows)


def _ceased_in(history: History, year: int) -> bool:
    return any(
        row.ended_on is not None and window_of(year).contains(row.ended_on) and ceased(row) and not row.is_short_break
        for row in history.rows_in(year)
    )


RULES = (
    published(
        "393",
        "child-mother-or-not",
        mother_or_not_is_blank,
        title="It is not given whether a girl is a mother",
        means="SEX is female, MOTHER is blank, and the child was looked after in the year, short breaks apart.",
        do="Give MOTHER.",
        columns=("MOTHER",),
    ),
    published(
        "607",
        "child-mother-or-not-at-the-end",
        mother_or_not_is_blank_at_the_end,
        title="It is not given whether a girl who ceased to be looked after is a mother",
        means="SEX is female, MOTHER is blank, and she ceased to be looked after in the year.",
        do="Give MOTHER.",
        columns=("MOTHER",),
    ),
    published(
        "165",
        "child-mother-status-out-of-place",
        mother_status_out_of_place,
        title="MOTHER is given where it is not asked, or blank where it is",
        means="MOTHER is given for a boy or for a care leaver without an episode in the year, or is blank for a girl "
        "who was looked after in the year, short breaks apart.",
        do="Give MOTHER for girls looked after, and for nobody else.",
        columns=("MOTHER",),
    ),
    published(
        "611",
        "child-mother-without-birth",
        mother_without_birth,
        title="A mother without the birth of her child",
        means="MOTHER is 1 and MC_DOB is blank.",
        do="Give MC_DOB, or correct MOTHER.",
        columns=("MC_DOB",),
    ),
    published(
        "612",
        "child-birth-without-mother",
        birth_without_mother,
        title="The birth of a child, and not a mother",
        means="SEX is female, MOTHER is 0 or blank, and MC_DOB is given.",
        do="Correct MOTHER to 1, or delete MC_DOB.",
        columns=("MOTHER",),
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
)
