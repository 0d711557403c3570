"""From cases to figures: every child is asked once, then every row is added up.

``answer`` is the one way from a declaration and a population to an ``Answer``. It keeps, for each child, only what the
rows need, so a population may be streamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.domain.spells import Case, Spell
from timeline.projections.algebra.answers import Answer, Group, Row
from timeline.projections.algebra.dimensions import Dimension, moment
from timeline.projections.algebra.indicator import Indicator, Reading, Unit
from timeline.projections.algebra.reference import days_lasted, holds, spells
from timeline.projections.algebra.statistics import tell


@dataclass(frozen=True, slots=True)
class Entry:
    """One child in one row: whether it meets it, and the numbers that the row is made of."""

    child: str
    label: str | None
    meets: bool
    possible: bool
    unknown: bool
    spells: int
    days: tuple[int, ...]


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
    def start(cls, indicator: Indicator, basis: Basis, by: Dimension | None = None) -> Tally:
        """Nothing counted yet."""
        labels = {label: 0 for label, _ in indicator.excluded}
        return cls(indicator, basis, by, [[] for _ in indicator.readings], labels, set())

    def add(self, case: Case) -> None:
        """Ask one child."""
        self.heard_of |= case.modules
        day = self.basis.as_at
        counted = spells(self.indicator.counted, case, day)
        for reading, entries in zip(self.indicator.readings, self.entries, strict=True):
            subject = spells(reading.counted, case, day) if reading.counted else counted
            if subject:
                entries.append(self._entry(reading, case, subject[0]))
        if not counted:
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

    def _entry(self, reading: Reading, case: Case, subject: Spell) -> Entry:
        day = self.basis.as_at
        meets = reading.meets is None or holds(reading.meets, case, day)
        label = None
        if self.by is not None:
            label = self.by.label(case, subject, moment(self.indicator.seen, subject, day))
        return Entry(
            child=case.child,
            label=label,
            meets=meets,
            possible=meets or (reading.possible is not None and holds(reading.possible, case, day)),
            unknown=reading.unknown is not None and holds(reading.unknown, case, day),
            spells=len(spells(reading.spells, case, day)) if reading.spells else 0,
            days=_days(reading, case, self.basis) if meets else (),
        )

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


def _days(reading: Reading, case: Case, basis: Basis) -> tuple[int, ...]:
    if reading.days is None:
        return ()
    return tuple(days_lasted(spell, basis.as_at) for spell in spells(reading.days.of, case, basis.as_at))


def _row(group: Group, unit: Unit, reading: Reading, entries: Sequence[Entry], excluded: dict[str, int]) -> Row:
    counted = frozenset(entry.child for entry in entries)
    meets = frozenset(entry.child for entry in entries if entry.meets)
    possible = frozenset(entry.child for entry in entries if entry.possible)
    numerator = sum(entry.spells for entry in entries) if reading.spells else len(meets)
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
        unknown=sum(entry.unknown for entry in entries) if reading.unknown is not None else None,
        reason="nobody is counted" if value is None else None,
    )


def _value(unit: Unit, reading: Reading, entries: Sequence[Entry], numerator: int, denominator: int) -> Fraction | None:
    if unit is Unit.PERCENT:
        return _percent(numerator, denominator)
    if unit is Unit.DAYS and reading.days is not None:
        return tell([number for entry in entries for number in entry.days], reading.days.told_as)
    return Fraction(numerator)


def _percent(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(100 * numerator, denominator) if denominator else None


def _no_data(group: Group, unit: Unit, missing: list[str], basis: Basis) -> Row:
    known = "nothing is known" if basis.known_at is None else f"nothing was known by {basis.known_at}"
    nobody: frozenset[str] = frozenset()
    return Row(group, unit, None, None, None, nobody, nobody, reason=f"{known} of {', '.join(missing)}")
