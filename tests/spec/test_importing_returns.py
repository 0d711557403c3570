"""How a yearly return is read: what is recorded, what is set aside, and what is named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import permutations
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.fuzz.returns import HEADERS, MemoryLog, known, lines_of, write_return
from timeline.domain.events import EpisodeBegan, SpellEnded
from timeline.domain.statements import Statement
from timeline.ingest import IngestError
from timeline.ingest.quarantine import write_quarantine
from timeline.ingest.report import ImportReport, ModuleCount
from timeline.ingest.ssda903 import import_return
from timeline.report import imports
from timeline.store import CaseLog, open_log

YEAR = date(2012, 3, 31)
KNOWN = date(2012, 6, 30)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "timeline.db") as opened:
        yield opened


def read(log: CaseLog | MemoryLog, folder: Path, modules: dict[str, str], year: int = 2012) -> ImportReport:
    """Import a return of these modules, known at the end of June."""
    return import_return(log, [write_return(folder, modules)], date(year, 3, 31), date(year, 6, 30))


def bytes_read(log: CaseLog, path: Path, content: bytes) -> ImportReport:
    path.write_bytes(content)
    return import_return(log, [path], YEAR, KNOWN)


def said(log: CaseLog | MemoryLog, known_at: str | None = None) -> list[str]:
    return lines_of(log.stories(known(known_at)))


EPISODE = "C1,01/05/2011,S,V2,N1,U6,PR1,,,,AB1 2CD,EF3 4GH,1234567"
BEGAN = (
    "2011-05-01 C1 became-looked-after legal_status=V2 category_of_need=N1 placement.type=U6 placement.provider=PR1 "
    'placement.postcode="EF3 4GH" placement.urn=1234567 home_postcode="AB1 2CD"'
)


# ----------------------------------------------------------------------------------------------- what a row says


def test_an_episode_is_its_beginning_and_its_ending(log: CaseLog, tmp_path: Path) -> None:
    rows = """
        C1,01/05/2011,S,V2,N1,U6,PR1,01/09/2011,X1,CARPL,AB1 2CD,EF3 4GH,1234567
        C1,01/09/2011,P,V2,N1,K2,PR4,31/01/2012,E4A,,,IJ5 6KL,SC123456
    """
    report = read(log, tmp_path / "r", {"episodes": rows})
    assert report.modules == (ModuleCount("Episodes", ("episodes.csv",), 2, 2, 0, 0),)
    assert said(log) == [
        BEGAN,
        "2011-09-01 C1 episode-ended began_on=2011-05-01 reason_episode_ceased=X1 reason_place_change=CARPL",
        "2011-09-01 C1 placement-moved legal_status=V2 category_of_need=N1 placement.type=K2 placement.provider=PR4 "
        'placement.postcode="IJ5 6KL" placement.urn=SC123456',
        "2012-01-31 C1 ceased-to-be-looked-after began_on=2011-09-01 reason_episode_ceased=E4A",
    ]


def test_every_module_becomes_facts(log: CaseLog, tmp_path: Path) -> None:
    modules = {
        "header": "C1,2,29/02/2004,WBRI,A123456789012,1,03/04/2011",
        "episodes": EPISODE,
        "reviews": "C1,29/02/2004,01/06/2011,PN1",
        "uasc": "C1,2,29/02/2004,28/02/2022",
        "oc2": "C1,29/02/2004,12,,0,,1,1,1,0,,",
        "oc3": "C1,29/02/2004,YES,F1,K1",
        "ad1": "C1,29/02/2004,01/07/2011,02/08/2011,0,2,MF,L11",
        "placed": "C1,29/02/2004,01/07/2011,05/12/2011,RD4",
        "permanence": "C1,29/02/2004,P2,309,zz/05/2010",
        "missing": "C1,29/02/2004,M,01/10/2011,03/10/2011\nC1,29/02/2004,A,04/11/2011,",
        "workers": "C1,29/02/2004,SW123,01/05/2011,01/06/2011,MANAGE",
        "liberty": "C1,29/02/2004,01/12/2011,01/01/2012",
    }
    report = read(log, tmp_path / "r", modules)
    assert report.quarantine == ()
    assert [module.read for module in report.modules] == [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1]
    lines = set(said(log))
    worker = next(line for line in lines if "social-worker-allocated" in line)
    assert "SW123" not in worker
    assert worker.startswith("2011-05-01 C1 social-worker-allocated worker=")
    assert lines - {worker} == {
        "2004-02-29 C1 child-registered sex=2 ethnicity=WBRI upn=given mother=true child_born_on=2011-04-03",
        BEGAN,
        "2011-06-01 C1 review-held participation=PN1",
        "2004-02-29 C1 unaccompanied-asylum-seeker-recorded sex=2 ceases_on=2022-02-28",
        "2012-03-31 C1 health-outcomes-recorded sdq_score=12 convicted=false immunisations=true teeth_check=true "
        "health_assessment=true substance_misuse=false",
        "2012-03-31 C1 care-leaver-outcomes-recorded in_touch=YES activity=F1 accommodation=K1",
        "2011-08-02 C1 matched-with-adopters year_ending=2012-03-31 matched_on=2011-08-02 decided_on=2011-07-01 "
        "by_former_foster_carer=false number_of_adopters=2 sex_of_adopters=MF legal_status_of_adopters=L11",
        "2011-07-01 C1 adoption-decided",
        "2011-12-05 C1 adoption-decision-reversed began_on=2011-07-01 reason=RD4",
        "2004-02-29 C1 previous-permanence-recorded option=P2 authority=309 order_date=zz/05/2010",
        "2011-10-01 C1 went-missing",
        "2011-10-03 C1 returned-from-missing began_on=2011-10-01",
        "2011-11-04 C1 went-away-without-authorisation",
        "2011-06-01 C1 social-worker-left began_on=2011-05-01",
        "2011-12-01 C1 deprived-of-liberty",
        "2012-01-01 C1 deprivation-of-liberty-ended began_on=2011-12-01",
    }


def test_a_pupil_number_is_never_kept_only_that_there_is_one(log: CaseLog, tmp_path: Path) -> None:
    rows = "C1,2,01/01/2004,WBRI,A123456789012,,\nC2,2,01/01/2004,WBRI,un4,,\nC3,2,01/01/2004,WBRI,,,"
    read(log, tmp_path / "r", {"header": rows})
    assert [line.partition("ethnicity=WBRI")[2] for line in said(log)] == [" upn=given", " upn=UN4", ""]


def test_a_pupil_number_of_another_form_is_named_by_its_row_with_the_number_of_the_rule(
    log: CaseLog, tmp_path: Path
) -> None:
    """Rule 168: a letter but I, O and S, 11 digits, a digit or a letter. The check letter is not tested."""
    right = ["A12345678901B", "a123456789012", "Z00000000000Z", "UN1", "un5", ""]
    wrong = [
        "I123456789012",
        "O123456789012",
        "S123456789012",
        "A12345678901",
        "A12345678901BC",
        "UN6",
        "A1234567890BC",
    ]
    rows = [f"C{n},2,01/01/2004,WBRI,{upn},," for n, upn in enumerate([*right, *wrong])]
    report = read(log, tmp_path / "r", {"header": "\n".join(rows)})
    (named,) = [each for each in report.discrepancies if each.rules == ("168",)]
    first = len(right) + 2  # the header row is row 1
    assert (named.kind, named.counted, named.count) == ("UPN that is no school number", "rows", len(wrong))
    assert named.examples == tuple(f"header.csv row {first + n}" for n in range(5))
    assert not any(upn in str(report) for upn in (*right[:3], *wrong))


def test_a_reason_for_an_ending_without_its_day_is_recorded_and_ends_nothing(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "r", {"episodes": "C1,01/05/2011,S,V2,N1,U6,PR1,,X1,PLACE,AB1 2CD,EF3 4GH,1234567"})
    assert said(log) == [
        BEGAN,
        "2011-05-01 C1 ending-reported-without-date began_on=2011-05-01 reason_episode_ceased=X1 "
        "reason_place_change=PLACE",
    ]


def test_a_day_without_a_reason_ends_the_episode(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "r", {"episodes": "C1,01/05/2011,S,V2,N1,U6,PR1,01/09/2011,,,AB1 2CD,EF3 4GH,1234567"})
    assert said(log) == [BEGAN, "2011-09-01 C1 episode-ended began_on=2011-05-01"]


def test_codes_left_blank_are_recorded_as_blank(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "r", {"episodes": "C1,01/05/2011,S,,,,,,,,,,"})
    assert said(log) == ["2011-05-01 C1 became-looked-after"]


def test_two_episodes_begun_on_one_day_have_endings_that_say_which_they_end(log: CaseLog, tmp_path: Path) -> None:
    rows = """
        C1,01/05/2011,S,V2,N1,U6,PR1,01/09/2011,X1,,,,
        C1,01/05/2011,S,C2,N1,K2,PR4,02/09/2011,E4A,,,,
    """
    read(log, tmp_path / "r", {"episodes": rows})
    (story,) = log.stories(known())
    begun = {fact.id: event.placement.type for fact, event in story.of(EpisodeBegan)}
    endings = [(event.occurred_on, event.began_as) for _, event in story.of(SpellEnded)]
    assert [(day, begun[named]) for day, named in endings if named] == [
        (date(2011, 9, 1), "U6"),
        (date(2011, 9, 2), "K2"),
    ]


def test_the_same_row_twice_is_one_fact_and_one_row_unchanged(log: CaseLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"episodes": f"{EPISODE}\n{EPISODE}"})
    assert report.modules == (ModuleCount("Episodes", ("episodes.csv",), 2, 1, 1, 0),)
    assert said(log) == [BEGAN]


# ------------------------------------------------------------------------------------ how a file may be written

VARIANTS = {
    "plain": (HEADERS["episodes"] + "\n" + EPISODE + "\n").encode(),
    "byte order mark": ("\ufeff" + HEADERS["episodes"] + "\n" + EPISODE + "\n").encode(),
    "UTF-16, as a spreadsheet's Unicode text": (HEADERS["episodes"] + "\n" + EPISODE)
    .replace(",", "\t")
    .encode("utf-16"),
    "Windows line ends": (HEADERS["episodes"] + "\r\n" + EPISODE + "\r\n").encode(),
    "mixed line ends and blank lines": ("\r\n" + HEADERS["episodes"] + "\r" + "\n\r\n" + EPISODE).encode(),
    "lines of commas alone": (HEADERS["episodes"] + "\n" + "," * 12 + "\n" + EPISODE + "\n" + " , " * 12).encode(),
    "lower case": (HEADERS["episodes"] + "\n" + EPISODE).lower().replace("c1,", "C1,").encode(),
    "blanks round every cell": (HEADERS["episodes"] + "\n" + EPISODE).replace(",", "  ,\t ").encode(),
    "semicolons": (HEADERS["episodes"] + "\n" + EPISODE).replace(",", ";").encode(),
    "tabulators": (HEADERS["episodes"] + "\n" + EPISODE).replace(",", "\t").encode(),
    "quotation marks": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEADERS["episodes"], EPISODE)
    ).encode(),
    "columns in another order": "\n".join(
        ",".join(reversed(line.split(","))) for line in (HEADERS["episodes"], EPISODE)
    ).encode(),
    "ISO dates": (HEADERS["episodes"] + "\n" + EPISODE.replace("01/05/2011", "2011-05-01")).encode(),
    "short days": (HEADERS["episodes"] + "\n" + EPISODE.replace("01/05/2011", "1/5/2011")).encode(),
    "midnight behind the day": (
        HEADERS["episodes"] + "\n" + EPISODE.replace("01/05/2011", "01/05/2011 00:00")
    ).encode(),
    "numbers with a point": (HEADERS["episodes"] + "\n" + EPISODE.replace("1234567", "1234567.0")).encode(),
    "trailing delimiters": (HEADERS["episodes"] + ",,\n" + EPISODE + ",,,\n").encode(),
    "a regional copy's columns": (HEADERS["episodes"] + ",LA,YEAR\n" + EPISODE + ",999,2012\n").encode(),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_however_it_is_written_the_same_row_says_the_same(variant: str, log: CaseLog, tmp_path: Path) -> None:
    report = bytes_read(log, tmp_path / "any name.txt", VARIANTS[variant])
    assert [(module.module, module.read, module.recorded) for module in report.modules] == [("Episodes", 1, 1)]
    assert report.files[0].columns_unknown == ()
    assert said(log) == [BEGAN]


def test_a_file_in_the_windows_code_page_is_read(log: CaseLog, tmp_path: Path) -> None:
    bytes_read(log, tmp_path / "e.csv", (HEADERS["reviews"] + "\nJosé,,01/06/2011,PN1\n").encode("cp1252"))
    assert said(log) == ['2011-06-01 "José" review-held participation=PN1']


def test_leading_zeros_of_a_child_are_kept(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "r", {"reviews": " 0012 ,,01/06/2011,PN1"})
    assert said(log) == ["2011-06-01 0012 review-held participation=PN1"]


XML = """<?xml version="1.0" encoding="utf-8"?>
<EXPSSDA903>
 <CHILD>
  <HEADER><CHILDID>C1</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>29/02/2004</DOB><ETHNIC>WBRI</ETHNIC><UASC>1</UASC>
   <DUC>28/02/2022</DUC><DATE_INT>01/07/2011</DATE_INT><DATE_MATCH>02/08/2011</DATE_MATCH><FOSTER_CARE>0</FOSTER_CARE>
   <IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>K1</ACCOM>
   <AMISSING><MISSING>M</MISSING><MIS_START>01/10/2011</MIS_START><MIS_END/></AMISSING>
   <AREVIEW><REVIEW>01/06/2011</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
   <AREVIEW><REVIEW>01/12/2011</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
   <MOTHER/><MC_DOB/>
   <PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>
   <OC2><SDQ_SCORE>12</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
   <AD_PLACED><DATE_PLACED>01/07/2011</DATE_PLACED></AD_PLACED>
  </HEADER>
  <EPISODE><DECOM>01/05/2011</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>EF3 4GH</PL_POST>
   <HOME_POST>AB1 2CD</HOME_POST><URN>1234567</URN><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC/><REC/></EPISODE>
 </CHILD>
 <CHILD><HEADER><CHILDID>C2</CHILDID><SEX>1</SEX><DOB>01/01/2005</DOB><ETHNIC>REFU</ETHNIC><UASC>0</UASC></HEADER></CHILD>
