"""How a table looks, and the few blocks that every answer is made of.

Everything from the data is put into ``Text``, so that rich reads no markup in it, and stripped of control characters,
so that a cell cannot drive the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def plain(text: object, style: str = "") -> Text:
    """Text that is printed as it stands; what cannot be printed shows as a question mark."""
    return Text("".join(sign if sign.isprintable() else "?" for sign in str(text)), style=style)


def heading(title: str, *lines: str) -> RenderableType:
    """A title in bold, and lines under it that say what it stands on."""
    return Group(plain(title, "bold"), *(plain(line, "dim") for line in lines))


def notes(lines: Iterable[str]) -> RenderableType:
    """Footnotes, each indented and wrapped under itself."""
    return Group(*(Padding(plain(line), (0, 0, 0, 2)) for line in lines))


def grid(columns: Sequence[str], *, right: Iterable[str] = (), tight: Iterable[str] = ()) -> Table:
    """A table with a rule under its header. ``right``: columns of numbers; ``tight``: never wrapped."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    numbers, whole = set(right), set(tight)
    for column in columns:
        table.add_column(
            plain(column),
            justify="right" if column in numbers else "left",
            no_wrap=column in numbers | whole,
            overflow="fold",
        )
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
