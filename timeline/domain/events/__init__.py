"""What can happen to a child: frozen, past tense, in the field's words. One file a family.

Every event's docstring names the published field it comes from. ``occurred_on`` is always the day it became true in the
world. Codes are those of ``timeline.domain.codes``, in the canonical spelling; ``None`` is what the source left blank.

Three sorts of event make a spell: one that begins it, one that ends it (and names the day it began on, since that is
how a return names an episode), and for a few an ending whose date was never given.
"""

from timeline.domain.entries import REGISTRY
from timeline.domain.events.adoption import AdoptionDecided, AdoptionDecisionReversed, MatchedWithAdopters
from timeline.domain.events.base import (
    CategoryOfNeed,
    Ethnicity,
    Event,
    LegalStatus,
    Participation,
    PlacementProvider,
    PlacementType,
    ReasonEpisodeCeased,
    ReasonPlaceChange,
    Sex,
    SpellBegan,
    SpellEnded,
)
from timeline.domain.events.episodes import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    EndingReportedWithoutDate,
    EpisodeBegan,
    EpisodeEnded,
    LegalStatusAndPlacementRecordChanged,
    LegalStatusChanged,
    LegalStatusChangedAndPlacementMoved,
    PlacementDetails,
    PlacementMoved,
    PlacementRecordChanged,
)
from timeline.domain.events.incidents import (
    ReturnedFromAway,
    ReturnedFromMissing,
    WentAwayWithoutAuthorisation,
    WentMissing,
)
from timeline.domain.events.particulars import (
    ChildRegistered,
    PreviousPermanenceRecorded,
    UnaccompaniedAsylumSeekerRecorded,
)
from timeline.domain.events.reviews import CareLeaverOutcomesRecorded, HealthOutcomesRecorded, ReviewHeld
from timeline.domain.events.visitors import (
    IndependentVisitorEnded,
    IndependentVisitorMatched,
    IndependentVisitorRequested,
    IndependentVisitorRequestWithdrawn,
)
from timeline.domain.events.workers import (
    DeprivationOfLibertyEnded,
    DeprivedOfLiberty,
    SocialWorkerAllocated,
    SocialWorkerLeft,
)

EVENTS: dict[str, type[Event]] = {name: entry for name, entry in REGISTRY.items() if issubclass(entry, Event)}
"""Every event type by its registered name."""

__all__ = [
    "EVENTS",
    "AdoptionDecided",
    "AdoptionDecisionReversed",
    "BecameLookedAfter",
    "CareLeaverOutcomesRecorded",
    "CategoryOfNeed",
    "CeasedToBeLookedAfter",
    "ChildRegistered",
    "DeprivationOfLibertyEnded",
    "DeprivedOfLiberty",
    "EndingReportedWithoutDate",
    "EpisodeBegan",
    "EpisodeEnded",
    "Ethnicity",
    "Event",
    "HealthOutcomesRecorded",
    "IndependentVisitorEnded",
    "IndependentVisitorMatched",
    "IndependentVisitorRequestWithdrawn",
    "IndependentVisitorRequested",
    "LegalStatus",
    "LegalStatusAndPlacementRecordChanged",
    "LegalStatusChanged",
    "LegalStatusChangedAndPlacementMoved",
    "MatchedWithAdopters",
    "Participation",
    "PlacementDetails",
    "PlacementMoved",
    "PlacementProvider",
    "PlacementRecordChanged",
    "PlacementType",
    "PreviousPermanenceRecorded",
    "ReasonEpisodeCeased",
    "ReasonPlaceChange",
    "ReturnedFromAway",
    "ReturnedFromMissing",
    "ReviewHeld",
    "Sex",
    "SocialWorkerAllocated",
    "SocialWorkerLeft",
    "SpellBegan",
    "SpellEnded",
    "UnaccompaniedAsylumSeekerRecorded",
    "WentAwayWithoutAuthorisation",
    "WentMissing",
]
