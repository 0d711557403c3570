"""Independent visitors: requests, and what came of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from timeline.domain.events.base import Event, SpellBegan, SpellEnded


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
