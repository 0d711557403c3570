"""The walk: one child, day after day, a few variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.almanac import ONE_DAY, is_birthday_reached
from tests.oracle.paper import Paper, Row, begun_last, episode
from timeline.domain import codes
from timeline.domain import events as e

AWAY_FROM_HOME = frozenset({"T0", "T1", "T2", "T3", "T4", "M1", "M2", "M3"})
"""Placement types that are no placement for counting: the child's home is kept meanwhile."""

SAME_CARER_ADOPTING = frozenset({"A3", "A5"})

NEW_HOME = frozenset({"S", "P", "B"})


@dataclass(frozen=True)
class Day:
    """The end of one day: the row in force (``None`` when not looked after) and the home the child has, by number."""

    day: date
    row: Row | None
    home: int | None


@dataclass(frozen=True)
class Period:
    """A run of days looked after. ``ended`` is the first day no longer looked after; ``last_row`` what ended it."""

    started: date
    ended: date | None
    last_row: Row | None


@dataclass
class Life:
    """What the walk saw."""

    child: str
    days: list[Day]
    periods: list[Period] = field(default_factory=list)
    eighteen: bool = False

    @property
    def looked_after(self) -> bool:
        """Whether the child, under 18, is looked after at the end of the last day."""
        return self.now is not None and not self.eighteen

    @property
    def now(self) -> e.EpisodeBegan | None:
        """What the row in force at the end of the last day says."""
        row = self.days[-1].row if self.days else None
        return episode(row) if row else None


def live(paper: Paper, as_at: date) -> Life:
    """Walk one child's days, from the first row's to the day asked about."""
    life = Life(paper.child, list(walk(paper, as_at)))
    life.periods = list(periods(life.days))
    life.eighteen = paper.born_on is not None and is_birthday_reached(paper.born_on, 18, as_at)
    return life


def walk(paper: Paper, as_at: date) -> Iterator[Day]:
    """Each day with the row in force and the home."""
    if not paper.episodes:
        return
    day = min(row.first_day for row in paper.episodes)
    something_happens = {row.first_day for row in paper.episodes} | {row.last_day for row in paper.episodes}
    home, row = Home(), None
    while day <= as_at:
        if day in something_happens:
            row = row_in_force(paper, day)
        home.at_the_end_of(row)
        yield Day(day, row, home.number)
        day += ONE_DAY


def row_in_force(paper: Paper, day: date) -> Row | None:
    """Of the rows that hold, the one begun last."""
    return begun_last(row for row in paper.episodes if row.holds_on(day))


def periods(days: list[Day]) -> Iterator[Period]:
    """Runs of days looked after: a gap of one day parts them."""
    started: date | None = None
    before: Row | None = None
    for each in days:
        if each.row is not None and started is None:
            started = each.day
        if each.row is None and started is not None:
            yield Period(started, each.day, before)
            started = None
        before = each.row
    if started is not None:
        yield Period(started, None, None)


class Home:
    """Where the child's home is, while the rows change from day to day. Homes are numbered from 1."""

    def __init__(self) -> None:
        self.number: int | None = None
        self.row: Row | None = None
        self.places: dict[int, e.PlacementDetails] = {}
        self.home_of: dict[Row, int | None] = {}

    def at_the_end_of(self, row: Row | None) -> None:
        """Take in the row that is in force at the end of the day."""
        if row is None:
            self.number = None
        elif row in self.home_of and row is not self.row:
            # A row laid over this one has ended. Nothing new has begun: the child is back in the home of this row.
            self._goes_on_in(self.home_of[row] or self.number, row)
        elif row is not self.row:
            self._begins(row)
        self.row = row

    def _begins(self, row: Row) -> None:
        is_new = not _is_away(row) and (self.number is None or self._is_new_home(row))
        self._goes_on_in(len(self.places) + 1 if is_new else self.number, row)

    def _goes_on_in(self, number: int | None, row: Row) -> None:
        """A child away from home for a while keeps the home, where there is one."""
        self.number = self.home_of[row] = number
        if number is not None and not _is_away(row):
            self.places[number] = episode(row).placement

    def _is_new_home(self, row: Row) -> bool:
        assert self.number is not None
        assert self.row is not None
        place = self.places[self.number]
        placement, reason = episode(row).placement, episode(row).reason_for_new_episode
        if placement.type in SAME_CARER_ADOPTING and _is_foster_or_adoptive(place):
            return False
        if (_is_away(self.row) or reason == "S") and placement == place:
            return False
        return reason in NEW_HOME


def _is_away(row: Row) -> bool:
    return episode(row).placement.type in AWAY_FROM_HOME


def _is_foster_or_adoptive(place: e.PlacementDetails) -> bool:
    return place.type is not None and (place.type in codes.FOSTER_OF_ANY_YEAR or place.type.startswith("A"))
