"""Which facts each kind of spell is derived from, so that a fact which has no part in a kind does not derive it again.

A kind that is in no family, or in two, is found by ``tests/store/test_projections.py``; one that reads a fact that
its family does not, and groups whose facts do meet, by the property that every case from the tables is the case from
the log.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from timeline.domain import events as e
from timeline.domain.spells import Case, Spell
from timeline.domain.spells.care import care_stays, short_breaks
from timeline.domain.spells.case import care_spells
from timeline.domain.spells.episodes import Episode, episodes
from timeline.domain.spells.incidents import MISSING, incidents
from timeline.domain.spells.local import (
    ASSESSED,
    AT_THE_EDGE,
    AUDITED,
    IN_COURT,
    PLANNED,
    assessed,
    at_the_edge,
    audited,
    in_court,
    planned,
)
from timeline.domain.spells.plans import MADE
from timeline.domain.spells.reviews import reviews
from timeline.domain.spells.visitors import visitor_requests
from timeline.domain.story import Story
from timeline.projections.algebra.derived import DERIVED

Events = tuple[type[e.Event], ...]
Spells = Mapping[str, tuple[Spell, ...]]
Derivation = Callable[[Case], Spells]
Places = Callable[[UUID], int]
"""Where a fact stands among all of the child."""


@dataclass(frozen=True)
class Groups:
    """A family whose facts fall into groups, no spell being derived from facts of two. ``of``: in which group an event
    at this place is; ``order``: what the places of these spells of a kind, all that a group has, go by among those of
    all groups: their own order.
    """

    of: Callable[[Any, int], Hashable]
    order: Callable[[Sequence[Spell], Places], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, eq=False)
class Family:
    """Kinds that are derived from facts of these events, and of no others: ``own``, by ``derive``, from them alone;
    ``with_care``, by ``derive_with_care``, from them and ``of_care`` of what ``CARE`` comes to: without facts of its
    own, none but where it is ``of_care_alone``. A derivation is given a case that has no more than that; where the
    family is in groups or each fact is by itself, one with care has its own spells and no facts. ``by_itself``: each
    fact makes spells of its own, which come in the order of the facts."""

    reads: Events
    own: tuple[str, ...]
    derive: Derivation
    with_care: tuple[str, ...] = ()
    derive_with_care: Derivation | None = None
    of_care: Callable[[Spells], Spells] = dict
    of_care_alone: bool = False
    groups: Groups | None = None
    by_itself: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """All of them."""
        return self.own + self.with_care


def _said_by(modules: Container[str]) -> Events:
    return tuple(event for event in e.EVENTS.values() if event.module in modules)


def _nothing(_: Case) -> Spells:
    return {}


def _told(**kinds: Callable[[Story], tuple[Spell, ...]]) -> Derivation:
    return lambda case: {kind: of(case.story) for kind, of in kinds.items()}


def _derived(*kinds: str) -> Derivation:
    return lambda case: {kind: DERIVED[kind].of(case) for kind in kinds}


def _local(derive: Callable[[Story], Spells]) -> Derivation:
    return lambda case: derive(case.story)


def of_episodes(case: Case, rows: Sequence[Episode]) -> Spells:
    """What ``CARE`` comes to. ``rows``: the episodes of its facts."""
    spells = care_spells(care_stays(rows), short_breaks(rows))
    return {**spells, "legal_status": DERIVED["legal_status"].of(replace(case, spells=spells))}


def _of_courts(case: Case) -> Spells:
    spells = in_court(case.story)
    return {**spells, "final_order": DERIVED["final_order"].of(replace(case, spells=spells))}


# ------------------------------------------------------------------------------------------- what of care is read


def _of_periods_when(spells: Spells) -> Spells:
    """When the periods of care were, and what began each."""
    periods = spells["period_of_care"]
    return {"period_of_care": tuple(each._replace(attributes={}, facts=each.facts[:1]) for each in periods)}


def _only(*kinds: str) -> Callable[[Spells], Spells]:
    return lambda spells: {kind: spells[kind] for kind in kinds}


# --------------------------------------------------------------------------------------------------- groups of facts


def _by_first_fact(spells: Sequence[Spell], place: Places) -> Iterable[tuple[Any, ...]]:
    """In the order of the story."""
    return [(place(spell.facts[0]),) for spell in spells]


def _incident(event: e.Event, _: int) -> Hashable:
    """One category's of one day: the return's and the local table's are told together."""
    if isinstance(event, e.MissingIncidentBegan | e.MissingIncidentEnded):
        missing = event.category == MISSING
    else:
        missing = isinstance(event, e.WentMissing | e.ReturnedFromMissing)
    return (missing, event.began_on if isinstance(event, e.SpellEnded) else event.occurred_on)


def _of_incidents(spells: Sequence[Spell], _: Places) -> Iterable[tuple[Any, ...]]:
    return [(spell.attributes["category"] != MISSING, spell.start) for spell in spells]


