"""What is asserted about one child at a basis, in the order of precedence: statements, and silences that count.

A statement of an import that was undone asserts nothing. A statement that was asserted again counts where it was
asserted last. A second return of a year is whole: of a child without an episode in it, the earlier returns of that year
assert nothing in the modules it brought. Decided in ``docs/decisions/0018-imports-and-readings.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.days import year_ending
from timeline.domain.entries import Entry, Recorded
from timeline.domain.events import Event
from timeline.domain.imports import AbsentColumns, Import, ImportRecorded, Imports
from timeline.domain.received import EPISODES, Received
from timeline.domain.setting import Setting
from timeline.domain.statements import RETURN, Coverage, Statement

FROM_READING = 2
"""The first reading under which a second return of a year is whole."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement at the position at which it counts. ``stored``: as it was recorded, which may have been by an earlier
    import that says the same. ``absent``: the columns its source did not have."""

    record: Recorded
    statement: Statement
    stored: Recorded
    absent: AbsentColumns | None = None

    @property
    def known_on(self) -> date:
        """The day since which it is known."""
        return self.statement.known_on

    def precedence(self) -> tuple[date, date, int]:
        """As ``Statement.precedence``."""
        return self.statement.precedence(self.record.position)


@dataclass(frozen=True, slots=True)
class Silence:
    """A second return of a year that has no episode of the child. ``own``: where its rows of the child count."""

    received: Received
    own: frozenset[int]

    @property
    def known_on(self) -> date:
        """The day since which it is known."""
        return self.received.known_on

    def precedence(self) -> tuple[date, date, int]:
        """Before all that the return asserts itself."""
        return self.received.precedence()

    def applied(self, before: Sequence[Assertion], entries: Mapping[int, Entry]) -> list[Assertion]:
        """What was asserted before it, without what the earlier returns of its year assert in its modules.

        What an earlier return asserts of days that this one does not reach is kept. ``entries``: what the log holds of
        the child, by the numbers of their identities.
        """
        found = [each if self._leaves(each) else self._without(each, entries) for each in before]
        return [each for each in found if each is not None]

    def _leaves(self, each: Assertion) -> bool:
        return each.record.position in self.own or not is_of_year(each.statement, self.received.year_ending)

    def _without(self, each: Assertion, entries: Mapping[int, Entry]) -> Assertion | None:
        statement, coverage = each.statement, each.statement.coverage
        assert coverage is not None
        longer = coverage.last > self.received.last
        says = tuple(row for row in statement.says if self._stays(entries[row.fact.int], longer=longer))
        if longer:
            silence = coverage.silence_counts_in
        elif EPISODES in self.received.modules:
            silence = ()  # a return without an episode of the child
        else:
            silence = tuple(each for each in coverage.silence_counts_in if each not in self.received.modules)
        if not says and not silence:
            return None
        kept = Coverage(first=coverage.first, last=coverage.last, silence_counts_in=silence)
        said = statement.model_copy(update={"says": says, "coverage": kept})
        return Assertion(each.record, said, each.stored, each.absent)

    def _stays(self, entry: Entry, *, longer: bool) -> bool:
        if not isinstance(entry, Event) or entry.module not in self.received.modules:
            return True
        return longer and entry.occurred_on > self.received.last


def assertions(records: Iterable[Recorded], basis: Basis, setting: Setting) -> list[Assertion | Silence]:
    """What is asserted of a child, known and held at a basis, in ascending order of precedence.

    ``records``: what the log holds of the child at the position of the basis.
    """
    records = list(records)
    stated = [each for each in _counting(records, setting.imports) if basis.knows(each.known_on)]
    silences = _silences(records, stated, basis, setting)
    return sorted([*stated, *silences], key=lambda each: each.precedence())


def is_of_year(statement: Statement, year: date) -> bool:
    """Whether it is of a return, in part or whole, of the year that ends on this day."""
    coverage = statement.coverage
    return statement.source == RETURN and coverage is not None and year_ending(coverage.last) == year


def _counting(records: Sequence[Recorded], imports: Imports) -> Iterator[Assertion]:
    """The statements that count, each where it does."""
    plain, whole = imports.are_plain, imports.have_every_column
    for record in records:
        statement = record.entry
        if not isinstance(statement, Statement):
            continue
        position = record.position if plain else imports.position_of(record)
        if position is None:
            continue
        counted = record if position == record.position else record._replace(position=position)
        absent = None if whole else _absent(imports.owner(record, position))
        yield Assertion(counted, statement, record, absent)


def _absent(owner: Import | None) -> AbsentColumns | None:
    if owner is None or not isinstance(owner.entry, ImportRecorded) or not owner.entry.lacks_columns:
        return None
    return owner.entry.absent_columns


def _silences(
    records: Sequence[Recorded], stated: Sequence[Assertion], basis: Basis, setting: Setting
) -> Iterator[Silence]:
    if basis.reading < FROM_READING or not setting.years_again:
        return
    episodes = {each.id for each in records if isinstance(each.entry, Event) and each.entry.module == EPISODES}
    identifiers = setting.who.known_as(each.child for each in records)
    for year, returns in setting.years_again.items():
        of_year = _by_import([each for each in stated if is_of_year(each.statement, year)], setting.imports)
        if not of_year:
            continue
        for received in returns:
            own = of_year.get(received.position, [])
            sent = any(row.fact in episodes for each in own for row in each.statement.says)
            if basis.knows(received.known_on) and not sent and received.unreadable.isdisjoint(identifiers):
                yield Silence(received, frozenset(each.record.position for each in own))


def _by_import(of_year: Iterable[Assertion], imports: Imports) -> dict[int, list[Assertion]]:
    """The assertions by the positions of the imports that make them: what a later one says again, the earlier has said
    too."""
    found: dict[int, list[Assertion]] = {}
    for each in of_year:
        for position in imports.asserting(each.stored):
            found.setdefault(position, []).append(each)
    return found
