"""Reviews held, and the outcomes of the year."""

from __future__ import annotations

from typing import ClassVar

from timeline.domain.events.base import Event, Participation


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
    may_lie_ahead: ClassVar[bool] = True
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
    may_lie_ahead: ClassVar[bool] = True
    module: ClassVar[str] = "OC3"

    in_touch: str | None
    activity: str | None
    accommodation: str | None
