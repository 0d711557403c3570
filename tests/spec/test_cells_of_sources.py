"""What one cell of a source costs when it cannot be read: nothing, the cell, or its row.

A row is set aside only where the fact cannot be stated without the cell: the child, the day on which something
happened, what happened, an ending, a day of birth. Nothing is known before it happens. Words for nothing are blank.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.fuzz.returns import HEADERS, MemoryLog, known, lines_of, write_return
from tests.support.annex_a import rows_of, write
from timeline.domain.imports import ImportRecorded
from timeline.ingest import IngestError
from timeline.ingest.annex_a import import_annex_a
from timeline.ingest.cell_texts import NOTHING, SCIENTIFIC_CHILD, TOO_EARLY
from timeline.ingest.cells import AHEAD
from timeline.ingest.journal import import_journal
from timeline.ingest.quarantine import write_quarantine
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import TABLES, import_table
from timeline.store import open_log

YEAR = date(2012, 3, 31)
KNOWN = date(2012, 6, 30)
AHEAD_DAY = "01/07/2012"


@pytest.fixture
def log() -> Iterator[MemoryLog]:
    yield MemoryLog()


def read(log: MemoryLog, folder: Path, modules: dict[str, str]) -> ImportReport:
    """Import a return of these modules, known at the end of June."""
    return import_return(log, [write_return(folder, modules)], YEAR, KNOWN)


def said(log: MemoryLog) -> list[str]:
    return lines_of(log.stories(known()))


# ----------------------------------------------------------------------------- a cell beside the fact is left out

BEGAN = "2011-05-01 C1 became-looked-after"
LEFT_OUT = [
    ("header", "C1,3,01/01/2004,WBRI,,,", "SEX", ["2004-01-01 C1 child-registered ethnicity=WBRI"]),
    ("header", "C1,2,01/01/2004,UNKN,,,", "ETHNIC", ["2004-01-01 C1 child-registered sex=2"]),
    ("header", "C1,2,01/01/2004,WBRI,,yes,", "MOTHER", ["2004-01-01 C1 child-registered sex=2 ethnicity=WBRI"]),
    ("header", "C1,2,01/01/2004,WBRI,,,soon", "MC_DOB", ["2004-01-01 C1 child-registered sex=2 ethnicity=WBRI"]),
    ("episodes", "C1,01/05/2011,S,V9,,,,,,,,,", "LS", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,N9,,,,,,,,", "CIN", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,,XX,,,,,,,", "PLACE", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,,,PR9,,,,,,", "PLACE_PROVIDER", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,,,,,,,=H2+5,,", "HOME_POST", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,,,,,,,,=H2+5,", "PL_POST", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,,,,,,,,,=H2+5", "URN", [BEGAN]),
    ("episodes", "C1,01/05/2011,S,,,,,,E99,,,,", "REC", [BEGAN]),
    (
        "episodes",
        "C1,01/05/2011,S,,,,,01/09/2011,E99,,,,",
        "REC",
        [BEGAN, "2011-09-01 C1 episode-ended began_on=2011-05-01"],
    ),
    (
        "episodes",
        "C1,01/05/2011,S,,,,,01/09/2011,X1,LIIAF,,,",
        "REASON_PLACE_CHANGE",
        [BEGAN, "2011-09-01 C1 episode-ended began_on=2011-05-01 reason_episode_ceased=X1"],
    ),
    ("reviews", "C1,,01/06/2011,PN9", "REVIEW_CODE", ["2011-06-01 C1 review-held"]),
    (
        "uasc",
        "C1,X,01/01/2004,",
        "SEX",
        ["2004-01-01 C1 unaccompanied-asylum-seeker-recorded"],
    ),
    ("uasc", "C1,,01/01/2004,soon", "DUC", ["2004-01-01 C1 unaccompanied-asylum-seeker-recorded"]),
    ("oc2", "C1,,41,,,,,,,,,", "SDQ_SCORE", ["2012-03-31 C1 health-outcomes-recorded"]),
    ("oc2", "C1,,,,,,maybe,,,,,", "IMMUNISATIONS", ["2012-03-31 C1 health-outcomes-recorded"]),
    ("oc3", "C1,,YES,F1,01", "ACCOM", ["2012-03-31 C1 care-leaver-outcomes-recorded in_touch=YES activity=F1"]),
    (
        "ad1",
        "C1,,soon,02/08/2011,,,,",
        "DATE_INT",
        ["2011-08-02 C1 matched-with-adopters year_ending=2012-03-31 matched_on=2011-08-02"],
    ),
    (
        "ad1",
        "C1,,,02/08/2011,,9,,",
        "NB_ADOPTR",
        ["2011-08-02 C1 matched-with-adopters year_ending=2012-03-31 matched_on=2011-08-02"],
    ),
    (
        "placed",
        "C1,,01/07/2011,05/12/2011,XXX",
        "REASON_PLACED_CEASED",
        ["2011-07-01 C1 adoption-decided", "2011-12-05 C1 adoption-decision-reversed began_on=2011-07-01"],
    ),
    ("placed", "C1,,01/07/2011,,XXX", "REASON_PLACED_CEASED", ["2011-07-01 C1 adoption-decided"]),
    (
        "permanence",
        "C1,01/01/2004,P2,,zz/zz/20",
        "DATE_PERM",
        ["2004-01-01 C1 previous-permanence-recorded option=P2"],
    ),
    ("permanence", "C1,01/01/2004,P9,,", "PREV_PERM", ["2004-01-01 C1 previous-permanence-recorded"]),
    ("workers", "C1,,,01/05/2011,,SWLAZY", "SW_REASON", ["2011-05-01 C1 social-worker-allocated"]),
]


@pytest.mark.parametrize(("module", "row", "column", "facts"), LEFT_OUT)
def test_a_cell_beside_the_fact_costs_the_cell(
    module: str, row: str, column: str, facts: list[str], log: MemoryLog, tmp_path: Path
) -> None:
    report = read(log, tmp_path / "r", {module: row})
    assert report.quarantine == ()
    assert [(aside.row, aside.column) for aside in report.cells.set_aside] == [(2, column)]
    assert all(aside.reason and aside.do for aside in report.cells.set_aside)
    assert said(log) == facts
    assert report.rows_read == 1 == sum(count.recorded for count in report.modules)


def test_several_cells_of_one_row_are_counted_each(log: MemoryLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"episodes": "C1,01/05/2011,S,V9,N9,XX,,,,,,,"})
    assert [aside.column for aside in report.cells.set_aside] == ["LS", "CIN", "PLACE"]
    assert said(log) == [BEGAN]


def test_the_cells_of_a_row_that_is_set_aside_are_not_counted_beside_it(log: MemoryLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"episodes": "C1,01/05/2011,S,V9,NULL,,,soon,,,,,"})
    assert [aside.column for aside in report.quarantine] == ["DEC"]
    assert (report.cells.set_aside, report.cells.read_as_blank) == ([], 0)


def test_in_the_xml_form_and_in_a_workbook_it_is_the_same(tmp_path: Path) -> None:
    form = (
        "<EXPSSDA903><CHILD><HEADER><CHILDID>C1</CHILDID><SEX>2</SEX><DOB>01/01/2004</DOB></HEADER><EPISODE>"
        "<DECOM>01/05/2011</DECOM><RNE>S</RNE><LS>V9</LS><DEC>NULL</DEC></EPISODE></CHILD></EXPSSDA903>"
    )
    (tmp_path / "return.xml").write_text(form, encoding="utf-8")
    book = Workbook()
    assert book.active is not None
    book.active.append(HEADERS["episodes"].split(","))
    book.active.append(["C1", date(2011, 5, 1), "S", "V9", None, None, None, "NULL"])
    book.save(tmp_path / "book.xlsx")
    for file in ("return.xml", "book.xlsx"):
        log = MemoryLog()
        report = import_return(log, [tmp_path / file], YEAR, KNOWN)
        assert report.quarantine == ()
        assert [aside.column for aside in report.cells.set_aside] == ["LS"]
        assert report.cells.read_as_blank == 1
        assert BEGAN in said(log)


# ------------------------------------------------------------------------------- nothing is known before it happens

IN_THE_FUTURE = [
    ("header", f"C1,2,{AHEAD_DAY},WBRI,,,", "DOB"),
    ("header", f"C1,2,01/01/2004,WBRI,,1,{AHEAD_DAY}", "MC_DOB"),
    ("episodes", f"C1,{AHEAD_DAY},S,,,,,,,,,,", "DECOM"),
    ("episodes", f"C1,01/05/2011,S,,,,,{AHEAD_DAY},E4A,,,,", "DEC"),
    ("reviews", f"C1,,{AHEAD_DAY},PN1", "REVIEW"),
    ("reviews", f"C1,{AHEAD_DAY},01/06/2011,PN1", "DOB"),
    ("ad1", f"C1,,,{AHEAD_DAY},,,,", "DATE_MATCH"),
    ("ad1", f"C1,,{AHEAD_DAY},,,,,", "DATE_INT"),
    ("ad1", f"C1,,{AHEAD_DAY},02/08/2011,,,,", "DATE_INT"),
    ("placed", f"C1,,{AHEAD_DAY},,", "DATE_PLACED"),
    ("placed", f"C1,,01/07/2011,{AHEAD_DAY},RD4", "DATE_PLACED_CEASED"),
    ("permanence", f"C1,01/01/2004,P2,,{AHEAD_DAY}", "DATE_PERM"),
    ("permanence", "C1,01/01/2004,P2,,zz/zz/2013", "DATE_PERM"),
    ("missing", f"C1,,M,{AHEAD_DAY},", "MIS_START"),
    ("missing", f"C1,,M,01/10/2011,{AHEAD_DAY}", "MIS_END"),
    ("workers", f"C1,,SW1,{AHEAD_DAY},,", "SW_DECOM"),
    ("workers", f"C1,,SW1,01/05/2011,{AHEAD_DAY},", "SW_DEC"),
    ("liberty", f"C1,,{AHEAD_DAY},", "DOLO_START"),
    ("liberty", f"C1,,01/12/2011,{AHEAD_DAY}", "DOLO_END"),
]


@pytest.mark.parametrize(("module", "row", "column"), IN_THE_FUTURE)
def test_a_day_after_the_day_of_knowing_sets_its_row_aside(
    module: str, row: str, column: str, log: MemoryLog, tmp_path: Path
) -> None:
    report = read(log, tmp_path / "r", {module: row})
    assert [(aside.column, aside.reason) for aside in report.quarantine] == [(column, AHEAD.reason)]
    assert said(log) == []


@pytest.mark.parametrize(("module", "row", "column"), IN_THE_FUTURE)
def test_the_day_of_knowing_itself_is_known(module: str, row: str, column: str, log: MemoryLog, tmp_path: Path) -> None:
    row = row.replace(AHEAD_DAY, "30/06/2012").replace("2013", "2012")
    assert read(log, tmp_path / "r", {module: row}).quarantine == ()


def test_an_unaccompanied_childs_last_day_may_lie_ahead_up_to_the_18th_birthday(tmp_path: Path) -> None:
    rows = {"29/02/2000": "01/03/2018", "05/07/1996": "05/07/2014"}
    for born, last in rows.items():
        assert read(MemoryLog(), tmp_path / "r", {"uasc": f"C1,1,{born},{last}"}).quarantine == ()
    after = read(MemoryLog(), tmp_path / "r", {"uasc": "C1,1,05/07/1996,06/07/2014"})
    assert [aside.column for aside in after.quarantine] == ["DUC"]
    past = read(MemoryLog(), tmp_path / "r", {"uasc": "C1,1,05/07/1990,06/07/2008"})
    assert past.quarantine == ()


HAPPENINGS = {
    "visitor-requests": {"REQUESTED", "MATCHED", "ENDED", "WITHDRAWN"},
    "plans": {"MADE", "ENDED"},
    "plan-reviews": {"REVIEWED"},
    "health-assessments": {"HELD", "DECLINED"},
    "assessments": {"COMPLETED"},
    "audits": {"AUDITED", "RECTIFIED"},
    "audit-actions": {"RAISED", "COMPLETED", "IMPACT_EVIDENCED"},
    "gateway-decisions": {"DECIDED"},
    "court-applications": {"ISSUED", "FINAL_PLAN_FILED", "DISPOSED", "WITHDRAWN"},
    "court-hearings": {"ISSUED"},
    "court-orders": {"ISSUED", "MADE"},
    "edge-of-care": {"STARTED", "ENDED"},
    "referrals": {"RECEIVED", "DECIDED"},
    "missing-incidents": {"START", "END"},
    "ssd-person": {"PERS_DOB"},
    "ssd-cla-episodes": {"CLAE_CLA_EPISODE_START_DATE", "CLAE_CLA_EPISODE_CEASED_DATE"},
    "ssd-cla-reviews": {"CLAR_CLA_REVIEW_DATE"},
    "ssd-missing": {"MISS_MISSING_EPISODE_START_DATE", "MISS_MISSING_EPISODE_END_DATE"},
    "ssd-permanence": {"PERM_ADM_DECISION_DATE", "PERM_DECISION_REVERSED_DATE"},
    "ssd-cla-previous-permanence": {"PERS_DOB", "LAPP_PREVIOUS_PERMANENCE_ORDER_DATE"},
    "ssd-cla-health": {"CLAH_HEALTH_CHECK_DATE"},
    "ssd-cla-care-plan": {"LACP_CLA_CARE_PLAN_START_DATE", "LACP_CLA_CARE_PLAN_END_DATE"},
    "ssd-pre-proceedings": {"PREP_PRE_PRO_DECISION_DATE", "PREP_AGREE_STEPDOWN_ISSUE_DATE"},
}
PLANNED = {
    "audits": {"RECTIFY_BY"},
    "audit-actions": {"DUE"},
    "court-applications": {"TIMETABLED_TO"},
    "court-hearings": {"HELD", "EXTENDED_TO"},
}
ALONE = {"MATCHED": "WITHDRAWN", "HELD": "DECLINED", "DISPOSED": "WITHDRAWN"}
"""Of two columns of which one alone may be filled."""


def with_cell(kind: str, column: str, text: str) -> dict[str, str]:
    """The example of a kind of table with this text in a column, and nothing that contradicts it."""
    table = TABLES[kind]
    cells = dict(zip(table.row.columns(), table.example, strict=True))
    if column in ALONE.values() and not cells[column]:
        for other in (*(one for one, alone in ALONE.items() if alone == column), "ENDED"):
            if other in cells:
                cells[other] = ""
    if column == "ENDED" and "MATCHED" in cells:
        cells["MATCHED"] = "2012-05-08"
    if column in ("CLAR_CLA_REVIEW_DATE",):
        cells["CLAR_CLA_REVIEW_CANCELLED"] = ""
    return {**cells, column: text}


def table_of(tmp_path: Path, kind: str, cells: dict[str, str], log: MemoryLog | None = None) -> ImportReport:
    path = tmp_path / f"{kind}.csv"
    quoted = [f'"{cell.strip(chr(34))}"' if chr(34) in cell else cell for cell in cells.values()]
    path.write_text(f"{','.join(cells)}\n{','.join(quoted)}\n", encoding="utf-8")
    return import_table(log or MemoryLog(), kind, path, KNOWN_OF_TABLES)


KNOWN_OF_TABLES = date(2013, 6, 30)


@pytest.mark.parametrize(
    ("kind", "column"), [(kind, each) for kind, columns in HAPPENINGS.items() for each in sorted(columns)]
)
def test_in_every_table_a_happening_after_the_day_of_knowing_sets_its_row_aside(
    kind: str, column: str, tmp_path: Path
) -> None:
    report = table_of(tmp_path, kind, with_cell(kind, column, "2013-07-01"))
    (aside,) = report.quarantine
    assert (aside.column, aside.reason) == (column, AHEAD.reason)


@pytest.mark.parametrize(
    ("kind", "column"), [(kind, each) for kind, columns in PLANNED.items() for each in sorted(columns)]
)
def test_a_planned_day_may_lie_ahead(kind: str, column: str, tmp_path: Path) -> None:
    cells = with_cell(kind, column, "2014-01-31")
    if column == "HELD":
        cells["EXTENDED_TO"] = ""
    assert table_of(tmp_path, kind, cells).quarantine == ()


def test_every_day_of_every_table_is_a_happening_or_planned() -> None:
    days = {
        kind: {
            column
            for column, field in zip(table.row.columns(), table.row.model_fields.values(), strict=True)
            if field.annotation in (date, date | None)
        }
        for kind, table in TABLES.items()
        if not hasattr(table.row, "return_columns")
    }
    assert days == {kind: HAPPENINGS[kind] | PLANNED.get(kind, set()) for kind in days}
    assert set(HAPPENINGS) == set(TABLES)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("plans", "CONTINGENCY"),
        ("plans", "OUTCOMES"),
        ("plans", "GOAL"),
        ("assessments", "LINKED_TO_PLAN"),
        ("audits", "GRADE"),
        ("audits", "RECTIFY_BY"),
        ("audits", "VIEWS_RECORDED"),
        ("audit-actions", "DUE"),
        ("court-applications", "PLAN"),
        ("court-applications", "TIMETABLED_TO"),
        ("court-hearings", "EXTENDED_TO"),
        ("referrals", "DECISION"),
        ("missing-incidents", "END_TIME"),
        ("ssd-person", "PERS_ETHNICITY"),
        ("ssd-cla-episodes", "LEGA_LEGAL_STATUS"),
        ("ssd-cla-episodes", "CLAE_CLA_EPISODE_CEASED_REASON"),
        ("ssd-cla-episodes", "CLAP_CLA_PLACEMENT_PROVIDER"),
        ("ssd-cla-reviews", "CLAR_CLA_REVIEW_PARTICIPATION"),
        ("ssd-permanence", "PERM_DECISION_REVERSED_REASON"),
        ("ssd-cla-previous-permanence", "LAPP_PREVIOUS_PERMANENCE_OPTION"),
    ],
)
def test_in_tables_a_cell_beside_the_fact_costs_the_cell(kind: str, column: str, tmp_path: Path) -> None:
    report = table_of(tmp_path, kind, with_cell(kind, column, "perhaps"))
    assert report.quarantine == ()
    assert [(aside.row, aside.column, aside.value) for aside in report.cells.set_aside] == [(2, column, "perhaps")]


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("plans", "KIND"),
        ("plans", "ENDED"),
        ("court-applications", "FINAL_PLAN"),  # and the day it was filed stands beside it
        ("court-applications", "DISPOSED"),
        ("missing-incidents", "START_TIME"),
        ("missing-incidents", "MISSING"),
        ("ssd-cla-episodes", "CLAE_CLA_EPISODE_CEASED_DATE"),
        ("ssd-cla-episodes", "CLAE_CLA_EPISODE_START_REASON"),
        ("ssd-person", "PERS_DOB"),
    ],
)
def test_in_tables_a_cell_of_the_fact_costs_the_row(kind: str, column: str, tmp_path: Path) -> None:
    report = table_of(tmp_path, kind, with_cell(kind, column, "perhaps"))
    assert [(aside.row, aside.column, aside.value) for aside in report.quarantine] == [(2, column, "perhaps")]
    assert report.cells.set_aside == []


@pytest.mark.parametrize(
    ("number", "cells", "aside"),
    [
        (1, {"Date of Contact": date(2012, 7, 1)}, "Date of Contact"),
        (6, {"CIN Start Date": date(2012, 7, 1)}, "CIN Start Date"),
        (6, {"CIN Start Date": date(2012, 1, 1), "CIN Closure Date": date(2012, 7, 1)}, "CIN Closure Date"),
        (6, {"CIN Start Date": date(2012, 1, 1), "Date of Birth": date(2012, 9, 1)}, None),  # unborn
        (8, {"Date Started to be Looked After": date(2012, 1, 1), "Date of Birth": date(2012, 9, 1)}, "Date of Birth"),
        (
            8,
            {"Date Started to be Looked After": date(2012, 1, 1), "Date Ceased to be Looked After": date(2012, 7, 1)},
            "Date Ceased to be Looked After",
        ),
    ],
)
def test_in_annex_a_too(number: int, cells: dict[str, object], aside: str | None, tmp_path: Path) -> None:
    write(tmp_path / "annex.xlsx", {"list": rows_of(number, {"Child Unique ID": "A1", **cells})})
    report = import_annex_a(MemoryLog(), tmp_path / "annex.xlsx", KNOWN).report
    assert [each.column for each in report.quarantine] == ([aside] if aside else [])


def test_rows_of_annex_a_are_corrected_in_their_file_and_imported_from_a_sheet(tmp_path: Path) -> None:
    sheet = rows_of(1, {"Child Unique ID": "A1", "Date of Contact": "31/02/2012", "Contact Source": "6"})
    write(tmp_path / "annex.xlsx", {"list": sheet})
    first = import_annex_a(MemoryLog(), tmp_path / "annex.xlsx", KNOWN).report
    write_quarantine(first.quarantine, tmp_path / "aside.csv")
    with (tmp_path / "aside.csv").open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header[5:] == ["Date of Contact", "Contact Source", "FILE", "ROW", "COLUMN", "REASON", "WHAT TO DO"]
    corrected = [cell.replace("31/02/2012", "29/02/2012") for cell in row]
    write(tmp_path / "corrected.xlsx", {"list": [header, corrected]})
    log = MemoryLog()
    report = import_annex_a(log, tmp_path / "corrected.xlsx", KNOWN).report
    assert (report.rows_quarantined, report.files[0].columns_unknown) == (0, ())
    assert "2012-02-29 A1 contact-received source=6" in said(log)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("2012-07-01 C1 review-held", AHEAD.reason),
        ("1912-06-01 C1 review-held", TOO_EARLY.reason),
        ('2012-06-01 "=1+1" review-held', "the child begins with =, +, - or @, as a formula does"),
        ("2012-06-01 1.2E+11 review-held", f"the child: {SCIENTIFIC_CHILD.reason}"),
    ],
)
def test_a_journal_is_refused_at_its_line(line: str, what: str, log: MemoryLog, tmp_path: Path) -> None:
    path = tmp_path / "j.journal"
    path.write_text(f"known 2012-06-30\n2012-06-30 C1 review-held\n{line}\n", encoding="utf-8")
    with pytest.raises(IngestError) as refused:
        import_journal(log, path)
    assert (refused.value.where, refused.value.what) == ("j.journal, line 3", what)
    assert said(log) == []


def test_a_journal_may_take_back_what_cannot_have_been_known_and_announce_a_hearing(
    log: MemoryLog, tmp_path: Path
) -> None:
    path = tmp_path / "j.journal"
    path.write_text(
        'known 2012-06-30\nwithdraw 2052-07-01 C1 review-held because "mistyped"\n'
        "2012-09-03 C1 court-hearing-held application=care issued_on=2012-02-01 type=final\n",
        encoding="utf-8",
    )
    assert import_journal(log, path).rows == 2


# --------------------------------------------------------------------------------------------- words for nothing


@pytest.mark.parametrize("word", sorted(NOTHING | {"null", "nan", "NaN", "None", "n/a", "Na", "#n/a"}))
def test_a_word_for_nothing_is_blank_in_every_kind_of_cell(word: str, log: MemoryLog, tmp_path: Path) -> None:
    report = read(
        log,
        tmp_path / "r",
        {
            "header": f"C1,{word},01/01/2004,{word},{word},{word},{word}",
            "episodes": f"C1,01/05/2011,S,{','.join([word] * 10)}",
            "oc2": f"C1,{','.join([word] * 11)}",
            "permanence": f"C1,01/01/2004,{word},{word},{word}",
        },
    )
    assert report.quarantine == ()
    assert report.cells.set_aside == []
    assert report.cells.read_as_blank == 5 + 10 + 11 + 3
    assert said(log) == [
        "2004-01-01 C1 child-registered",
        "2004-01-01 C1 previous-permanence-recorded",
        BEGAN,
        "2012-03-31 C1 health-outcomes-recorded",
    ]


@pytest.mark.parametrize(
    "day",
    [
        *("1900-01-01", "01/01/1900", "1899-12-30", "30/12/1899 00:00:00"),
        *("9999-12-31", "31/12/9999", "9999-12-31 00:00:00.0000000", "9999-12-31T23:59:59.997"),
    ],
)
def test_the_noughts_of_spreadsheets_and_databases_are_blank_as_days(day: str, log: MemoryLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"episodes": f"C1,01/05/2011,S,,,,,{day},,,,,"})
    assert (report.quarantine, report.cells.read_as_blank) == ((), 1)
    assert said(log) == [BEGAN]
    started = read(MemoryLog(), tmp_path / "s", {"episodes": f"C1,{day},S,,,,,,,,,,"})
    assert [(aside.column, aside.reason) for aside in started.quarantine] == [("DECOM", "it is blank")]


def test_a_spreadsheets_nought_as_a_day_of_a_workbook_is_blank(log: MemoryLog, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(HEADERS["episodes"].split(","))
    book.active.append(["C1", date(2011, 5, 1), "S", None, None, None, None, 0])
    book.active["H2"].number_format = "DD/MM/YYYY"
    book.save(tmp_path / "book.xlsx")
    report = import_return(log, [tmp_path / "book.xlsx"], YEAR, KNOWN)
    assert (report.quarantine, report.cells.read_as_blank) == ((), 1)
    assert said(log) == [BEGAN]


def test_in_the_xml_form_words_for_nothing_make_no_rows(log: MemoryLog, tmp_path: Path) -> None:
    form = (
        "<EXPSSDA903><CHILD><HEADER><CHILDID>C1</CHILDID><DOB>01/01/2004</DOB><UASC>NULL</UASC><DUC>1900-01-01</DUC>"
        "<IN_TOUCH>NULL</IN_TOUCH></HEADER></CHILD></EXPSSDA903>"
    )
    (tmp_path / "return.xml").write_text(form, encoding="utf-8")
    import_return(log, [tmp_path / "return.xml"], YEAR, KNOWN)
    assert said(log) == ["2004-01-01 C1 child-registered"]


def test_in_tables_too(tmp_path: Path) -> None:
    log = MemoryLog()
    cells = {**with_cell("plans", "ENDED", "9999-12-31"), "CONTINGENCY": "n/a", "OUTCOMES": "NULL", "GOAL": "-"}
    report = table_of(tmp_path, "plans", cells, log)
    assert (report.quarantine, report.cells.set_aside, report.cells.read_as_blank) == ((), [], 4)
    assert said(log) == ["2012-01-16 C1 plan-made kind=care"]


BEFORE_1950 = [
    ("header", "C1,2,31/12/1949,WBRI,,,", True),
    ("header", "C1,2,01/01/1950,WBRI,,,", None),
    ("header", "C1,2,01/01/2004,WBRI,,1,03/04/1911", False),
    ("episodes", "C1,01/05/1911,S,,,,,,,,,,", True),
    ("episodes", "C1,01/05/2011,S,,,,,01/09/1911,E4A,,,,", True),
    ("reviews", "C1,01/01/1904,01/06/2011,PN1", True),
    ("uasc", "C1,2,01/01/2004,28/02/1922", False),
    ("permanence", "C1,01/01/2004,P2,,01/05/1908", False),
    ("permanence", "C1,01/01/2004,P2,,zz/05/1908", False),
    ("missing", "C1,,M,01/10/2011,01/10/1911", True),
]


@pytest.mark.parametrize(("module", "row", "costs_the_row"), BEFORE_1950)
def test_any_other_day_before_1950_costs_the_row_or_the_cell(
    module: str, row: str, costs_the_row: bool | None, log: MemoryLog, tmp_path: Path
) -> None:
    report = read(log, tmp_path / "r", {module: row})
    assert (len(report.quarantine), len(report.cells.set_aside)) == {True: (1, 0), False: (0, 1), None: (0, 0)}[
        costs_the_row
    ]


# --------------------------------------------------------------------------------------------------- identifiers


@pytest.mark.parametrize(
    ("typed", "child"),
    [
        ("1001.0", "1001"),
        ("0012.0", "0012"),
        ("'0012", "0012"),
        ("'1001.0", "1001"),
        ("A1.0", "A1.0"),
        ("12.5", "12.5"),
        ("1E5", "1E5"),
        ("0012", "0012"),
        ("C-1", "C-1"),
        ("a1", "a1"),
    ],
)
def test_an_identifier_is_taken_to_the_letter_but_for_what_a_spreadsheet_adds(
    typed: str, child: str, log: MemoryLog, tmp_path: Path
) -> None:
    report = read(log, tmp_path / "r", {"reviews": f"{typed},,01/06/2011,\n{typed},,01/07/2011,"})
    assert list(log.children()) == [child]
    assert report.cells.point_nought == (2 if typed.endswith("1001.0") or typed == "0012.0" else 0)
    assert report.cells.apostrophes == (2 if typed.startswith("'") else 0)


@pytest.mark.parametrize(
    "typed",
    ["1.2E+11", "1.23457E+11", "1e+11", '"1,23E+11"', "1.2E-05", "=1+1", "+44", "-5", "@SUM(1)", "'=1+1", "NULL", "'"],
)
def test_what_cannot_be_an_identifier_sets_its_row_aside(typed: str, log: MemoryLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"reviews": f"{typed},,01/06/2011,"})
    (aside,) = report.quarantine
    assert aside.column == "CHILD"
    assert report.set_aside[0].children == frozenset()
    assert said(log) == []


@pytest.mark.parametrize(("typed", "children"), [("1.2E+11", set()), ("=1+1", set()), ("1001.0", {"1001"})])
def test_a_table_names_as_children_set_aside_only_whom_it_can_name(
    typed: str, children: set[str], tmp_path: Path
) -> None:
    path = tmp_path / "visitor-requests.csv"
    path.write_text(f"CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON\n{typed},2011-13-01,,,,\n", encoding="utf-8")
    with open_log(tmp_path / "log.db") as log:
        import_table(log, "visitor-requests", path, KNOWN)
        (imported,) = log.imports().all
        assert isinstance(imported.entry, ImportRecorded)
        assert {child for module in imported.entry.modules for child in module.children_set_aside} == children


@pytest.mark.parametrize("typed", ["=1+1", "+44", "-5", "@SUM(1)"])
def test_a_postcode_or_a_number_that_a_spreadsheet_would_run_is_set_aside(
    typed: str, log: MemoryLog, tmp_path: Path
) -> None:
    """The export writes them as they are."""
    report = read(log, tmp_path / "r", {"episodes": f"C1,01/05/2011,S,V2,N1,U6,PR1,,,,{typed},{typed},{typed}"})
    assert [aside.column for aside in report.cells.set_aside] == ["PL_POST", "URN", "HOME_POST"]
    assert report.quarantine == ()


def test_the_report_says_of_each_module_what_was_set_aside_and_of_whom(log: MemoryLog, tmp_path: Path) -> None:
    rows = "C1.5,,01/06/2011,\n1002.0,,31/06/2011,\n'0012,,soon,\n1002,,31/06/2011,\nC9,,01/06/2011"
    report = read(log, tmp_path / "r", {"reviews": rows})
    (reviews,) = report.set_aside
    assert (reviews.module, reviews.read) == ("Reviews", 5)
    assert dict(reviews.by_reason) == {
        "REVIEW: there is no such day": 2,
        "REVIEW: it is not a date": 1,
        "the row has 3 cells, the header row 4": 1,
    }
    assert reviews.children == {"1002", "0012", "C9"}


def test_a_lost_leading_zero_is_named_where_it_can_be_known(log: MemoryLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"permanence": "C1,01/01/2004,P2,57,"})
    (aside,) = report.cells.set_aside
    assert aside.reason.startswith("it may have lost a leading zero: ")
