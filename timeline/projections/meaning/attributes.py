"""What the attributes of spells are called, of which field's codes they are, and what those stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.domain.codes import DESTINATIONS
from timeline.domain.spells.courts import FOR_THE_AUTHORITY, RESULTS
from timeline.projections.meaning.clauses import Clause, Part, coded
from timeline.projections.rulebook.bands import SDQ_BANDS


@dataclass(frozen=True, slots=True)
class Attribute:
    """``name``: what it is called; ``field``: the field of the return whose codes it has; ``clauses``: what its codes
    stand for, where they are no field's."""

    name: str
    field: str | None = None
    clauses: tuple[Clause, ...] = ()


def _destinations() -> Iterator[Clause]:
    """The reasons of each destination, in the order of the destinations' names."""
    for label in sorted(set(DESTINATIONS.values())):
        reasons = [code for code, destination in DESTINATIONS.items() if destination == label]
        yield coded(f"destination {label}, by the reason episode ceased", "REC", reasons)
    yield Clause("destination not recorded: no reason, or X1 with nothing after it")


def _results() -> Iterator[Clause]:
    yield Clause(
        "result: what an application came to by its final orders, the first of these whose orders are all among them",
        tuple(Part(f"{result} ({' and '.join(sorted(orders))})") for orders, result in RESULTS),
    )
    yield Clause("result other: other final orders; withdrawn: withdrawn; not recorded: open, or no order recorded")


_FOR_THE_AUTHORITY = Clause(
    "order for the authority: the application was disposed of with at least one final order of these",
    tuple(map(Part, sorted(FOR_THE_AUTHORITY))),
)
_SDQ = Clause("band of the SDQ score", tuple(Part(f"{band.label} ({band.low} to {band.high})") for band in SDQ_BANDS))

ATTRIBUTES: Mapping[str, Attribute] = {
    "accommodation": Attribute("accommodation", "ACCOM"),
    "activity": Attribute("activity", "ACTIV"),
    "adoption_sought": Attribute(
        "adoption sought",
        clauses=(
            Clause(
                "adoption sought: the application is for a placement order, or the authority's plan of it asks for a "
                "placement or an adoption order"
            ),
        ),
    ),
    "application": Attribute("application"),
    "as_applied_for": Attribute(
        "orders as applied for",
        clauses=(Clause("orders as applied for: the final orders are those of the authority's initial plan"),),
    ),
    "as_final_plan": Attribute(
        "orders as in the final plan",
        clauses=(Clause("orders as in the final plan: the final orders are those of the authority's final plan"),),
    ),
    "category": Attribute("category"),
    "category_of_need": Attribute("category of need", "CIN"),
    "completed": Attribute(
        "completed",
        clauses=(Clause("completed in time: by the day it was to be done, that day included; late: after it"),),
    ),
    "contingency": Attribute("a contingency plan"),
    "convicted": Attribute("convicted"),
    "decision": Attribute("decision"),
    "destination": Attribute("destination", clauses=tuple(_destinations())),
    "extended": Attribute("extended"),
    "for_the_authority": Attribute("an order for the authority", clauses=(_FOR_THE_AUTHORITY,)),
    "grade": Attribute("grade"),
    "health_assessment": Attribute("health assessment"),
    "health_check": Attribute("health check"),
    "how": Attribute("how it came to stand"),
    "immunisations": Attribute("immunisations up to date"),
    "impact_evidenced": Attribute("impact evidenced"),
    "in_touch": Attribute("in touch", "IN_TOUCH"),
    "intervention_offered": Attribute("intervention offered"),
    "intervention_received": Attribute("intervention received"),
    "kind": Attribute("kind"),
    "lasted": Attribute("length by the times of day"),
    "legal_status": Attribute("legal status", "LS"),
    "legal_status_at_start": Attribute("legal status at the start", "LS"),
    "linked_to_plan": Attribute("linked to the plan"),
    "location": Attribute("location", "PL_LOCATION"),
    "looked_after_at_start": Attribute("looked after at the start"),
    "named_lead": Attribute("a named lead"),
    "number": Attribute("number"),
    "order": Attribute("order"),
    "outcome": Attribute("outcome"),
    "outcomes": Attribute("outcomes stated"),
    "participation": Attribute("participation", "REVIEW_CODE"),
    "placement_provider": Attribute("placement provider", "PLACE_PROVIDER"),
    "placement_type": Attribute("placement type", "PLACE"),
    "reason": Attribute("reason"),
    "reason_ceased": Attribute("reason episode ceased", "REC"),
    "reason_for_new_episode": Attribute("reason for new episode", "RNE"),
    "reason_reversed": Attribute("reason for the reversal", "REASON_PLACED_CEASED"),
    "rectified": Attribute(
        "findings rectified",
        clauses=(Clause("findings rectified in time: by the day set for it, that day included; late: after it"),),
    ),
    "result": Attribute("result", clauses=tuple(_results())),
    "round": Attribute("round"),
    "sdq_band": Attribute("band of the SDQ score", clauses=(_SDQ,)),
    "sdq_score": Attribute("SDQ score"),
    "since": Attribute("counted from the"),
    "skills_actions": Attribute("actions for skills"),
    "subject": Attribute("subject"),
    "substance_misuse": Attribute("substance misuse"),
    "success_measures": Attribute("measures of success"),
    "teeth_check": Attribute("dental check"),
    "theme": Attribute("theme"),
    "tool": Attribute("tool"),
    "type": Attribute("type"),
    "views_recorded": Attribute("views recorded"),
    "which": Attribute("place in the order of reviews"),
    "within_extension": Attribute("disposed of by the day it was extended to"),
    "within_timetable": Attribute("disposed of by the day it was timetabled to"),
    "worker": Attribute("worker"),
}
"""Every attribute by the name that a declaration gives it."""
