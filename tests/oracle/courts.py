"""Family courts (``docs/definitions/courts.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.almanac import months_later
from tests.oracle.asking import Child, OracleRow, Test, ask
from tests.oracle.lengths import section_20_long
from tests.oracle.paper import Row, UndecidedError
from tests.oracle.tables import marks, rows
from timeline.domain import events as e

SECTION_31 = {"care", "supervision"}
TWENTY_SIX_WEEKS_SINCE = date(2014, 4, 22)
DAYS_SINCE_2014, DAYS_BEFORE = 181, 279
FOR_THE_AUTHORITY = {"care", "supervision", "placement", "special guardianship", "child arrangements"}


@dataclass(frozen=True)
class Case:
    """An application with what was asked for, what was ordered for good, and the days to which it was extended."""

    kind: str
    issued: date
    ended: date | None
    is_withdrawn: bool
    asked_first: frozenset[str]
    asked_last: frozenset[str]
    ordered: frozenset[str]
    extended_to: tuple[date, ...]

    @property
    def limit(self) -> date:
        """The last day in time, by the limit in force when it was issued."""
        days = DAYS_SINCE_2014 if self.issued >= TWENTY_SIX_WEEKS_SINCE else DAYS_BEFORE
        return self.issued + timedelta(days=days)

    def is_running_on(self, day: date) -> bool:
        """Whether it was before the court at the end of a day."""
        return self.issued <= day and (self.ended is None or day < self.ended)


def cases(each: Child, kinds: set[str] | None = None) -> list[Case]:
    """The child's applications, of all kinds or some."""
    found = [_case(each, row) for row in rows(each, "court-application")]
    return [case for case in found if kinds is None or case.kind in kinds]


def _case(each: Child, row: Row) -> Case:
    began = row.began
    assert isinstance(began, e.CourtApplicationIssued)
    named = (row.first_day, began.type, row.last_day)
    disposed = [(one.began_on, one.type, one.occurred_on) for one in each.paper.facts(e.CourtApplicationDisposed)]
    withdrawn = [(one.began_on, one.type, one.occurred_on) for one in each.paper.facts(e.CourtApplicationWithdrawn)]
    if named in disposed and named in withdrawn:
        raise UndecidedError
    plans = [
        plan for plan in each.paper.facts(e.CourtPlanFiled) if (plan.began_on, plan.type) == (row.first_day, began.type)
    ]
    ordered = [
        order.order
        for order in each.paper.facts(e.CourtOrderMade)
        if order.final and (order.issued_on, order.application) == (row.first_day, began.type)
    ]
    is_withdrawn = isinstance(row.ended, e.CourtApplicationWithdrawn)
    if is_withdrawn and ordered:
        raise UndecidedError  # taken back, and decided
    return Case(
        kind=began.type,
        issued=row.first_day,
        ended=row.last_day,
        is_withdrawn=is_withdrawn,
        asked_first=frozenset(plan.order for plan in plans if plan.stage == "initial"),
        asked_last=frozenset(plan.order for plan in plans if plan.stage == "final"),
        ordered=frozenset(ordered),
        extended_to=tuple(
            hearing.extended_to
            for hearing in each.paper.facts(e.CourtHearingHeld)
            if hearing.extended_to and (hearing.issued_on, hearing.application) == (row.first_day, began.type)
        ),
    )


def ended_in_year(each: Child, kinds: set[str] | None = None) -> list[Case]:
    """Those that the court disposed of in the year, or that were withdrawn in it."""
    return [case for case in cases(each, kinds) if case.ended is not None and each.in_window(case.ended)]


def _last_ended(each: Child) -> Case | None:
    """Of several care proceedings that ended in the year the one that ended last."""
    ended = ended_in_year(each, SECTION_31)
    last = [case for case in ended if case.ended == max(one.ended for one in ended if one.ended)]
    if len(last) > 1:
        raise UndecidedError
    return last[0] if last else None


def _in_last(fits: Callable[[Case], bool]) -> Test:
    def does(each: Child) -> bool:
        case = _last_ended(each)
        return case is not None and fits(case)

    return does


_has_ended = _in_last(lambda _: True)

# ----------------------------------------------------------------------------------------------------- time limits


