"""What can happen to a child: frozen, past tense, in the field's words.

Every event's docstring names the published field it comes from. ``occurred_on`` is always the day it became true in the
world. Codes are those of ``timeline.domain.codes``, in the canonical spelling; ``None`` is what the source left blank.

Three sorts of event make a spell: one that begins it, one that ends it (and names the day it began on, since that is
how a return names an episode), and for a few an ending whose date was never given.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from timeline.domain.codes import CODE_LISTS
from timeline.domain.entries import REGISTRY, Entry, FactId, Value


def _known(field: str) -> Callable[[str], str]:
    """A validator that lets pass what is a code of this list in some year, in its canonical spelling."""
    codes = CODE_LISTS[field]

    def check(code: str) -> str:
        if not codes.is_known(code):
            raise ValueError(f"not a code of {field} in any year")
        return code

    return check


Sex = Annotated[str, AfterValidator(_known("SEX"))]
Ethnicity = Annotated[str, AfterValidator(_known("ETHNIC"))]
LegalStatus = Annotated[str, AfterValidator(_known("LS"))]
CategoryOfNeed = Annotated[str, AfterValidator(_known("CIN"))]
PlacementType = Annotated[str, AfterValidator(_known("PLACE"))]
PlacementProvider = Annotated[str, AfterValidator(_known("PLACE_PROVIDER"))]
ReasonEpisodeCeased = Annotated[str, AfterValidator(_known("REC"))]
ReasonPlaceChange = Annotated[str, AfterValidator(_known("REASON_PLACE_CHANGE"))]
Participation = Annotated[str, AfterValidator(_known("REVIEW_CODE"))]


class Event(Entry):
    """Something that happened to a child on a day. ``module``: whose rows say it, a 903 module or a local table."""

    module: ClassVar[str]

    occurred_on: date


class SpellBegan(Event):
    """Something with a length began. ``spell`` names its kind."""

    spell: ClassVar[str]

    @property
    def spell_key(self) -> tuple[str, date]:
        """Which spell this begins: its kind and the day it began."""
        return (self.spell, self.occurred_on)


class SpellEnded(Event):
    """Something with a length ended. ``began_on`` names which; ``began_as`` the very beginning, only where a source
    has several of the kind that began on that day."""

    spell: ClassVar[str]

    began_on: date
    began_as: FactId | None

    @property
    def spell_key(self) -> tuple[str, date]:
        """Which spell this ends: its kind and the day it began."""
        return (self.spell, self.began_on)


# ------------------------------------------------------------------------------------------------ who the child is


class ChildRegistered(Event):
    """A child became known by these particulars. Occurs on the day of birth.

    Source: Header, SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB. The UPN itself is not kept: only whether one was ``given``,
    or which of the codes UN1 to UN5 stood in its place.
    """

    name: ClassVar[str] = "child-registered"
    module: ClassVar[str] = "Header"

    sex: Sex | None
    ethnicity: Ethnicity | None
    upn: str | None
    mother: bool | None
    child_born_on: date | None

    @property
    def born_on(self) -> date:
        """The day of birth."""
        return self.occurred_on


class UnaccompaniedAsylumSeekerRecorded(Event):
    """The child is or was an unaccompanied asylum-seeking child. Occurs on the day of birth, since no source gives
    the day the status began; ``ceases_on`` is the day it ends.

    Source: UASC, DOB, SEX, DUC.
    """

    name: ClassVar[str] = "unaccompanied-asylum-seeker-recorded"
    module: ClassVar[str] = "UASC"

    sex: Sex | None
    ceases_on: date | None


class PreviousPermanenceRecorded(Event):
    """How an earlier period of care had ended in permanence. Occurs on the day of birth: the order's day may be
    partial (``zz/05/2020``) and is kept as the source wrote it.

    Source: PrevPerm, DOB, PREV_PERM, LA_PERM, DATE_PERM.
    """

    name: ClassVar[str] = "previous-permanence-recorded"
    module: ClassVar[str] = "PrevPerm"

    option: str | None
    authority: str | None
    order_date: str | None


# --------------------------------------------------------------------------------------- being looked after: episodes


class PlacementDetails(Value):
    """Where a child lives, as the return identifies it: PLACE, PLACE_PROVIDER, PL_POST, URN."""

    type: PlacementType | None = None
    provider: PlacementProvider | None = None
    postcode: str | None = None
    urn: str | None = None


class EpisodeBegan(SpellBegan):
    """A 903 episode began: the state it reports. The subclass says why there is a new one.

    Source: Episodes, DECOM, LS, CIN, PLACE, PLACE_PROVIDER, PL_POST, URN, HOME_POST.
    """

    module: ClassVar[str] = "Episodes"
    spell: ClassVar[str] = "episode"
    reason_for_new_episode: ClassVar[str]

    legal_status: LegalStatus | None
    category_of_need: CategoryOfNeed | None
    placement: PlacementDetails
    home_postcode: str | None


class BecameLookedAfter(EpisodeBegan):
    """The child started to be looked after. Source: Episodes, RNE S."""

    name: ClassVar[str] = "became-looked-after"
    reason_for_new_episode: ClassVar[str] = "S"


class LegalStatusChanged(EpisodeBegan):
    """The legal status changed, the placement did not. Source: Episodes, RNE L."""

    name: ClassVar[str] = "legal-status-changed"
    reason_for_new_episode: ClassVar[str] = "L"


class PlacementRecordChanged(EpisodeBegan):
    """What is recorded of the placement changed, the carer did not. Source: Episodes, RNE T."""

    name: ClassVar[str] = "placement-record-changed"
    reason_for_new_episode: ClassVar[str] = "T"


class LegalStatusAndPlacementRecordChanged(EpisodeBegan):
    """Legal status and placement record changed on one day, the carer did not. Source: Episodes, RNE U."""

    name: ClassVar[str] = "legal-status-and-placement-record-changed"
    reason_for_new_episode: ClassVar[str] = "U"


class PlacementMoved(EpisodeBegan):
    """The child moved to another carer or home. Source: Episodes, RNE P."""

    name: ClassVar[str] = "placement-moved"
    reason_for_new_episode: ClassVar[str] = "P"


class LegalStatusChangedAndPlacementMoved(EpisodeBegan):
    """Legal status changed and the child moved to another carer on one day. Source: Episodes, RNE B."""

    name: ClassVar[str] = "legal-status-changed-and-placement-moved"
    reason_for_new_episode: ClassVar[str] = "B"


class EpisodeEnded(SpellEnded):
    """An episode ended and the child stayed looked after, or the source does not say what came then.

    Source: Episodes, DEC with REC X1 or blank, REASON_PLACE_CHANGE.
    """

    name: ClassVar[str] = "episode-ended"
    module: ClassVar[str] = "Episodes"
    spell: ClassVar[str] = "episode"

    reason_episode_ceased: Literal["X1"] | None
    reason_place_change: ReasonPlaceChange | None


class CeasedToBeLookedAfter(SpellEnded):
    """The child ceased to be looked after. Source: Episodes, DEC with an E code in REC, REASON_PLACE_CHANGE."""

    name: ClassVar[str] = "ceased-to-be-looked-after"
    module: ClassVar[str] = "Episodes"
    spell: ClassVar[str] = "episode"

    reason_episode_ceased: ReasonEpisodeCeased
    reason_place_change: ReasonPlaceChange | None


class EndingReportedWithoutDate(SpellEnded):
    """A reason for an ending stands beside an episode that has no ending day: it stays open. Occurs on the day the
    episode began. Source: Episodes, REC or REASON_PLACE_CHANGE where DEC is blank."""

    name: ClassVar[str] = "ending-reported-without-date"
    module: ClassVar[str] = "Episodes"
    spell: ClassVar[str] = "episode"

    reason_episode_ceased: ReasonEpisodeCeased | None
    reason_place_change: ReasonPlaceChange | None


# ------------------------------------------------------------------------------------------------- missing and away


class WentMissing(SpellBegan):
    """The child was missing: whereabouts not known. Source: Missing, MIS_START where MISSING is M."""

    name: ClassVar[str] = "went-missing"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "missing"


class WentAwayWithoutAuthorisation(SpellBegan):
    """The child was away without authorisation: whereabouts known. Source: Missing, MIS_START where MISSING is A."""

    name: ClassVar[str] = "went-away-without-authorisation"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "away"


class ReturnedFromMissing(SpellEnded):
    """The missing child was found or came back. Source: Missing, MIS_END where MISSING is M."""

    name: ClassVar[str] = "returned-from-missing"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "missing"


class ReturnedFromAway(SpellEnded):
    """The child who was away without authorisation came back. Source: Missing, MIS_END where MISSING is A."""

    name: ClassVar[str] = "returned-from-away"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "away"


# --------------------------------------------------------------------------------------------- reviews and outcomes


class ReviewHeld(Event):
    """A review of the child's case was held. Source: Reviews, REVIEW, REVIEW_CODE."""

    name: ClassVar[str] = "review-held"
    module: ClassVar[str] = "Reviews"

    participation: Participation | None


