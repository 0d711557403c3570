"""What one cell says, and what a report may not say."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.returns import MemoryLog, known, lines_of
from timeline.domain.written import read_day
from timeline.ingest import IngestError
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.journal import import_journal
from timeline.ingest.quarantine import Quarantined, Source
from timeline.ingest.report import ModuleCount
from timeline.ingest.ssda903.layouts import LAYOUTS, Table, recognise
from timeline.ingest.ssda903.rows import BUILDERS
from timeline.ingest.ssda903.sources.workbook import as_text
from timeline.ingest.text_files import header_names, shown_name

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(days)
def test_a_day_is_read_in_each_way_of_writing_it(day: date) -> None:
    forms = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day.isoformat()}T00:00:00"]
    assert {read_day(form) for form in forms} == {day}
    assert read_day(as_text(datetime.combine(day, time.min))) == day


@given(st.text(max_size=30))
def test_any_other_text_is_refused_with_a_reason_that_does_not_repeat_it(text: str) -> None:
    read = read_day(text)
    if isinstance(read, Refusal) and len(text) > 3:
        assert text not in read.reason
        assert text not in read.do


@pytest.mark.parametrize("text", ["13/13/2011", "29/02/2011", "00/01/2011", "2011-02-30", "01/01/0000", "32/01/2011"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    assert read_day(text) == Refusal(
        "there is no such day", "Correct the day; dates are written DD/MM/YYYY, the day first"
    )


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("01/13/2011", "there is no such day: day and month may be the other way round"),
        ("2011-31-12", "there is no such day: day and month may be the other way round"),
        ("38353", "it is not a date, but may be a spreadsheet's number of one"),
        ("1/5/11", "the year has two digits"),
        ("01/05/2011 14:30", "a time of day stands behind the day"),
        ("01-May-22", "it is not a date"),
    ],
)
def test_the_likely_cause_is_named_and_nothing_is_guessed(text: str, cause: str) -> None:
    read = read_day(text)
    assert isinstance(read, Refusal)
    assert read.reason == cause


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("zz/05/2010", "zz/05/2010"),
        ("ZZ/zz/2010", "zz/zz/2010"),
        ("zz/zz/zzzz", "zz/zz/zzzz"),
        ("1/5/2010", "01/05/2010"),
        ("2010-05-01", "01/05/2010"),
        (" ", None),
    ],
)
def test_a_partly_known_day_is_kept_as_the_return_writes_it(text: str, kept: str | None) -> None:
    assert Row({"DATE_PERM": text}).partial_day("DATE_PERM") == kept


@pytest.mark.parametrize(
    "text", ["zz/13/2010", "01/zz/2010", "zz/05/zzzz", "zz/05/10", "31/02/2010", "unknown", "01/05/zzzz"]
)
def test_other_partly_known_days_are_left_out(text: str) -> None:
    row = Row({"DATE_PERM": text})
    assert row.partial_day("DATE_PERM") is None
    assert [(error.column, error.value) for error in row.left_out] == [("DATE_PERM", text)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (398768.0, "398768"),
        (1.5, "1.5"),
        (7, "7"),
        (True, "1"),
        (datetime(2011, 5, 1), "2011-05-01"),
        (datetime(2011, 5, 1, 14, 30), "2011-05-01 14:30"),
        (date(2011, 5, 1), "2011-05-01"),
        (time(14, 30), "14:30:00"),
        ("=H2+5", "=H2+5"),
        (object(), "="),
        (float("inf"), "inf"),
    ],
)
def test_a_cell_of_a_workbook_is_written_as_in_csv(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("text", "kept"), [(" ef3  4gh ", "EF3 4GH"), ("AB1\u00a02CD", "AB1 2CD"), ("ab1 2", "AB1 2"), ("", None)]
)
def test_a_postcode_is_in_capitals_with_single_blanks(text: str, kept: str | None) -> None:
    assert Row({"PL_POST": text}).text("PL_POST") == kept


@pytest.mark.parametrize("text", ["C\x00", "C\x1f1", "C\u200b1", "=1", "C" * 101])
def test_what_is_no_identifier_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        Row({"CHILD": text}).identifier("CHILD")
    assert text not in str(caught.value)


def test_the_error_of_a_cell_does_not_say_its_value() -> None:
    row = Row({"RNE": "CANARY"})
    with pytest.raises(CellError) as caught:
        row.needed_code("RNE")
    assert caught.value.value == "CANARY"
    assert "CANARY" not in str(caught.value)
    assert row.left_out == []


@pytest.mark.parametrize("module", LAYOUTS)
def test_each_module_is_recognised_by_its_required_columns_and_by_all(module: str) -> None:
    layout = LAYOUTS[module]
    for names in (tuple(sorted(layout.required)), layout.columns):
        table = recognise("file", names)
        assert isinstance(table, Table)
        assert table.module == module
    assert module in BUILDERS


@pytest.mark.parametrize("module", LAYOUTS)
def test_a_module_without_one_of_its_required_columns_is_not_read_and_the_column_is_named(module: str) -> None:
    layout = LAYOUTS[module]
    for lacking in layout.required:
        missed = recognise("file", tuple(name for name in layout.columns if name != lacking))
        assert not isinstance(missed, Table)
        assert missed.reason.endswith(f"the nearest is {module}, which needs {lacking}")


def test_names_of_a_header_row_are_capitals_and_end_with_the_last_named_column() -> None:
    assert header_names([" child", "", "Review ", "", " "]) == ("CHILD", "", "REVIEW")


@pytest.mark.parametrize(
    ("name", "shown"), [("TEST_COLUMN", True), ("COL 12", True), ("URN398768", False), ("7", False)]
)
def test_a_name_that_may_be_data_is_not_shown(name: str, shown: bool) -> None:
    assert (name in shown_name(name, 3)) == (shown or name == "3")


def test_counts_that_do_not_add_up_are_an_error_of_this_program() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        ModuleCount("Reviews", ("r.csv",), 3, 1, 1, 0)


def test_a_very_long_value_is_cut() -> None:
    source = Source("f", "Episodes", ("URN",))
    error = CellError("URN", "A" * 300, Refusal("r", "d"))
    assert Quarantined.of_cell(source, 2, error, ("A" * 300,)).value == "A" * 200 + "…"


def test_a_journal_is_imported_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    log, path = MemoryLog(), tmp_path / "ward.journal"
    path.write_text("known 2012-06-30\n2012-01-31 C1 review-held\n2012-01-32 C1 review-held\n", encoding="utf-8")
    with pytest.raises(IngestError, match=r"ward.journal, line 3: there is no such day"):
        import_journal(log, path)
    assert log.said == []
    path.write_text("known 2012-06-30\n2012-01-31 C1 review-held\n2012-02-01 C2 review-held\n", encoding="utf-8")
    assert import_journal(log, path, dry_run=True).facts_added == 2
    assert log.said == []
    report = import_journal(log, path)
    assert (report.file, report.rows, report.facts_added, report.statements_added) == ("ward.journal", 2, 2, 2)
    assert lines_of(log.stories(known())) == ["2012-01-31 C1 review-held", "2012-02-01 C2 review-held"]
    assert import_journal(log, path).facts_added == 0


def test_a_journal_that_is_no_text_or_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ward.journal"
    with pytest.raises(IngestError, match="it cannot be opened"):
        import_journal(MemoryLog(), path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IngestError, match="it is not plain text in UTF-8"):
        import_journal(MemoryLog(), path)
