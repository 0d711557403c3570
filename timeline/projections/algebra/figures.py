"""From cases to figures: every child is asked once, then every row is added up.

``answer`` is the one way from a declaration and a population to an ``Answer``. It keeps, for each child, only what the
rows need, so a population may be streamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.spells import Case
from timeline.projections.algebra.answers import Answer, Figure, Row
from timeline.projections.algebra.arithmetic import (
    Knowledge,
    Line,
    OfLog,
    Totals,
    figure,
    lines_of,
    row_of,
    window_of,
)
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.dimensions import Dimension, moment
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.algebra.needs import all_needs
from timeline.projections.algebra.reference import days_lasted, holds, in_order, spells
from timeline.projections.algebra.statistics import statistic_of, tell

NOTHING_STATED = OfLog()
"""Of a population that no log is asked about: nothing is stated, and nothing covered."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one child stands in one row: what it adds to the numerator, the days or other numbers it brings, the least
    first. ``out_of``: what it adds to the denominator where that is of spells; ``None`` where it is of children.
    ``unknown``: what it adds to the unknown, 0 or 1 where that is of children."""

    counted: bool
    meets: bool
    possible: bool
    unknown: int
    numerator: int
    days: tuple[int, ...]
    out_of: int | None = None

    @property
    def denominator(self) -> int:
        """1 where the child is counted; the number of its spells where the row is of spells."""
        return int(self.counted) if self.out_of is None else self.out_of


NOT_COUNTED = Standing(counted=False, meets=False, possible=False, unknown=0, numerator=0, days=())


def standing(indicator: Indicator, case: Case, basis: Basis) -> tuple[Standing, ...]:
    """How a child stands in every row of an indicator, as at the basis."""
    day = basis.as_at
    counted = spells(indicator.counted, case, day)
    return tuple(
        _standing(reading, case, day)
        if (spells(reading.counted, case, day) if reading.counted else counted)
        else NOT_COUNTED
        for reading in indicator.readings
    )


def _standing(reading: Reading, case: Case, day: date) -> Standing:
    meets = reading.meets is None or holds(reading.meets, case, day)
    return Standing(
        counted=True,
        meets=meets,
        possible=meets or (reading.possible is not None and holds(reading.possible, case, day)),
        unknown=_unknown(reading, case, day),
        numerator=len(spells(reading.spells, case, day)) if reading.spells else int(meets),
        days=tuple(sorted(_numbers(reading, case, day))) if meets else (),
        out_of=len(spells(reading.out_of, case, day)) if reading.out_of else None,
    )


def _unknown(reading: Reading, case: Case, day: date) -> int:
    if isinstance(reading.unknown, SpellExpression):
        return len(spells(reading.unknown, case, day))
    return int(reading.unknown is not None and holds(reading.unknown, case, day))


def _numbers(reading: Reading, case: Case, day: date) -> Iterator[int]:
    """The days of each spell, or the number that each has."""
    if reading.days is not None:
        yield from (days_lasted(spell, day) for spell in spells(reading.days.of, case, day))
    if reading.number is not None:
        told = (spell.attributes[reading.number.attribute] for spell in spells(reading.number.of, case, day))
        yield from (int(number) for number in told if number is not None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One counted child in one row, with its label in the breakdown."""

    child: str
    label: str | None
    stands: Standing


@dataclass(slots=True)
class Tally:
    """What the rows of one indicator are made of, while cases go by."""

    indicator: Indicator
    basis: Basis
    by: Dimension | None
    entries: list[list[Entry]]
    excluded: dict[str, int]
    heard_of: set[str]
    of_log: OfLog
    never_sent_again: int = 0
    endings_alone: int = 0

    @classmethod
    def start(
        cls, indicator: Indicator, basis: Basis, by: Dimension | None = None, of_log: OfLog = NOTHING_STATED
    ) -> Tally:
        """Nothing counted yet. ``of_log``: what the log as a whole states at the basis."""
        labels = {label: 0 for label, _ in indicator.excluded}
        return cls(indicator, basis, by, [[] for _ in indicator.readings], labels, set(of_log.brought), of_log)

    def add(self, case: Case) -> None:
        """Ask one child."""
        case = remembering(case)
        self.heard_of |= case.modules
        self.never_sent_again += case.never_sent_again
        self.endings_alone += case.endings_alone
        day = self.basis.as_at
        stands = standing(self.indicator, case, self.basis)
        for reading, entries, found in zip(self.indicator.readings, self.entries, stands, strict=True):
            if found.counted:
                entries.append(Entry(case.child, self._label(reading, case), found))
        if not spells(self.indicator.counted, case, day):
            for label, question in self.indicator.excluded:
                self.excluded[label] += holds(question, case, day)

    def answer(self) -> Answer:
        """The figures of all the children asked."""
        lines = lines_of(self.indicator)
        totals = [self._row(i, line, None) for i, line in enumerate(lines)]
        parts = [
            self._row(i, line, label)
            for i, line in enumerate(lines)
            for label in (self.by.in_order(entry.label for entry in self.entries[i]) if self.by else ())
        ]
        window = window_of(self.indicator, self.basis.as_at)
        coverage = self.of_log.covered(all_needs(self.indicator), self.heard_of)
        beside = (self.never_sent_again, coverage, self.endings_alone)
        return Answer(self.indicator, self.basis, window, (*totals, *parts), *beside)

    def _label(self, reading: Reading, case: Case) -> str | None:
        if self.by is None:
            return None
        subject = min(spells(reading.counted or self.indicator.counted, case, self.basis.as_at), key=in_order)
        return self.by.label(case, subject, moment(self.indicator.seen, subject, self.basis.as_at))

    def _row(self, index: int, line: Line, label: str | None) -> Row:
        group: dict[str, str | int] = dict(line.reading.group)
        entries: Sequence[Entry] = self.entries[index]
        if label is not None and self.by is not None:
            group[self.by.id] = label
            entries = [entry for entry in entries if entry.label == label]
        excluded = self.excluded if index == 0 and label is None else {}
        knowledge = Knowledge(self.basis, self.heard_of, self.of_log)
        found = figure(line, group, _totals(line.reading, entries), excluded, knowledge)
        return row_of(found, (), (), ()) if found.numerator is None else _members(found, entries)


def answer(indicator: Indicator, cases: Iterable[Case], basis: Basis, by: Dimension | None = None) -> Answer:
    """The figures of one indicator over a population, as at and as known at the basis."""
    tally = Tally.start(indicator, basis, by)
    for case in cases:
        tally.add(case)
    return tally.answer()


def _totals(reading: Reading, entries: Sequence[Entry]) -> Totals:
    stands = [entry.stands for entry in entries]
    return Totals(
        counted=len(stands),
        possible=sum(each.possible for each in stands),
        unknown=sum(each.unknown for each in stands),
        numerator=sum(each.numerator for each in stands),
        out_of=sum(each.denominator for each in stands),
        told=tell([number for each in stands for number in each.days], statistic_of(reading)),
    )


def _members(figure: Figure, entries: Sequence[Entry]) -> Row:
    """The figure with the children in it."""
    return row_of(
        figure,
        counted=frozenset(entry.child for entry in entries),
        meets=frozenset(entry.child for entry in entries if entry.stands.meets),
        possible=frozenset(entry.child for entry in entries if entry.stands.possible),
    )