class HealthOutcomesRecorded(Event):
    """The year's health outcomes. Occurs on the day the year ends, since the flags cannot be dated.

    Source: OC2, all ten items. ``sdq_score`` 0 to 40.
    """

    name: ClassVar[str] = "health-outcomes-recorded"
    module: ClassVar[str] = "OC2"

    sdq_score: int | None
    sdq_reason: str | None
    convicted: bool | None
    health_check: bool | None
    immunisations: bool | None
    teeth_check: bool | None
    health_assessment: bool | None
    substance_misuse: bool | None
    intervention_received: bool | None
    intervention_offered: bool | None


class CareLeaverOutcomesRecorded(Event):
    """A care leaver's situation around the birthday in the year. Occurs on the day the year ends.

    Source: OC3, IN_TOUCH, ACTIV, ACCOM.
    """

    name: ClassVar[str] = "care-leaver-outcomes-recorded"
    module: ClassVar[str] = "OC3"

    in_touch: str | None
    activity: str | None
    accommodation: str | None


# --------------------------------------------------------------------------------------------------------- adoption


class MatchedWithAdopters(Event):
    """A child adopted in the year ``year_ending`` had been matched with these adopters. Occurs on the day of the
    match, or where that is blank of the decision.

    Source: AD1, DATE_MATCH, DATE_INT, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR.
    """

    name: ClassVar[str] = "matched-with-adopters"
    module: ClassVar[str] = "AD1"

    year_ending: date
    matched_on: date | None
    decided_on: date | None
    by_former_foster_carer: bool | None
    number_of_adopters: str | None
    sex_of_adopters: str | None
    legal_status_of_adopters: str | None


