"""What local tables tell, about the days on which a measure turns: plans, audits, cases, services and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st

from tests.support.anchors import AT_ONCE, LAGS, Lag, Question
from tests.support.making import one_of
from tests.support.tabled_care import AFTERS, WHENS, After, Made, When
from timeline.domain import events as e
from timeline.domain.events import plans as plan_events

YES_NO = (True, True, False, None)
ORDERS = (
    *(("care",), ("care", "placement"), ("special guardianship",), ("special guardianship", "supervision")),
    *(("supervision",), ("child arrangements",), ("placement",), ("no order",), (), ("adoption",), ("care",)),
    *(("family assistance",), ("placement", "care")),
)


@dataclass(frozen=True)
class Fact:
    """What a table tells: of which sort, when, what followed after how long, with which words, known when."""

    sort: str
    at: When
    then: After
    later: After
    pick: int
    lag: Lag


@dataclass(frozen=True)
class Around:
    """What the child's other facts say: the days care began, and the day asked about."""

    starts: Sequence[date]
    question: Question

    def start(self, otherwise: date) -> date:
        """The last day on which care began."""
        return self.starts[-1] if self.starts else otherwise


def _plan(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    kind = one_of(get_args(plan_events.PlanKind), fact.pick)
    made = _plan_made(day, kind, fact.pick // 5)
    yield made, None
    if fact.pick // 7 % 3 == 0:
        ended = e.PlanEnded(occurred_on=fact.then.day(day), began_on=day, began_as=None, kind=kind)
        yield ended, made
    elif fact.pick // 7 % 3 == 1:
        yield e.PlanReviewed(occurred_on=fact.then.day(day), kind=kind), None


def _plan_made(day: date, kind: plan_events.PlanKind, pick: int) -> e.PlanMade:
    return e.PlanMade(occurred_on=day, kind=kind, contingency=one_of(YES_NO, pick), outcomes=None, goal=None)


def _care_plan(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    yield _plan_made(day, "care", fact.pick), None
    yield _audit_of("care plan", fact.then.day(day), fact.pick), None


def _independence(day: date, fact: Fact, around: Around) -> Iterator[Made]:
    """A transition or pathway plan, with reviews or without, made about a birthday of the 16th year or when drawn."""
    kind: plan_events.PlanKind = "pathway" if fact.pick % 3 else "transition"
    yield _plan_made(day, kind, fact.pick), None
    if fact.pick % 2:
        yield e.PlanReviewed(occurred_on=When(6, fact.then.by).day(around.question), kind=kind), None


def _reviews(day: date, fact: Fact, around: Around) -> Iterator[Made]:
    """Reviews of a period of care, and a permanence plan about the second."""
    start = around.start(day)
    second = max(day, start + timedelta(days=1))
    yield e.ReviewHeld(occurred_on=start + timedelta(days=fact.pick % 2), participation=None), None
    yield e.ReviewHeld(occurred_on=second, participation="PN1"), None
    plan = _plan_made(second + timedelta(days=(-1, 0, 0, 1, -90)[fact.pick % 5]), "permanence", fact.pick)
    yield plan, None
    if fact.pick % 4 == 0:
        over = max(plan.occurred_on, second + timedelta(days=fact.pick % 3 - 1))
        yield e.PlanEnded(occurred_on=over, began_on=plan.occurred_on, began_as=None, kind="permanence"), plan


def _health(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    plan = _plan_made(fact.at.day(_around.question) - timedelta(days=fact.pick % 60), "health", fact.pick)
    yield plan, None
    kind = one_of(("initial", "review", "unspecified", "dental", "review"), fact.pick)
    yield e.HealthAssessmentHeld(occurred_on=day, type=kind), None
    if fact.pick // 5 % 3 == 0:
        declined = fact.then.day(day) if fact.pick % 2 else day - timedelta(days=3)
        yield e.HealthAssessmentDeclined(occurred_on=declined, type=kind), None


def _assessment(day: date, fact: Fact, around: Around) -> Iterator[Made]:
    if fact.pick % 3 == 0:
        day = max(date(1990, 1, 1), around.start(day) + timedelta(days=fact.pick % 5 - 2))
    kind = one_of(("initial", "core", "single", "pathway", "other"), fact.pick)
    yield e.AssessmentCompleted(occurred_on=day, type=kind, linked_to_plan=one_of(YES_NO, fact.pick // 5)), None
    audited = fact.then.day(day) if fact.pick % 4 else day - timedelta(days=1)
    yield _audit_of("assessment", audited, fact.pick), None


def _audit_of(subject: str, day: date, pick: int, rectify_by: date | None = None) -> e.CaseAudited:
    answers = {
        name: one_of(YES_NO, pick // (number + 1))
        for number, name in enumerate(
            ("outcomes", "contingency", "linked_to_plan", "named_lead", "skills_actions", "views_recorded")
        )
    }
    grades = ("good", "outstanding", "adequate", "requires improvement", "inadequate", None, "good")
    return e.CaseAudited.from_content(
        {
            **answers,
            "occurred_on": day,
            "subject": subject,
            "tool": one_of(("one", "one", "two"), pick),
            "grade": one_of(grades, pick // 3),
            "round": None,
            "rectify_by": rectify_by,
            "success_measures": one_of(YES_NO, pick // 11),
        }
    )


def _audit(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    subjects = (
        *("care plan", "assessment", "transition plan", "pathway plan", "health plan", "case"),
        *("serious case review", "management review", "transition plan", "pathway plan"),
    )
    by = fact.then.day(day)
    audit = _audit_of(one_of(subjects, fact.pick), day, fact.pick // 2, by if fact.pick % 5 else None)
    yield audit, None
    if fact.pick % 3:
        rectified = max(day, by + timedelta(days=(-1, 0, 1, 100)[fact.pick // 3 % 4]))
        name = {"subject": audit.subject, "tool": audit.tool}
        ending = {"occurred_on": rectified, "began_on": day, "began_as": None}
        yield e.AuditFindingsRectified.from_content({**ending, **name}), audit


def _action(day: date, fact: Fact, around: Around) -> Iterator[Made]:
    due = fact.then.day(day) if fact.pick % 3 else around.question.as_at + timedelta(days=fact.pick % 4 - 1)
    name = {"subject": "care plan", "action": str(fact.pick % 4)}
    raised = e.AuditActionRaised.from_content(
        {**name, "occurred_on": day, "theme": None, "due_on": due if fact.pick % 7 else None}
    )
    yield raised, None
    if fact.pick % 4:
        done = max(day, due + timedelta(days=(0, 1, -5, 0)[fact.pick // 4 % 4]))
        yield (
            e.AuditActionCompleted.from_content({**name, "occurred_on": done, "began_on": day, "began_as": None}),
            raised,
        )
        shown = fact.later.day(done)
        if fact.pick % 2:
            yield e.AuditActionImpactEvidenced.from_content({**name, "occurred_on": shown, "began_on": day}), None


def _edge(day: date, fact: Fact, _around: Around) -> Iterator[Made]:
    """A service that ends on the day; referred again, or looked after (``starts``) some months after."""
    service = one_of(("one", "two"), fact.pick)
    began = day - timedelta(days=(0, 30, 90, 200)[fact.pick // 2 % 4])
    started = e.EdgeOfCareInterventionStarted(occurred_on=began, service=service)
    yield started, None
    if fact.pick % 5:
        yield (
            e.EdgeOfCareInterventionEnded(occurred_on=day, began_on=began, began_as=None, service=service),
            started,
        )
    if fact.pick % 3:
        yield e.ReferralReceived(occurred_on=fact.then.day(day)), None


def starts_after(fact: Fact, question: Question) -> date | None:
    """The day on which care began that a service was to prevent."""
    if fact.sort != "edge" or fact.pick % 4 == 0:
        return None
    ended = fact.at.day(question)
    return fact.later.day(ended if fact.pick % 7 else ended - timedelta(days=(0, 30, 90, 200)[fact.pick // 2 % 4]))


SORTS: dict[str, Callable[[date, Fact, Around], Iterator[Made]]] = {
    "plan": _plan,
    "care plan": _care_plan,
    "independence": _independence,
    "reviews": _reviews,
    "health": _health,
    "assessment": _assessment,
    "audit": _audit,
    "action": _action,
    "edge": _edge,
}


def facts(sorts: Sequence[str]) -> st.SearchStrategy[Fact]:
    """Facts of these sorts."""
    return st.builds(
        Fact,
        st.sampled_from(sorts),
        WHENS,
        AFTERS,
        AFTERS,
        st.integers(0, 9999),
        st.one_of(AT_ONCE, AT_ONCE, AT_ONCE, LAGS),
    )
