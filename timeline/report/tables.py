"""How a table looks, and the few blocks that every answer is made of.

Everything from the data is put into ``Text``, so that rich reads no markup in it, with control characters spelt out, so
that a cell cannot drive the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from timeline.printable import spelled_out
from timeline.report.broad import Broad, Column

PAGE = 96
"""Signs in a line of a table, where that is for the table to decide."""

_PADDING = 2
_GAP = _PADDING + 1  # and the blank that parts two columns


def plain(text: object, style: str = "") -> Text:
    """Text that is printed as it stands; control characters are spelt out."""
    return Text(spelled_out(str(text)), style=style)


def heading(title: str, *lines: str) -> RenderableType:
    """A title in bold, and lines under it that say what it stands on."""
    return Group(plain(title, "bold"), *(plain(line, "dim") for line in lines))


def notes(lines: Iterable[str]) -> RenderableType:
    """Footnotes, each indented and wrapped under itself."""
    return Group(*(Padding(plain(line), (0, 0, 0, 2)) for line in lines))


def grid(columns: Sequence[str], *, right: Iterable[str] = (), tight: Iterable[str] = ()) -> Table:
    """A table with a rule under its header. ``right``: columns of numbers; ``tight``: never wrapped."""
    table = _ruled()
    numbers, whole = set(right), set(tight)
    for column in columns:
        table.add_column(
            plain(column),
            justify="right" if column in numbers else "left",
            no_wrap=column in numbers | whole,
            overflow="fold",
        )
    return table


def _ruled() -> Table:
    padding = (0, _PADDING, 0, 0)
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=padding, show_edge=False, header_style="bold")


def broad(first: Column, others: Sequence[Column]) -> Iterator[Broad]:
    """A table of many columns of numbers, on as many tables below one another as the page needs: each begins with the
    first column."""
    width = _width(first)
    room, block = PAGE - width, list[Column]()
    for column in others:
        if block and _width(column) > room:
            yield Broad([first, *block], _GAP, partial(_beside, first, block))
            room, block = PAGE - width, []
        room -= _width(column)
        block.append(column)
    if block:
        yield Broad([first, *block], _GAP, partial(_beside, first, block))


def spaced(blocks: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Each indented, after an empty line."""
    for block in blocks:
        yield from (blank(), indented(block))


def _width(column: Column) -> int:
    header, cells = column
    return max(len(text) for text in (*header, *cells)) + _GAP


def _beside(first: Column, others: Sequence[Column]) -> Table:
    table = _ruled()
    for number, (header, _) in enumerate((first, *others)):
        justify: Literal["left", "right"] = "right" if number else "left"
        table.add_column(lines(header), justify=justify, vertical="bottom", no_wrap=True, overflow="fold")
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
    """Names and values, the values under one another."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    for name, value in lines:
        row(table, name, value)
    return table


def hanging(sign: str, width: int, text: str) -> RenderableType:
    """A short sign, and text beside it that wraps under itself."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 0, 0, 0))
    table.add_column(width=width, no_wrap=True, style="dim")
    table.add_column()
    row(table, sign, text)
    return indented(table)


def cut(text: str) -> Text:
    """A cell of one line, cut off where there is no room for it."""
    found = plain(text)
    found.no_wrap, found.overflow = True, "ellipsis"
    return found


def lines(texts: Iterable[str]) -> Text:
    """Several lines in one cell."""
    return Text("\n").join(plain(text) for text in texts)


def blank() -> Text:
    """An empty line."""
    return Text("")
