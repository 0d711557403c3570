"""What ``check`` names in a synthetic authority is what was planted in it, child by child, and nothing else."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from tests.functional.commands import done, is_of_two_returns, run
from tests.support import profiles
from timeline.synthetic import Authority, Written, write_extract, write_returns

NEVER_WRONG = Authority(seed=3, children=60, first_year_ending=date(2016, 3, 31), years=10, restatement=0, defects=0)
OFTEN_WRONG = replace(NEVER_WRONG, seed=12, children=150, first_year_ending=date(2021, 3, 31), years=5, restatement=20)

AUTHORITIES = st.builds(
    Authority,
    seed=st.integers(0, 10_000),
    children=st.integers(1, 40),
    first_year_ending=st.sampled_from([date(2016, 3, 31), date(2019, 3, 31), date(2021, 3, 31)]),
    years=st.integers(2, 5),
    restatement=st.sampled_from([0.0, 8.0, 40.0]),
    defects=st.sampled_from([0.0, 0.02, 0.3]),
)


@profiles.one_in(5)
@given(AUTHORITIES)
@example(NEVER_WRONG)
@example(replace(OFTEN_WRONG, defects=0.3))
@example(Authority(seed=224, children=6, first_year_ending=date(2021, 3, 31), years=2, restatement=0, defects=0.3))
def test_what_is_found_is_what_was_planted(authority: Authority) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = write_returns(authority, Path(folder))
        log = _imported(authority, written, Path(folder))
        answer = run(*log, "check", "--format", "csv")
        found = {(row["rule"], row["child"]) for row in csv.DictReader(answer.lines) if row["child"]}
        changed = {(rule, child) for rule, child in found if is_of_two_returns(rule)}
        assert not changed or authority.restatement or authority.defects
        with (written.truth / "findings.csv").open(encoding="utf-8") as file:
            planted = {(row["RULE"], row["CHILD"]) for row in csv.DictReader(file)}
        assert found - changed == planted


def test_on_the_last_day_who_is_never_wrong_breaks_one_rule_only() -> None:
    """That of returns that begin in the middle of care."""
    with tempfile.TemporaryDirectory() as folder:
        written = write_returns(NEVER_WRONG, Path(folder))
        log = _imported(NEVER_WRONG, written, Path(folder))
        answer = run(*log, "check", "--as-at", "2025-03-31", "--format", "csv")
        assert {row["rule"] for row in csv.DictReader(answer.lines) if row["child"]} == {"episode-first-not-start"}


def _imported(authority: Authority, written: Written, folder: Path) -> tuple[object, ...]:
    """A log of all that the demonstration imports, as the options that name it."""
    log, later = ("--store", folder / "timeline.db"), "--no-projections"  # a check answers from the log as well
    last = written.returns[-1]
    for each in written.returns:
        days = ("--year-ending", each.year_ending, "--known-on", each.known_on)
        assert run(*log, "import", "ssda903", each.folder, *days, later).code in {0, 1}
    requests = written.tables / "visitor-requests.csv"
    done(*log, "import", "table", "visitor-requests", requests, *_known(last.known_on), later)
    for tables in written.registers:
        done(*log, "import", "tables", tables.folder, *_known(tables.known_on), later)
    workbook = write_extract(authority, folder / "annex-a.xlsx", last.year_ending)
    days = ("--extract-date", last.year_ending, *_known(written.registers[-1].known_on))
    done(*log, "import", "annex-a", workbook, *days, later)
    return log


def _known(day: date) -> tuple[object, ...]:
    return ("--known-on", day)
