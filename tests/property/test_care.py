"""C1 to C4 and C9. A change of one row changes what it should, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from tests.support import making, profiles
from tests.support.anchors import Question, anchors, questions
from tests.support.asking import Figures, answers, differing, figures
from tests.support.histories import PICKS, Scene, scenes
from tests.support.rows import CareRow, CareRows, cares, told
from tests.support.telling import History
from timeline.domain import events as e
from timeline.projections.algebra.answers import Row
from timeline.projections.indicators import CATALOGUE

WHO = "C1"

MAY_CHANGE: dict[str, dict[str, str]] = {
    "legal status split": {
        "legal-status": "it is a breakdown by legal status",
        "legal-status-s20": "it is one row of that breakdown",
        "placed-with-parents/care-orders": "it counts those under a care order",
        "legal-status-s20/long": "it is about how long the status has lasted",
        "adoption-orders-otherwise/after-order": "it counts those who came under a placement order",
        "adoption-timeliness": "A2 and A20 are about the placement order; its other rows are held below",
    },
    "one more": {
        "placements-3-plus": "the law is about its rows",
        "placements-2-years": "the same rows over two years",
        "placement-stability-long": "it is about how long the home has lasted",
    },
    "short breaks": dict.fromkeys(
        (
            *("continuously-12-months", "convicted", "dental", "health-annual", "immunisations", "sdq-mean"),
            "substance-misuse",
        ),
        "it is of children in no short breaks in the year",
    ),
}
"""Where a law is not for every indicator: which are left out of it, and why."""


@dataclass(frozen=True)
class Care:
    """A day asked about, the rows of one child, and one of the rows with a day inside it."""

    question: Question
    rows: CareRows
    number: int
    day: date

    @property
    def row(self) -> CareRow:
        """The row that the law is about."""
        return self.rows[self.number]

    @property
    def following(self) -> CareRow | None:
        """The row that begins where it ends."""
        after = self.rows[self.number + 1 : self.number + 2]
        return after[0] if after and after[0].start == self.row.end else None

    def with_row(self, rows: Sequence[CareRow]) -> CareRows:
        """The rows with others in place of this one."""
        return (*self.rows[: self.number], *rows, *self.rows[self.number + 1 :])

    def __repr__(self) -> str:
        return f"{self.question}, row {self.number + 1}, {self.day}{History({WHO: told(self.rows)})!r}"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        printer.text(repr(self))


Suits = Callable[[CareRow, CareRow | None], bool]


def any_row(_row: CareRow, _following: CareRow | None) -> bool:
    """Whatever row it is."""
    return True


def a_home(row: CareRow, following: CareRow | None) -> bool:
    """A home, followed by no row whose meaning turns on whether the child is where this one says."""
    asks_where = following is not None and (following.is_away or following.reason == "S")
    return not row.is_away and row.placement.type not in making.ADOPTING and not asks_where


@st.composite
def split_cares(draw: st.DrawFn, suits: Suits = any_row, *, in_year: bool = False) -> Care:
    """A child's care, and a day inside one of the rows: at an anchor, next to one, at an edge of the row, or any.

    ``suits``: which rows will do, from the row and the one that follows. ``in_year``: the child is looked after on the
    day asked about, and both the day and the one before lie in the year.
    """
    question = Question(draw(questions()).as_at, None)
    rows = draw(cares(question))
    rows = still_open(rows, question.as_at) if in_year else rows
    first = anchors(question.as_at)["12 months"] + 2 * ONE_DAY if in_year else date.min
    care = [Care(question, rows, number, row.start) for number, row in enumerate(rows)]
    spans = {each.number: _inside(each, first) for each in care if suits(each.row, each.following)}
    possible = [number for number, (start, end) in spans.items() if start <= end]
    assume(possible)
    number = draw(st.sampled_from(possible[::-1]))
    start, end = spans[number]
    turns = [turn + by for turn in anchors(question.as_at).values() for by in (-ONE_DAY, ONE_DAY * 0, ONE_DAY)]
    near = [start, end, *(day for day in turns if start <= day <= end)]
    return replace(care[number], day=draw(st.one_of(st.sampled_from(near), st.dates(start, end))))


ONE_DAY = timedelta(days=1)


def _inside(care: Care, first: date) -> tuple[date, date]:
    """The first and the last day on which the row can be split, from the first day wanted on."""
    row, as_at = care.row, care.question.as_at
    last = row.end - ONE_DAY if row.end else max(as_at, row.start) + 40 * ONE_DAY
    return max(row.start + ONE_DAY, first), last if first == date.min else min(last, as_at)


def still_open(rows: CareRows, as_at: date) -> CareRows:
    """The rows so far, the last of them still open."""
    begun = [row for row in rows if row.start <= as_at]
    return (*begun[:-1], *(replace(row, end=None, ceased=None) for row in begun[-1:]))


def _figures(rows: Sequence[CareRow], question: Question) -> Figures:
    return figures(History({WHO: told(rows), "bystander": ()}).records, question)


def _others(law: str) -> list[str]:
    return [measure for measure in CATALOGUE if measure not in MAY_CHANGE[law]]


@profiles.one_in(2)
@given(split_cares(), PICKS)
def test_a_change_of_legal_status_alone_changes_only_what_is_told_by_legal_status(care: Care, pick: int) -> None:
    status = making.one_of(making.ORDINARY, pick)
    changed = care.with_row(care.row.split(care.day, "L", status=status))
    before, after = _figures(care.rows, care.question), _figures(changed, care.question)
    assert differing(before, after, _others("legal status split")) == []
    assert _but_of_the_order(before) == _but_of_the_order(after)


def _but_of_the_order(found: Figures) -> list[tuple[object, ...]]:
    """The rows of adoption's stages that are not about the court's authority to place: A2, and A20."""
    rows = found["adoption-timeliness"]
    rest = [row for row in rows if not any(label in str(row[0]) for label in ("'A2, ", "'A20, "))]
    assert len(rest) == len(rows) - 2
    return rest


@profiles.one_in(2)
@given(split_cares(), st.sampled_from("LTU"))
def test_a_new_row_for_the_same_placement_changes_nothing(care: Care, reason: str) -> None:
    changed = care.with_row(care.row.split(care.day, reason))
    assert differing(_figures(care.rows, care.question), _figures(changed, care.question)) == []


@profiles.one_in(2)
@given(split_cares(a_home), st.sampled_from("TU"))
def test_a_carer_who_moves_house_is_the_same_carer(care: Care, reason: str) -> None:
    changed = care.with_row(care.row.split(care.day, reason, placement=_elsewhere(care.row)))
    assert differing(_figures(care.rows, care.question), _figures(changed, care.question)) == []


def _elsewhere(row: CareRow) -> e.PlacementDetails:
    """A placement of the same type where nobody has been."""
    return row.placement.model_copy(update={"postcode": "ZZ1 1"})


@profiles.one_in(2)
@given(split_cares(a_home, in_year=True))
def test_a_real_move_on_a_quiet_day_adds_one_placement_to_one_child(care: Care) -> None:
    before = _count_of_placements(care.rows, care.question)
    changed = care.with_row(care.row.split(care.day, "P", placement=_elsewhere(care.row)))
    assert _count_of_placements(changed, care.question) == _one_more(before)
    both = _figures(care.rows, care.question), _figures(changed, care.question)
    assert differing(*both, _others("one more")) == []


_LADDER = ("0", "1", "2", "3", "4", "5", "6-9", "10+")


def _count_of_placements(rows: Sequence[CareRow], question: Question) -> str | None:
    """The row of the ladder the child is in; ``None`` for one not looked after."""
    answer = answers(History({WHO: told(rows)}).records, question)["placements-3-plus"]
    labels = [str(row.group["count"]) for row in answer.rows if "count" in row.group and row.meets]
    assert len(labels) <= 1
    return labels[0] if labels else None


def _one_more(label: str | None) -> str:
    assert label in _LADDER, "a child looked after is in one of the rows"
    assume(label not in ("6-9", "10+"))  # one more may be in the same row
    return _LADDER[_LADDER.index(label) + 1]


@profiles.one_in(2)
@given(split_cares(), st.sampled_from(making.TEMPORARY), st.integers(1, 40), st.sampled_from("PPLTUB"))
def test_a_child_who_comes_back_from_a_temporary_placement_has_not_moved(
    care: Care, kind: str, days: int, reason: str
) -> None:
    back_on = care.day + timedelta(days=days)
    assume(not care.row.is_away and back_on <= care.question.as_at)
    assume(care.row.end is None or back_on < care.row.end)
    first, rest = care.row.split(care.day, "P", placement=making.HOMES[0].model_copy(update={"type": kind}))
    away = replace(rest, end=back_on, ceased=None)
    back = replace(care.row, start=back_on, reason=reason)
    changed = care.with_row([first, away, back])
    assert differing(_figures(care.rows, care.question), _figures(changed, care.question)) == []


@profiles.one_in(4)
@given(scenes(crowds=False), split_cares(), st.sampled_from(("V3", "V4")), st.data())
def test_short_breaks_are_in_no_figure(scene: Scene, breaks: Care, status: str, data: st.DataObject) -> None:
    """Neither of a new child nor of one who is known: they are named among the excluded and that is all."""
    known = [child for child, plan in scene.history.plans.items() if _has_episode(child, scene)]
    assume(known)  # with the first row known of anyone there is data, where before there was none
    who = data.draw(st.sampled_from([*known, "newcomer"]))
    short = told([replace(row, status=status) for row in breaks.rows])
    settled = scene.history.settled()
    changed = settled.with_plan(who, (*settled.plans.get(who, ()), *short))
    before, after = answers(settled.records, scene.question), answers(changed.records, scene.question)
    for measure in _others("short breaks"):
        for row, then in zip(before[measure].rows, after[measure].rows, strict=True):
            assert _without_excluded_breaks(row) == _without_excluded_breaks(then), measure


def _has_episode(child: str, scene: Scene) -> bool:
    known_at = scene.question.known_at or date.max
    return any(
        line.event.module == "Episodes" and line.counts(scene.question.as_at, known_at)
        for line in scene.history.lines
        if line.child == child
    )


def _without_excluded_breaks(row: Row) -> Row:
    kept = {label: number for label, number in row.excluded.items() if label != "short breaks"}
    return replace(row, excluded=kept)
