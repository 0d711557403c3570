"""From cases to figures: every child is asked once, then every row is added up.

``answer`` is the one way from a declaration and a population to an ``Answer``. It keeps, for each child, only what the
rows need, so a population may be streamed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.domain.spells import Case
from timeline.projections.algebra.answers import Answer, Group, Row
from timeline.projections.algebra.dimensions import Dimension, moment
from timeline.projections.algebra.indicator import Indicator, Reading, Unit
from timeline.projections.algebra.reference import days_lasted, holds, spells
from timeline.projections.algebra.statistics import tell


@dataclass(frozen=True, slots=True)
class Standing:
    """How one child stands in one row: what it adds to the numerator and the denominator, and the days it brings."""

    counted: bool
    meets: bool
    possible: bool
    unknown: bool
    numerator: int
    days: tuple[int, ...]

    @property
    def denominator(self) -> int:
        """1 where the child is counted."""
        return int(self.counted)


NOT_COUNTED = Standing(counted=False, meets=False, possible=False, unknown=False, numerator=0, days=())


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
    days = spells(reading.days.of, case, day) if reading.days and meets else ()
    return Standing(
        counted=True,
        meets=meets,
        possible=meets or (reading.possible is not None and holds(reading.possible, case, day)),
        unknown=reading.unknown is not None and holds(reading.unknown, case, day),
        numerator=len(spells(reading.spells, case, day)) if reading.spells else int(meets),
        days=tuple(days_lasted(spell, day) for spell in days),
    )


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

    @classmethod
    def start(
        cls, indicator: Indicator, basis: Basis, by: Dimension | None = None, brought: Collection[str] = ()
    ) -> Tally:
        """Nothing counted yet. ``brought``: the modules that some return brought, be it without a row."""
        labels = {label: 0 for label, _ in indicator.excluded}
        return cls(indicator, basis, by, [[] for _ in indicator.readings], labels, set(brought))

    def add(self, case: Case) -> None:
        """Ask one child."""
        self.heard_of |= case.modules
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
        months, day = self.indicator.window_months, self.basis.as_at
        totals = [self._row(i, reading, None) for i, reading in enumerate(self.indicator.readings)]
        parts = [
            self._row(i, reading, label)
            for i, reading in enumerate(self.indicator.readings)
            for label in sorted({entry.label for entry in self.entries[i] if entry.label is not None})
        ]
        window = None if months is None else Window.trailing(day, months)
        return Answer(self.indicator, self.basis, window, (*totals, *parts))

    def _label(self, reading: Reading, case: Case) -> str | None:
        if self.by is None:
            return None
        subject = spells(reading.counted or self.indicator.counted, case, self.basis.as_at)[0]
        return self.by.label(case, subject, moment(self.indicator.seen, subject, self.basis.as_at))

    def _row(self, index: int, reading: Reading, label: str | None) -> Row:
        group: dict[str, str | int] = dict(reading.group)
        entries: Sequence[Entry] = self.entries[index]
        if label is not None and self.by is not None:
            group[self.by.id] = label
            entries = [entry for entry in entries if entry.label == label]
        missing = [need for need in self.indicator.needs if need not in self.heard_of]
        if missing:
            return _no_data(group, self.indicator.unit_of(reading), missing, self.basis)
        excluded = self.excluded if index == 0 and label is None else {}
        return _row(group, self.indicator.unit_of(reading), reading, entries, excluded)


def answer(indicator: Indicator, cases: Iterable[Case], basis: Basis, by: Dimension | None = None) -> Answer:
    """The figures of one indicator over a population, as at and as known at the basis."""
    tally = Tally.start(indicator, basis, by)
    for case in cases:
        tally.add(case)
    return tally.answer()


def _row(group: Group, unit: Unit, reading: Reading, entries: Sequence[Entry], excluded: dict[str, int]) -> Row:
    counted = frozenset(entry.child for entry in entries)
    meets = frozenset(entry.child for entry in entries if entry.stands.meets)
    possible = frozenset(entry.child for entry in entries if entry.stands.possible)
    numerator = sum(entry.stands.numerator for entry in entries)
    has_possible = reading.possible is not None
    value = _value(unit, reading, entries, numerator, len(counted))
    return Row(
        group=group,
        unit=unit,
        numerator=numerator,
        denominator=None if reading.meets is None else len(counted),
        value=value,
        counted=counted,
        meets=meets,
        possible=possible if has_possible else None,
        possible_value=_percent(len(possible), len(counted)) if has_possible else None,
        excluded={label: number for label, number in excluded.items() if number},
        unknown=sum(entry.stands.unknown for entry in entries) if reading.unknown is not None else None,
        reason="nobody is counted" if value is None else None,
    )


def _value(unit: Unit, reading: Reading, entries: Sequence[Entry], numerator: int, denominator: int) -> Fraction | None:
    if unit is Unit.PERCENT:
        return _percent(numerator, denominator)
    if unit is Unit.DAYS and reading.days is not None:
        return tell([number for entry in entries for number in entry.stands.days], reading.days.told_as)
    return Fraction(numerator)


def _percent(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(100 * numerator, denominator) if denominator else None


def _no_data(group: Group, unit: Unit, missing: list[str], basis: Basis) -> Row:
    known = "nothing is known" if basis.known_at is None else f"nothing was known by {basis.known_at}"
    nobody: frozenset[str] = frozenset()
    reason = f"{known} of {', '.join(missing)} as at {basis.as_at}"
    return Row(group, unit, None, None, None, nobody, nobody, reason=reason)
