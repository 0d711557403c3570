"""What comes first on one day: the one table, with its reasons.

Days are all that most sources give, so several things can happen to a child on one day. They are put in the order below
and, where that does not decide, by their content. Never by input order, by position in the log, by an identifier, or by
a sort being stable: the same facts always stand in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from timeline.domain import events as e

SAME_DAY: tuple[type[e.Event], ...] = (
    # Who the child is comes before what happens to the child.
    e.ChildRegistered,
    e.PupilNumberDigested,
    e.UnaccompaniedAsylumSeekerRecorded,
    e.PreviousPermanenceRecorded,
    # An ending comes before a beginning: spans are half-open, so what ends on a day is over when the next begins.
    e.ReturnedFromMissing,
    e.ReturnedFromAway,
    e.MissingIncidentEnded,
    e.EpisodeEnded,
    e.CeasedToBeLookedAfter,
    e.AdoptionDecisionReversed,
    e.SocialWorkerLeft,
    e.DeprivationOfLibertyEnded,
    e.PlanEnded,
    e.EdgeOfCareInterventionEnded,
    e.AuditFindingsRectified,
    e.AuditActionCompleted,
    e.EarlyHelpAssessmentCompleted,
    # What may lead to being looked after comes before it.
    e.ContactReceived,
    e.EarlyHelpAssessmentStarted,
    e.ReferralReceived,
    e.ReferralDecided,
    e.EdgeOfCareInterventionStarted,
    # Starting to be looked after comes before anything that can only happen to a child looked after.
    e.BecameLookedAfter,
    # Of several episodes begun on one day the last in this list is the current one at the end of it: the more a
    # report says has changed, the later it stands, and a real move outranks a change of record.
    e.LegalStatusChanged,
    e.PlacementRecordChanged,
    e.LegalStatusAndPlacementRecordChanged,
    e.PlacementMoved,
    e.LegalStatusChangedAndPlacementMoved,
    # An ending without a date belongs to the episode it stands beside.
    e.EndingReportedWithoutDate,
    e.WentMissing,
    e.WentAwayWithoutAuthorisation,
    e.MissingIncidentBegan,
    e.SocialWorkerAllocated,
    e.DeprivedOfLiberty,
    e.AdoptionDecided,
    e.MatchedWithAdopters,
    e.ReviewHeld,
    # What is planned rests on what was assessed; a plan is made before it is reviewed, and audited as it then stands.
    e.AssessmentCompleted,
    e.HealthAssessmentHeld,
    e.HealthAssessmentDeclined,
    e.PlanMade,
    e.PlanReviewed,
    e.CaseAudited,
    e.AuditActionRaised,
    e.AuditActionImpactEvidenced,
    # A gateway decides before an application is issued, and an application is heard before it ends.
    e.LegalGatewayDecided,
    e.CourtApplicationIssued,
    e.CourtPlanFiled,
    e.CourtHearingHeld,
    e.CourtOrderMade,
    e.CourtApplicationDisposed,
    e.CourtApplicationWithdrawn,
    # A request is answered after it is made, and visits end after they began.
    e.IndependentVisitorRequested,
    e.IndependentVisitorMatched,
    e.IndependentVisitorRequestWithdrawn,
    e.IndependentVisitorEnded,
    # The year's outcomes sum up the year and come last.
    e.HealthOutcomesRecorded,
    e.CareLeaverOutcomesRecorded,
    # An extract of the record is taken at the end of a day, and shows what had happened on it.
    e.ParticularsObserved,
    e.ReferralObserved,
    e.AssessmentObserved,
    e.ProtectionEnquiryObserved,
    e.ChildInNeedObserved,
    e.ProtectionPlanObserved,
    e.LookedAfterObserved,
    e.CareLeaverObserved,
    e.AdoptionObserved,
    e.AdopterObserved,
)

RANK: dict[type[e.Event], int] = {event: rank for rank, event in enumerate(SAME_DAY)}

OrderKey = tuple[date, int, str]

T = TypeVar("T")


def order_key(event: e.Event) -> OrderKey:
    """Where an event stands among all events of one child: by day, by the table, by content."""
    return (event.occurred_on, RANK[type(event)], event.canonical())


def in_order(items: Iterable[T], event_of: Callable[[T], e.Event]) -> list[T]:
    """The items in the order of their events. As sorting by ``order_key``, but the content is only looked at where two
    events of one sort stand on one day."""
    by_day_and_rank: dict[tuple[date, int], list[T]] = defaultdict(list)
    for item in items:
        event = event_of(item)
        by_day_and_rank[event.occurred_on, RANK[type(event)]].append(item)
    found: list[T] = []
    for day_and_rank in sorted(by_day_and_rank):
        together = by_day_and_rank[day_and_rank]
        if len(together) > 1:
            together.sort(key=lambda item: event_of(item).canonical())
        found.extend(together)
    return found
