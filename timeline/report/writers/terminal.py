"""Pages for people, on a terminal or as plain text.

Everything from the data is put into ``Text``, so that rich reads no markup in it, and control characters are spelt out,
so that a cell cannot drive the terminal.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import IO, Any, Literal

from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from timeline.printable import spelled_out
from timeline.report import value
from timeline.report.value import Cell, Drawn, Gap, Heading, Kind, Line, Names, Notes, Pairs, Picture, Report, Table
from timeline.report.words import short_day
from timeline.report.writers import Sheet
from timeline.report.writers.broad import Broad, Column
from timeline.report.writers.grid import GAP, Grid

PAGE = 96
"""The most characters in a line of a table that is shown in parts."""

_BESIDE = 2
"""Blanks between a name and its value."""


def written(report: Report, sheet: Sheet) -> str:
    """The page of a report as plain text in the characters of an encoding. No line ends in blanks."""
    file = _File(sheet.encoding)
    console(file, sheet.width).print(page(report), crop=False)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def show(report: Report, terminal: IO[str]) -> None:
    """Print the page of a report on a terminal, in colours."""
    console(terminal, None).print(page(report), crop=False)


def console(file: IO[str], width: int | None) -> Console:
    """What lays a page out. No markup is read in any text."""
    return Console(file=file, width=width, markup=False, highlight=False, emoji=False)


class _File(io.StringIO):
    """Holds a page until it is written, and has the encoding of what it is written to."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def page(report: Report) -> RenderableType:
    """The page of a report as rich prints it."""
    return Group(*map(block, report.page()))


def block(found: value.Block) -> RenderableType:
    """One block of a page."""
    return _RENDERED[type(found)](found)


def plain(content: object, style: str = "") -> Text:
    """Text that is printed as it is; control characters are spelt out."""
    return Text(spelled_out(str(content)), style=style)


def _heading(found: Heading) -> RenderableType:
    return Group(plain(found.title, "bold"), *(plain(line, "dim") for line in found.lines))


def _line(found: Line) -> RenderableType:
    text = plain(found.text, found.style)
    content = _Hung(plain(found.mark, "dim"), found.width, text) if found.mark else text
    return _indented(content) if found.indent else content


def _notes(found: Notes) -> RenderableType:
    return Group(*(_indented(plain(line)) for line in found.lines))


def _names(found: Names) -> RenderableType:
    return _indented(Columns([_folded(name) for name in found.names], padding=(0, 2)))


def _folded(name: str) -> Text:
    """The identifier; on several lines where it is longer than the page is wide."""
    text = plain(name)
    text.overflow = "fold"
    return text


def _pairs(found: Pairs) -> RenderableType:
    """A value that has a word longer than the page, as a hash, stays on one line."""
    names = [plain(name, "dim") for name, _ in found.pairs]
    width = max(map(len, names)) + _BESIDE
    return Group(*(_Hung(name, width, cell(each)) for name, (_, each) in zip(names, found.pairs, strict=True)))


def _table(found: Table) -> RenderableType:
    table = _in_parts(found) if found.in_parts else _grid(found.of_page())
    return _indented(table) if found.indent else table


def _grid(found: Table) -> Grid:
    whole = (Kind.IDENTIFIER, Kind.DAY)
    tight = [at for at, column in enumerate(found.columns) if column.kind in whole]
    table = Grid(tight=tight, grow=found.wide)
    for column in found.columns:
        table.add_column(cell(column.heading), justify="right" if column.kind.is_number else "left", vertical="top")
    for row in found.rows:
        table.add_row(*map(cell, row))
    return table


def _in_parts(found: Table) -> InParts:
    cells = list(zip(*found.rows, strict=True)) or [()] * len(found.columns)
    headings = [(each.heading,) if isinstance(each.heading, str) else each.heading or () for each in found.columns]
    first, *others = [(head, [*map(_words, down)]) for head, down in zip(headings, cells, strict=True)]
    return InParts(first, others)


def cell(content: Cell) -> Text:
    """A cell of a table: blank for ``None``, a day as ``31 Mar 2012``."""
    return Text("\n").join(map(plain, content)) if isinstance(content, tuple) else plain(_words(content))


def _words(content: Cell) -> str:
    if isinstance(content, date):
        return short_day(content)
    return "" if content is None else str(content)


def _indented(content: RenderableType) -> RenderableType:
    return Padding(content, (0, 0, 0, 2))


@dataclass(frozen=True, eq=False)
class _Hung:
    """A short text in a column of ``width`` characters, and a longer text beside it that wraps between words."""

    mark: Text
    width: int
    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Its lines; one line where a word is longer than the room beside the mark."""
        room = options.max_width - self.width
        if max((len(word) for word in self.text.plain.split()), default=0) > room:
            line = self.mark + Text(" " * (self.width - len(self.mark))) + self.text
            line.no_wrap, line.overflow = True, "ignore"
            yield line
            return
        table = RichTable(box=None, show_header=False, pad_edge=False, padding=(0, 0, 0, 0))
        table.add_column(width=self.width, no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(self.mark, self.text)
        yield table


@dataclass(frozen=True, eq=False)
class _Drawing:
    """A picture, as wide as there is room; in ASCII where the terminal has no other characters."""

    picture: Picture

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from map(block, self.picture.draw(value.Room(options.max_width, options.ascii_only)))


def _drawn(found: Drawn) -> Text:
    line = Text(no_wrap=True, overflow="crop")
    for text, style in found.texts:
        line.append(text, style=style)
    return line


@dataclass(frozen=True, eq=False)
class InParts:
    """A table of many columns of numbers, in as many tables below one another as the page needs. Each begins with the
    first column."""

    first: Column
    others: Sequence[Column]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The tables, an empty line between them."""
        for number, part in enumerate(self.parts(min(PAGE, options.max_width))):
            if number:
                yield Text("")
            yield part

    def parts(self, page: int) -> Iterator[Broad]:
        """The tables on a page of this width."""
        width = _width(self.first)
        room, part = page - width, list[Column]()
        for column in self.others:
            if part and _width(column) - GAP > room:
                yield self._part(part)
                room, part = page - width, []
            room -= _width(column)
            part.append(column)
        if part:
            yield self._part(part)

    def _part(self, columns: list[Column]) -> Broad:
        return Broad([self.first, *columns], GAP, partial(_beside, self.first, columns))


def _width(column: Column) -> int:
    header, cells = column
    return max(len(text) for text in (*header, *cells)) + GAP


def _beside(first: Column, others: Sequence[Column]) -> RichTable:
    table = Grid()
    for number, (header, _) in enumerate((first, *others)):
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(cell(tuple(header)), justify=justify, vertical="bottom")
    for cells in zip(first[1], *(cells for _, cells in others), strict=True):
        table.add_row(*map(cell, cells))
    return table


_RENDERED: dict[type, Callable[[Any], RenderableType]] = {
    Heading: _heading,
    Line: _line,
    Notes: _notes,
    Table: _table,
    Pairs: _pairs,
    Names: _names,
    Picture: _Drawing,
    Drawn: _drawn,
    Gap: lambda _: Text(""),
    value.Chart: lambda _: Group(),
}
