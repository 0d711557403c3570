"""Audits, what they found and what became of it; assessments (``docs/definitions/plans-assessments-audits.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tests.oracle.almanac import months_earlier
from tests.oracle.asking import Child, Group, OracleRow, Test, always, ask, looked_after
from tests.oracle.paper import Row, UndecidedError, episode
from tests.oracle.tables import has_word_of, marks, rows
from timeline.domain import events as e

GOOD_OR_BETTER = {"good", "outstanding"}
SUBJECTS = (
    *("care plan", "assessment", "transition plan", "pathway plan", "health plan", "case"),
    *("serious case review", "management review"),
)
GRADES = ("outstanding", "good", "adequate", "requires improvement", "inadequate")
Finding = Callable[[e.CaseAudited], bool]


def audit(row: Row) -> e.CaseAudited:
    """The beginning of an audit's row."""
    assert isinstance(row.began, e.CaseAudited)
    return row.began


def action(row: Row) -> e.AuditActionRaised:
    """The beginning of an action's row."""
    assert isinstance(row.began, e.AuditActionRaised)
    return row.began


def _last(found: Sequence[Row]) -> Row | None:
    last = [row for row in found if row.first_day == max(each.first_day for each in found)]
    if len(last) > 1:
        raise UndecidedError
    return last[0] if last else None


def last_audit(each: Child, subject: str, since: date | None = None) -> e.CaseAudited | None:
    """The last audit of a subject in the present period of care of a child looked after, or since a later day."""
    first_day = max(each.period_now().started, since or date.min)
    row = _last([row for row in rows(each, "audit") if audit(row).subject == subject and row.first_day >= first_day])
    return audit(row) if row else None


def of_audits(rows_of_audits: Iterable[OracleRow], children: Sequence[Child]) -> Iterator[OracleRow]:
    """Rows about audits: nothing is known of them where nothing is known of any audit."""
    is_known = has_word_of("audits", children)
    return (replace(row, is_known=is_known) for row in rows_of_audits)


def audited(subject: str) -> Test:
    """Whether what is in force was audited in the present period."""
    return lambda each: last_audit(each, subject) is not None


def found(subject: str, finding: Finding) -> Test:
    """Whether the last audit in the present period found this."""

    def was_found(each: Child) -> bool:
        last = last_audit(each, subject)
        return last is not None and finding(last)

    return was_found


# ------------------------------------------------------------------------------------------------------ assessments


