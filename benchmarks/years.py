"""One authority's twenty yearly returns, imported in one go out of a list of them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.steps import Step, timed
from timeline.ingest.ssda903.list_file import COLUMNS
from timeline.ingest.ssda903.listed import import_listed, read_list
from timeline.store import open_log
from timeline.synthetic import Authority, Written, write_returns

FIRST = date(2016, 3, 31)
YEARS = 20
LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
"""When they are recorded: some are of years that are still to come."""


def imported(children: int, folder: Path, years: int = YEARS) -> list[Step]:
    """The rows that were read, and the entries that the log then holds, in the same seconds."""
    returns = write_returns(
        Authority(seed=1, children=children, first_year_ending=FIRST, years=years), folder, registers=False
    )
    listed = read_list(list_of(returns, folder))
    with open_log(folder / "years.db", clock=lambda: LONG_AFTER) as log:
        rows = timed(
            f"import {years} returns in one go",
            lambda: sum(each.report.rows_read for each in import_listed(log, listed)),
            "rows",
        )
        return [rows, rows._replace(name="the same by what is recorded", number=log.head().position, unit="entries")]


def list_of(returns: Written, folder: Path) -> Path:
    """The list of some returns, as ``timeline import returns`` takes it."""
    path = folder / "returns.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        rows.writerows([each.folder, each.year_ending, each.known_on] for each in returns.returns)
    return path
