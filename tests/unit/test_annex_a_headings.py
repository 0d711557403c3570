"""How a sheet is known for a list: by its header row, wherever that stands and however it is typed."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.annex_a import HEADINGS, Rows, rows_of, write
from timeline.ingest import IngestError
from timeline.ingest.annex_a.layouts import Sheet, folded
from timeline.ingest.annex_a.lists import LISTS
from timeline.ingest.annex_a.mapping import Answers
from timeline.ingest.annex_a.vocabularies import VOCABULARIES
from timeline.ingest.annex_a.workbook import Workbook, open_workbook


def opened(folder: Path, *sheets: list[Rows], answers: Answers | None = None) -> Workbook:
    path = write(folder / "annex.xlsx", {f"Sheet {n}": rows for n, rows in enumerate(sheets)})
    return open_workbook(path, answers or Answers())


def only(book: Workbook) -> Sheet:
    ((sheet, _),) = book.sheets
    return sheet


def test_the_form_has_as_many_columns_as_the_published_lists() -> None:
    assert [len(HEADINGS[number]) for number in (8, 9, 10, 11)] == [34, 17, 16, 19]


@pytest.mark.parametrize("number", HEADINGS)
def test_every_heading_of_the_form_is_known(number: int, tmp_path: Path) -> None:
    sheet = only(opened(tmp_path, rows_of(number)))
    assert sheet.layout.number == number
    assert sheet.unknown == ()
    assert sheet.not_brought == ()
    assert list(sheet.placed.values()) == list(range(len(HEADINGS[number])))


@pytest.mark.parametrize("layout", LISTS, ids=lambda layout: layout.name)
def test_no_two_columns_of_a_list_go_by_one_heading(layout) -> None:  # type: ignore[no-untyped-def]
    names = [name for column in layout.columns for name in column.names()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("layout", LISTS, ids=lambda layout: layout.name)
def test_every_column_is_read_by_something_and_fills_a_field_of_its_own(layout) -> None:  # type: ignore[no-untyped-def]
    plain = {"identifier", "count", "text", "postcode", "urn", "digest", "not kept"}
    plain |= {"day", "day-beside", "planned-day", "expected-day"}
    assert {column.kind for column in layout.columns} <= plain | set(VOCABULARIES)
    fields = [column.field for column in layout.columns if column.kind != "not kept"]
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Date Ceased to be Looked After ", "Date Ceased to be Looked After"),
        (
            "Number of Episodes the Child has been \u2018Missing\u2019 from their Placement in the last 12 months",
            "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
        ),
        (
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
        ),
        ("CHILD\nUNIQUE  ID", "Child Unique ID"),
        ("LA In Touch ", "LA in Touch"),
    ],
)
def test_headings_are_compared_by_their_letters(typed: str, meant: str) -> None:
    assert folded(typed) == folded(meant)


def test_a_title_and_notes_may_stand_above_the_headings(tmp_path: Path) -> None:
    rows: list[Rows] = [["List 8: Children in care"], [], ["as at 31 January"], *rows_of(8, {"Child Unique ID": "A1"})]
    ((sheet, found),) = opened(tmp_path, rows).sheets
    assert (sheet.layout.number, sheet.header) == (8, 4)
    assert [number for number, _ in found] == [5]


def test_columns_may_stand_in_any_order_and_others_between_them(tmp_path: Path) -> None:
    headings = ["NHS number of the form", *reversed(HEADINGS[1]), "Notes"]
    sheet = only(opened(tmp_path, [headings]))
    assert sheet.layout.number == 1
    assert sheet.unknown == ("NHS number of the form", "Notes")


def test_the_form_of_2019_of_list_9_is_known_without_its_later_columns(tmp_path: Path) -> None:
    later = ("Unaccompanied", "Allocated Personal", "Latest Pathway", "Latest Date")
    headings = [heading for heading in HEADINGS[9] if not heading.startswith(later)]
    assert len(headings) == 13
    sheet = only(opened(tmp_path, [headings]))
    assert sheet.layout.number == 9
    assert len(sheet.not_brought) == 4


def test_a_sheet_that_lacks_what_a_list_cannot_do_without_is_named_with_it(tmp_path: Path) -> None:
    headings = [heading for heading in HEADINGS[8] if heading != "Date Started to be Looked After"]
    book = opened(tmp_path, rows_of(1), [headings])
    (missed,) = book.not_read
    assert (
        missed.reason
        == "its headings match no list; the nearest is List 8, which needs Date Started to be Looked After"
    )


def test_a_heading_that_stands_twice_is_not_guessed_at(tmp_path: Path) -> None:
    book = opened(tmp_path, rows_of(1), [[*HEADINGS[8], "date of birth"]])
    (missed,) = book.not_read
    assert missed.reason == "these columns appear twice: date of birth"


def test_sheets_that_are_no_lists_are_named(tmp_path: Path) -> None:
    book = opened(tmp_path, rows_of(1), [["Guidance"], ["Read this first"]], [])
    assert [missed.reason for missed in book.not_read] == [
        "it has no header row of an Annex A list",
        "it is empty",
    ]


def test_a_heading_can_be_answered_for(tmp_path: Path) -> None:
    headings = ["Came into care" if h == "Date Started to be Looked After" else h for h in HEADINGS[8]]
    answers = Answers(headings={"Came into care ": "Date Started to be Looked After"})
    sheet = only(opened(tmp_path, [headings], answers=answers))
    assert (sheet.layout.number, sheet.unknown, sheet.not_brought) == (8, (), ())


def test_a_workbook_without_a_list_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"^annex\.xlsx: no sheet has the headings of an Annex A list\."):
        opened(tmp_path, [["Guidance"]])


@pytest.mark.parametrize("content", [b"", b"CHILD,SEX\n", b"PK\x03\x04 torn"])
def test_what_is_no_workbook_cannot_be_read(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "annex.xlsx"
    path.write_bytes(content)
    with pytest.raises(IngestError, match=r"it cannot be opened as a workbook\. Save it as \.xlsx\.$"):
        open_workbook(path, Answers())


def test_all_rows_are_read_whatever_size_the_sheet_says_it_has(tmp_path: Path) -> None:
    """Some programs write that a sheet is one cell, or end it at a row that is not its last."""
    path = write(tmp_path / "annex.xlsx", {"List 1": rows_of(1, *({"Child Unique ID": f"A{n}"} for n in range(9)))})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<dimension ref="A1:G10" />' in parts[sheet]
    for wrong in (b'<dimension ref="A1" />', b'<dimension ref="A1:G3" />'):
        spoilt = {**parts, sheet: parts[sheet].replace(b'<dimension ref="A1:G10" />', wrong)}
        with zipfile.ZipFile(path, "w") as package:
            for name, content in spoilt.items():
                package.writestr(name, content)
        ((_, rows),) = open_workbook(path, Answers()).sheets
        assert [cells[0] for _, cells in rows] == [f"A{n}" for n in range(9)]


@profiles.one_in(6)
@given(st.integers(0, 9_999), st.booleans())
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, torn: bool
) -> None:
    path = write(tmp_path_factory.mktemp("damaged") / "annex.xlsx", {"List 8": rows_of(8, {"Child Unique ID": "A1"})})
    whole = _without_the_clock(path)
    at = place * len(whole) // 10_000
    path.write_bytes(whole[:at] if torn else whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
    with suppress(IngestError):
        assert open_workbook(path, Answers()).sheets


def _without_the_clock(path: Path) -> bytes:
    """The workbook packed anew, the same every time: the library writes the time of day into it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def test_a_path_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"it cannot be opened \(No such file or directory\)"):
        open_workbook(tmp_path / "annex.xlsx", Answers())
