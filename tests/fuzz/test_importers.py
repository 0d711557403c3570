"""Can a file crash or fool an importer?

Whatever the file, every row is recorded or set aside with a reason and the counts add up, nothing but ``IngestError``
comes out, no child is named outside the analyst's own list, and what was accepted can be printed and read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.fuzz.returns import HEADERS, MemoryLog
from timeline.ingest import IngestError
from timeline.ingest.journal import parse_journal, print_journal
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import import_table, template
from timeline.report import imports

YEAR = date(2012, 3, 31)
KNOWN = date(2012, 6, 30)
CANARY = "CANARY7001"

DAYS = [
    "01/05/2011",
    "2011-05-01",
    "1/5/2011",
    "31/02/2012",
    "01/05/11",
    "01/05/2011 00:00",
    "31/12/9999",
    "soon",
    "1900-01-01",
    "01/05/1922",
    "01/05/2052",
]
CODES = [
    "S",
    "s",
    " L ",
    "P",
    "V2",
    "C2",
    "N1",
    "U6",
    "K2",
    "PR1",
    "X1",
    "E4A",
    "E99",
    "CARPL",
    "LIIAF",
    "M",
    "A",
    "PN1",
]
OTHERS = [
    "",
    "",
    "",
    "0",
    "1",
    "1.0",
    "39.0",
    "2",
    "WBRI",
    "UN1",
    "AB1 2CD",
    "zz/05/2010",
    "Z1",
    "YES",
    "F1",
    "RD1",
    "NULL",
    "n/a",
    "-",
]
HOSTILE = [
    "=1+2",
    "+1",
    "@x",
    "-",
    '"',
    '""',
    '"a',
    "a,b",
    '"a,b"',
    "\t",
    "\x00",
    "\x1f",
    "\u00a0",
    "\ufeff",
    "é",
    "\u2028",
    "A" * 10_001,
]

PLAUSIBLE = {
    "SEX": ["1", "2", "F", "2.0"],
    "ETHNIC": ["WBRI", "refu "],
    "UPN": ["UN1", "A123456789012", ""],
    "RNE": ["S", "l", " P "],
    "LS": ["V2", "c2", ""],
    "CIN": ["N1", ""],
    "PLACE": ["U6", "k2", "T1"],
    "PLACE_PROVIDER": ["PR1", ""],
    "REC": ["X1", "E4A", "e11", ""],
    "REASON_PLACE_CHANGE": ["CARPL", ""],
    "REVIEW_CODE": ["PN1", ""],
    "SDQ_SCORE": ["39.0", "0", ""],
    "SDQ_REASON": ["SDQ1", ""],
    "IN_TOUCH": ["YES"],
    "ACTIV": ["F1", "0"],
    "ACCOM": ["K1"],
    "NB_ADOPTR": ["2", ""],
    "SEX_ADOPTR": ["MF", ""],
    "LS_ADOPTR": ["L11", ""],
    "REASON_PLACED_CEASED": ["RD1", ""],
    "PREV_PERM": ["Z1", "P2"],
    "LA_PERM": ["309", ""],
    "DATE_PERM": ["zz/05/2010", "ZZ/ZZ/ZZZZ", "01/05/2010", ""],
    "MISSING": ["M", "a"],
    "SW_ID": ["SW1", ""],
    "SW_REASON": ["MANAGE", ""],
    "REASON": ["other", "Declined by  child", ""],
}
OPTIONAL_DAYS = {
    "DEC",
    "MC_DOB",
    "DUC",
    "MIS_END",
    "DATE_PLACED_CEASED",
    "SW_DEC",
    "DOLO_END",
    "MATCHED",
    "ENDED",
    "WITHDRAWN",
}
DAY_COLUMNS = {"DOB", "DECOM", "REVIEW", "DATE_INT", "DATE_MATCH", "DATE_PLACED", "MIS_START", "SW_DECOM", "DOLO_START"}
TEXTS = ["AB1 2CD", "ab1  2", "1234567.0", "XXXXXXX", ""]


def plausible(column: str) -> st.SearchStrategy[str]:
    """What may stand in this column of a return."""
    if column in OPTIONAL_DAYS:
        return st.sampled_from(["", "", "02/06/2011", "2011-06-02", "31/03/2012"])
    if column in DAY_COLUMNS or column == "REQUESTED":
        return st.sampled_from(["01/05/2011", "2011-05-01", "1/5/2011 00:00", "02/06/2011", "29/02/2004", "01/04/2012"])
    if column.endswith("POST") or column == "URN":
        return st.sampled_from(TEXTS)
    return st.sampled_from(PLAUSIBLE.get(column, ["0", "1", "1.0", ""]))


anything = st.sampled_from(DAYS) | st.sampled_from(CODES) | st.sampled_from(OTHERS)
hostile_cells = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=5)
children = st.sampled_from(
    [CANARY, CANARY, f" {CANARY} ", f"{CANARY}b", f'"{CANARY}"', "", f"={CANARY}", f"'{CANARY}", "7001.0", "1.2E+11"]
)
line_ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n"])


@st.composite
def rows(draw: st.DrawFn, columns: list[str]) -> list[str]:
    """A plausible row, in every other case with something else in one place, or too short or too long."""
    row = [draw(children if column.strip() == "CHILD" else plausible(column)) for column in columns]
    change = draw(st.sampled_from(["none", "none", "none", "any", "hostile", "length"]))
    place = draw(st.integers(0, len(row) - 1))
    if change == "length":
        return row[:place] + draw(st.lists(anything, max_size=3))
    if change != "none":
        row[place] = draw(anything if change == "any" else hostile_cells)
    return row


@st.composite
def tables(draw: st.DrawFn, header: str) -> bytes:
    """A table as text: the header as it should be or nearly, any delimiter, line ends, byte order mark, encoding."""
    names = header.split(",")
    if draw(st.booleans()):
        names = draw(st.permutations(names))
    names = list(names)
    if draw(st.integers(0, 5)) == 0:
        names = [*names, draw(st.sampled_from(["LA", "COLOUR", "", names[0], names[-1]]))]
    if draw(st.integers(0, 9)) == 0:
        names = names[1:]
    change = draw(st.sampled_from([str.upper, str.lower, lambda name: f" {name} "]))
    lines = [[change(name) for name in names], *draw(st.lists(rows(names), max_size=6))]
    delimiter = draw(st.sampled_from([",", ",", ";", "\t"]))
    text = "".join(delimiter.join(line) + draw(line_ends) for line in lines)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return text.encode(encoding, errors="replace")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "return.csv"


def decoded(content: bytes) -> str:
    """The text of a file that the importer has read, by the means of the standard library alone."""
    for encoding in ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("what was read is no text")


def filled_lines(content: bytes) -> int:
    """How many lines hold more than blanks and delimiters."""
    lines = re.split("\r\n|\r|\n", decoded(content))
    return sum(bool(line.strip().strip(",;\t").strip(",;\t \u00a0\u2028\x1c\x1d\x1e\x1f")) for line in lines)


def check(log: MemoryLog, report: ImportReport) -> None:
    """What holds of every import."""
    for module in report.modules:
        assert module.read == module.recorded + module.unchanged + module.quarantined
    assert report.rows_quarantined == len(report.quarantine)
    assert all(aside.reason and aside.do for aside in report.quarantine)
    assert CANARY not in str(imports.data(report))
    text = print_journal(log.said)
    assert parse_journal(text) == log.said


def no_child_in(error: BaseException | None) -> None:
    while error is not None:
        assert CANARY not in str(error)
        assert error.__cause__ is None
        error = None if error.__suppress_context__ else error.__context__


def imported(log: MemoryLog, path: Path) -> ImportReport | None:
    try:
        return import_return(log, [path], YEAR, KNOWN)
    except IngestError as error:
        no_child_in(error)
        return None


@pytest.mark.parametrize("module", HEADERS)
@given(data=st.data())
def test_every_row_of_a_module_is_recorded_or_set_aside(module: str, file: Path, data: st.DataObject) -> None:
    content = data.draw(tables(HEADERS[module]))
    file.write_bytes(content)
    log = MemoryLog()
    report = imported(log, file)
    event("read" if report else "not read")
    if report is None:
        assert log.said == []
        return
    check(log, report)
    assert report.rows_read == filled_lines(content) - 1
    event("recorded" if log.said else "nothing recorded")
    again = imported(log, file)
    assert again is not None
    assert (again.facts_added, again.statements_added) == (0, 0)


@given(data=st.data())
def test_every_row_of_a_local_table_is_recorded_or_set_aside(file: Path, data: st.DataObject) -> None:
    content = data.draw(tables(template("visitor-requests").splitlines()[0]))
    file.write_bytes(content)
    log = MemoryLog()
    try:
        report = import_table(log, "visitor-requests", file, KNOWN)
    except IngestError as error:
        no_child_in(error)
        return
    check(log, report)
    assert report.rows_read == filled_lines(content) - 1


def plain(module: str) -> bytes:
    row = f"{CANARY},01/05/2011,S,V2,N1,U6,PR1,,,,,,"
    return f"{HEADERS[module]}\n{row}\n{row}\n".encode()


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xff\xfe<")
@example(b"<")
@example(b"<?xml version='1.0' encoding='utf-7'?><EXPSSDA903/>")
@example(b"<?xml version='1.0' encoding='none'?><EXPSSDA903/>")
@example(b"<EXPSSDA903/>")
@example(b"<EXPSSDA903><CHILD/></EXPSSDA903>")
@example(b"PK\x03\x04")
@example(b"\xd0\xcf\x11\xe0")
@example(b'"')
@example(b",\n,")
def test_any_bytes_are_read_or_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    log = MemoryLog()
    report = imported(log, file)
    if report is not None:
        check(log, report)


@given(st.integers(0, 200), st.integers(0, 12), st.binary(max_size=12))
def test_a_file_that_was_damaged_is_read_or_refused(file: Path, place: int, length: int, instead: bytes) -> None:
    content = plain("episodes")
    file.write_bytes(content[:place] + instead + content[place + length :])
    log = MemoryLog()
    report = imported(log, file)
    if report is not None:
        check(log, report)


XML = f"""<EXPSSDA903><CHILD><HEADER><CHILDID>{CANARY}</CHILDID><SEX>2</SEX><DOB>29/02/2004</DOB><ETHNIC>WBRI</ETHNIC>
<AMISSING><MISSING>M</MISSING><MIS_START>01/10/2011</MIS_START><MIS_END/></AMISSING><OC2><SDQ_SCORE>12</SDQ_SCORE></OC2>
</HEADER><EPISODE><DECOM>01/05/2011</DECOM><RNE>S</RNE><PL>U6</PL></EPISODE></CHILD></EXPSSDA903>"""
BORDERS = [place + 1 for place, sign in enumerate(XML) if sign == ">"]
PIECES = [
    "<X/>", "<X a='1'>2</X>", "<!-- -->", "<?x?>", "<DOB>01/01/2004</DOB>", "<CHILDID></CHILDID>", "<![CDATA[x]]>",
    "<EPISODE><DECOM>31/02/2012</DECOM></EPISODE>", "<OC2><CONVICTED>1</CONVICTED></OC2>", "<CHILD><HEADER/></CHILD>",
    "<UASC>1</UASC>", "</CHILD>", "<EPISODE>", "&a;", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(BORDERS), st.sampled_from(PIECES)), min_size=1, max_size=3))
def test_any_xml_form_is_read_or_refused(file: Path, changes: Iterable[tuple[int, str]]) -> None:
    text = XML
    for place, piece in sorted(changes, reverse=True):
        text = text[:place] + piece + text[place:]
    file.write_text(text, encoding="utf-8")
    log = MemoryLog()
    report = imported(log, file)
    event("read" if report else "not read")
    if report is not None:
        check(log, report)


def test_the_xml_form_that_is_changed_can_be_read(file: Path) -> None:
    file.write_text(XML, encoding="utf-8")
    report = imported(MemoryLog(), file)
    assert report is not None
    assert report.rows_read == report.facts_added == 4


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(workbook: bytes, file: Path, data: st.DataObject) -> None:
    place = data.draw(st.integers(4, len(workbook) - 1))
    file.write_bytes(workbook[:place] + data.draw(st.binary(max_size=3)) + workbook[place + 1 :])
    report = imported(MemoryLog(), file)
    assert report is None or report.rows_read == 2


def test_a_workbook_is_read_whatever_its_name(workbook: bytes, file: Path) -> None:
    file.write_bytes(workbook)
    report = imported(MemoryLog(), file)
    assert report is not None
    assert (report.rows_read, report.facts_added) == (2, 1)


@given(data=st.data())
def test_any_workbook_is_read_or_refused(workbook: bytes, file: Path, data: st.DataObject) -> None:
    with ZipFile(BytesIO(workbook)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    damaged = data.draw(st.sampled_from(sorted(parts)))
    borders = [place for place, sign in enumerate(parts[damaged]) if sign in b'<>"/']
    place = data.draw(st.sampled_from(borders))
    pieces = st.sampled_from([b"", b"<x/>", b"&a;", b"1", b"<c t='n'><v>1e999</v></c>", b"<c t='e'><v>#N/A</v></c>"])
    content = parts[damaged]
    parts[damaged] = content[:place] + data.draw(pieces) + content[place + data.draw(st.integers(0, 3)) :]
    with ZipFile(file, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    log = MemoryLog()
    report = imported(log, file)
    event("read" if report else "not read")
    if report is not None:
        check(log, report)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in plain("episodes").decode().splitlines():
        sheet.append(line.split(","))
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    book.save(path)
    return path.read_bytes()


def test_a_cell_of_ten_million_characters_spoils_its_own_row_alone(file: Path) -> None:
    for giant in ("A" * 10_000_000, '"' + "A" * 10_000_000 + '"', '"' + "A" * 10_000_000):
        file.write_text(f"{HEADERS['reviews']}\nC1,,01/06/2011,{giant}\nC2,,01/06/2011,PN1\n", encoding="utf-8")
        report = imported(MemoryLog(), file)
        assert report is not None
        (module,) = report.modules
        assert (module.read, module.recorded, module.quarantined) == (2, 1, 1)
        assert len(report.quarantine[0].value) <= 201
