"""A child's care as the rows of a return, without defects: periods of rows, each beginning where the one before ended.

For laws that change one row and say what must follow: in a history with defects the change would mean something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.almanac import months_earlier
from tests.support import making
from tests.support.anchors import JUMPS, OFFSETS, SHORT_JUMPS, Jump, Question, land, turns
from tests.support.telling import Plan, Tell
from timeline.domain import events as e

LONG_AGO = date(1990, 1, 1)


@dataclass(frozen=True)
class CareRow:
    """One row: DECOM, RNE, LS, the placement, DEC (``None`` while open) and REC (``None`` stands for X1)."""

    start: date
    reason: str
    status: str | None
    placement: e.PlacementDetails
    end: date | None = None
    ceased: int | None = None

    @property
    def beginning(self) -> e.EpisodeBegan:
        """The fact of its beginning."""
        return making.episode(self.reason, self.start, self.placement, status=self.status)

    @property
    def ending(self) -> e.SpellEnded | None:
        """The fact of its ending."""
        if self.end is None:
            return None
        if self.ceased is None:
            return making.goes_on(self.start, self.end, 0)
        return making.ceases(self.start, self.end, self.ceased)

    @property
    def is_away(self) -> bool:
        """Whether the child is away from home for a while."""
        return self.placement.type in making.TEMPORARY

    def covers(self, day: date) -> bool:
        """Whether the day lies truly inside, so that both parts of a split have days."""
        return self.start < day and (self.end is None or day < self.end)

    def split(self, day: date, reason: str, **second: object) -> list[CareRow]:
        """The row in two, the second beginning on the day for this reason with other contents."""
        assert self.covers(day)
        return [
            replace(self, end=day, ceased=None),
            replace(self, start=day, reason=reason, **second),  # type: ignore[arg-type]
        ]


CareRows = tuple[CareRow, ...]


def told(rows: Sequence[CareRow], known_on: date = LONG_AGO) -> Plan:
    """The rows as facts, all known long ago."""
    found: list[Tell] = []
    for row in rows:
        beginning, ending = row.beginning, row.ending
        found.append(Tell(beginning, known_on))
        if ending is not None:
            found.append(Tell(ending, known_on, beginning))
    return tuple(found)


@dataclass(frozen=True)
class Next:
    """The next row: why it begins, how long after the one before, with which codes."""

    verb: str
    jump: Jump
    pick: int


_PICKS = st.integers(0, 9999)
_VERBS = ("P", "B", "L", "T", "U", "A", "E", "E", "R")
NEXTS = st.one_of(
    st.builds(Next, st.sampled_from(_VERBS), SHORT_JUMPS, _PICKS),
    st.builds(Next, st.sampled_from(_VERBS), JUMPS, _PICKS),
)


def care(question: Question, back: int, nexts: Sequence[Next]) -> CareRows:
    """Rows without defects: each lasts a day at least, temporary placements lead back home, gaps part periods."""
    rows: list[CareRow] = []
    day = question.as_at - timedelta(days=back)
    for number, each in enumerate(nexts, 1):
        pick = each.pick * (7919 * number + 1) % 10007
        _go_on(rows, day, each.verb, pick)
        since = rows[-1].start
        day = max(rows[-1].start + timedelta(days=1), land(each.jump, at=day, since=since, about=question.as_at))
    return tuple(rows)


def _go_on(rows: list[CareRow], day: date, verb: str, pick: int) -> None:
    last = rows[-1] if rows else None
    if last is None or last.end is not None:
        start = day if last is None or last.end is None else max(day, last.end + timedelta(days=1))
        rows.append(CareRow(start, "S", making.one_of(making.ORDINARY, pick), _home(pick)))
        return
    if last.is_away:  # back to where the child was before, or having left home for good, elsewhere
        before = rows[-2]
        back = before.placement if before.end == last.start and pick % 3 else _home(pick)
        _succeed(rows, day, "P", status=last.status, placement=back)
    elif verb == "E":
        rows[-1] = replace(last, end=day, ceased=pick)
    elif verb == "A":
        _succeed(rows, day, "P", status=last.status, placement=making.temporary(pick))
    elif verb == "L":
        _succeed(rows, day, "L", status=making.one_of(making.ORDINARY, pick), placement=last.placement)
    elif verb == "R":
        rows[-1] = replace(last, end=day, ceased=pick)
        rows.append(CareRow(day, "S", last.status, last.placement if pick % 2 else _home(pick)))
    else:
        status = last.status if verb in "PT" else making.one_of(making.ORDINARY, pick)
        _succeed(rows, day, verb, status=status, placement=_home(pick))


def _succeed(rows: list[CareRow], day: date, reason: str, *, status: str | None, placement: e.PlacementDetails) -> None:
    rows[-1] = replace(rows[-1], end=day)
    rows.append(CareRow(day, reason, status, placement))


def _home(pick: int) -> e.PlacementDetails:
    placement = making.home(pick)
    return making.HOMES[0] if placement.type in making.TEMPORARY else placement


def cares(question: Question) -> st.SearchStrategy[CareRows]:
    """A child's care around the day asked about."""
    backs = st.one_of(st.integers(-30, 400), st.integers(-30, 2000))
    return st.builds(care, st.just(question), backs, st.lists(NEXTS, min_size=1, max_size=12))


@st.composite
def periods_at_edges(draw: st.DrawFn, question: Question) -> CareRows:
    """Periods of care that lasted a length that counts, a day less or a day more, and ended where a window begins or
    ends, or anywhere in the year."""
    rows = []
    for _ in range(draw(st.integers(1, 2))):
        months, by = draw(st.sampled_from((1, 12, 24))), draw(st.sampled_from(OFFSETS))
        edge = draw(st.sampled_from(turns(question.as_at))) + timedelta(days=draw(st.sampled_from(OFFSETS)))
        end = draw(st.sampled_from((edge, question.as_at - timedelta(days=draw(st.integers(0, 365))))))
        start = months_earlier(end, months) + timedelta(days=by)
        rows.append(CareRow(start, "S", "V2", making.HOMES[0], end, draw(_PICKS)))
    return tuple(rows)
