"""T5, C6, C10 to C12. Days are days: wherever in the calendar, however counted, whatever the clock said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import making, profiles
from tests.support.anchors import Question, as_at_days
from tests.support.asking import Records, answers, standing
from tests.support.histories import Scene, scenes
from tests.support.rows import LONG_AGO, CareRow, CareRows, cares, told
from tests.support.telling import History, Plan, Step, Tell, Untell
from tests.support.turning import birthday
from timeline.domain import events as e
from timeline.domain.days import add_working_days
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.answers import Answer
from timeline.projections.indicators import CATALOGUE
from timeline.projections.rulebook.bank_holidays import BANK_HOLIDAYS

WHO = "C1"
ONE_DAY = timedelta(days=1)
CYCLE = 146_097
"""Days in 400 years: after them the calendar repeats itself, leap days and weekdays included."""


# ------------------------------------------------------------------------------------------------------------- shift


def _parts(value: object) -> Iterator[object]:
    """A declaration and everything it is made of."""
    yield value
    if isinstance(value, tuple):
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))


def _is_dated(part: object) -> bool:
    """Whether the law it speaks of was another at another time."""
    return (isinstance(part, x.WithinLimit) and len(part.limit) > 1) or part == x.Spells("review_due")


UNDATED = [each.id for each in CATALOGUE.values() if not any(map(_is_dated, _parts(each)))]
DAY_BASED = [
    measure for measure in UNDATED if all(getattr(part, "months", None) is None for part in _parts(CATALOGUE[measure]))
]
"""Where the definition knows days only, but for the age of a child."""


def test_most_definitions_would_be_the_same_in_another_century() -> None:
    assert len(UNDATED) >= 0.8 * len(CATALOGUE)
    assert {"looked-after", "legal-status-s20"} <= set(DAY_BASED)


def shifted(plan: Plan, days: int) -> Plan:
    """The same told of as many days later, known as many days later."""
    new: dict[int, Step] = {}
    by = timedelta(days=days)

    def moved(step: Step) -> Step:
        if id(step) not in new:
            if isinstance(step, Untell):
                new[id(step)] = Untell(moved(step.what), step.known_on + by, step.reason)
            else:
                of = None if step.of is None else _shifted(step.of, by)
                new[id(step)] = Tell(_shifted(step.event, by), step.known_on + by, of, step.by_name)
        return new[id(step)]

    return tuple(moved(step) for step in plan)


E = TypeVar("E", bound=e.Event)


def _shifted(event: E, by: timedelta) -> E:
    days = {name: value + by for name, value in dict(event).items() if type(value) is date}
    return event.model_copy(update=days)


def _moved(scene: Scene, days: int) -> Scene:
    by = timedelta(days=days)
    known_at = None if scene.question.known_at is None else scene.question.known_at + by
    plans = {child: shifted(plan, days) for child, plan in scene.history.plans.items()}
    return Scene(Question(scene.question.as_at + by, known_at), History(plans))


def _all_of(answer: Answer) -> list[object]:
    return [(standing(row), row.value) for row in answer.rows]


def _different(scene: Scene, other: Scene, among: Sequence[str]) -> list[str]:
    one, two = (answers(each.history.records, each.question, only=among) for each in (scene, other))
    return [measure for measure in among if _all_of(one[measure]) != _all_of(two[measure])]


@profiles.one_in(4)
@given(scenes(crowds=False))
def test_four_hundred_years_later_everything_is_the_same(scene: Scene) -> None:
    assert _different(scene, _moved(scene, CYCLE), UNDATED) == []


@profiles.one_in(4)
@given(scenes(crowds=False), st.integers(-2000, 2000))
def test_what_is_counted_in_days_is_the_same_any_number_of_days_later(scene: Scene, days: int) -> None:
    ageless = {child: tuple(s for s in plan if not _tells_birth(s)) for child, plan in scene.history.plans.items()}
    there = Scene(scene.question, History(ageless))
    assert _different(there, _moved(there, days), DAY_BASED) == []


def _tells_birth(step: Step) -> bool:
    return _tells_birth(step.what) if isinstance(step, Untell) else isinstance(step.event, e.ChildRegistered)


# --------------------------------------------------------------------------------------------------- days looked after


@st.composite
def _lives(draw: st.DrawFn) -> tuple[date, list[CareRows]]:
    question = Question(draw(as_at_days()), None)
    return question.as_at, draw(st.lists(cares(question), min_size=1, max_size=3))


@profiles.one_in(4)
@given(_lives(), st.integers(0, 40), st.integers(0, 40))
def test_the_days_of_care_are_the_sum_of_the_stock_day_by_day(
    lives: tuple[date, list[CareRows]], before: int, after: int
) -> None:
    as_at, cared_for = lives
    records = History({f"C{number}": told(rows) for number, rows in enumerate(cared_for)}).records
    days = [as_at - timedelta(days=by) for by in range(before + after)]
    stock = [_looked_after(records, day) for day in days]
    assert sum(stock) == sum(_days_in(rows, days[-1], days[0]) for rows in cared_for) if days else stock == []
    first, rest = days[:before], days[before:]
    parts = [sum(_days_in(rows, part[-1], part[0]) for rows in cared_for) for part in (first, rest) if part]
    assert sum(parts) == sum(stock)


def _looked_after(records: Records, day: date) -> int:
    return answers(records, Question(day, None), only=["looked-after"])["looked-after"].rows[0].numerator or 0


def _days_in(rows: CareRows, first: date, last: date) -> int:
    """Days at the end of which one of the rows goes on. No two of them overlap."""
    return sum(max(0, _after_last(row, last) - max(row.start, first).toordinal()) for row in rows)


def _after_last(row: CareRow, last: date) -> int:
    end = last + ONE_DAY if row.end is None else min(row.end, last + ONE_DAY)
    return end.toordinal()


# ------------------------------------------------------------------------------------------------------------ birthdays

STOCKS = [each.id for each in CATALOGUE.values() if each.counted == CATALOGUE["looked-after"].counted]
"""Those of the children looked after on the day: under 18."""

BIRTHS = st.one_of(
    st.dates(date(1992, 1, 1), date(2006, 12, 31)), st.sampled_from((date(1996, 2, 29), date(2000, 2, 29)))
)


def test_the_stocks_are_known() -> None:
    assert {"looked-after", "placements-3-plus", "legal-status", "visitor-waiting"} <= set(STOCKS)


@profiles.one_in(3)
@given(BIRTHS, st.integers(1, 6000), st.integers(0, 400))
def test_a_child_is_in_no_stock_from_the_eighteenth_birthday_on(born_on: date, ago: int, beyond: int) -> None:
    eighteen = birthday(born_on, 18)
    row = CareRow(eighteen - timedelta(days=ago), "S", "C2", making.HOMES[0])
    request = Tell(e.IndependentVisitorRequested(occurred_on=row.start), LONG_AGO)
    records = History({WHO: (Tell(making.registered(born_on, 0), LONG_AGO), *told([row]), request)}).records
    eve = answers(records, Question(eighteen - ONE_DAY, None), only=STOCKS)
    then = answers(records, Question(eighteen + timedelta(days=beyond), None), only=STOCKS)
    with_data = [measure for measure in STOCKS if eve[measure].rows[0].reason is None]
    assert {"looked-after", "placements-3-plus", "visitor-waiting"} <= set(with_data)
    assert [measure for measure in with_data if eve[measure].rows[0].counted != {WHO}] == []
    assert [measure for measure in STOCKS if then[measure].rows[0].counted] == []


# ------------------------------------------------------------------------------------------------------ clocks and days

MINUTES = st.integers(0, 24 * 60 - 1)


@profiles.one_in(2)
@given(
    as_at_days(),
    st.lists(st.tuples(st.integers(0, 30), MINUTES, st.one_of(st.none(), st.integers(0, 4 * 24 * 60))), max_size=4),
)
def test_whatever_the_clock_said_the_answer_lies_between_the_certain_and_the_possible(
    as_at: date, incidents: list[tuple[int, int, int | None]]
) -> None:
    """Days only are reported. Each incident began at a minute of a day and lasted some minutes, or goes on."""
    row = CareRow(as_at - timedelta(days=400), "S", "C2", making.HOMES[0])
    plan: list[Step] = [*told([row])]
    longer = False
    for days_ago, minute, lasted in incidents:
        began, over = as_at - timedelta(days=days_ago), None if lasted is None else minute + lasted
        goes_on = over is None or over // (24 * 60) > days_ago
        plan.append(Tell(e.WentMissing(occurred_on=began), LONG_AGO))
        if not goes_on and over is not None:
            ended = began + timedelta(days=over // (24 * 60))
            plan.append(Tell(e.ReturnedFromMissing(occurred_on=ended, began_on=began, began_as=None), LONG_AGO))
        so_far = (days_ago + 1) * 24 * 60 - minute if goes_on else lasted
        longer = longer or (so_far or 0) > 24 * 60
    assume(len({days_ago for days_ago, _, _ in incidents}) == len(incidents))  # two of a day cannot be told apart
    records = History({WHO: tuple(plan)}).records
    found = answers(records, Question(as_at, None), only=["missing-over-24h"])["missing-over-24h"].rows[0]
    if incidents:
        assert found.possible is not None
        assert found.meets <= ({WHO} if longer else set()) <= found.possible


# -------------------------------------------------------------------------------------------------------- working days

ANY_DAY = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(ANY_DAY, st.integers(1, 40), st.sets(ANY_DAY, max_size=3), st.integers(1, 60))
def test_no_due_date_falls_on_a_day_off_and_another_day_off_makes_none_earlier(
    day: date, number: int, days_off: set[date], within: int
) -> None:
    due = add_working_days(day, number, BANK_HOLIDAYS)
    assert due.weekday() < 5
    assert due not in BANK_HOLIDAYS
    few = frozenset(days_off)
    more = few | {day + timedelta(days=within)}
    assert add_working_days(day, number, few) <= add_working_days(day, number, more)
