"""Audits, serious case and management reviews: how many, how good, and what became of their actions."""

from __future__ import annotations

from typing import get_args

from timeline.domain.events.audits import AuditSubject, Grade
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading, Unit
from timeline.projections.rulebook.thresholds import YEAR

SUBJECTS: tuple[str, ...] = get_args(AuditSubject)
GRADES: tuple[str, ...] = get_args(Grade)
ACTIONS = ("audit-actions",)

audits = Spells("audit").started_in(YEAR)
graded = audits - audits.where("grade", None)
raised = Spells("audit_action").started_in(YEAR)
due = Spells("audit_action_due").ended_in(YEAR)


def number(label: str, spells: SpellExpression, needs: tuple[str, ...] = ()) -> Reading:
    """How many there were."""
    return Reading(group=(("count", label),), counted=spells.last(), spells=spells, unit=Unit.COUNT, needs=needs)


def share(label: str, spells: SpellExpression, of: SpellExpression, needs: tuple[str, ...] = ()) -> Reading:
    """How many of a hundred of them."""
    return Reading(
        group=(("outcome", label),), counted=of.last(), spells=spells, out_of=of, unit=Unit.PERCENT, needs=needs
    )


AUDIT_FINDINGS = Indicator(
    id="audit-findings",
    title="Audits and reviews, their grades, and the actions that came of them",
    sentence=(
        "Audits, serious case reviews and management reviews of children's cases in the 12 months to the day; what was "
        "audited and how it was graded; the actions raised, and of those that fell due how many are completed, how "
        "many in time, and in how many a later audit found the effect. An action not yet due is neither."
    ),
    unit=Unit.COUNT,
    counted=audits.last(),
    seen=Moment.AS_AT,
    readings=(
        Reading(spells=audits),
        *(number(subject, audits.where("subject", subject)) for subject in SUBJECTS),
        *(share(f"graded {grade}", graded.where("grade", grade), graded) for grade in GRADES),
        number("actions raised", raised, ACTIONS),
        number("actions due", due, ACTIONS),
        share("actions due and completed", due.where("completed", "in time", "late"), due, ACTIONS),
        share("actions due and completed in time", due.where("completed", "in time"), due, ACTIONS),
        share("actions raised with evidence of their effect", raised.where("impact_evidenced", "yes"), raised, ACTIONS),
    ),
    window_months=YEAR,
    excluded=(),
    needs=("audits",),
    dimensions=("age", "sex", "ethnicity"),
    version="2023.1",
)
