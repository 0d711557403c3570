"""A report as a value: what a command answers, before it is written in any format.

A ``Report`` has one part for each kind of reader. People read its *page*: blocks in order (headings with the basis
under them, notes, tables, pictures). Programs read its *data* (JSON), its *records* (one table, as CSV has it) and its
*sheets* (a workbook). Each part is a function without arguments, because a command writes one format and the other
parts cost time. The writers in ``timeline.report.writers`` know these types and no particular report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, NamedTuple

Cell = str | int | Fraction | date | tuple[str, ...] | None
"""A value in a table. ``None`` is blank; a tuple is the lines of one cell."""

Row = Sequence[Cell]

Style = Literal["", "bold", "dim"]


class Kind(Enum):
    """What a column holds, which decides how it is aligned and whether its cells wrap."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    DAY = "day"
    COUNT = "count"
    FIGURE = "figure"
    """A value in its unit, as ``18.8%`` or ``12.5 days``."""

    @property
    def is_number(self) -> bool:
        """Numbers are aligned to the right."""
        return self in (Kind.COUNT, Kind.FIGURE)


class Column(NamedTuple):
    """A column. ``heading``: for people, in one line or several; ``None`` where a page leaves it out. ``name``: for
    programs; empty where records leave it out."""

    heading: str | tuple[str, ...] | None
    kind: Kind = Kind.TEXT
    name: str | date = ""


# -------------------------------------------------------------------------------------------------------------- blocks


class Heading(NamedTuple):
    """A title, and lines under it: first the basis. ``level``: 1 of the page or of a part that has its own basis."""

    title: str
    lines: Sequence[str] = ()
    level: int = 1


class Line(NamedTuple):
    """A paragraph. ``mark``: a short text before it, in a column ``width`` wide, beside which the paragraph wraps."""

    text: str
    style: Style = ""
    indent: bool = False
    mark: str = ""
    width: int = 0


class Notes(NamedTuple):
    """Footnotes: an indented paragraph each."""

    lines: Sequence[str]


class Table(NamedTuple):
    """Rows under columns; a row has a cell for every column. ``indent``: set in on a page; ``wide``: as wide as the
    page; ``in_parts``: a page divides many columns into several tables, each with the first column."""

    columns: Sequence[Column]
    rows: Iterable[Row]
    indent: bool = False
    wide: bool = False
    in_parts: bool = False

    def of_page(self) -> Table:
        """The columns that people see."""
        return self._of([at for at, column in enumerate(self.columns) if column.heading is not None])

    def of_records(self) -> Table:
        """The columns that programs see."""
        return self._of([at for at, column in enumerate(self.columns) if column.name])

    def _of(self, kept: Sequence[int]) -> Table:
        if len(kept) == len(self.columns):
            return self
        columns = [self.columns[at] for at in kept]
        return self._replace(columns=columns, rows=([row[at] for at in kept] for row in self.rows))


def records(names: Iterable[str | date], rows: Iterable[Row]) -> Table:
    """A table for programs alone."""
    return Table([Column(None, name=name) for name in names], rows)


class Pairs(NamedTuple):
    """Names and values, the values under one another."""

    pairs: Sequence[tuple[str, Cell]]


class Names(NamedTuple):
    """A list of identifiers, several in a line."""

    names: Sequence[str]


class Room(NamedTuple):
    """Where a picture is drawn: characters in a line, and whether it has ASCII characters only."""

    width: int
    ascii_only: bool


class Drawn(NamedTuple):
    """One line of a picture in characters, as texts with their styles. It is cut at the page's edge, never wrapped."""

    texts: Sequence[tuple[str, str]]


class Bar(NamedTuple):
    """Days in a lane of a picture: ``first`` up to, not including, ``end``. ``None``: without a beginning, or open."""

    lane: str
    first: date | None
    end: date | None
    words: str = ""


class Picture(NamedTuple):
    """A chart of days, in lanes. ``bars``: what it shows; ``draw``: the same as blocks of characters."""

    bars: Sequence[Bar]
    draw: Callable[[Room], Iterable[DrawnBlock]]


class Chart(NamedTuple):
    """A line chart: for each name the values day by day, ``None`` where there is no figure. A terminal shows none,
    because the table beside it has the same figures."""

    unit: str
    lines: Mapping[str, Sequence[tuple[date, Fraction | None]]]


class Gap(NamedTuple):
    """An empty line between blocks."""


GAP = Gap()

DrawnBlock = Line | Drawn | Gap
Block = Heading | Notes | Table | Pairs | Names | Picture | Chart | DrawnBlock


# -------------------------------------------------------------------------------------------------------------- report


class Sheet(NamedTuple):
    """A sheet of a workbook. ``frozen``: rows above this cell and columns left of it stay in view."""

    name: str
    table: Table
    frozen: str = "A2"


class Report(NamedTuple):
    """An answer in every form. ``sheets`` is ``None`` where it has no form as a workbook."""

    page: Callable[[], Iterable[Block]]
    data: Callable[[], Any]
    records: Callable[[], Table]
    sheets: Callable[[], Sequence[Sheet]] | None = None

    @property
    def title(self) -> str:
        """The title of the page: its first heading; empty where it has none."""
        return next((block.title for block in self.page() if isinstance(block, Heading)), "")


def facts(data: Mapping[str, Any], pairs: Callable[[], Iterable[Block]]) -> Report:
    """A report of single values: names and values on the page, one object in JSON, one line in CSV. ``None`` is blank
    in CSV."""
    cells = [None if value is None else str(value) for value in data.values()]
    return Report(page=pairs, data=lambda: dict(data), records=lambda: records(data, [cells]))
