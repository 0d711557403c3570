"""A table cuts nothing: every word of every cell is printed whole, however narrow the page."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from timeline.report import column
from timeline.report.value import Column, Kind, Table
from timeline.report.writers import terminal

WORDS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)
CELLS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NARROWEST = 20


def printed(content: object, width: int) -> list[str]:
    sheet = io.StringIO()
    Console(file=sheet, width=width, markup=False, highlight=False, emoji=False).print(content)
    return [line.rstrip() for line in sheet.getvalue().splitlines()]


@st.composite
def grids(draw: st.DrawFn) -> tuple[object, list[str]]:
    """A table, and every cell of it."""
    headers = draw(st.lists(WORDS, min_size=1, max_size=7, unique=True))
    columns = [Column(header, draw(st.sampled_from(Kind))) for header in headers]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=5))
    table = Table(columns, rows, indent=True, wide=draw(st.booleans()))
    return terminal.block(table), [*(headers if rows else []), *(cell for cells in rows for cell in cells)]


@given(grids(), st.integers(NARROWEST, 120))
def test_every_word_is_printed_whole_and_no_line_is_longer_than_the_page(
    drawn: tuple[object, list[str]], width: int
) -> None:
    table, cells = drawn
    lines = printed(table, width)
    assert max(map(len, lines), default=0) <= width
    said = {word.rstrip(":;") for line in lines for word in line.split()}
    assert {word for cell in cells for word in cell.split()} <= said


def test_a_tight_column_stays_on_one_line_and_the_others_wrap() -> None:
    columns = column.identifiers("child") + column.texts("what")
    table = Table(columns, [("C40551168", "moved to another foster carer")])
    assert printed(terminal.block(table), 32) == [
        "child       what",
        "─" * 32,
        "C40551168   moved to another",
        "            foster carer",
    ]


def test_a_row_that_does_not_fit_is_written_in_lines() -> None:
    columns = [*column.identifiers("child", "since"), *column.counts("days")]
    table = Table(columns, [("C40551168", " 5 Apr 2023", 774), ("C76325830", None, 3)])
    assert printed(terminal.block(table), 24) == [
        *("child: C40551168", "  since: 5 Apr 2023", "  days: 774", ""),
        *("child: C76325830", "  days: 3"),
    ]
