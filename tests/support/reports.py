"""Reports as text: a page, or CSV."""

from __future__ import annotations

from timeline.report.value import Report
from timeline.report.writers import Sheet, written


def page(report: Report, width: int = 100) -> str:
    """What is printed on a page of so many columns."""
    return str(written(report, "table", Sheet(width)))


def csv_of(report: Report) -> str:
    """The records as CSV."""
    return str(written(report, "csv"))
