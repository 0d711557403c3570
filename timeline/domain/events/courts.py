"""Family courts: the legal gateway, applications, hearings, orders. No national collection holds them.

An application is named by its type and the day it was issued: a court's case number names a family and is not kept.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from timeline.domain.events.base import Mark, SpellBegan, SpellDetail, SpellEnded

GatewayDecision = Literal["issue", "pre-proceedings", "no proceedings"]
"""Issue proceedings; enter pre-proceedings (a letter before proceedings); neither."""

ApplicationType = Literal[
    "care",
    "supervision",
    "placement",
    "special guardianship",
    "child arrangements",
    "emergency protection",
    "secure accommodation",
    "deprivation of liberty",
    "discharge",
    "other",
]
"""What the court was asked for; ``care`` and ``supervision`` are those of the Children Act 1989, section 31."""

CourtOrder = Literal[
    "care",
    "supervision",
    "placement",
    "special guardianship",
    "child arrangements",
    "family assistance",
    "adoption",
    "emergency protection",
    "secure accommodation",
    "deprivation of liberty",
    "discharge",
    "no order",
    "other",
]
"""What a court orders, or an authority asks it to order; ``child arrangements`` was a residence order to 2014."""

HearingType = Literal["case management", "issues resolution", "final", "other"]


class LegalGatewayDecided(Mark):
    """A legal gateway or planning meeting decided whether to go to court.

    Source: the local table ``gateway-decisions``, DECIDED, DECISION.
    """

    name: ClassVar[str] = "legal-gateway-decided"
    module: ClassVar[str] = "gateway-decisions"

    decision: GatewayDecision


class CourtApplicationIssued(SpellBegan):
    """The court issued an application about the child. ``timetabled_to``: the day by which it set out to dispose of it.

    Source: the local table ``court-applications``, TYPE, ISSUED, TIMETABLED_TO.
    """

    name: ClassVar[str] = "court-application-issued"
    module: ClassVar[str] = "court-applications"
    spell: ClassVar[str] = "court-application"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: ApplicationType
    timetabled_to: date | None


class CourtPlanFiled(SpellDetail):
    """The authority told the court of an order it asks for: one event an order. ``stage``: with the application, or in
    its final care plan.

    Source: the local table ``court-applications``, PLAN; FINAL_PLAN_FILED, FINAL_PLAN.
    """

    name: ClassVar[str] = "court-plan-filed"
    module: ClassVar[str] = "court-applications"
    spell: ClassVar[str] = "court-application"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: ApplicationType
    stage: Literal["initial", "final"]
    order: CourtOrder


class CourtApplicationDisposed(SpellEnded):
    """The court finally disposed of the application. Source: the local table ``court-applications``, DISPOSED."""

    name: ClassVar[str] = "court-application-disposed"
    module: ClassVar[str] = "court-applications"
    spell: ClassVar[str] = "court-application"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: ApplicationType


class CourtApplicationWithdrawn(SpellEnded):
    """The application was withdrawn. Source: the local table ``court-applications``, WITHDRAWN."""

    name: ClassVar[str] = "court-application-withdrawn"
    module: ClassVar[str] = "court-applications"
    spell: ClassVar[str] = "court-application"
    told_apart_by: ClassVar[tuple[str, ...]] = ("type",)

    type: ApplicationType


class CourtHearingHeld(Mark):
    """The court heard an application. ``extended_to``: the day to which it extended the time for disposing of it.

    Source: the local table ``court-hearings``, APPLICATION, ISSUED, HELD, TYPE, EXTENDED_TO.
    """

    name: ClassVar[str] = "court-hearing-held"
    may_lie_ahead: ClassVar[bool] = True
    module: ClassVar[str] = "court-hearings"
    told_apart_by: ClassVar[tuple[str, ...]] = ("application", "issued_on", "type")

    application: ApplicationType
    issued_on: date
    type: HearingType
    extended_to: date | None


class CourtOrderMade(Mark):
    """The court made an order on an application. ``final``: it ends the application, or a part of it; an interim order
    does not. That an application ended without an order is the order ``no order``.

    Source: the local table ``court-orders``, APPLICATION, ISSUED, MADE, ORDER, FINAL.
    """

    name: ClassVar[str] = "court-order-made"
    module: ClassVar[str] = "court-orders"
    told_apart_by: ClassVar[tuple[str, ...]] = ("application", "issued_on", "order")

    application: ApplicationType
    issued_on: date
    order: CourtOrder
    final: bool
