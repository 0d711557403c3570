"""What was received, module by reporting year: a ribbon a module for people, the covered days for programs.

A reporting year is two characters wide, so that 30 years of 20 modules fit a terminal of 80 columns. The first shows
how much of the year is covered. The second shows that a part of a return was imported, or that an import was undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.domain.attestations import ReturnReceived
from timeline.domain.coverage import CoverageHistory, Covered
from timeline.domain.days import Window, year_ending, year_window
from timeline.domain.imports import JOURNAL, Import, ImportRecorded, Imports
from timeline.report.bases import iso
from timeline.report.value import (
    GAP,
    Bar,
    Block,
    Drawn,
    DrawnBlock,
    Heading,
    Line,
    Notes,
    Picture,
    Report,
    Room,
    records,
)
from timeline.report.words import day_words

COLUMNS = ("module", "from", "to", "stated", "set_aside", "known_from", "imports")
_MODULE = 19
"""Columns of the modules' names."""
_YEARS_A_BLOCK = 30


@dataclass(frozen=True, slots=True)
class Aside:
    """An import that covers no days of a module: a part of a return, or an import that was undone."""

    module: str
    year: Window
    undone: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was received, as known at ``known_at``, from the log up to ``position``. ``pieces``: the covered days module
    by module, one piece for the days that the same imports cover. A module of which only journals have facts has one
    piece, without days.
    """

    known_at: date | None
    position: int
    pieces: Sequence[Covered]
    asides: Sequence[Aside]


def ledger(imports: Imports, known_at: date | None, position: int) -> Ledger:
    """The ledger at a day of knowing. ``imports``: those that the log held at the position."""
    coverage = CoverageHistory(imports).at(known_at)
    pieces = [piece for module in coverage.modules for piece in coverage.pieces(module)]
    known = [each for each in imports.all if known_at is None or each.entry.known_on <= known_at]
    unstated = [each for each in _journals_alone(known) if not coverage.is_stated(each.module)]
    asides = [aside for each in known for aside in _asides(each)]
    return Ledger(known_at, position, [*pieces, *unstated], asides)


def _journals_alone(known: Iterable[Import]) -> Iterator[Covered]:
    """Every module that journals have facts of, without days."""
    found: dict[str, list[Import]] = {}
    for each in known:
        if each.undone is None and isinstance(each.entry, ImportRecorded) and each.entry.source == JOURNAL:
            for imported in each.entry.modules:
                found.setdefault(imported.module, []).append(each)
    for module, journals in sorted(found.items()):
        numbers = tuple(each.number for each in journals)
        known_from = min(each.entry.known_on for each in journals)
        yield Covered(module, None, None, stated=False, known_from=known_from, imports=numbers)


def _asides(each: Import) -> Iterator[Aside]:
    entry, undone = each.entry, each.undone is not None
    year = entry.year_ending
    if isinstance(entry, ReturnReceived):
        modules = entry.modules if undone else ()
    else:
        modules = tuple(module.module for module in entry.modules) if undone or entry.partial else ()
        year = year or entry.last
    if year is not None:
        yield from (Aside(module, year_window(year_ending(year)), undone) for module in modules)


def report(found: Ledger) -> Report:
    """A ribbon a module for people. For programs one row for each piece: first and last day covered, blank before
    everything; the day since which it is known; the numbers of the imports that cover it."""
    rows = [
        {
            "module": piece.module,
            "from": iso(piece.first),
            "to": iso(piece.last),
            "stated": piece.stated,
            "set_aside": piece.set_aside,
            "known_from": iso(piece.known_from),
            "imports": list(piece.imports),
        }
        for piece in found.pieces
    ]
    return Report(
        page=lambda: _page(found),
        data=lambda: rows,
        records=lambda: records(
            COLUMNS,
            [
                (
                    *(piece.module, piece.first, piece.last, "true" if piece.stated else "false", piece.set_aside),
                    *(piece.known_from, ";".join(map(str, piece.imports))),
                )
                for piece in found.pieces
            ],
        ),
    )


# -------------------------------------------------------------------------------------------------------------- ribbons


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters that a ribbon is drawn with."""

    whole: str
    so_far: str
    nothing: str
    unstated: str = "?"
    part: str = "p"
    undone: str = "x"


