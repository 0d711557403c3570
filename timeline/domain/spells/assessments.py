"""Assessments of need and of health: each stands until the next of its type.

Source: docs/definitions/plans-assessments-audits.md and health-and-wellbeing.md. No national definition exists.
"""

from __future__ import annotations

from timeline.domain.events import AssessmentCompleted, HealthAssessmentDeclined, HealthAssessmentHeld
from timeline.domain.spells.paired import identities, until_next, yes_or_no
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

HELD = "held"
DECLINED = "declined"


def assessments(story: Story) -> tuple[Spell, ...]:
    """Every assessment of need, from its completion. ``type``; ``linked_to_plan`` yes or no."""
    return tuple(
        Spell(
            "assessment",
            event.occurred_on,
            end,
            {"type": event.type, "linked_to_plan": yes_or_no(event.linked_to_plan)},
            identities(fact, told),
        )
        for fact, event, told, end in until_next(story.of(AssessmentCompleted), lambda event: event.type)
    )


def health_assessments(story: Story) -> tuple[Spell, ...]:
    """Every health assessment held, until the next of its type; every one declined, on one day.

    ``type``: initial, review or dental; ``outcome``: held or declined.
    """
    held = [
        Spell(
            "health_assessment",
            event.occurred_on,
            end,
            {"type": event.type, "outcome": HELD},
            identities(fact, told),
        )
        for fact, event, told, end in until_next(story.of(HealthAssessmentHeld), lambda event: event.type)
    ]
    declined = [
        Spell(
            "health_assessment",
            event.occurred_on,
            event.occurred_on,
            {"type": event.type, "outcome": DECLINED},
            (fact.id,),
        )
        for fact, event in story.of(HealthAssessmentDeclined)
    ]
    return tuple(sorted([*held, *declined], key=lambda spell: spell.start))
