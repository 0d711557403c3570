"""Which facts each kind of spell is derived from, so that a fact which has no part in a kind does not derive it again.

A kind that is in no family, or in two, is found by ``tests/store/test_projections.py``; one that reads a fact that
it does not name here, by the property that every case from the tables is the case from the log.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from timeline.domain import events as e
from timeline.domain.spells.local import ASSESSED, AT_THE_EDGE, AUDITED, IN_COURT, PLANNED

Events = tuple[type[e.Event], ...]


@dataclass(frozen=True, eq=False)
class Family:
    """Kinds that are derived from facts of these events, and of no others. ``led_by``: without one of these there are
    none of them; any of ``reads`` where nothing is said."""

    kinds: tuple[str, ...]
    reads: Events
    led_by: Events = (e.Event,)


def _said_by(modules: Container[str]) -> Events:
    return tuple(event for event in e.EVENTS.values() if event.module in modules)


_CARE: Events = (e.EpisodeBegan, e.EpisodeEnded, e.CeasedToBeLookedAfter)
_REVIEWS: Events = (e.ReviewHeld,)
_REQUESTS: Events = (e.IndependentVisitorRequested,)
_VISITORS: Events = (*_REQUESTS, e.IndependentVisitorMatched, e.IndependentVisitorRequestWithdrawn)
_ADOPTION: Events = (e.AdoptionDecided, e.AdoptionDecisionReversed, e.MatchedWithAdopters)
_MISSING: Events = (
    *(e.WentMissing, e.ReturnedFromMissing, e.WentAwayWithoutAuthorisation, e.ReturnedFromAway),
    *(e.MissingIncidentBegan, e.MissingIncidentEnded),
)
_EDGE = _said_by(AT_THE_EDGE)

CARE = Family(("period_of_care", "episode", "placement", "short_break", "legal_status"), _CARE)
PEOPLE = Family(("life", "unaccompanied"), (e.ChildRegistered, e.UnaccompaniedAsylumSeekerRecorded))

FAMILIES = (
    CARE,
    PEOPLE,
    Family(("eligible",), (*_CARE, e.ChildRegistered), led_by=(e.ChildRegistered,)),
    Family(("missing_incident",), _MISSING),
    Family(("review",), _REVIEWS),
    Family(("review_due", "numbered_review"), (*_CARE, *_REVIEWS), led_by=(e.EpisodeBegan,)),
    Family(("visitor_request",), _VISITORS),
    Family(("visitor_wait",), (*_CARE, *_VISITORS), led_by=_REQUESTS),
    Family(("adoption_decision", "adoption_match"), _ADOPTION),
    Family(("adoption_wait",), (*_CARE, *_ADOPTION), led_by=_ADOPTION),
    Family(("placement_location",), (*_CARE, e.LookedAfterObserved), led_by=(e.LookedAfterObserved,)),
    Family(("social_worker",), (e.SocialWorkerAllocated, e.SocialWorkerLeft)),
    Family(("health_outcomes",), (e.HealthOutcomesRecorded,)),
    Family(("care_leaver_outcomes",), (e.CareLeaverOutcomesRecorded,)),
    Family(("plan", "plan_review"), _said_by(PLANNED)),
    Family(("assessment", "health_assessment"), _said_by(ASSESSED)),
    Family(("audit", "audit_judgement", "audit_action", "audit_action_due"), _said_by(AUDITED)),
    Family(("gateway_decision", "court_application", "court_hearing", "court_order"), _said_by(IN_COURT)),
    Family(
        ("edge_of_care", "intervention_to_care", "intervention_to_referral", "referral"),
        (*_CARE, *_EDGE),
        led_by=_EDGE,
    ),
)
"""Every kind of spell, in one of them."""