class AdoptionDecided(SpellBegan):
    """It was decided that the child should be placed for adoption. Source: PlacedAdoption, DATE_PLACED."""

    name: ClassVar[str] = "adoption-decided"
    module: ClassVar[str] = "PlacedAdoption"
    spell: ClassVar[str] = "adoption-decision"


class AdoptionDecisionReversed(SpellEnded):
    """It was decided that the child should no longer be placed for adoption.

    Source: PlacedAdoption, DATE_PLACED_CEASED, REASON_PLACED_CEASED.
    """

    name: ClassVar[str] = "adoption-decision-reversed"
    module: ClassVar[str] = "PlacedAdoption"
    spell: ClassVar[str] = "adoption-decision"

    reason: str | None


# ------------------------------------------------------------------------ social workers, deprivation of liberty


class SocialWorkerAllocated(SpellBegan):
    """A social worker was allocated. ``worker`` is a one-way digest of SW_ID. ``reason`` is why the one before left.

    Source: SWEpisodes, SW_DECOM, SW_ID, SW_REASON.
    """

    name: ClassVar[str] = "social-worker-allocated"
    module: ClassVar[str] = "SWEpisodes"
    spell: ClassVar[str] = "social-worker"

    worker: str | None
    reason: str | None


class SocialWorkerLeft(SpellEnded):
    """A social worker's allocation ended. Source: SWEpisodes, SW_DEC."""

    name: ClassVar[str] = "social-worker-left"
    module: ClassVar[str] = "SWEpisodes"
    spell: ClassVar[str] = "social-worker"


class DeprivedOfLiberty(SpellBegan):
    """An order depriving the child of liberty began. Source: DoLo, DOLO_START."""

    name: ClassVar[str] = "deprived-of-liberty"
    module: ClassVar[str] = "DoLo"
    spell: ClassVar[str] = "deprivation-of-liberty"


class DeprivationOfLibertyEnded(SpellEnded):
    """An order depriving the child of liberty ended. Source: DoLo, DOLO_END."""

    name: ClassVar[str] = "deprivation-of-liberty-ended"
    module: ClassVar[str] = "DoLo"
    spell: ClassVar[str] = "deprivation-of-liberty"


# --------------------------------------------------------------------------------------------- independent visitors


class IndependentVisitorRequested(SpellBegan):
    """An independent visitor was asked for. No national collection holds this. Source: the local table, REQUESTED."""

    name: ClassVar[str] = "independent-visitor-requested"
    module: ClassVar[str] = "visitor-requests"
    spell: ClassVar[str] = "visitor-request"


class IndependentVisitorMatched(SpellEnded):
    """A visitor was appointed: the wait is over. Source: the local table, MATCHED."""

    name: ClassVar[str] = "independent-visitor-matched"
    module: ClassVar[str] = "visitor-requests"
    spell: ClassVar[str] = "visitor-request"


class IndependentVisitorRequestWithdrawn(SpellEnded):
    """The request was taken back before a visitor was appointed. Source: the local table, WITHDRAWN, REASON."""

    name: ClassVar[str] = "independent-visitor-request-withdrawn"
    module: ClassVar[str] = "visitor-requests"
    spell: ClassVar[str] = "visitor-request"

    reason: str | None


class IndependentVisitorEnded(Event):
    """The appointed visitor's visits ended. ``requested_on`` names the request. Source: the local table, ENDED."""

    name: ClassVar[str] = "independent-visitor-ended"
    module: ClassVar[str] = "visitor-requests"

    requested_on: date


EVENTS: dict[str, type[Event]] = {name: entry for name, entry in REGISTRY.items() if issubclass(entry, Event)}
"""Every event type by its registered name."""
