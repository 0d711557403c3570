"""An indicator: whom it counts, which of them meet it, how it is read, in whose words, from which source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.questions import Question

ADDED_LATER: Mapping[str, bool] = {"added later": True}
"""A part that declarations had no room for at first: where it is blank it is no part of their hash, which stays."""


class Unit(Enum):
    """What the value of a row is."""

    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    WEEKS = "weeks"
    SCORE = "score"
    PER_CHILD = "per child"
    RATE = "per 10,000"


class Moment(Enum):
    """The day on which a counted child is looked at for a breakdown, relative to the spell that makes it count."""

    AS_AT = "as at the day asked about"
    START = "when the spell began"
    END = "when the spell ended"


class Statistic(Enum):
    """What is told of many numbers of days."""

    MEDIAN = "median"  # the mean of the two middle ones, where their number is even
    MEAN = "mean"
    LONGEST = "longest"


@dataclass(frozen=True)
class Days:
    """A number of days of each spell, told by one statistic: from its beginning to its end, or to the as-at day."""

    of: SpellExpression
    told_as: Statistic


@dataclass(frozen=True)
class Number:
    """A whole number that each spell has as an attribute, told by one statistic. What is not recorded is none."""

    of: SpellExpression
    attribute: str
    told_as: Statistic


@dataclass(frozen=True)
class Reading:
    """One row of the answer.

    ``group``: its label, empty for the default figure. ``meets``: who is in the numerator. ``possible``: where days
    cannot decide, who may be as well. ``spells``: the row counts these spells, not children. ``days``: the row's value
    is a number of days. ``counted``: whom the row counts, where that is not whom the indicator counts. ``unknown``:
    of the counted, those for whom the source leaves blank what would decide; of a row of spells, these spells.
    ``out_of``: the percentage is of these spells, not of children. ``number``: the row's value is a number that spells
    have. ``needs``: the modules and tables without which this row has no figure, besides those that the indicator
    needs.
    """

    group: tuple[tuple[str, str | int], ...] = ()
    meets: Question | None = None
    possible: Question | None = None
    spells: SpellExpression | None = None
    days: Days | None = None
    counted: SpellExpression | None = None
    unknown: Question | SpellExpression | None = None
    unit: Unit | None = None
    out_of: SpellExpression | None = field(default=None, metadata=ADDED_LATER)
    number: Number | None = field(default=None, metadata=ADDED_LATER)
    needs: tuple[str, ...] = field(default=(), metadata=ADDED_LATER)


@dataclass(frozen=True)
class Indicator:
    """One declaration, from which a point, its members and its explanation come.

    ``counted``: the spell that makes a child count, at most one a child. ``seen``: the moment at which breakdowns look
    at the child. ``window_months``: the window of the default figure, ``None`` for a snapshot. ``excluded``: who is
    left out and why, by label. ``needs``: the modules and tables without which there is no figure, not a zero.
    ``in_force``: the first and the last as-at day of this version of the definition. ``window_ago``: how many months
    before the day asked about the window ends, where those counted are followed up since.
    """

    id: str
    title: str
    sentence: str
    unit: Unit
    counted: SpellExpression
    seen: Moment
    readings: tuple[Reading, ...]
    window_months: int | None
    excluded: tuple[tuple[str, Question], ...]
    needs: tuple[str, ...]
    dimensions: tuple[str, ...]
    version: str
    in_force: tuple[date | None, date | None] = (None, None)
    window_ago: int = field(default=0, metadata=ADDED_LATER)

    def __hash__(self) -> int:
        """By its name and version, which equal definitions share. A hash of all its parts takes as long as a figure."""
        return hash((self.id, self.version))

    def unit_of(self, reading: Reading) -> Unit:
        """What the value of this row is."""
        return reading.unit or self.unit
