"""Events made from a number: which code of which list, picked so that all codes turn up and the telling ones often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from timeline.domain import codes
from timeline.domain import events as e

T = TypeVar("T")

BEGINNINGS: dict[str, type[e.EpisodeBegan]] = {
    kind.reason_for_new_episode: kind for kind in e.EpisodeBegan.__subclasses__()
}
PARENTS = (
    e.PlacementDetails(type="P1", provider="PR0", postcode="EF5 6", urn=None),
    e.PlacementDetails(type="P1", provider="PR0", postcode="GH5 6", urn=None),
)
HOMES = (
    e.PlacementDetails(type="U1", provider="PR1", postcode="AB1 2", urn="SC1"),
    e.PlacementDetails(type="U1", provider="PR1", postcode="AB1 3", urn="SC1"),
    e.PlacementDetails(type="U6", provider="PR4", postcode="AB1 2", urn="SC2"),
    e.PlacementDetails(type="Q1", provider="PR1", postcode="AB1 2", urn=None),
    e.PlacementDetails(type="K2", provider="PR4", postcode="CD3 4", urn="SC3"),
    *PARENTS,
    e.PlacementDetails(type="A4", provider=None, postcode=None, urn=None),
    e.PlacementDetails(type="H5", provider="PR5", postcode="", urn="XXXXXXX"),
    e.PlacementDetails(),
)
TEMPORARY = tuple(sorted(codes.TEMPORARY_PLACEMENTS | codes.MISSING_PLACEMENTS))
MISSING = tuple(sorted(codes.MISSING_PLACEMENTS))
ADOPTING = ("A3", "A5")
ORDINARY = tuple(code.code for code in codes.LS.codes if code.code not in codes.SHORT_BREAK)
STATUSES = ("V2", "C1", "V2", "C2", "V2", "V2", "D1", "E1", "V2", *ORDINARY, None)
TYPES = tuple(dict.fromkeys(codes.PLACEMENT_GROUPS.values()))
DESTINATIONS = tuple(dict.fromkeys(codes.DESTINATIONS.values()))
REASONS_WITHDRAWN = ("declined by child", "not in interests", "other", None)


def one_of(options: tuple[T, ...], pick: int) -> T:
    """The option this number stands for."""
    return options[pick % len(options)]


def all_codes(codes_of: codes.CodeList) -> tuple[str | None, ...]:
    """Every code of a list, and blank."""
    return (*(code.code for code in codes_of.codes), None)


def reason_ceased(pick: int) -> str:
    """A reason ceased: first a destination, then one of its codes, so that every destination turns up."""
    return one_in_group(codes.DESTINATIONS, DESTINATIONS, pick)


def one_in_group(groups: Mapping[str, str], labels: tuple[str, ...], pick: int) -> str:
    """A code of a field: first one of its groups, then one of the group's codes."""
    label = one_of(labels, pick)
    return one_of(tuple(code for code, its_label in groups.items() if its_label == label), pick // len(labels))


def home(pick: int) -> e.PlacementDetails:
    """A home: mostly one of few, so that children go back to where they were; else any type of placement."""
    if pick % 3:
        return one_of(HOMES, pick // 3)
    kind = one_in_group(codes.PLACEMENT_GROUPS, TYPES, pick // 3)
    return e.PlacementDetails(type=kind, provider=one_of(all_codes(codes.PLACE_PROVIDER), pick // 7))


def temporary(pick: int) -> e.PlacementDetails:
    """A placement from which children go back."""
    return e.PlacementDetails(type=one_of(TEMPORARY, pick), provider="PR3", postcode="GH7 8", urn=None)


def placed_as_missing(pick: int) -> e.PlacementDetails:
    """A placement of those missing from theirs."""
    return e.PlacementDetails(type=one_of(MISSING, pick), provider=None, postcode=None, urn=None)


def adopting(pick: int) -> e.PlacementDetails:
    """Placed for adoption with the present carer."""
    return e.PlacementDetails(type=one_of(ADOPTING, pick), provider=None, postcode=one_of(("AB1 2", "ZZ9 9"), pick))


def episode(
    reason: str, day: date, placement: e.PlacementDetails, *, status: str | None, need: int = 0
) -> e.EpisodeBegan:
    """The beginning of an episode."""
    return BEGINNINGS[reason](
        occurred_on=day,
        legal_status=status,
        category_of_need=one_of(all_codes(codes.CIN), need),
        placement=placement,
        home_postcode=None,
    )


def goes_on(began_on: date, day: date, pick: int, *, reason: str | None = "X1") -> e.EpisodeEnded:
    """An episode's ending after which the child stays looked after, or the source does not say."""
    return e.EpisodeEnded(
        occurred_on=day,
        began_on=began_on,
        began_as=None,
        reason_episode_ceased="X1" if reason else None,
        reason_place_change=one_of(all_codes(codes.REASON_PLACE_CHANGE), pick),
    )


def ceases(began_on: date, day: date, pick: int) -> e.CeasedToBeLookedAfter:
    """An episode's ending with which the child ceases to be looked after."""
    return e.CeasedToBeLookedAfter(
        occurred_on=day,
        began_on=began_on,
        began_as=None,
        reason_episode_ceased=reason_ceased(pick),
        reason_place_change=None,
    )


def undated_ending(began_on: date, pick: int) -> e.EndingReportedWithoutDate:
    """A reason for an ending beside an episode that has no ending day."""
    return e.EndingReportedWithoutDate(
        occurred_on=began_on,
        began_on=began_on,
        began_as=None,
        reason_episode_ceased=reason_ceased(pick),
        reason_place_change=None,
    )


def registered(born_on: date, pick: int) -> e.ChildRegistered:
    """A child's particulars."""
    return e.ChildRegistered(
        occurred_on=born_on,
        sex=one_of(all_codes(codes.SEX), pick),
        ethnicity=one_of(all_codes(codes.ETHNIC), pick // 3),
        upn=None,
        mother=None,
        child_born_on=None,
    )


def unaccompanied(born_on: date, ceases_on: date | None) -> e.UnaccompaniedAsylumSeekerRecorded:
    """An unaccompanied asylum-seeking child."""
    return e.UnaccompaniedAsylumSeekerRecorded(occurred_on=born_on, sex=None, ceases_on=ceases_on)


def withdrawn_request(requested_on: date, day: date, pick: int) -> e.IndependentVisitorRequestWithdrawn:
    """A request for a visitor taken back."""
    reason = one_of(REASONS_WITHDRAWN, pick)
    return e.IndependentVisitorRequestWithdrawn(occurred_on=day, began_on=requested_on, began_as=None, reason=reason)


def matched_request(requested_on: date, day: date) -> e.IndependentVisitorMatched:
    """A visitor appointed."""
    return e.IndependentVisitorMatched(occurred_on=day, began_on=requested_on, began_as=None)


def other_event(day: date, pick: int) -> e.Event:
    """One of the events that few measures or none are about."""
    kind = e.ReviewHeld if pick % 3 == 0 else one_of(OTHER_EVENTS, pick // 3)
    content: dict[str, object] = {}
    for name in kind.model_fields:
        if kind.model_fields[name].annotation is date:  # a day that cannot be blank
            content[name] = date(day.year, 3, 31) if kind in OF_A_YEAR else day
        elif name in ("adopter", "family"):
            content[name] = f"{pick % 7:016x}"
    if kind is e.ReviewHeld:
        content["participation"] = one_of(all_codes(codes.REVIEW_CODE), pick // 3)
    return kind.from_content(content)


OF_A_YEAR: tuple[type[e.Event], ...] = (e.HealthOutcomesRecorded, e.CareLeaverOutcomesRecorded)
"""Events that are dated on the last day of a year."""

ABSENCES: tuple[type[e.Event], ...] = (e.WentAwayWithoutAuthorisation, e.ReturnedFromAway)
OTHER_EVENTS: tuple[type[e.Event], ...] = (
    *ABSENCES,
    e.PreviousPermanenceRecorded,
    e.ReviewHeld,
    e.HealthOutcomesRecorded,
    e.CareLeaverOutcomesRecorded,
    e.MatchedWithAdopters,
    e.AdoptionDecided,
    e.AdoptionDecisionReversed,
    e.SocialWorkerAllocated,
    e.SocialWorkerLeft,
    e.DeprivedOfLiberty,
    e.DeprivationOfLibertyEnded,
    e.IndependentVisitorEnded,
    e.ContactReceived,
    e.EarlyHelpAssessmentStarted,
    e.EarlyHelpAssessmentCompleted,
    *e.Observed.__subclasses__(),
)
"""Events of the return and of Annex A of which none that is drawn so matters: absences need days in care."""

READ: tuple[type[e.Event], ...] = (
    *ABSENCES,
    e.ReviewHeld,
    e.HealthOutcomesRecorded,
    e.CareLeaverOutcomesRecorded,
    e.MatchedWithAdopters,
    e.AdoptionDecided,
    e.AdoptionDecisionReversed,
    e.SocialWorkerAllocated,
    e.SocialWorkerLeft,
    e.LookedAfterObserved,
)
"""Those of them that a measure reads."""

NO_MEASURE_YET = (*(event for event in OTHER_EVENTS if event not in READ), e.ReferralDecided)
"""Events that no measure of the day-walker reads yet."""
