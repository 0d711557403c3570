"""Markdown, which the product does not have: a format is one module and one line of ``FORMATS``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from timeline.report.value import Block, Cell, Heading, Line, Names, Notes, Pairs, Report, Table
from timeline.report.writers import Format, Sheet

FORMAT = Format(__name__)


def written(report: Report, _: Sheet) -> str:
    """The page of a report. Pictures and charts are left out."""
    return "\n".join(line for block in report.page() for line in _lines(block)) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from (f"{'#' * block.level} {block.title}", "", *block.lines, "")
    elif isinstance(block, Table):
        table = block.of_page()
        yield from (_row([_heading(column.heading) for column in table.columns]), "|---" * len(table.columns) + "|")
        yield from (_row([_cell(cell) for cell in row]) for row in table.rows)
        yield ""
    elif isinstance(block, Pairs):
        yield from (f"- {name}: {_cell(cell)}" for name, cell in block.pairs)
    elif isinstance(block, Notes | Names):
        yield from (f"- {line}" for line in (block.lines if isinstance(block, Notes) else block.names))
    elif isinstance(block, Line):
        yield f"{block.mark} {block.text}".strip()


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _heading(heading: str | tuple[str, ...] | None) -> str:
    return heading if isinstance(heading, str) else " ".join(heading or ())


def _cell(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "<br>".join(cell)
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