def _plan(event: e.PlanMade | e.PlanEnded | e.PlanReviewed, _: int) -> Hashable:
    return event.kind


def _of_plans(spells: Sequence[Spell], place: Places) -> Iterable[tuple[Any, ...]]:
    """Plans by the story; how each stood by the day, and on one day by its plan: of one kind the last one made."""
    plan = 0
    for spell in spells:
        if spell.kind == "plan" or spell.attributes["how"] == MADE:
            plan = place(spell.facts[0])
        yield (spell.start, plan)


def _assessment(event: e.AssessmentCompleted | e.HealthAssessmentHeld | e.HealthAssessmentDeclined, _: int) -> Hashable:
    return (event.module, event.type)


def _audit(event: e.CaseAudited | e.AuditFindingsRectified | e.AuditActionRaised, _: int) -> Hashable:
    return (event.module, event.subject)


# ---------------------------------------------------------------------------------------------------------- families

CARE = Family(
    (e.EpisodeBegan, e.EpisodeEnded, e.CeasedToBeLookedAfter),
    ("period_of_care", "episode", "placement", "short_break", "legal_status"),
    lambda case: of_episodes(case, episodes(case.story)),
)
PEOPLE = Family(
    (e.ChildRegistered, e.UnaccompaniedAsylumSeekerRecorded),
    ("life", "unaccompanied"),
    _derived("life", "unaccompanied"),
    ("eligible",),
    _derived("eligible"),
    _only("period_of_care"),
)
FAMILIES = (
    CARE,
    PEOPLE,
    Family(
        (
            *(e.WentMissing, e.ReturnedFromMissing, e.WentAwayWithoutAuthorisation, e.ReturnedFromAway),
            *(e.MissingIncidentBegan, e.MissingIncidentEnded),
        ),
        ("missing_incident",),
        _told(missing_incident=incidents),
        groups=Groups(_incident, _of_incidents),
    ),
    Family(
        (e.ReviewHeld,),
        ("review",),
        _told(review=reviews),
        ("review_due", "numbered_review"),
        _derived("review_due", "numbered_review"),
        _of_periods_when,
        of_care_alone=True,
        by_itself=True,
    ),
    Family(
        (e.IndependentVisitorRequested, e.IndependentVisitorMatched, e.IndependentVisitorRequestWithdrawn),
        ("visitor_request",),
        _told(visitor_request=visitor_requests),
        ("visitor_wait",),
        _derived("visitor_wait"),
        _of_periods_when,
    ),
    Family(
        (e.AdoptionDecided, e.AdoptionDecisionReversed, e.MatchedWithAdopters),
        ("adoption_decision", "adoption_match"),
        _derived("adoption_decision", "adoption_match"),
        ("adoption_wait",),
        _derived("adoption_wait"),
        _only("episode", "period_of_care"),
    ),
    Family(
        (e.LookedAfterObserved,),
        (),
        _nothing,
        ("placement_location",),
        _derived("placement_location"),
        _only("placement"),
    ),
    Family((e.SocialWorkerAllocated, e.SocialWorkerLeft), ("social_worker",), _derived("social_worker")),
    Family(
        (e.HealthOutcomesRecorded,),
        ("health_outcomes",),
        _derived("health_outcomes"),
        by_itself=True,
    ),
    Family(
        (e.CareLeaverOutcomesRecorded,),
        ("care_leaver_outcomes",),
        _derived("care_leaver_outcomes"),
        by_itself=True,
    ),
    Family(_said_by(PLANNED), ("plan", "plan_review"), _local(planned), groups=Groups(_plan, _of_plans)),
    Family(
        _said_by(ASSESSED),
        ("assessment", "health_assessment"),
        _local(assessed),
        groups=Groups(_assessment, _by_first_fact),
    ),
    Family(
        _said_by(AUDITED),
        ("audit", "audit_judgement", "audit_action", "audit_action_due"),
        _local(audited),
        groups=Groups(_audit, _by_first_fact),
    ),
    Family(
        _said_by(IN_COURT),
        ("gateway_decision", "court_application", "court_hearing", "court_order", "final_order"),
        _of_courts,
    ),
    Family(
        _said_by(AT_THE_EDGE),
        (),
        _nothing,
        ("edge_of_care", "intervention_to_care", "intervention_to_referral", "referral"),
        lambda case: at_the_edge(case.story, case.spells["period_of_care"]),
        _only("period_of_care"),
    ),
)
"""Every kind of spell, in one of them."""


def modules_read(kinds: Collection[str]) -> frozenset[str]:
    """The modules of which a fact may have a part in these kinds of spell, or in who a child is."""
    asked = [family for family in FAMILIES if family in (CARE, PEOPLE) or not set(kinds).isdisjoint(family.kinds)]
    read = tuple(event for family in asked for event in family.reads)
    return frozenset(event.module for event in e.EVENTS.values() if issubclass(event, read))