def assessment_quality(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, whose last assessment is up to date; linked to plan; of those with one, audited."""
    yield ask({}, children, looked_after, _is_recent)
    since = {"outcome": "up to date since the last change"}
    yield ask(since, children, looked_after, lambda each: _is_recent(each) and _is_since_last_change(each))
    yield ask({"outcome": "linked to plan"}, children, _has_assessment, _is_linked)
    yield from of_audits(_assessments_audited(children), children)


def _assessments_audited(children: Sequence[Child]) -> Iterator[OracleRow]:
    yield ask({"outcome": "audited"}, children, _has_assessment, _assessment_was(lambda _: True))
    good = _assessment_was(lambda last: last.grade in GOOD_OR_BETTER)
    yield ask({"outcome": "audited good or better"}, children, _has_assessment, good)
    linked = _assessment_was(lambda last: last.linked_to_plan is True)
    yield ask({"outcome": "audited as linked to the plan"}, children, _has_assessment, linked)


def _last_assessments(each: Child) -> list[e.AssessmentCompleted]:
    """The last one, whatever its type: several only where several types were completed on that day."""
    done = marks(each, e.AssessmentCompleted)
    return [one for one in done if one.occurred_on == done[-1].occurred_on]


def _has_assessment(each: Child) -> bool:
    return each.is_looked_after and bool(_last_assessments(each))


def _completed_on(each: Child) -> date | None:
    return next((one.occurred_on for one in _last_assessments(each)), None)


def _is_recent(each: Child) -> bool:
    day = _completed_on(each)
    return day is not None and day >= months_earlier(each.as_at, 12)


def _is_linked(each: Child) -> bool:
    said = {one.linked_to_plan is True for one in _last_assessments(each)}
    if len(said) > 1:
        raise UndecidedError
    return True in said


def _is_since_last_change(each: Child) -> bool:
    """Not older than the start of the present period, placement and legal status."""
    day = _completed_on(each)
    assert day is not None
    return day >= max([each.period_now().started, *_last_changes(each)])


def _last_changes(each: Child) -> Iterator[date]:
    """Since when the child has the home and the legal status of the end of the day."""
    home = each.life.days[-1].home
    if home is not None:
        yield next(lived.day for lived in each.life.days if lived.home == home)
    since = each.as_at
    for lived in reversed(each.life.days):
        if lived.row is None or episode(lived.row).legal_status != each.now.legal_status:
            break
        since = lived.day
    yield since


def _assessment_was(finding: Finding) -> Test:
    """Whether the last audit of the assessment in force, which was not before it, found this."""

    def was_found(each: Child) -> bool:
        last = last_audit(each, "assessment", since=_completed_on(each))
        return last is not None and finding(last)

    return was_found


# ---------------------------------------------------------------------------------------------------------- audits


def transition_plan_audit(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those whose transition or pathway plan was audited in the year to six months ago, whose findings were
    rectified since; of those so audited in the year to the day, what the last audits found."""
    yield ask({}, children, _at_baseline, _was_rectified)
    yield ask({"outcome": "rectified in time"}, children, _at_baseline, _was_rectified_in_time)
    for label, finding in SUCCESS.items():
        yield ask({"outcome": label}, children, _audited_of_late, _success(finding))


SUCCESS: dict[str, Finding] = {
    "named lead": lambda last: last.named_lead is True,
    "actions for independence skills": lambda last: last.skills_actions is True,
    "views recorded": lambda last: last.views_recorded is True,
    "success measures met": lambda last: last.success_measures is True,
}


def _last_of_independence(each: Child) -> Row | None:
    """The last audit of a transition or pathway plan in the year."""
    subjects = ("transition plan", "pathway plan")
    return _last([row for row in _audits(each) if audit(row).subject in subjects])


def _at_baseline(each: Child) -> bool:
    return _last_of_independence(each.shifted(6)) is not None


def _audited_of_late(each: Child) -> bool:
    return _last_of_independence(each) is not None


def _was_rectified(each: Child) -> bool:
    row = _last_of_independence(each.shifted(6))
    return row is not None and row.last_day is not None


def _was_rectified_in_time(each: Child) -> bool:
    row = _last_of_independence(each.shifted(6))
    if row is None or row.last_day is None:
        return False
    by = audit(row).rectify_by
    return by is not None and row.last_day <= by


def _success(finding: Finding) -> Test:
    def met(each: Child) -> bool:
        row = _last_of_independence(each)
        return row is not None and finding(audit(row))

    return met


def audit_findings(children: Sequence[Child]) -> Iterator[OracleRow]:
    """The audits of the year by what was audited, their grades, and the actions raised and due in it."""
    yield _number({}, children, _audits)
    for subject in SUBJECTS:
        yield _number({"count": subject}, children, _audits_of(subject))
    for grade in GRADES:
        yield _share({"outcome": f"graded {grade}"}, children, _graded(*GRADES), _graded(grade))
    is_known = has_word_of("audit-actions", children)
    yield from (replace(row, is_known=is_known) for row in _actions(children))


def _actions(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Rows about actions: nothing is known of them where nothing is known of any action."""
    yield _number({"count": "actions raised"}, children, _raised)
    yield _number({"count": "actions due"}, children, _due)
    yield _share({"outcome": "actions due and completed"}, children, _due, _completed)
    yield _share({"outcome": "actions due and completed in time"}, children, _due, _completed_in_time)
    yield _share({"outcome": "actions raised with evidence of their effect"}, children, _raised, _with_effect)


Rows = Callable[[Child], list[Row]]


def _audits(each: Child) -> list[Row]:
    return [row for row in rows(each, "audit") if each.in_window(row.first_day)]


def _audits_of(subject: str) -> Rows:
    return lambda each: [row for row in _audits(each) if audit(row).subject == subject]


def _graded(*grades: str) -> Rows:
    """Those that have one of these grades."""
    return lambda each: [row for row in _audits(each) if audit(row).grade in grades]


def _raised(each: Child) -> list[Row]:
    return [row for row in rows(each, "audit-action") if each.in_window(row.first_day)]


def _due(each: Child) -> list[Row]:
    found = []
    for row in rows(each, "audit-action"):
        due_on = action(row).due_on
        if due_on is not None and each.in_window(due_on):
            found.append(row)
    return found


def _completed(each: Child) -> list[Row]:
    return [row for row in _due(each) if row.last_day is not None]


def _completed_in_time(each: Child) -> list[Row]:
    found = []
    for row in _completed(each):
        due_on = action(row).due_on
        assert due_on is not None
        assert row.last_day is not None
        if row.last_day <= due_on:
            found.append(row)
    return found


def _with_effect(each: Child) -> list[Row]:
    shown = {(one.began_on, one.subject, one.action) for one in each.paper.facts(e.AuditActionImpactEvidenced)}
    return [row for row in _raised(each) if (row.first_day, action(row).subject, action(row).action) in shown]


def _number(group: Group, children: Sequence[Child], which: Rows) -> OracleRow:
    """How many there were, and the children they were about."""
    return replace(_share(group, children, which, which), denominator=None)


def _share(group: Group, children: Sequence[Child], of: Rows, that: Rows) -> OracleRow:
    """How many of them, of how many: things, not children. Every child of whom there is one has a part in it."""
    row = ask(group, children, lambda each: bool(of(each)), always)
    return replace(row, numerator=_count(children, that), denominator=_count(children, of))


def _count(children: Iterable[Child], which: Rows) -> int:
    return sum(len(which(each)) for each in children)
