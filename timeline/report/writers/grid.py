"""A table that never cuts a cell.

Cells wrap between words. Where the page has no room for the longest words of all columns beside one another, each row
is written by itself, as ``header: cell; header: cell``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

PADDING = 2
GAP = PADDING + 1  # and the blank that parts two columns
_INDENT = 2
_READABLE = 20
"""Characters in a line of a cell that wraps: fewer are hard to read."""


class Grid(Table):
    """Columns of texts. ``tight``: the numbers of the columns whose cells do not wrap, counted from 0; ``grow``: it is
    as wide as the page. Every cell and header is a ``Text``.
    """

    def __init__(self, *, tight: Iterable[int] = (), grow: bool = False) -> None:
        padding = (0, PADDING, 0, 0)
        super().__init__(box=box.SIMPLE_HEAD, pad_edge=False, padding=padding, show_edge=False, header_style="bold")
        self._tight = frozenset(tight)
        self._grow = grow

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, or its rows one by one where they are too wide."""
        widths = self._widths(options.max_width)
        if widths is None:
            yield from self._one_by_one(options.max_width)
            return
        for column, width in zip(self.columns, widths, strict=True):
            column.width = width
        yield from super().__rich_console__(console, options)

    def _widths(self, page: int) -> list[int] | None:
        """The width of each column; ``None`` where there is no room for them."""
        room = page - GAP * (len(self.columns) - 1)
        widths = [max(_lines(texts)) for texts in map(_texts, self.columns)]
        least = [self._least(at, column) for at, column in enumerate(self.columns)]
        if sum(least) > room:
            return None
        while (excess := sum(widths) - room) > 0:
            shrunk(widths, least, excess)
        if self._grow:
            widths[_first_that_wraps(self.columns, self._tight)] += room - sum(widths)
        return widths

    def _least(self, at: int, column: Column) -> int:
        header, *cells = _texts(column)
        if at in self._tight or column.justify == "right":
            return max(*_words([header]), *_lines(cells))
        return max(*_words([header, *cells]), min(_READABLE, max(_lines(cells))))

    def _one_by_one(self, page: int) -> Iterator[RenderableType]:
        headers = [_text(column.header) for column in self.columns]
        for number, cells in enumerate(zip(*([*column.cells] for column in self.columns), strict=True)):
            named = [_named(header, _text(cell)) for header, cell in zip(headers, cells, strict=True)]
            begins = bool(named[0].plain)  # a row that goes on with the one before has no first cell
            if number and begins:
                yield Text("")
            first, *others = [each for each in named if each.plain] or [Text("")]
            yield first if begins else Padding(first, (0, 0, 0, _INDENT))
            for line in _filled(others, page - _INDENT):
                yield Padding(line, (0, 0, 0, _INDENT))


def _named(header: Text, cell: Text) -> Text:
    if not cell.plain.strip():
        return Text("")
    return header + Text(": ") + Text(cell.plain.strip()) if header.plain else cell


def _filled(texts: Sequence[Text], width: int) -> Iterator[Text]:
    """Lines of as many texts as there is room for. Only a text that is longer than a line is divided."""
    line = Text("")
    for text in texts:
        whole = line + Text("; ") + text if line.plain else text
        if line.plain and (cell_len(whole.plain) > width or "\n" in whole.plain):
            yield line
            whole = text
        line = whole
    if line.plain:
        yield line


def shrunk(widths: list[int], least: Sequence[int], excess: int) -> None:
    """Narrow the widest column that can be narrowed: down to the next widest, and no further than needed."""
    can_give = [at for at, width in enumerate(widths) if width > least[at]]
    widest = max(can_give, key=lambda at: widths[at])
    next_widest = max((widths[at] for at in can_give if at != widest), default=0)
    down_to = max(least[widest], widths[widest] - excess, min(next_widest, widths[widest] - 1))
    widths[widest] = down_to


def _first_that_wraps(columns: Sequence[Column], tight: Iterable[int]) -> int:
    """The column that is widened to the page."""
    return next((at for at, each in enumerate(columns) if each.justify != "right" and at not in tight), 0)


def _texts(column: Column) -> list[Text]:
    return [_text(column.header), *map(_text, column.cells)]


def _text(cell: object) -> Text:
    return cell if isinstance(cell, Text) else Text(str(cell))


def _lines(texts: Iterable[Text]) -> list[int]:
    return [cell_len(line) for text in texts for line in text.plain.split("\n")] or [0]


def _words(texts: Iterable[Text]) -> list[int]:
    return [cell_len(word) for text in texts for word in text.plain.split()] or [0]
