"""Coverage: for each module, the days that the imports known at a basis cover.

A figure that needs other days is no figure (``docs/decisions/0021-coverage-of-figures.md``). Coverage is derived
from the imports that the log holds: a whole return covers its year, or the year so far, in each module it brought; a
local table or an extract covers what it brings, up to its day. What was imported in part, or undone, covers nothing.
The coverage of a module of which only journals have facts is not stated.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from timeline.domain.attestations import ReturnReceived
from timeline.domain.imports import JOURNAL, Import, ImportRecorded, Imports
from timeline.domain.received import as_named

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Source:
    """One import, as far as it covers one module. ``first=None``: everything before.

    ``set_aside``: the rows of the module that it set aside; ``None`` where the version that recorded it kept no count.
    ``number``: of the import; ``None`` of a return that a journal names.
    """

    module: str
    first: date | None
    last: date
    known_on: date
    number: int | None
    set_aside: int | None
    precedence: tuple[date, date, int]

    def covers(self, day: date) -> bool:
        """Whether it covers this day."""
        return (self.first is None or self.first <= day) and day <= self.last


@dataclass(frozen=True, slots=True)
class Covered:
    """A run of days of one module, both inclusive. ``first=None``: everything before ``last``.

    ``stated``: ``False`` where only journals have facts of the module; it has no days then. ``set_aside``: the rows set
    aside in the imports that the run stands on, the last on each day; ``None`` where one kept no count. ``known_from``:
    the day since which all of it is covered. ``imports``: the numbers of the imports that cover a part of it.
    """

    module: str
    first: date | None
    last: date | None
    stated: bool = True
    set_aside: int | None = 0
    known_from: date | None = None
    imports: tuple[int, ...] = ()

    def covers_stock(self, day: date) -> bool:
        """Whether a stock may be asked for at the end of this day: of a day covered, or of the one before the first."""
        if self.last is None or day > self.last:
            return False
        return self.first is None or day >= self.first - _ONE_DAY

    def covers_days(self, first: date, last: date) -> bool:
        """Whether every one of these days is covered."""
        if self.last is None or last > self.last:
            return False
        return self.first is None or first >= self.first


@dataclass(frozen=True)
class Coverage:
    """What is covered at one basis. ``sources``: by module. ``named``: the modules that some import other than a
    journal names, whether it covers any day or not."""

    sources: Mapping[str, Sequence[Source]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    _runs: dict[str, tuple[Covered, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The modules of which some day is covered."""
        return tuple(self.sources)

    def is_stated(self, module: str) -> bool:
        """Whether an import other than a journal names the module. Where none does, a figure is given with a remark."""
        return module in self.named

    def pieces(self, module: str) -> tuple[Covered, ...]:
        """The days of a module, divided where other imports cover them, in order."""
        return tuple(piece for piece, _ in self._pieces(module))

    def runs(self, module: str) -> tuple[Covered, ...]:
        """The unbroken runs of days of a module, in order."""
        if module not in self._runs:
            found: list[list[tuple[Covered, Source]]] = []
            for piece, standing in self._pieces(module):
                before = found[-1][-1][0].last if found else None
                if before is not None and piece.first == before + _ONE_DAY:
                    found[-1].append((piece, standing))
                else:
                    found.append([(piece, standing)])
            self._runs[module] = tuple(map(_joined, found))
        return self._runs[module]

    def covers_stock(self, module: str, day: date) -> bool:
        """Whether a stock may be asked for at the end of this day."""
        return any(run.covers_stock(day) for run in self.runs(module))

    def covers_days(self, module: str, first: date, last: date) -> bool:
        """Whether every one of these days is covered."""
        return any(run.covers_days(first, last) for run in self.runs(module))

    def _pieces(self, module: str) -> Iterator[tuple[Covered, Source]]:
        """Each piece with the import that has the last word on it."""
        sources = sorted(self.sources.get(module, ()), key=lambda each: each.precedence)
        for first, last in _divided(sources):
            covering = [each for each in sources if each.covers(last)]
            if covering:
                numbers = sorted({each.number for each in covering if each.number is not None})
                known_from = min(each.known_on for each in covering)
                standing = covering[-1]
                piece = Covered(
                    module=module,
                    first=first,
                    last=last,
                    set_aside=standing.set_aside,
                    known_from=known_from,
                    imports=tuple(numbers),
                )
                yield piece, standing


