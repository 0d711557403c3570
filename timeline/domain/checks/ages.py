"""Ages: too young for a placement, a legal status or a destination; too old for another; before birth.

Only of children whose day of birth is known. A child is of an age from the birthday on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import START, History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import ADOPTED
from timeline.domain.days import birthday
from timeline.domain.events import (
    AdoptionDecided,
    DeprivedOfLiberty,
    Event,
    UnaccompaniedAsylumSeekerRecorded,
    WentAwayWithoutAuthorisation,
    WentMissing,
)
from timeline.domain.spells.episodes import Episode

SUPPORTED_FROM_16 = date(2023, 10, 28)
"""From this day on supported accommodation is for those of 16 and over: Supported Accommodation (England)
Regulations 2023."""

ADULT = 18
UNACCOMPANIED_FROM = 12
SPECIAL_GUARDIANSHIP = frozenset({"E45", "E46", "E47", "E48"})
INDEPENDENT = frozenset({"E5", "E6"})
YOUTH_JUSTICE = frozenset({"J1", "J2", "J3"})


def youth_justice_under_10(history: History) -> Iterable[Defect]:
    """Episodes under a youth justice status begun before the tenth birthday."""
    return _begun_under(history, 10, (row for row in history.rows if row.legal_status in YOUTH_JUSTICE))


def independent_living_too_young(history: History) -> Iterator[Defect]:
    """Independent living begun under 16, or before 28 October 2023 under 15."""
    yield from _begun_under(history, 16, _placed(history, "P2", since=SUPPORTED_FROM_16))
    yield from _begun_under(history, 15, _placed(history, "P2", before=SUPPORTED_FROM_16))


def supported_accommodation_too_young(history: History) -> Iterator[Defect]:
    """Supported accommodation begun under 16, or before 28 October 2023 under 14."""
    yield from _begun_under(history, 16, _placed(history, "H5", "K3", since=SUPPORTED_FROM_16))
    yield from _begun_under(history, 14, _placed(history, "H5", "K3", before=SUPPORTED_FROM_16))


def custody_under_10(history: History) -> Iterable[Defect]:
    """Placements in a young offender institution begun under 10."""
    return _begun_under(history, 10, _placed(history, "R5"))


def residential_school_under_4(history: History) -> Iterable[Defect]:
    """Placements in a residential school begun under 4."""
    return _begun_under(history, 4, _placed(history, "S1"))


def residential_employment_under_14(history: History) -> Iterable[Defect]:
    """Placements in residential employment begun under 14."""
    return _begun_under(history, 14, _placed(history, "P3"))


def adopted_at_18(history: History) -> Iterable[Defect]:
    """Adoptions on or after the 18th birthday."""
    return _ended_from(history, ADULT, ADOPTED)


def special_guardianship_at_18(history: History) -> Iterable[Defect]:
    """Special guardianship orders on or after the 18th birthday."""
    return _ended_from(history, ADULT, SPECIAL_GUARDIANSHIP)


def independent_under_14(history: History) -> Iterable[Defect]:
    """Left for independent living before the 14th birthday."""
    return _ended_under(history, 14, INDEPENDENT)


def adult_services_under_16(history: History) -> Iterable[Defect]:
    """Left for residential care by adult social services before the 16th birthday."""
    return _ended_under(history, 16, {"E7"})


def stayed_put_under_18(history: History) -> Iterable[Defect]:
    """Stayed with the carers as an adult before the 18th birthday."""
    return _ended_under(history, ADULT, {"E17"})


def unaccompanied_past_18(history: History) -> Iterator[Defect]:
    """An unaccompanied asylum-seeking child until after the 18th birthday."""
    for fact, status in history.story.of(UnaccompaniedAsylumSeekerRecorded):
        if history.born_on and status.ceases_on and status.ceases_on > birthday(history.born_on, ADULT):
            yield Defect((fact.id,), (birthday(history.born_on, ADULT), status.ceases_on))


def unaccompanied_under_12(history: History) -> Iterable[Defect]:
    """Starts to be looked after as an unaccompanied asylum-seeking child of 11 or younger."""
    starts = (row for row in history.rows if row.reason_for_new_episode == START)
    alone = (row for row in starts if history.is_unaccompanied(row.began_on))
    return _begun_under(history, UNACCOMPANIED_FROM, alone)


def adoption_decided_before_birth(history: History) -> Iterable[Defect]:
    """Decisions that the child should be placed for adoption, before it was born."""
    return _before_birth(history, AdoptionDecided)


def missing_before_birth(history: History) -> Iterable[Defect]:
    """Missing, or away without authorisation, before birth."""
    return _before_birth(history, WentMissing, WentAwayWithoutAuthorisation)


def deprived_of_liberty_before_birth(history: History) -> Iterator[Defect]:
    """Orders depriving the child of liberty, begun before it was born or on that day."""
    for fact, order in history.story.of(DeprivedOfLiberty):
        if history.born_on is not None and order.occurred_on <= history.born_on:
            yield Defect((fact.id,), (order.occurred_on, history.born_on))


def _placed(history: History, *types: str, since: date = date.min, before: date = date.max) -> Iterator[Episode]:
    return (row for row in history.rows if row.placement.type in types and since <= row.began_on < before)


def _begun_under(history: History, years: int, rows: Iterable[Episode]) -> Iterator[Defect]:
    if history.born_on is not None:
        of_age = birthday(history.born_on, years)
        yield from (Defect(row.facts[:1], (row.began_on, of_age)) for row in rows if row.began_on < of_age)


def _ended_under(history: History, years: int, reasons: Collection[str]) -> Iterator[Defect]:
    return (defect for row, defect in _ended(history, years, reasons) if row.ended_on and row.ended_on < defect.days[1])


def _ended_from(history: History, years: int, reasons: Collection[str]) -> Iterator[Defect]:
    return (
        defect for row, defect in _ended(history, years, reasons) if row.ended_on and row.ended_on >= defect.days[1]
    )


def _ended(history: History, years: int, reasons: Collection[str]) -> Iterator[tuple[Episode, Defect]]:
    """The episodes that ended for these reasons, with the day of the ending and the birthday."""
    if history.born_on is None:
        return
    for row in history.rows:
        if row.reason_episode_ceased in reasons:
            yield row, Defect.of(row, days=(row.ended_on, birthday(history.born_on, years)))


def _before_birth(history: History, *kinds: type[Event]) -> Iterator[Defect]:
    born_on = history.born_on
    for fact, event in history.story.of(*kinds):
        if born_on is not None and event.occurred_on < born_on:
            yield Defect((fact.id,), (event.occurred_on, born_on))


CORRECT_THE_PLACEMENT = "Correct PLACE, DECOM or DOB."
CORRECT_THE_END = "Correct REC, DEC or DOB."

RULES = (
    published(
        "358",
        "age-youth-justice-under-10",
        youth_justice_under_10,
        title="Under a youth justice status before 10",
        means="LS is J1, J2 or J3, and the episode began before the tenth birthday.",
        do="Correct LS, DECOM or DOB.",
    ),
    published(
        "370",
        "age-independent-living-too-young",
        independent_living_too_young,
        title="In independent living too young",
        means="PLACE is P2 and the child was under 16 when the episode began; before 28 October 2023, under 15.",
        do=CORRECT_THE_PLACEMENT,
    ),
    published(
        "371",
        "age-supported-accommodation-too-young",
        supported_accommodation_too_young,
        title="In supported accommodation too young",
        means="PLACE is H5 or K3 and the child was under 16 when the episode began; before 28 October 2023, under 14.",
        do=CORRECT_THE_PLACEMENT,
    ),
    published(
        "372",
        "age-custody-under-10",
        custody_under_10,
        title="In a young offender institution before 10",
        means="PLACE is R5 and the episode began before the tenth birthday.",
        do=CORRECT_THE_PLACEMENT,
    ),
    published(
        "373",
        "age-residential-school-under-4",
        residential_school_under_4,
        title="In a residential school before 4",
        means="PLACE is S1 and the episode began before the fourth birthday.",
        do=CORRECT_THE_PLACEMENT,
    ),
    published(
        "374",
        "age-residential-employment-under-14",
        residential_employment_under_14,
        title="In residential employment before 14",
        means="PLACE is P3 and the episode began before the 14th birthday.",
        do=CORRECT_THE_PLACEMENT,
    ),
    published(
        "386",
        "age-adopted-at-18",
        adopted_at_18,
        title="Adopted at 18 or over",
        means="REC is E11 or E12 and DEC is on or after the 18th birthday.",
        do=CORRECT_THE_END,
    ),
    published(
        "407",
        "age-special-guardianship-at-18",
        special_guardianship_at_18,
        title="A special guardianship order at 18 or over",
        means="REC is E45 to E48 and DEC is on or after the 18th birthday.",
        do=CORRECT_THE_END,
    ),
    published(
        "387",
        "age-independent-under-14",
        independent_under_14,
        title="Left for independent living before 14",
        means="REC is E5 or E6 and DEC is before the 14th birthday.",
        do=CORRECT_THE_END,
    ),
    published(
        "389",
        "age-adult-services-under-16",
        adult_services_under_16,
        title="Left for adult social services before 16",
        means="REC is E7 and DEC is before the 16th birthday.",
        do=CORRECT_THE_END,
    ),
    published(
        "460",
        "age-stayed-put-under-18",
        stayed_put_under_18,
        title="Stayed with the carers as an adult before 18",
        means="REC is E17 and DEC is before the 18th birthday.",
        do=CORRECT_THE_END,
    ),
    published(
        "304",
        "age-unaccompanied-past-18",
        unaccompanied_past_18,
        title="Unaccompanied asylum-seeking until after 18",
        means="DUC is later than the 18th birthday.",
        do="Correct DUC or DOB.",
    ),
    published(
        "231",
        "age-unaccompanied-under-12",
        unaccompanied_under_12,
        title="Unaccompanied asylum-seeking at 11 or younger",
        means="The child started to be looked after as an unaccompanied asylum-seeking child before the 12th birthday.",
        do="Confirm the status, or correct DOB or the UASC record.",
        severity="query",
    ),
    published(
        "184",
        "adoption-decided-before-birth",
        adoption_decided_before_birth,
        title="Decided to be placed for adoption before birth",
        means="DATE_PLACED is earlier than DOB.",
        do="Correct DATE_PLACED or DOB.",
    ),
    published(
        "586",
        "missing-before-birth",
        missing_before_birth,
        title="Missing or away before birth",
        means="MIS_START is earlier than DOB.",
        do="Correct MIS_START or DOB.",
    ),
    published(
        "708",
        "liberty-before-birth",
        deprived_of_liberty_before_birth,
        title="Deprived of liberty before birth",
        means="DOLO_START is DOB or earlier.",
        do="Correct DOLO_START or DOB.",
    ),
)
