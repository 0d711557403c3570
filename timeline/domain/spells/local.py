"""The spells of what no national collection holds: one table of kinds, and how each family of them is derived."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from timeline.domain.spells.assessments import assessments, health_assessments
from timeline.domain.spells.audits import audit_actions, audit_actions_due, audit_judgements, audits
from timeline.domain.spells.courts import court_applications, court_hearings, court_orders, gateway_decisions
from timeline.domain.spells.edge_of_care import (
    interventions,
    interventions_to_care,
    interventions_to_referral,
    referrals,
)
from timeline.domain.spells.plans import plan_reviews, plans
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

LOCAL_KINDS: Mapping[str, str] = {
    "plan": "a plan (care, health, transition, pathway, permanence) in force, until it ends or another takes its place",
    "plan_review": "a plan in force since it was made or last reviewed, until it is reviewed again or ends",
    "assessment": "an assessment of need since its completion, until the next of its type",
    "health_assessment": "a health assessment or dental check since it was held, until the next of its type; a "
    "declined one on one day",
    "audit": "an audit of the child's case, until its findings are rectified",
    "audit_judgement": "the judgement of an audit, until the same is audited again",
    "audit_action": "an action that an audit or review asked for, until it is completed",
    "audit_action_due": "an action that an audit or review asked for, until the day by which it is to be done",
    "gateway_decision": "a decision of a legal gateway, until care proceedings are issued",
    "court_application": "an application to court, until it is disposed of or withdrawn",
    "court_hearing": "a court hearing, on one day",
    "court_order": "an order that a court made, on one day",
    "edge_of_care": "an intervention at the edge of care, from its start to its end",
    "intervention_to_care": "the time from the start, and that from the end, of an intervention at the edge of care to "
    "the child's next start to be looked after",
    "intervention_to_referral": "the time from the end of an intervention at the edge of care to the child's next "
    "referral",
    "referral": "a referral to children's social care, until it is decided what to do about it",
}
"""Every kind of spell that local tables tell, in a sentence."""

PLANNED = frozenset({"plans", "plan-reviews"})
ASSESSED = frozenset({"assessments", "health-assessments"})
AUDITED = frozenset({"audits", "audit-actions"})
IN_COURT = frozenset({"gateway-decisions", "court-applications", "court-hearings", "court-orders"})
AT_THE_EDGE = frozenset({"edge-of-care", "referrals"})
LOCAL_MODULES = PLANNED | ASSESSED | AUDITED | IN_COURT | AT_THE_EDGE
"""The local tables that tell these spells. Each family is derived from its own facts: they are many."""


def about(story: Story, modules: Container[str]) -> Story:
    """The story without the facts of other modules."""
    return replace(story, facts=tuple(fact for fact in story.facts if fact.event.module in modules))


def planned(story: Story) -> dict[str, tuple[Spell, ...]]:
    """Plans, and since when each has stood as it is."""
    in_force = plans(story)
    return {"plan": in_force, "plan_review": plan_reviews(story, in_force)}


def assessed(story: Story) -> dict[str, tuple[Spell, ...]]:
    """Assessments of need and of health."""
    return {"assessment": assessments(story), "health_assessment": health_assessments(story)}


def audited(story: Story) -> dict[str, tuple[Spell, ...]]:
    """Audits, the judgements that stand, and the actions asked for."""
    return {
        "audit": audits(story),
        "audit_judgement": audit_judgements(story),
        "audit_action": audit_actions(story),
        "audit_action_due": audit_actions_due(story),
    }


def in_court(story: Story) -> dict[str, tuple[Spell, ...]]:
    """Applications to court, hearings, orders, and what a legal gateway decided."""
    return {
        "gateway_decision": gateway_decisions(story),
        "court_application": court_applications(story),
        "court_hearing": court_hearings(story),
        "court_order": court_orders(story),
    }


def at_the_edge(story: Story, periods: Sequence[Spell]) -> dict[str, tuple[Spell, ...]]:
    """Interventions at the edge of care, what followed them, and referrals. ``periods``: the periods of care."""
    worked = interventions(story, periods)
    referred = referrals(story)
    return {
        "edge_of_care": worked,
        "intervention_to_care": interventions_to_care(worked, periods),
        "intervention_to_referral": interventions_to_referral(worked, referred),
        "referral": referred,
    }
