"""Local tables: requests for an independent visitor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.returns import MemoryLog, known, lines_of
from timeline.domain.statements import Coverage
from timeline.ingest import IngestError
from timeline.ingest.report import ImportReport, ModuleCount
from timeline.ingest.tables import TABLES, import_table, template

HEADER = "CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON"
KNOWN = date(2013, 6, 30)


def read(log: MemoryLog, folder: Path, rows: str, known_on: date = KNOWN) -> ImportReport:
    path = folder / "visitors.csv"
    path.write_text(f"{HEADER}\n{rows}\n", encoding="utf-8")
    return import_table(log, "visitor-requests", path, known_on)


def said(log: MemoryLog) -> list[str]:
    return lines_of(log.stories(known()))


def test_a_row_is_a_request_with_its_answer_and_its_end(tmp_path: Path) -> None:
    log = MemoryLog()
    rows = "C1,2012-01-16,08/05/2012,2013-01-31,,\nC2,2012-02-01,,,2012-03-01,Declined by CHILD\nC3,2012-02-01,,,,"
    report = read(log, tmp_path, rows)
    assert said(log) == [
        "2012-01-16 C1 independent-visitor-requested",
        "2012-05-08 C1 independent-visitor-matched began_on=2012-01-16",
        "2013-01-31 C1 independent-visitor-ended requested_on=2012-01-16",
        "2012-02-01 C2 independent-visitor-requested",
        '2012-03-01 C2 independent-visitor-request-withdrawn began_on=2012-02-01 reason="declined by child"',
        "2012-02-01 C3 independent-visitor-requested",
    ]
    assert report.modules == (ModuleCount("visitor-requests", ("visitors.csv",), 3, 3, 0, 0),)
    assert report.absent_children is None


def test_a_request_said_again_with_another_answer_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, "C1,2012-01-16,2012-05-08,,,\nC1,2012-09-01,,,,", date(2012, 12, 31))
    report = read(log, tmp_path, "C1,2012-01-16,2012-05-09,,,", KNOWN)
    assert said(log) == [
        "2012-01-16 C1 independent-visitor-requested",
        "2012-05-09 C1 independent-visitor-matched began_on=2012-01-16",
        "2012-09-01 C1 independent-visitor-requested",
    ]
    assert report.modules == (ModuleCount("visitor-requests", ("visitors.csv",), 1, 1, 0, 0),)


def test_a_table_imported_again_adds_nothing(tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, "C1,2012-01-16,2012-05-08,,,")
    report = read(log, tmp_path, "C1,2012-01-16,2012-05-08,,,")
    assert (report.facts_added, report.statements_added) == (0, 0)
    assert report.modules == (ModuleCount("visitor-requests", ("visitors.csv",), 1, 0, 1, 0),)


def test_the_same_row_twice_is_one_request_and_one_row_unchanged(tmp_path: Path) -> None:
    report = read(MemoryLog(), tmp_path, "C1,2012-01-16,,,,\nC1,16/01/2012,,,,")
    assert report.modules == (ModuleCount("visitor-requests", ("visitors.csv",), 2, 1, 1, 0),)


def test_a_table_covers_the_day_it_became_known_and_its_silence_counts_nowhere(tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path, "C1,2012-01-16,,,,")
    ((_, draft),) = log.said
    assert draft.coverage == Coverage(first=KNOWN, last=KNOWN, silence_counts_in=())
    assert (draft.source, draft.files, draft.known_on) == ("table", ("visitors.csv",), KNOWN)


SET_ASIDE = [
    (",2012-01-16,,,,", "CHILD", "it is blank"),
    ("C1,,,,,", "REQUESTED", "it is blank"),
    ("C1,31/02/2012,,,,", "REQUESTED", "there is no such day"),
    ("C1,2012-01-16,2012-01-15,,,", "MATCHED", "it is before REQUESTED"),
    ("C1,2012-01-16,soon,,,", "MATCHED", "it is not a date"),
    ("C1,2012-01-16,,,2012-01-15,", "WITHDRAWN", "it is before REQUESTED"),
    ("C1,2012-01-16,2012-02-01,,2012-02-01,", "WITHDRAWN", "the request was both matched and withdrawn"),
    ("C1,2012-01-16,,2012-02-01,,", "ENDED", "the visits have an end but no start"),
    ("C1,2012-01-16,2012-02-01,2012-01-31,,", "ENDED", "it is before MATCHED"),
    ("C1,2012-01-16,,,,other", "REASON", "a reason is given, but no withdrawal"),
    ("C1,2012-01-16,,,", None, "the row has 5 cells, the header row 6"),
    ("C2,2012-01-16,2012-03-01,,,", "REQUESTED", "an earlier row about the same thing gives another value"),
]


@pytest.mark.parametrize(("row", "column", "reason"), SET_ASIDE)
def test_what_cannot_be_a_request_is_set_aside(row: str, column: str | None, reason: str, tmp_path: Path) -> None:
    log = MemoryLog()
    report = read(log, tmp_path, f"C2,2012-01-16,,,,\n{row}")
    (aside,) = report.quarantine
    assert (aside.file, aside.row, aside.column, aside.reason) == ("visitors.csv", 3, column, reason)
    assert aside.do
    assert said(log) == ["2012-01-16 C2 independent-visitor-requested"]


def test_a_reason_that_is_none_is_left_out_and_the_withdrawal_recorded(tmp_path: Path) -> None:
    log = MemoryLog()
    report = read(log, tmp_path, "C1,2012-01-16,,,2012-02-01,moved")
    assert report.quarantine == ()
    (cell,) = report.cells.set_aside
    assert (cell.file, cell.row, cell.column, cell.value) == ("visitors.csv", 2, "REASON", "moved")
    assert said(log) == [
        "2012-01-16 C1 independent-visitor-requested",
        "2012-02-01 C1 independent-visitor-request-withdrawn began_on=2012-01-16",
    ]


def test_days_on_the_edge_are_accepted(tmp_path: Path) -> None:
    log = MemoryLog()
    report = read(log, tmp_path, "C1,2012-01-16,2012-01-16,2012-01-16,,\nC2,2012-01-16,,,2012-01-16,")
    assert report.quarantine == ()


@pytest.mark.parametrize("kind", TABLES)
def test_the_template_of_each_kind_can_be_imported(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "template.csv"
    path.write_text(template(kind), encoding="utf-8")
    report = import_table(MemoryLog(), kind, path, KNOWN)
    assert (report.rows_read, report.rows_quarantined) == (1, 0)
    assert report.facts_added > 0


def test_the_template_of_visitor_requests_is_its_header_row_and_an_example() -> None:
    assert template("visitor-requests") == f"{HEADER}\nC1,2012-01-16,2012-05-08,,,\n"


def test_a_dry_run_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(template("visitor-requests"), encoding="utf-8")
    log = MemoryLog()
    assert import_table(log, "visitor-requests", path, KNOWN, dry_run=True).facts_added == 2
    assert said(log) == []


ERRORS = {
    "CHILD,REQUESTED,MATCHED\n": "its header row lacks ENDED, WITHDRAWN, REASON",
    f"{HEADER},CHILD\n": "these columns appear twice: CHILD",
    "": "it is empty",
    "\x00\x01": "it is not text",
}


@pytest.mark.parametrize("content", ERRORS)
def test_a_file_that_is_no_table_is_an_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(IngestError) as caught:
        import_table(MemoryLog(), "visitor-requests", path, KNOWN)
    assert (caught.value.where, caught.value.what) == ("v.csv", ERRORS[content])


def test_a_kind_or_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="Give one of: visitor-requests"):
        template("visitors")
    with pytest.raises(IngestError, match="it cannot be opened"):
        import_table(MemoryLog(), "visitor-requests", tmp_path / "absent.csv", KNOWN)


def test_columns_it_does_not_know_are_named_and_data_in_their_place_is_not(tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(f"{HEADER},Colour,,X398768\nC1,2012-01-16,,,,,,,\n", encoding="utf-8")
    report = import_table(MemoryLog(), "visitor-requests", path, KNOWN)
    assert report.files[0].columns_unknown == (
        "COLOUR",
        "(column 8, without a name)",
        "(column 9, its name is not shown: it may hold data)",
    )
