"""Returns that were received, and children whom the one that should have had them does not have.

A period that is open at the end of a return's year must be in the next year's return. Where it is not, nobody knows
whether the child left, or was forgotten: the period was **never sent again**. Nothing is closed for it; a basis says
what it is to be taken for. Decided in ``docs/decisions/0012-never-sent-again.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.days import year_ending, year_window
from timeline.domain.imports import Import, ImportRecorded, Imports
from timeline.domain.statements import RETURN, Coverage

EPISODES = "Episodes"


@dataclass(frozen=True, slots=True)
class Received:
    """A whole return that was received: of a year up to a day, known since a day, with these modules.

    ``year_ending``: the 31 March on which its year ends; ``last``: the last day it covers, the extract day of a year so
    far. ``unreadable``: the children of whom it has rows that could not be read, as far as the log knows.
    ``first_position`` to ``position``: where its entries are in the log. ``number``: of its import; ``None`` of a
    return that a journal names.
    """

    year_ending: date
    last: date
    known_on: date
    modules: tuple[str, ...]
    first_position: int
    position: int
    number: int | None
    unreadable: frozenset[str] = frozenset()

    @property
    def first(self) -> date:
        """The first day of its year."""
        return year_window(self.year_ending).first

    def precedence(self) -> tuple[date, date, int]:
        """As ``Statement.precedence``: before all that it asserts itself."""
        return (self.known_on, self.year_ending, self.first_position)


@dataclass(frozen=True, slots=True)
class Absence:
    """A child had an episode in the return of one year and none in that of a later one.

    ``last_sent``: the last day of the year of the last return with an episode of the child. ``missed``: the last day of
    the year of the first return after it that brought episodes, and none of the child.
    """

    last_sent: date
    missed: date

    @property
    def unheard_of_from(self) -> date:
        """The first day of the year of the return that should have had the child."""
        return year_window(self.missed).first

    @property
    def day_after(self) -> date:
        """The first day that no return has said anything about."""
        return self.last_sent + timedelta(days=1)

    def concerns(self, began_on: date, ended_on: date | None) -> bool:
        """Whether something with these days was open in the last return that named the child, and never sent again."""
        return ended_on is None and began_on <= self.last_sent


def returns_received(imports: Imports, basis: Basis) -> tuple[Received, ...]:
    """The whole returns known at the basis whose year had begun, in the order of their years.

    ``imports``: those held at the basis. A return that was imported in part, or undone, is none of them.
    """
    known = [each for each in whole_returns(imports) if basis.knows(each.known_on) and basis.reaches(each.first)]
    return tuple(sorted(known, key=lambda each: (each.year_ending, each.last, *each.precedence())))


def years_again(imports: Imports) -> dict[date, tuple[Received, ...]]:
    """The whole returns of each year that was imported more than once, in whole or in part, whenever they became known,
    in their precedence. What a journal names is none of them: which of its statements are of the return, the log does
    not say."""
    by_year: defaultdict[date, list[Received]] = defaultdict(list)
    parts: set[date | None] = set()
    for each in imports.counting:
        if _is_whole_return(each.entry):
            received = _received(each)
            by_year[received.year_ending].append(received)
        elif _is_return(each.entry):
            parts.add(each.entry.year_ending)
    several = {year: found for year, found in sorted(by_year.items()) if len(found) > 1 or year in parts}
    return {year: tuple(sorted(found, key=Received.precedence)) for year, found in several.items()}


def imports_of_year(imports: Imports, year: date) -> list[Import]:
    """Every return of the year that ends on this day that counts, in whole or in part."""
    return [each for each in imports.counting if _is_return(each.entry) and each.entry.year_ending == year]


def whole_returns(imports: Imports) -> list[Received]:
    """Every whole return that counts, whenever it became known."""
    found = [_received(each) for each in imports.counting if _is_whole_return(each.entry)]
    return found + [as_named(entry, position, None) for entry, position in imports.named_and_counting()]


def _is_return(entry: ImportRecorded | ReturnReceived) -> bool:
    return isinstance(entry, ReturnReceived) or entry.source == RETURN


def _is_whole_return(entry: ImportRecorded | ReturnReceived) -> bool:
    return isinstance(entry, ReturnReceived) or (entry.source == RETURN and not entry.partial)


def _received(each: Import) -> Received:
    entry = each.entry
    if isinstance(entry, ReturnReceived):
        return as_named(entry, each.position, each.number)
    assert entry.year_ending is not None and entry.last is not None  # as every return has
    return Received(
        year_ending=entry.year_ending,
        last=entry.last,
        known_on=entry.known_on,
        modules=tuple(module.module for module in entry.modules if module.brought),
        first_position=each.first_position,
        position=each.position,
        number=each.number,
        unreadable=frozenset(child for module in entry.modules for child in module.children_set_aside),
    )


def as_named(entry: ReturnReceived, position: int, number: int | None) -> Received:
    """A return of which ``ReturnReceived`` alone is recorded. ``number``: of its import, ``None`` where a journal names
    it."""
    return Received(entry.year_ending, entry.year_ending, entry.known_on, entry.modules, position, position, number)


def absence(
    spoke: Iterable[Coverage], received: Iterable[Received], identifiers: Collection[str] = ()
) -> Absence | None:
    """Whether a child, of whom sources with these coverages spoke, is missing from a return. ``received``: in the order
    of their years. ``identifiers``: by which the child is recorded; a child whose rows a return has, though they could
    not be read, was sent."""
    years = [coverage.last for coverage in spoke if sends_episodes(coverage)]
    if not years:
        return None
    received = tuple(received)
    years += [each.last for each in received if not each.unreadable.isdisjoint(identifiers)]
    last_sent = max(years)
    for each in received:
        if each.last > last_sent and EPISODES in each.modules:
            return Absence(last_sent, each.year_ending)
    return None


def sends_episodes(coverage: Coverage) -> bool:
    """Whether it is that of a return, of a year or of the year so far, with an episode row of the child: only then does
    its silence count. An extract of one day is none."""
    if not coverage.silence_counts_in or coverage.first == coverage.last:
        return False
    return coverage.first == year_window(year_ending(coverage.last)).first
