"""Public synthetic returns made by others, where they lie beside the repository: nothing of them is kept here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from tests.fuzz.returns import MemoryLog
from tests.support.sample_returns import COMBINED, DATA, FAKE, REGIONAL
from timeline.ingest.cells import AHEAD
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.store import CaseLog, open_log

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the public sample returns are not on this machine"),
]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "timeline.db") as opened:
        yield opened


def rows_in(path: Path) -> int:
    """Rows by the standard library's reader."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(any(cell.strip() for cell in row) for row in csv.reader(file)) - 1


def adds_up(report: ImportReport, files: list[Path]) -> None:
    assert report.not_read == ()
    assert report.rows_read == sum(map(rows_in, files))
    assert report.rows_quarantined == len(report.quarantine)
    for module in report.modules:
        assert module.read == module.recorded + module.unchanged + module.quarantined


def test_five_returns_in_order_and_again_with_nothing_added(log: CaseLog) -> None:
    returns = {year: list(files) for year, files in groupby(sorted(COMBINED.glob("*.csv")), lambda path: path.name[:4])}
    assert len(returns) == 5
    for again in (False, True):
        for year, files in returns.items():
            report = import_return(log, files, date(int(year) + 1, 3, 31), date(int(year) + 1, 6, 30))
            adds_up(report, files)
            # Nothing but codes of accommodation that no guidance has ("01", "02") is set aside, and days after June.
            assert {aside.column for aside in report.cells.set_aside} <= {"ACCOM"}
            assert {(aside.column, aside.reason) for aside in report.quarantine} <= {("REVIEW", AHEAD.reason)}
            assert (report.facts_added == 0) is again
            assert (report.statements_added == 0) is again
    assert log.verify().is_sound


def test_the_xml_form_of_the_validators_sample() -> None:
    report = import_return(MemoryLog(), [FAKE / "fake_903.xml"], date(2018, 3, 31), date(2018, 6, 30))
    read = {module.module: module.read for module in report.modules}
    # The guidance on the sample counts 253 children and 459 episodes.
    assert (read["Header"], read["Episodes"]) == (253, 459)
    assert {aside.column for aside in report.cells.set_aside} == {"REASON_PLACED_CEASED", "ACCOM"}
    assert {aside.reason for aside in report.quarantine} == {AHEAD.reason}


def test_the_csv_files_of_the_validators_sample() -> None:
    files = sorted(FAKE.glob("*.csv"))
    report = import_return(MemoryLog(), files, date(2018, 3, 31), date(2035, 6, 30))
    adds_up(report, files)
    assert {module.module for module in report.modules} >= {"DoLo", "SWEpisodes"}
    assert {aside.column for aside in report.cells.set_aside} == {"REASON_PLACED_CEASED", "ACCOM", "SW_REASON"}
    assert report.quarantine == ()  # the sample has reviews and allocations of later years


def test_the_regional_sample_has_its_dummies_set_aside_and_its_extra_column_named() -> None:
    files = sorted(REGIONAL.glob("*.csv"))
    report = import_return(MemoryLog(), files, date(2020, 3, 31), date(2020, 6, 30))
    adds_up(report, files)
    assert [(aside.column, aside.value) for aside in report.quarantine] == [("RNE", "*DUMMY*")]
    assert [(aside.column, aside.value) for aside in report.cells.set_aside] == [("ETHNIC", "UNKN")]
    assert [file.columns_unknown for file in report.files] == [("TEST_COLUMN",), ()]
    assert "several Header rows that differ" in {found.kind for found in report.discrepancies}
