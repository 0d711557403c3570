"""Audits of a child's case, the judgement that stands, and the actions asked for.

Source: docs/definitions/plans-assessments-audits.md. No national definition exists.
"""

from __future__ import annotations

from timeline.domain.events import (
    AuditActionCompleted,
    AuditActionImpactEvidenced,
    AuditActionRaised,
    AuditFindingsRectified,
    CaseAudited,
    SpellEnded,
)
from timeline.domain.spells.paired import ended_first, identities, until_next, yes_or_no
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

IN_TIME = "in time"
LATE = "late"


def audits(story: Story) -> tuple[Spell, ...]:
    """Every audit, until its findings are rectified. ``subject``, ``tool``, ``grade``, ``round``; the tool's questions
    yes or no; ``rectified``: in time or late by the day set for it."""
    found: list[Spell] = []
    for fact, audit, told, ending in ended_first(story, CaseAudited, AuditFindingsRectified):
        by = audit.rectify_by
        in_time = None if ending is None or by is None else (IN_TIME if ending.occurred_on <= by else LATE)
        attributes = {**_judged(audit), **_answers(audit), "rectified": in_time}
        end = ending.occurred_on if ending else None
        found.append(Spell("audit", audit.occurred_on, end, attributes, identities(fact, told)))
    return tuple(found)


def audit_judgements(story: Story) -> tuple[Spell, ...]:
    """Every audit's judgement, until the same is audited again. ``subject``, ``tool``, ``grade``, ``round``, and the
    tool's questions."""
    return tuple(
        Spell(
            "audit_judgement",
            audit.occurred_on,
            end,
            {**_judged(audit), **_answers(audit)},
            identities(fact, told),
        )
        for fact, audit, told, end in until_next(story.of(CaseAudited), lambda audit: audit.subject)
    )


def _judged(audit: CaseAudited) -> dict[str, str | None]:
    return {"subject": audit.subject, "tool": audit.tool, "grade": audit.grade, "round": audit.round}


def _answers(audit: CaseAudited) -> dict[str, str | None]:
    return {
        "outcomes": yes_or_no(audit.outcomes),
        "contingency": yes_or_no(audit.contingency),
        "linked_to_plan": yes_or_no(audit.linked_to_plan),
        "named_lead": yes_or_no(audit.named_lead),
        "skills_actions": yes_or_no(audit.skills_actions),
        "views_recorded": yes_or_no(audit.views_recorded),
        "success_measures": yes_or_no(audit.success_measures),
    }


def audit_actions(story: Story) -> tuple[Spell, ...]:
    """Every action, until it is completed. ``subject``: what the audit was of; ``theme``; ``completed``: in time or
    late by the day it was due; ``impact_evidenced``: yes or no."""
    evidenced = [(fact, event) for fact, event in story.of(AuditActionImpactEvidenced)]
    found: list[Spell] = []
    for fact, action, told, ending in ended_first(story, AuditActionRaised, AuditActionCompleted):
        effect = next((each for each, event in evidenced if event.spell_key == action.spell_key), None)
        attributes = {**_asked(action), "completed": _in_time(action, ending)}
        attributes["impact_evidenced"] = yes_or_no(effect is not None)
        end = ending.occurred_on if ending else None
        found.append(Spell("audit_action", action.occurred_on, end, attributes, identities(fact, told, effect)))
    return tuple(found)


def audit_actions_due(story: Story) -> tuple[Spell, ...]:
    """Every action with a day by which it was to be done, until that day. ``completed``: in time, late, or ``None``
    while it is not completed."""
    return tuple(
        Spell(
            "audit_action_due",
            action.occurred_on,
            action.due_on,
            {**_asked(action), "completed": _in_time(action, ending)},
            identities(fact, told),
        )
        for fact, action, told, ending in ended_first(story, AuditActionRaised, AuditActionCompleted)
        if action.due_on is not None
    )


def _asked(action: AuditActionRaised) -> dict[str, str | None]:
    return {"subject": action.subject, "theme": action.theme}


def _in_time(action: AuditActionRaised, ending: SpellEnded | None) -> str | None:
    if ending is None or action.due_on is None:
        return None
    return IN_TIME if ending.occurred_on <= action.due_on else LATE
