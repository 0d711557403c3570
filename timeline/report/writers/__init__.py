"""One writer a format. Each knows the types of ``timeline.report.value`` and no particular report.

A format is a module here with ``written(report, sheet)``, which returns text or bytes, and a line in ``FORMATS``: the
command line offers it at once. A writer is imported when its format is chosen.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from timeline.report.value import Report


class Format(NamedTuple):
    """Where a format's writer is. ``needs_sheets``: it writes only reports that have sheets."""

    module: str
    needs_sheets: bool = False


FORMATS: dict[str, Format] = {
    "table": Format("timeline.report.writers.terminal"),
    "json": Format("timeline.report.writers.json_text"),
    "csv": Format("timeline.report.writers.csv_text"),
    "xlsx": Format("timeline.report.writers.workbook", needs_sheets=True),
}
"""Every format by the name that ``--format`` takes."""


class Sheet(NamedTuple):
    """What is written to: characters in a line, and the encoding of text."""

    width: int = 100
    encoding: str = "utf-8"


PLAIN = Sheet()


def written(report: Report, form: str, sheet: Sheet = PLAIN) -> str | bytes:
    """The report in a format. ``KeyError`` for a format that is not in ``FORMATS``."""
    content: str | bytes = import_module(FORMATS[form].module).written(report, sheet)
    return content
