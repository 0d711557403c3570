"""How a table looks, and the few blocks that every answer is made of.

Everything from the data is put into ``Text``, so that rich reads no markup in it, with control characters spelt out, so
that a cell cannot drive the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from timeline.printable import spelled_out
from timeline.report.broad import Broad, Column
from timeline.report.grids import GAP, Grid

PAGE = 96
"""The most characters in a line of a table of many columns."""


def plain(text: object, style: str = "") -> Text:
    """Text that is printed as it stands; control characters are spelt out."""
    return Text(spelled_out(str(text)), style=style)


def heading(title: str, *lines: str) -> RenderableType:
    """A title in bold, and lines under it that say what it stands on."""
    return Group(plain(title, "bold"), *(plain(line, "dim") for line in lines))


def notes(lines: Iterable[str]) -> RenderableType:
    """Footnotes, each indented and wrapped under itself."""
    return Group(*(Padding(plain(line), (0, 0, 0, 2)) for line in lines))


def grid(columns: Sequence[str], *, right: Iterable[str] = (), tight: Iterable[str] = (), grow: bool = False) -> Table:
    """A table with a rule under its header. ``right``: columns of numbers; ``tight``: columns whose cells never wrap;
    ``grow``: as wide as the page."""
    table, numbers = Grid(tight=tight, grow=grow), set(right)
    for column in columns:
        table.add_column(plain(column), justify="right" if column in numbers else "left", vertical="top")
    return table


@dataclass(frozen=True, eq=False)
class InParts:
    """A table of many columns of numbers, in as many tables below one another as the page needs: each begins with the
    first column."""

    first: Column
    others: Sequence[Column]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The tables, an empty line between them."""
        for number, part in enumerate(self.parts(min(PAGE, options.max_width))):
            if number:
                yield blank()
            yield part

    def parts(self, page: int) -> Iterator[Broad]:
        """The tables on a page so wide."""
        width = _width(self.first)
        room, block = page - width, list[Column]()
        for column in self.others:
            if block and _width(column) - GAP > room:
                yield self._part(block)
                room, block = page - width, []
            room -= _width(column)
            block.append(column)
        if block:
            yield self._part(block)

    def _part(self, block: list[Column]) -> Broad:
        return Broad([self.first, *block], GAP, partial(_beside, self.first, block))


def _width(column: Column) -> int:
    header, cells = column
    return max(len(text) for text in (*header, *cells)) + GAP


def _beside(first: Column, others: Sequence[Column]) -> Table:
    table = Grid()
    for number, (header, _) in enumerate((first, *others)):
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(lines(header), justify=justify, vertical="bottom")
    for cells in zip(first[1], *(cells for _, cells in others), strict=True):
        row(table, *cells)
    return table


def row(table: Table, *cells: object) -> None:
    """Add a row of texts; ``None`` is blank."""
    table.add_row(*(cell if isinstance(cell, Text) else plain("" if cell is None else cell) for cell in cells))


def indented(content: RenderableType) -> RenderableType:
    """Two blanks further in."""
    return Padding(content, (0, 0, 0, 2))


def pairs(lines: Iterable[tuple[str, object]]) -> RenderableType:
    """Names and values, the values under one another. A word that is longer than the page, as a hash, stays whole."""
    told = [(plain(name, "dim"), plain("" if value is None else value)) for name, value in lines]
    return Group(*(Hung(name, max(len(each) for each, _ in told) + _APART, value) for name, value in told))


_APART = 2


@dataclass(frozen=True, eq=False)
class Hung:
    """A short text in a column so wide, and a longer one beside it that wraps under itself between words."""

    sign: Text
    width: int
    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Its lines; in one line where a word is longer than the room beside the sign."""
        room = options.max_width - self.width
        if max((len(word) for word in self.text.plain.split()), default=0) > room:
            line = self.sign + Text(" " * (self.width - len(self.sign))) + self.text
            line.no_wrap, line.overflow = True, "ignore"
            yield line
            return
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 0, 0, 0))
        table.add_column(width=self.width, no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(self.sign, self.text)
        yield table


def hanging(sign: str, width: int, text: str) -> RenderableType:
    """A short sign, and text beside it that wraps under itself."""
    return indented(Hung(plain(sign, "dim"), width, plain(text)))


def lines(texts: Iterable[str]) -> Text:
    """Several lines in one cell."""
    return Text("\n").join(plain(text) for text in texts)


def blank() -> Text:
    """An empty line."""
    return Text("")