def _divided(sources: Sequence[Source]) -> Iterator[tuple[date | None, date]]:
    """The runs of days that the same sources cover, both days inclusive. First day ``None``: everything before."""
    if not sources:
        return
    starts = {each.first for each in sources if each.first is not None} | {each.last + _ONE_DAY for each in sources}
    in_order: list[date | None] = [None, *sorted(starts)]
    for start, following in pairwise(in_order):
        assert following is not None
        yield start, following - _ONE_DAY


def _joined(run: Sequence[tuple[Covered, Source]]) -> Covered:
    pieces = [piece for piece, _ in run]
    counts = [source.set_aside for source in dict.fromkeys(standing for _, standing in run)]
    counted = [count for count in counts if count is not None]
    known = [piece.known_from for piece in pieces if piece.known_from is not None]
    return Covered(
        module=pieces[0].module,
        first=pieces[0].first,
        last=pieces[-1].last,
        set_aside=sum(counted) if len(counted) == len(counts) else None,
        known_from=max(known, default=None),
        imports=tuple(sorted({number for piece in pieces for number in piece.imports})),
    )


class CoverageHistory:
    """Coverage at every day of knowing, from the imports held at one position of the log."""

    def __init__(self, imports: Imports) -> None:
        self._sources = sorted(_sources(imports), key=lambda each: each.known_on)
        self._named = sorted(_named(imports))
        self.days = sorted({day for day, _ in self._named})
        """The days of knowing at which coverage can change, in order."""
        self._found: dict[int, Coverage] = {}

    def at(self, known_at: date | None) -> Coverage:
        """What is covered as known at the end of a day; ``None``: by all that is known."""
        reached = len(self.days) if known_at is None else bisect_right(self.days, known_at)
        if reached not in self._found:
            day = self.days[reached - 1] if reached else date.min
            self._found[reached] = self._as_known(day)
        return self._found[reached]

    def _as_known(self, day: date) -> Coverage:
        by_module: dict[str, list[Source]] = {}
        for each in self._sources:
            if each.known_on <= day:
                by_module.setdefault(each.module, []).append(each)
        named = frozenset(module for known_on, module in self._named if known_on <= day)
        return Coverage({module: by_module[module] for module in sorted(by_module)}, named)


def _sources(imports: Imports) -> Iterator[Source]:
    for each in imports.counting:
        yield from _of_import(each)
    for entry, position in imports.named_and_counting():
        yield from _of_return(entry, position, None)


def _of_import(each: Import) -> Iterator[Source]:
    entry = each.entry
    if isinstance(entry, ReturnReceived):
        yield from _of_return(entry, each.position, each.number)
    elif entry.last is not None and not entry.partial and entry.source != JOURNAL:
        for module in entry.modules:
            if module.brought:
                precedence = (entry.known_on, entry.year_ending or entry.last, each.position)
                count = module.rows_set_aside
                yield Source(module.module, entry.first, entry.last, entry.known_on, each.number, count, precedence)


def _of_return(entry: ReturnReceived, position: int, number: int | None) -> Iterator[Source]:
    received = as_named(entry, position, number)
    for module in received.modules:
        yield Source(module, received.first, received.last, received.known_on, number, None, received.precedence())


def _named(imports: Imports) -> Iterable[tuple[date, str]]:
    """The modules that imports other than journals name, each with the day of knowing."""
    for each in imports.counting:
        entry = each.entry
        if isinstance(entry, ImportRecorded):
            if entry.source != JOURNAL:
                yield from ((entry.known_on, module.module) for module in entry.modules)
        else:
            yield from ((entry.known_on, module) for module in entry.modules)
    for named, _ in imports.named_and_counting():
        yield from ((named.known_on, module) for module in named.modules)