def timescale(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those whose care proceedings ended in the year: in time, and how long they took; those still open."""
    row = ask({}, children, _has_ended, _in_last(_is_in_time))
    yield row
    yield ask({"outcome": "within the time as extended"}, children, _has_ended, _in_last(_is_in_time_as_extended))
    weeks = sorted(_weeks(each) for each in children if each.name in row.counted)
    everybody = ask({}, children, _has_ended, _has_ended)
    yield replace(everybody, group={"wait": "mean weeks"}, value=_mean(weeks))
    yield replace(everybody, group={"wait": "median weeks"}, value=_median(weeks))
    late = ask({"outcome": "still open and past the limit"}, children, _is_open, _is_past_the_limit)
    yield late
    so_far = sorted(_weeks_so_far(each) for each in children if each.name in late.counted)
    still = ask({"wait": "still open, median weeks so far"}, children, _is_open, _is_open)
    yield replace(still, value=_median(so_far))


def _is_in_time(case: Case) -> bool:
    return case.ended is not None and case.ended <= case.limit


def _is_in_time_as_extended(case: Case) -> bool:
    return case.ended is not None and case.ended <= max([case.limit, *case.extended_to])


def _weeks(each: Child) -> Fraction:
    case = _last_ended(each)
    assert case is not None
    assert case.ended is not None
    return Fraction((case.ended - case.issued).days, 7)


def _open(each: Child) -> list[Case]:
    return [case for case in cases(each, SECTION_31) if case.is_running_on(each.as_at)]


def _is_open(each: Child) -> bool:
    return bool(_open(each))


def _is_past_the_limit(each: Child) -> bool:
    return any(each.as_at > case.limit for case in _open(each))


def _weeks_so_far(each: Child) -> Fraction:
    """Since the first of those still open."""
    return Fraction((each.as_at - min(case.issued for case in _open(each))).days, 7)


def _mean(numbers: list[Fraction]) -> Fraction | None:
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else None


def _median(numbers: list[Fraction]) -> Fraction | None:
    if not numbers:
        return None
    middle, odd = divmod(len(numbers), 2)
    return numbers[middle] if odd else (numbers[middle - 1] + numbers[middle]) / 2


# ------------------------------------------------------------------------------------------------------- applied for


def applied(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those of whom a gateway decided to go to court, or to prepare for it, with an application issued in time."""
    yield _applied({}, children, FOLLOWED_FOR, months=6)
    issue = "issued within 3 months of a decision to issue"
    yield _applied({"outcome": issue}, children, {"issue": 3}, months=3)
    prepare = "issued within 6 months of entering pre-proceedings"
    yield _applied({"outcome": prepare}, children, {"pre-proceedings": 6}, months=6)


FOLLOWED_FOR = {"issue": 3, "pre-proceedings": 6}
"""Months."""


def _applied(group: dict[str, object], children: Sequence[Child], within: dict[str, int], months: int) -> OracleRow:
    """Of the year that ended so many months ago: everybody in it can be followed up."""

    def decisions(each: Child) -> list[e.LegalGatewayDecided]:
        made = [one for one in marks(each, e.LegalGatewayDecided) if each.in_window(one.occurred_on)]
        return [one for one in made if one.decision in within]

    def was_issued(each: Child) -> bool:
        """By the first decision of each kind."""
        firsts = {one.decision: one for one in reversed(decisions(each))}
        return any(_was_followed(each, one, within[kind]) for kind, one in firsts.items())

    then = [each.shifted(months) for each in children]
    return ask(group, then, lambda each: bool(decisions(each)), was_issued)


def _was_followed(each: Child, decision: e.LegalGatewayDecided, months: int) -> bool:
    """Whether an application was issued on the day of the decision or within so many months of it."""
    last_day = months_later(decision.occurred_on, months)
    return any(decision.occurred_on <= case.issued <= last_day for case in cases(each, SECTION_31))


def applied_started(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who started in the year that ended three months ago, in care proceedings then or within three months."""
    then = [each.shifted(3) for each in children]
    yield ask({}, then, lambda each: bool(each.started()), _in_proceedings_soon)


def _in_proceedings_soon(each: Child) -> bool:
    start = each.first_start().started
    return any(
        case.is_running_on(start) or start <= case.issued <= months_later(start, 3) for case in cases(each, SECTION_31)
    )


def applied_section_20(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those for six months under section 20, of whom care proceedings were issued, or running, in this period."""
    long, _ = section_20_long(children)
    yield ask({}, children, lambda each: each.name in long.meets, _in_proceedings_in_this_period)


def _in_proceedings_in_this_period(each: Child) -> bool:
    start = each.period_now().started
    return any(case.issued >= start or case.is_running_on(start) for case in cases(each, SECTION_31))


# -------------------------------------------------------------------------------------------------------- successful


def successful(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those whose care proceedings ended in the year, by the final orders: as planned, and which they were."""
    yield ask({}, children, _has_ended, _in_last(lambda case: bool(case.ordered) and case.ordered == case.asked_last))
    for label, fits in TIERS.items():
        yield ask({"outcome": label}, children, _has_ended, _in_last(fits))
    for label in ORDERS:
        yield ask({"order": label}, children, _has_ended, _in_last(_came_to(label)))


def _is_against_the_authority(case: Case) -> bool:
    """The complement of tier 1. Where no order is recorded it is not known how the case ended."""
    return bool(case.ordered) and not case.ordered & FOR_THE_AUTHORITY


def _came_to(label: str) -> Callable[[Case], bool]:
    return lambda case: ending_of([case]) == label


TIERS: dict[str, Callable[[Case], bool]] = {
    "tier 1, an order for the authority": lambda case: bool(case.ordered & FOR_THE_AUTHORITY),
    "tier 2, the orders applied for": lambda case: bool(case.ordered) and case.ordered == case.asked_first,
    "tier 4, withdrawn, refused or no order": lambda case: case.is_withdrawn or _is_against_the_authority(case),
}
SGO, SUPERVISION = "special guardianship", "supervision"
BOTH = "special guardianship and supervision"
ORDERS = (
    *("adoption", "placement", BOTH, SGO, SUPERVISION, "child arrangements", "care", "no order", "withdrawn"),
    "other",
)


def ending_of(ended: Sequence[Case]) -> str | None:
    """In which order some cases ended, all looked at together. The first that fits; none where none is recorded."""
    ordered = frozenset(order for case in ended for order in case.ordered)
    for label in ORDERS:
        if label == BOTH and {SGO, SUPERVISION} <= ordered:
            return label
        if label in ordered or (label == "withdrawn" and all(case.is_withdrawn for case in ended)):
            return label
    return "other" if ordered else None
