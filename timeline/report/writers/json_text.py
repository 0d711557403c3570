"""JSON in ASCII, so that no terminal or pipe can spoil it."""

from __future__ import annotations

import json

from timeline.report.value import Report
from timeline.report.writers import Sheet


def written(report: Report, _: Sheet) -> str:
    """The data of a report, with the end of the last line."""
    return f"{json.dumps(report.data(), indent=2)}\n"