UNICODE = Characters(whole="█", so_far="▌", nothing="·")
ASCII = Characters(whole="#", so_far="-", nothing=".")


def _page(found: Ledger) -> Iterator[Block]:
    """A ribbon a module, and what the characters mean."""
    known = "with all that is known" if found.known_at is None else f"as known at {day_words(found.known_at)}"
    yield Heading("What was received, by reporting year", [f"{known}, log position {found.position:,}"])
    if found.pieces or found.asides:
        bars = [Bar(each.module, each.first, each.last and each.last + timedelta(days=1)) for each in found.pieces]
        yield from (GAP, Picture(bars, lambda room: _ribbons(found, room)), GAP, Notes([*_notes(found)]))
    else:
        yield from (GAP, Line("Nothing was received: no import covers any day."))


def _ribbons(found: Ledger, room: Room) -> Iterator[DrawnBlock]:
    characters = ASCII if room.ascii_only else UNICODE
    every_year = _years(found)
    modules = list(dict.fromkeys([each.module for each in found.pieces] + [each.module for each in found.asides]))
    for first in range(0, max(len(every_year), 1), _YEARS_A_BLOCK):
        years = every_year[first : first + _YEARS_A_BLOCK]
        if first:
            yield GAP
        yield _ribbon("year to 31 March", "".join(f"{year.last.year % 100:02}" for year in years), "dim")
        for module in modules:
            yield _ribbon(module, "".join(_year(found, module, year, characters) for year in years))
    yield from (GAP, Line(_legend(characters), "dim"))


def _year(found: Ledger, module: str, year: Window, characters: Characters) -> str:
    pieces = [piece for piece in found.pieces if piece.module == module]
    asides = {each.undone for each in found.asides if each.module == module and each.year == year}
    mark = characters.undone if True in asides else characters.part if False in asides else " "
    return _covered(pieces, year, characters) + mark


def _covered(pieces: Sequence[Covered], year: Window, characters: Characters) -> str:
    if any(not piece.stated for piece in pieces):
        return characters.unstated
    days = sum(_days_within(piece, year) for piece in pieces)
    if days == (year.last - year.first).days + 1:
        return characters.whole
    return characters.so_far if days else characters.nothing


def _days_within(piece: Covered, year: Window) -> int:
    """How many days of the year the piece covers: no two pieces of a module share one."""
    assert piece.last is not None  # as it is where coverage is stated
    first = year.first if piece.first is None else max(year.first, piece.first)
    return max((min(year.last, piece.last) - first).days + 1, 0)


def _years(found: Ledger) -> list[Window]:
    """Every year from the first that is covered or imported to the last."""
    days = [day for piece in found.pieces for day in (piece.first, piece.last) if day is not None]
    days += [each.year.last for each in found.asides]
    if not days:
        return []
    ends = range(year_ending(min(days)).year, year_ending(max(days)).year + 1)
    return [year_window(date(year, 3, 31)) for year in ends]


def _ribbon(title: str, drawn: str, style: str = "") -> Drawn:
    return Drawn([(f"{title[: _MODULE - 1]:{_MODULE}}{drawn}".rstrip(), style)])


def _legend(shown: Characters) -> str:
    return (
        f"{shown.whole} the whole year is covered; {shown.so_far} some of its days; {shown.nothing} none; "
        f"{shown.unstated} only journals have facts of it, coverage is not stated. "
        f"After the first character: {shown.part} a part of a return was imported, which covers nothing; "
        f"{shown.undone} an import was undone."
    )


def _notes(found: Ledger) -> Iterator[str]:
    """Modules without a first day, and how many rows were set aside."""
    always = list(dict.fromkeys(piece.module for piece in found.pieces if piece.stated and piece.first is None))
    if always:
        yield f"Covered from the beginning, without a first day: {', '.join(always)}."
    set_aside: dict[str, int] = {}
    seen: set[tuple[str, tuple[int, ...], int]] = set()
    for piece in found.pieces:
        key = (piece.module, piece.imports, piece.set_aside or 0)
        if piece.set_aside and key not in seen:
            seen.add(key)
            set_aside[piece.module] = set_aside.get(piece.module, 0) + piece.set_aside
    if set_aside:
        yield f"Rows set aside: {', '.join(f'{module} {number}' for module, number in set_aside.items())}."
