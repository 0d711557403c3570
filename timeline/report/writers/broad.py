"""A table of many columns of numbers, such as a triangle: thousands of cells of a few characters each.

Rich measures every cell by itself, which takes longer than computing its figure. Where the page has room for the table,
its lines are put together here, character for character as rich would. Where it has not, rich decides what gives way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Table

Column = tuple[Sequence[str], Sequence[str]]
"""The lines of a header, and the cells under it."""

_RULE = "─"
_BOLD = Style(bold=True)


@dataclass(frozen=True, eq=False)
class Broad:
    """Columns beside one another, the first to the left and the others to the right, a rule under their headers.

    ``gap``: blanks between two columns. ``by_rich``: the same as a table of rich.
    """

    columns: Sequence[Column]
    gap: int
    by_rich: Callable[[], Table]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Its lines, or the table of rich."""
        if options.ascii_only or options.legacy_windows or self._width > options.max_width or not self._is_plain:
            yield self.by_rich()
            return
        for line in self._header():
            yield Segment(line, _BOLD)
            yield Segment.line()
        for line in (_RULE * self._width, *self._rows()):
            yield Segment(line)
            yield Segment.line()

    @property
    def _widths(self) -> list[int]:
        return [max(map(len, chain(*column)), default=0) for column in self.columns]

    @property
    def _width(self) -> int:
        return sum(self._widths) + self.gap * (len(self.columns) - 1)

    @property
    def _is_plain(self) -> bool:
        """Whether every character is one column wide, and no column is empty."""
        texts = "".join(chain.from_iterable(chain(*column) for column in self.columns))
        return 0 not in self._widths and texts.isascii() and texts.isprintable()

    def _header(self) -> Iterator[str]:
        most = max(len(header) for header, _ in self.columns)
        return self._lines([[""] * (most - len(header)) + [*header] for header, _ in self.columns])

    def _rows(self) -> Iterator[str]:
        return self._lines([cells for _, cells in self.columns])

    def _lines(self, columns: Iterable[Sequence[str]]) -> Iterator[str]:
        (first, width), *others = zip(columns, self._widths, strict=True)
        left = [text.ljust(width) for text in first]
        right = ([text.rjust(width) for text in cells] for cells, width in others)
        return map((" " * self.gap).join, zip(left, *right, strict=True))
