"""Being looked after: the episodes of the return."""

from __future__ import annotations

from typing import ClassVar, Literal

from timeline.domain.entries import Value
from timeline.domain.events.base import (
    CategoryOfNeed,
    LegalStatus,
    PlacementProvider,
    PlacementType,
    ReasonEpisodeCeased,
    ReasonPlaceChange,
    SpellBegan,
    SpellEnded,
)


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
