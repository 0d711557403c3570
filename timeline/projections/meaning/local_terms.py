"""What the kinds of spell that local tables tell mean. See ``terms``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from timeline.domain.spells.courts import SECTION_31
from timeline.domain.spells.edge_of_care import RE_REFERRAL_MONTHS
from timeline.projections.meaning.clauses import Clause, Part

Clauses = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What several spells of a kind are called, each kind otherwise, and the sentences that say what they are, or what
    makes those that can matter by a day."""

    name: str
    says: Clauses | Callable[[date], Clauses]

    def clauses(self, day: date) -> Clauses:
        """The sentences, those at least that can matter by a day."""
        return self.says(day) if callable(self.says) else self.says


_PLANS = Clause("a plan is in force from the day it was made until it ended or the next of its kind was made")
_AUDITS = Clause("an audit of a subject of the child's case, from its day until its findings were rectified")
_FIRST_ENDING = Clause("of several endings of one beginning the first counts")
_ACTION = "an action that an audit or review asked for, from its day"
_INTERVENTION = (
    Clause("an intervention at the edge of care, from its start to its end"),
    Clause("looked after at the start: looked after at the end of the day before"),
    _FIRST_ENDING,
)
_REFERRAL = (
    Clause("a referral to children's social care, from its day until it was decided on"),
    Clause(f"a re-referral has another in the {RE_REFERRAL_MONTHS} months before it"),
    _FIRST_ENDING,
)

LOCAL_TERMS: Mapping[str, Term] = {
    "plan": Term("plans", (_PLANS, _FIRST_ENDING)),
    "plan_review": Term(
        "plans as they stand",
        (
            _PLANS,
            _FIRST_ENDING,
            Clause("a plan stands as it is from the day it was made or reviewed until it was reviewed again or ended"),
            Clause("a review of a plan that is not in force is none"),
        ),
    ),
    "assessment": Term(
        "assessments of need", (Clause("from the day each was completed until the next of its type was"),)
    ),
    "health_assessment": Term(
        "health assessments",
        (
            Clause("one held, from its day until the next of its type was held; one declined, on its day"),
            Clause("its type is initial, review or dental; not recorded is a type of its own"),
        ),
    ),
    "audit": Term("audits", (_AUDITS, _FIRST_ENDING)),
    "audit_judgement": Term(
        "audit judgements",
        (Clause("the judgement of an audit, from its day until the same subject was audited again"),),
    ),
    "audit_action": Term("actions from audits", (Clause(f"{_ACTION} until it was completed"), _FIRST_ENDING)),
    "audit_action_due": Term(
        "actions from audits until due",
        (Clause(f"{_ACTION} until the day it was to be done by; those without such a day apart"), _FIRST_ENDING),
    ),
    "gateway_decision": Term(
        "decisions of a legal gateway",
        (
            Clause(
                "from the day of the decision until the first application on that day or later of these types",
                tuple(map(Part, sorted(SECTION_31))),
            ),
        ),
    ),
    "court_application": Term(
        "court applications",
        (
            Clause("from the day each was issued until it was disposed of or withdrawn"),
            _FIRST_ENDING,
            Clause("its orders are the final orders made on the application of its type issued on its day"),
        ),
    ),
    "court_hearing": Term("court hearings", (Clause("on the day each was held"),)),
    "court_order": Term("court orders", (Clause("on the day each was made"),)),
    "final_order": Term(
        "final orders on applications",
        (
            Clause("a final order made on an application that was disposed of, on the day of the disposal"),
            Clause("it is made on the application of its type issued on its day"),
            _FIRST_ENDING,
        ),
    ),
    "edge_of_care": Term("interventions at the edge of care", _INTERVENTION),
    "intervention_to_care": Term(
        "times from an intervention to care",
        (
            *_INTERVENTION,
            Clause(
                "the time from the start, and that from the end, of each intervention until the child next started to "
                "be looked after, on that day or later"
            ),
        ),
    ),
    "intervention_to_referral": Term(
        "times from an intervention to a referral",
        (
            *_INTERVENTION,
            *_REFERRAL,
            Clause(
                "the time from the end of each intervention until the child was next referred, on that day or later"
            ),
        ),
    ),
    "referral": Term("referrals", _REFERRAL),
}
"""The meaning of every kind of spell that local tables tell."""