</EXPSSDA903>
"""
THE_SAME_AS_CSV = {
    "header": "C1,2,29/02/2004,WBRI,UN1,,\nC2,1,01/01/2005,REFU,,,",
    "episodes": EPISODE,
    "reviews": "C1,29/02/2004,01/06/2011,PN1\nC1,29/02/2004,01/12/2011,PN2",
    "uasc": "C1,2,29/02/2004,28/02/2022",
    "oc2": "C1,29/02/2004,12,,0,,,,,,,",
    "oc3": "C1,29/02/2004,YES,F1,K1",
    "ad1": "C1,29/02/2004,01/07/2011,02/08/2011,0,,,",
    "placed": "C1,29/02/2004,01/07/2011,,",
    "permanence": "C1,29/02/2004,Z1,,",
    "missing": "C1,29/02/2004,M,01/10/2011,",
}


def as_workbook(path: Path, modules: dict[str, str]) -> Path:
    """The same rows as sheets, with days, numbers and texts as a person would have typed them."""
    book = Workbook()
    for name, rows in modules.items():
        sheet = book.create_sheet(name)
        sheet.append(HEADERS[name].split(","))
        for line in rows.splitlines():
            sheet.append([typed(cell) for cell in line.split(",")])
    book.save(path)
    return path


def typed(cell: str) -> str | float | datetime | None:
    if "/" in cell and not cell.startswith("zz"):
        return datetime.strptime(cell, "%d/%m/%Y")
    return float(cell) if cell.isdigit() else cell or None


def test_the_xml_form_says_the_same_as_the_csv_form(log: CaseLog, tmp_path: Path) -> None:
    first = bytes_read(log, tmp_path / "return.xml", XML.encode())
    assert first.quarantine == ()
    assert first.facts_added == 12
    again = read(log, tmp_path / "r", THE_SAME_AS_CSV)
    assert (again.facts_added, again.statements_added) == (0, 0)


def test_a_workbook_says_the_same_as_the_csv_form(log: CaseLog, tmp_path: Path) -> None:
    first = import_return(log, [as_workbook(tmp_path / "return.xlsx", THE_SAME_AS_CSV)], YEAR, KNOWN)
    assert first.quarantine == ()
    assert first.facts_added == 12
    again = read(log, tmp_path / "r", THE_SAME_AS_CSV)
    assert (again.facts_added, again.statements_added) == (0, 0)


def test_a_number_that_names_a_child_in_a_workbook_has_no_point(log: CaseLog, tmp_path: Path) -> None:
    import_return(log, [as_workbook(tmp_path / "b.xlsx", {"reviews": "398768,,01/06/2011,PN1"})], YEAR, KNOWN)
    assert said(log) == ["2011-06-01 398768 review-held participation=PN1"]


def test_a_row_is_named_by_its_place_in_the_file_the_sheet_or_the_form(log: CaseLog, tmp_path: Path) -> None:
    bytes_read(log, tmp_path / "return.xml", XML.encode())
    book = as_workbook(tmp_path / "book.xlsx", {"reviews": "C1,,01/12/2011,PN2"})
    part = tmp_path / "r.csv"
    part.write_text(f"{HEADERS['reviews']}\n\nC1,,01/11/2011,\nC1,,01/12/2011,PN2")
    import_return(log, [book], YEAR, KNOWN, partial=True)
    import_return(log, [part], YEAR, KNOWN, partial=True)
    (fact,) = [
        fact
        for story in log.stories(known())
        for fact in story.facts
        if fact.event.content().get("participation") == "PN2"
    ]
    places = {(telling.file, telling.row) for telling in fact.told}
    assert places == {("return.xml[Reviews]", 2), ("book.xlsx[reviews]", 2), ("r.csv", 4)}


# --------------------------------------------------------------------------------------------- what is set aside

SET_ASIDE = {
    "C1,31/02/2012,S,V2,N1,U6,PR1,,,,,,": ("DECOM", "31/02/2012", "there is no such day"),
    "C1,01/05/11,S,V2,N1,U6,PR1,,,,,,": ("DECOM", "01/05/11", "the year has two digits"),
    "C1,1st of May,S,V2,N1,U6,PR1,,,,,,": ("DECOM", "1st of May", "it is not a date"),
    "C1,01/05/2011 14:30,S,V2,N1,U6,PR1,,,,,,": ("DECOM", "01/05/2011 14:30", "a time of day stands behind the day"),
    "C1,01/05/2011,S,V2,N1,U6,PR1,31/12/9998,,,,,": ("DEC", "31/12/9998", "no case lies in this year"),
    "C1,,S,V2,N1,U6,PR1,,,,,,": ("DECOM", "", "it is blank"),
    "C1,01/05/2011,,V2,N1,U6,PR1,,,,,,": ("RNE", "", "it is blank"),
    "C1,01/05/2011,Q,V2,N1,U6,PR1,,,,,,": ("RNE", "Q", None),
    ",01/05/2011,S,V2,N1,U6,PR1,,,,,,": ("CHILD", "", "it is blank"),
    "=A1,01/05/2011,S,V2,N1,U6,PR1,,,,,,": (
        "CHILD",
        "=A1",
        "it begins with =, +, - or @, so a spreadsheet would run it as a formula",
    ),
    "C1,01/05/2011,S,V2,N1,U6,PR1,,,,": (None, "", "the row has 11 cells, the header row 13"),
    "C1,01/05/2011,S,V2,N1,U6,PR1,,,,,,,,9": (None, "", "the row has 15 cells, the header row 13"),
    'C1,01/05/2011,"S,V2,N1,U6,PR1,,,,,,': (None, "", "a quotation mark is in the wrong place or is not closed"),
    "C1,01/05/2011,S,V2,N1,U6,PR1,,,," + "A" * 10_001 + ",,": (None, "", "a cell is longer than 10,000 characters"),
}


@pytest.mark.parametrize("row", SET_ASIDE, ids=lambda row: row[:40])
def test_what_cannot_be_a_fact_is_set_aside_and_the_rest_is_recorded(row: str, log: CaseLog, tmp_path: Path) -> None:
    column, value, reason = SET_ASIDE[row]
    report = read(log, tmp_path / "r", {"episodes": f"{row}\nC2,01/05/2011,S,,,,,,,,,,"})
    (aside,) = report.quarantine
    assert (aside.file, aside.row, aside.column, aside.value) == ("episodes.csv", 2, column, value)
    if reason is None:  # of a code that is none, the list itself says why
        assert column is not None
        assert column in aside.reason or "not a code of the return" in aside.reason
    else:
        assert aside.reason == reason
    assert aside.do
    assert report.modules == (ModuleCount("Episodes", ("episodes.csv",), 2, 1, 0, 1),)
    assert said(log) == ["2011-05-01 C2 became-looked-after"]


OTHERS_SET_ASIDE = [
    ("header", "C1,2,,WBRI,,,", "DOB"),
    ("reviews", "C1,01/01/2004,,PN1", "REVIEW"),
    ("reviews", "C1,01/13/2004,01/06/2011,PN1", "DOB"),
    ("uasc", "C1,2,,28/02/2022", "DOB"),
    ("ad1", "C1,,,,0,,,", "DATE_MATCH"),
    ("placed", "C1,,01/07/2011,,RD4", "DATE_PLACED_CEASED"),
    ("permanence", "C1,,P2,309,", "DOB"),
    ("missing", "C1,,,01/10/2011,", "MISSING"),
    ("missing", "C1,,M,,01/10/2011", "MIS_START"),
    ("liberty", "C1,,,01/05/2011", "DOLO_START"),
]


@pytest.mark.parametrize(("module", "row", "column"), OTHERS_SET_ASIDE)
def test_each_module_sets_aside_what_it_cannot_record(
    module: str, row: str, column: str, log: CaseLog, tmp_path: Path
) -> None:
    report = read(log, tmp_path / "r", {module: row})
    assert [(aside.row, aside.column) for aside in report.quarantine] == [(2, column)]
    assert said(log) == []


def test_a_quotation_mark_that_is_never_closed_spoils_its_own_line_alone(log: CaseLog, tmp_path: Path) -> None:
    rows = 'C1,,01/06/2011,"PN1\nC1,,02/06/2011,PN1\nC1,,03/06/2011,"PN1"'
    report = read(log, tmp_path / "r", {"reviews": rows})
    assert [aside.row for aside in report.quarantine] == [2]
    assert [line[:10] for line in said(log)] == ["2011-06-02", "2011-06-03"]


def test_where_a_row_of_a_child_was_set_aside_its_silence_takes_nothing_back(log: CaseLog, tmp_path: Path) -> None:
    first = {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1\nC1,,01/12/2011,PN1"}
    read(log, tmp_path / "a", first, 2012)
    later = {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1\nC1,,01/13/2011,PN1"}
    import_return(log, [write_return(tmp_path / "b", later)], YEAR, date(2012, 7, 31))
    assert len(said(log)) == 3
    right = {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1"}
    import_return(log, [write_return(tmp_path / "c", right)], YEAR, date(2012, 8, 31))
    assert said(log) == [BEGAN, "2011-06-01 C1 review-held participation=PN1"]


@pytest.mark.parametrize("spoilt", ["C1,,01/12/2011", 'C1,,01/12/2011,"PN1', "C1,,01/12/2011,PN1,1,1"])
def test_a_row_that_is_no_row_is_still_about_its_child(spoilt: str, log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "a", {"episodes": EPISODE, "reviews": "C1,,01/12/2011,PN1"})
    later = {"episodes": EPISODE, "reviews": spoilt}
    import_return(log, [write_return(tmp_path / "b", later)], YEAR, date(2012, 7, 31))
    assert len(said(log)) == 2


def test_a_child_whose_only_episode_was_set_aside_is_not_in_scope(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "a", {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1\nC1,,01/12/2011,PN1"})
    later = {"episodes": "C1,01/05/2011,Q,,,,,,,,,,", "reviews": "C1,,01/06/2011,PN1"}
    import_return(log, [write_return(tmp_path / "b", later)], YEAR, date(2012, 7, 31))
    assert len(said(log)) == 3


def test_the_analysts_file_gives_whole_rows_and_runs_no_formula(log: CaseLog, tmp_path: Path) -> None:
    report = read(log, tmp_path / "r", {"reviews": "C1,,=1+2,PN1\nC2,,-,PN1"})
    assert write_quarantine(report.quarantine, tmp_path / "quarantine.csv") == [tmp_path / "quarantine.csv"]
    with (tmp_path / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    slashes = "Write the date as DD/MM/YYYY"
    blank = "Give the day in REVIEW: without it the row cannot be recorded"
    assert rows == [
        ["CHILD", "DOB", "REVIEW", "REVIEW_CODE", "FILE", "ROW", "COLUMN", "REASON", "WHAT TO DO"],
        [*("C1", "", "'=1+2", "PN1", "reviews.csv", "2", "REVIEW"), "it is not a date (903 rule 166)", slashes],
        [*("C2", "", "-", "PN1", "reviews.csv", "3", "REVIEW"), "it is blank (903 rules 166, 167)", blank],
    ]


def test_the_summary_groups_what_was_set_aside_without_its_values(log: CaseLog, tmp_path: Path) -> None:
    rows = "\n".join(f"CANARY{n},,soon-{n},PN1" for n in range(7))
    report = read(log, tmp_path / "r", {"reviews": rows})
    (group,) = report.quarantine_groups()
    assert (group.file, group.column, group.count, group.example_rows) == ("reviews.csv", "REVIEW", 7, (2, 3, 4, 5, 6))
    assert "CANARY" not in str(imports.data(report))
    assert "soon" not in str(imports.data(report))


# ------------------------------------------------------------------------------------------------ what is named


def test_a_column_this_program_does_not_know_is_named(log: CaseLog, tmp_path: Path) -> None:
    content = f"{HEADERS['reviews']},,Colour,la\nC1,,01/06/2011,PN1,,red,999\n".encode()
    report = bytes_read(log, tmp_path / "r.csv", content)
    assert report.files[0].columns_unknown == ("(column 5, without a name)", "COLOUR")
    assert "COLOUR" in str(imports.data(report))
    assert said(log) == ["2011-06-01 C1 review-held participation=PN1"]


def test_an_older_header_row_is_read_and_the_columns_it_lacks_are_named(log: CaseLog, tmp_path: Path) -> None:
    content = (
        b"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,HOME_POST,PL_POST\nC1,01/05/2011,S,V2,N1,U6,PR1,,,,\n"
    )
    report = bytes_read(log, tmp_path / "e.csv", content)
    assert report.files[0].columns_not_brought == ("REASON_PLACE_CHANGE", "URN")
    assert report.rows_read == 1


def test_a_missing_column_is_named_with_the_nearest_module(log: CaseLog, tmp_path: Path) -> None:
    with pytest.raises(IngestError) as caught:
        bytes_read(log, tmp_path / "e.csv", b"CHILD,DECOM,LS,CIN,PLACE,DEC\nC1,01/05/2011,V2,N1,U6,\n")
    assert caught.value.where == "e.csv"
    assert caught.value.what == "its header row matches no module; the nearest is Episodes, which needs RNE, REC"


def test_a_file_without_its_header_row_is_not_read_and_nothing_of_it_is_repeated(log: CaseLog, tmp_path: Path) -> None:
    with pytest.raises(IngestError) as caught:
        bytes_read(log, tmp_path / "e.csv", EPISODE.replace("C1", "CANARY").encode())
    assert "CANARY" not in str(caught.value)
    assert caught.value.what == "its first row is not the header row of a module"


def test_a_column_that_stands_twice_is_named_and_the_file_is_not_read(log: CaseLog, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "r", {"episodes": EPISODE})
    (folder / "reviews.csv").write_text("CHILD,REVIEW,Review ,REVIEW_CODE\nC1,01/06/2011,02/06/2011,PN1\n")
    report = import_return(log, [folder], YEAR, KNOWN)
    assert [(missed.file, missed.reason) for missed in report.not_read] == [
        ("reviews.csv", "these columns appear twice: REVIEW")
    ]
    assert said(log) == [BEGAN]


def test_where_one_file_of_a_module_could_not_be_read_its_silence_takes_nothing_back(
    log: CaseLog, tmp_path: Path
) -> None:
    read(log, tmp_path / "a", {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1\nC1,,01/12/2011,PN1"})
    folder = write_return(tmp_path / "b", {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1"})
    (folder / "more reviews.csv").write_text("CHILD,REVIEW,REVIEW,REVIEW_CODE\nC1,01/12/2011,01/12/2011,PN1\n")
    import_return(log, [folder], YEAR, date(2012, 7, 31))
    assert len(said(log)) == 3


def test_files_of_other_kinds_in_a_folder_are_named_and_not_read(log: CaseLog, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "r", {"reviews": "C1,,01/06/2011,PN1"})
    (folder / "notes.txt").write_text(HEADERS["reviews"] + "\nC9,,01/06/2011,PN1\n")
    (folder / "older").mkdir()
    (folder / "empty.csv").write_bytes(b"")
    (folder / "picture.csv").write_bytes(bytes(range(256)))
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 torn")
    (folder / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 older")
    report = import_return(log, [folder], YEAR, KNOWN)
    assert {missed.file: missed.reason for missed in report.not_read} == {
        "broken.xlsx": "it cannot be opened as a workbook",
        "empty.csv": "it is empty",
        "notes.txt": "it is not a CSV file, an XML file or a workbook",
        "old.xlsx": "it is a workbook of the older kind (.xls)",
        "older": "it is not a CSV file, an XML file or a workbook",
        "picture.csv": "it is not text",
    }
    assert len(said(log)) == 1


def test_a_sheet_that_is_no_module_is_named(log: CaseLog, tmp_path: Path) -> None:
    book = as_workbook(tmp_path / "b.xlsx", {"reviews": "C1,,01/06/2011,PN1"})
    report = import_return(log, [book], YEAR, KNOWN)
    assert [missed.file for missed in report.not_read] == ["b.xlsx[Sheet]"]


def test_two_files_of_one_module_are_both_read_and_both_named(log: CaseLog, tmp_path: Path) -> None:
    one = write_return(tmp_path / "a", {"reviews": "C1,,01/06/2011,PN1"})
    two = write_return(tmp_path / "b", {"reviews": "C1,,01/12/2011,PN1"})
    report = import_return(log, [one, two, one / "reviews.csv"], YEAR, KNOWN)
    assert report.modules == (ModuleCount("Reviews", ("reviews.csv", "reviews.csv"), 2, 2, 0, 0),)


def test_what_does_not_fit_is_recorded_and_named(log: CaseLog, tmp_path: Path) -> None:
    modules = {
        "header": "C1,2,29/02/2004,WBRI,,,\nC1,1,29/02/2004,WBRI,,,\nC2,2,01/01/2004,WBRI,,,",
        "episodes": f"{EPISODE}\nC1,01/04/2012,L,C2,N1,U6,PR1,,,,,,",
        "reviews": "C1,28/02/2004,01/06/2011,PN1\nC9,,01/06/2011,PN1",
    }
    report = read(log, tmp_path / "r", modules)
    assert [(found.kind, found.count, found.counted, found.examples) for found in report.discrepancies] == [
        ("begins after the return's year", 1, "rows", ("episodes.csv row 3",)),
        ("in Reviews and not in Header", 1, "children", ("reviews.csv row 3",)),
        ("another date of birth than in Header", 1, "rows", ("reviews.csv row 2",)),
        ("several Header rows that differ", 1, "children", ("header.csv row 3",)),
        ("in Header and not in Episodes", 1, "children", ("header.csv row 4",)),
    ]
    assert report.rows_quarantined == 0
    assert "2011-06-01 C9 review-held participation=PN1" in said(log)


def test_children_open_last_year_and_absent_now_keep_their_facts_and_are_counted(log: CaseLog, tmp_path: Path) -> None:
    last = """
        C1,01/05/2010,S,V2,N1,U6,PR1,,,,,,
        C2,01/05/2010,S,V2,N1,U6,PR1,31/03/2011,E4A,,,,
        C3,01/05/2010,S,V2,N1,U6,PR1,,X1,,,,
        C4,01/05/2010,S,V2,N1,U6,PR1,,,,,,
        C5,01/05/2010,S,V2,N1,U6,PR1,01/06/2010,X1,,,,
        C5,01/06/2010,P,V2,N1,U6,PR1,,,,,,
        C6,01/04/2011,S,V2,N1,U6,PR1,,,,,,
    """
    read(log, tmp_path / "a", {"episodes": last}, 2011)
    report = read(log, tmp_path / "b", {"episodes": "C4,01/05/2010,S,V2,N1,U6,PR1,,,,,,"}, 2012)
    assert report.absent_children == 3  # C1, C3 and C5; C6 came after the year before had ended
    assert len([line for line in said(log) if " C1 " in line]) == 1


def test_who_is_absent_is_judged_by_what_was_known_when_the_return_was(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "a", {"episodes": "C1,01/05/2010,S,V2,N1,U6,PR1,,,,,,"}, 2011)
    read(log, tmp_path / "b", {"episodes": "C1,01/05/2010,S,V2,N1,U6,PR1,01/02/2011,E4A,,,,"}, 2013)
    report = read(log, tmp_path / "c", {"episodes": "C2,01/05/2011,S,V2,N1,U6,PR1,,,,,,"}, 2012)
    assert report.absent_children == 1


# ----------------------------------------------------------------------------------- what cannot be read at all


def test_nothing_to_read_is_an_error_that_says_where_what_and_what_to_do(log: CaseLog, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "empty.csv").write_bytes(b"\xef\xbb\xbf\r\n")
    (tmp_path / "binary.csv").write_bytes(b"\x00\x01\x02" * 99)
    (tmp_path / "other.xml").write_text("<html/>")
    expected = {
        "none": ("the return", "there is no file in it"),
        "empty.csv": ("empty.csv", "it is empty"),
        "binary.csv": ("binary.csv", "it is not text"),
        "other.xml": ("other.xml", "it is not the XML form of the return (EXPSSDA903)"),
        "absent.csv": ("absent.csv", "it cannot be opened (No such file or directory)"),
    }
    for name, (where, what) in expected.items():
        with pytest.raises(IngestError) as caught:
            import_return(log, [tmp_path / name], YEAR, KNOWN)
        assert (caught.value.where, caught.value.what) == (where, what)
        assert caught.value.do


def test_a_year_that_does_not_end_on_31_march_is_refused(log: CaseLog, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="its year cannot end on 2012-03-30"):
        import_return(log, [tmp_path], date(2012, 3, 30), KNOWN)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.95])
def test_an_xml_form_that_is_cut_off_is_not_read_in_part(kept: float, log: CaseLog, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="it is not well-formed XML"):
        bytes_read(log, tmp_path / "return.xml", XML[: int(len(XML) * kept)].encode())
    assert said(log) == []


def test_an_xml_form_that_declares_entities_is_refused(log: CaseLog, tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><EXPSSDA903>&a;</EXPSSDA903>'
    with pytest.raises(IngestError, match="it declares entities"):
        bytes_read(log, tmp_path / "return.xml", bomb.encode())


def test_a_day_on_which_the_status_ceases_says_in_xml_that_the_child_was_an_asylum_seeker(
    log: CaseLog, tmp_path: Path
) -> None:
    bytes_read(log, tmp_path / "r.xml", XML.replace("<UASC>1</UASC>", "<UASC/>").encode())
    assert [line for line in said(log) if "unaccompanied" in line] == [
        "2004-02-29 C1 unaccompanied-asylum-seeker-recorded sex=2 ceases_on=2022-02-28"
    ]


def test_what_the_xml_form_does_not_know_is_named(log: CaseLog, tmp_path: Path) -> None:
    report = bytes_read(log, tmp_path / "r.xml", XML.replace("<MOTHER/>", "<COLOUR>red</COLOUR><MOTHER/>").encode())
    assert {file.file: file.columns_unknown for file in report.files if file.columns_unknown} == {
        "r.xml[Header]": ("COLOUR",)
    }


# ------------------------------------------------------------------------------------- again, and in any order


def test_a_return_imported_again_adds_nothing(log: CaseLog, tmp_path: Path) -> None:
    first = read(log, tmp_path / "r", THE_SAME_AS_CSV)
    again = read(log, tmp_path / "r", THE_SAME_AS_CSV)
    assert first.facts_added == 12
    assert (again.facts_added, again.statements_added) == (0, 0)
    assert [module.unchanged for module in again.modules] == [module.read for module in again.modules]


def test_of_a_return_that_says_more_only_the_rows_with_news_count_as_recorded(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "a", {"episodes": EPISODE, "reviews": "C1,,01/06/2011,PN1"})
    ended = EPISODE.replace("PR1,,,,", "PR1,01/12/2011,E4A,,")
    more = {"episodes": ended, "reviews": "C1,,01/06/2011,PN1\nC1,,01/09/2011,PN1"}
    report = read(log, tmp_path / "b", more)
    assert report.modules == (
        ModuleCount("Episodes", ("episodes.csv",), 1, 1, 0, 0),
        ModuleCount("Reviews", ("reviews.csv",), 2, 1, 1, 0),
    )
    assert report.facts_added == 2


def test_a_dry_run_says_what_would_be_added_and_adds_nothing(log: CaseLog, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "r", THE_SAME_AS_CSV)
    dry = import_return(log, [folder], YEAR, KNOWN, dry_run=True)
    assert said(log) == []
    real = import_return(log, [folder], YEAR, KNOWN)
    assert (dry.facts_added, dry.statements_added, dry.modules) == (
        real.facts_added,
        real.statements_added,
        real.modules,
    )


def test_a_module_with_a_header_row_alone_was_brought_and_its_silence_counts(log: CaseLog, tmp_path: Path) -> None:
    read(log, tmp_path / "a", {"episodes": EPISODE, "missing": "C1,,M,01/10/2011,"})
    absent = {"episodes": EPISODE}
    import_return(log, [write_return(tmp_path / "b", absent)], YEAR, date(2012, 7, 31))
    assert len(said(log)) == 2
    header_alone = {"episodes": EPISODE, "missing": ""}
    import_return(log, [write_return(tmp_path / "c", header_alone)], YEAR, date(2012, 8, 31))
    assert said(log) == [BEGAN]


def test_silence_counts_for_children_with_an_episode_in_the_return_alone(tmp_path: Path) -> None:
    log = MemoryLog()
    read(log, tmp_path / "r", {"episodes": EPISODE, "reviews": "C2,,01/06/2011,PN1", "missing": ""})
    covered = {
        record.child: record.entry.coverage.silence_counts_in
        for records in log.held.values()
        for record in records
        if isinstance(record.entry, Statement) and record.entry.coverage
    }
    assert covered == {"C1": ("Episodes", "Reviews", "Missing"), "C2": ()}


RETURNS = {
    # What the authority sent for three years, and the first year once more after the third.
    (2010, "2010-06-30"): """
        C1,01/05/2009,S,V2,N1,U6,PR1,,,,,,
        C2,01/05/2009,S,V2,N1,U6,PR1,,,,,,
        C3,01/06/2009,S,V2,N1,U6,PR1,,,,,,
    """,
    (2011, "2011-06-30"): """
        C1,01/05/2009,S,V2,N1,U6,PR1,01/08/2010,X1,,,,
        C1,01/08/2010,P,V2,N1,K2,PR4,,,,,,
        C2,02/05/2009,S,V2,N1,U6,PR1,,,,,,
        C3,01/06/2009,S,V2,N1,U6,PR1,,,,,,
    """,
    (2012, "2012-06-30"): """
        C1,01/08/2010,P,V2,N1,K2,PR4,01/09/2011,E4A,,,,
        C2,02/05/2009,S,V2,N1,U6,PR1,01/05/2011,E4A,,,,
        C3,01/06/2009,S,V2,N1,U6,PR1,01/02/2010,E4A,,,,
    """,
    (2010, "2012-09-30"): """
        C1,01/05/2009,S,V2,N1,U6,PR1,,,,,,
        C2,02/05/2009,S,V2,N1,U6,PR1,,,,,,
        C3,01/06/2009,S,V2,N1,U6,PR1,01/02/2010,E4A,,,,
    """,
}


def _short(lines: list[str]) -> set[str]:
    """Day, child, event and the day begun."""
    return {" ".join(word for word in line.split() if "=" not in word or word.startswith("began_on")) for line in lines}


@pytest.fixture(scope="module")
def any_order(tmp_path_factory: pytest.TempPathFactory) -> list[MemoryLog]:
    """The same four returns, loaded in each of the 24 orders."""
    logs = []
    folders = {key: write_return(tmp_path_factory.mktemp("r"), {"episodes": rows}) for key, rows in RETURNS.items()}
    for order in permutations(RETURNS):
        log = MemoryLog()
        for year, known_on in order:
            import_return(log, [folders[year, known_on]], date(year, 3, 31), date.fromisoformat(known_on))
        logs.append(log)
    return logs


def test_the_order_of_loading_changes_no_answer(any_order: list[MemoryLog]) -> None:
    for known_at in ("2010-06-29", "2010-06-30", "2011-06-30", "2012-06-30", "2012-09-30"):
        answers = {tuple(_facts(log, known_at)) for log in any_order}
        assert len(answers) == 1


def _facts(log: MemoryLog, known_at: str) -> list[tuple[UUID, date]]:
    return [(fact.id, fact.known_on) for story in log.stories(known(known_at)) for fact in story.facts]


def test_a_row_that_lies_before_the_year_is_how_a_late_ending_arrives(any_order: list[MemoryLog]) -> None:
    for log in any_order:
        ending = "2010-02-01 C3 ceased-to-be-looked-after began_on=2009-06-01"
        assert ending not in _short(said(log, "2011-06-30"))
        assert ending in _short(said(log, "2012-06-30"))


def test_a_year_sent_again_reopens_nothing(any_order: list[MemoryLog]) -> None:
    for log in any_order:
        assert {line for line in _short(said(log)) if " C1 " in line} == {
            "2009-05-01 C1 became-looked-after",
            "2010-08-01 C1 episode-ended began_on=2009-05-01",
            "2010-08-01 C1 placement-moved",
            "2011-09-01 C1 ceased-to-be-looked-after began_on=2010-08-01",
        }


def test_a_start_stated_anew_takes_the_place_of_the_old_one(any_order: list[MemoryLog]) -> None:
    for log in any_order:
        assert {line for line in _short(said(log, "2010-06-30")) if " C2 " in line} == {
            "2009-05-01 C2 became-looked-after"
        }
        assert {line for line in _short(said(log, "2011-06-30")) if " C2 " in line} == {
            "2009-05-02 C2 became-looked-after"
        }


@pytest.mark.parametrize("size", [b"A1", b"A1:E2"])
def test_a_sheet_that_says_it_is_smaller_than_it_is_loses_no_row(log: MemoryLog, tmp_path: Path, size: bytes) -> None:
    """Some programs write a size that is wrong."""
    rows = "C1,,01/06/2011,PN1\nC2,,02/06/2011,PN1\nC3,,03/06/2011,PN1"
    book = as_workbook(tmp_path / "b.xlsx", {"reviews": rows})
    with ZipFile(book) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with ZipFile(book, "w") as spoilt:
        for name, part in parts.items():
            spoilt.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + size + b'"', part))
    assert import_return(log, [book], YEAR, KNOWN).rows_read == 3
