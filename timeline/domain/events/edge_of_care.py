"""At the edge of care: interventions, and referrals to children's social care."""

from __future__ import annotations

from typing import ClassVar, Literal

from timeline.domain.events.base import SpellBegan, SpellEnded

ReferralDecision = Literal["assessment", "strategy discussion", "early help", "no further action", "other"]
"""What was decided to do about a referral."""


class EdgeOfCareInterventionStarted(SpellBegan):
    """A service began to work with the child at the edge of care.

    Source: the local table ``edge-of-care``, SERVICE, STARTED.
    """

    name: ClassVar[str] = "edge-of-care-intervention-started"
    module: ClassVar[str] = "edge-of-care"
    spell: ClassVar[str] = "edge-of-care"
    told_apart_by: ClassVar[tuple[str, ...]] = ("service",)

    service: str


class EdgeOfCareInterventionEnded(SpellEnded):
    """The service's work with the child ended. Source: the local table ``edge-of-care``, ENDED."""

    name: ClassVar[str] = "edge-of-care-intervention-ended"
    module: ClassVar[str] = "edge-of-care"
    spell: ClassVar[str] = "edge-of-care"
    told_apart_by: ClassVar[tuple[str, ...]] = ("service",)

    service: str


class ReferralReceived(SpellBegan):
    """Children's social care received a referral of the child. Source: the local table ``referrals``, RECEIVED."""

    name: ClassVar[str] = "referral-received"
    module: ClassVar[str] = "referrals"
    spell: ClassVar[str] = "referral"


class ReferralDecided(SpellEnded):
    """It was decided what to do about a referral. Source: the local table ``referrals``, DECIDED, DECISION."""

    name: ClassVar[str] = "referral-decided"
    module: ClassVar[str] = "referrals"
    spell: ClassVar[str] = "referral"

    decision: ReferralDecision | None
