"""Series and triangles as pages, and workbooks: what stands under the figures, and what a cell is."""

from __future__ import annotations

import io
import stat
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from rich.console import RenderableType

from tests.support.reports import page
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.days import Window
from timeline.projections.algebra.answers import Answer, Figure, Point, Row, Series, figure_of, point_of
from timeline.projections.algebra.indicator import Unit
from timeline.projections.indicators import CATALOGUE
from timeline.report import about, members, series, triangles
from timeline.report.remarks import remarks
from timeline.report.value import Sheet, records
from timeline.report.writers import workbook as writer
from timeline.report.writers import written
from timeline.report.writers.terminal import PAGE, InParts, console
from timeline.report.writers.workbook import workbook

MISSING = CATALOGUE["missing-over-24h"]
DAYS = tuple(date(year, 3, 31) for year in (2010, 2011, 2012))
NOBODY: frozenset[str] = frozenset()
PLAIN = Figure({}, Unit.PERCENT, 12, 261, Fraction(1200, 261))
NOT_YET = "nothing was known by {0} of Missing as at {0}"
NONE_YET = Figure({}, Unit.PERCENT, None, None, None, reason=NOT_YET.format(DAYS[0]))


def printed(content: RenderableType) -> str:
    """What is printed on a page of 100 columns."""
    sheet = io.StringIO()
    console(sheet, 100).print(content)
    return sheet.getvalue()


def at(day: date, *rows: Figure, known_at: date | None = None, never_sent_again: int = 0) -> Point:
    """A point of a measure of missing children."""
    return Point(MISSING, Basis(day, known_at, 7), None, rows, never_sent_again)


def of(*points: Point) -> Series:
    return Series(MISSING, points)


# ----------------------------------------------------------------------------------------- a figure without its members


def test_a_figure_is_a_row_without_its_members() -> None:
    row = Row(
        group={"sex": "1"},
        unit=Unit.PERCENT,
        numerator=1,
        denominator=3,
        value=Fraction(100, 3),
        counted=frozenset("abc"),
        meets=frozenset("a"),
        possible=frozenset("ab"),
        possible_value=Fraction(200, 3),
        excluded={"short breaks": 4},
        unknown=5,
        reason="why",
        history_from=DAYS[0],
    )
    assert figure_of(row) == Figure(
        *(
            {"sex": "1"},
            Unit.PERCENT,
            1,
            3,
            Fraction(100, 3),
            2,
            Fraction(200, 3),
            {"short breaks": 4},
            5,
            "why",
            DAYS[0],
        )
    )
    assert figure_of(row).history_from == DAYS[0]
    assert figure_of(replace(row, possible=None)).possible is None


def test_where_the_history_begins_is_no_part_of_what_figures_are_compared_by() -> None:
    assert replace(PLAIN, history_from=DAYS[0]) == PLAIN


# -------------------------------------------------------------------------------------------- what stands under a table


def told(*points: Point) -> list[str]:
    """What is said of these points, but for the sentence and the definition, which always are."""
    *found, sentence, definition = remarks(points, first_rows=True)
    assert (sentence, definition) == (MISSING.sentence, f"missing-over-24h, definition {MISSING.version}")
    return found


def test_nothing_is_said_of_figures_that_say_all() -> None:
    assert told(at(DAYS[0], PLAIN), at(DAYS[1], PLAIN)) == []


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (
            [PLAIN, replace(PLAIN, excluded={"short breaks": 5}), replace(PLAIN, excluded={"short breaks": 2})],
            "Left out: short breaks 0 to 5.",
        ),
        ([replace(PLAIN, excluded={"short breaks": 5})] * 3, "Left out: short breaks 5."),
        (
            [replace(PLAIN, unknown=0), replace(PLAIN, unknown=0), replace(PLAIN, unknown=3)],
            f"Not recorded ({MISSING.title}): 0 to 3, counted among all and not in the number.",
        ),
        (
            [replace(PLAIN, history_from=date(2010, 4, 1)), PLAIN, PLAIN],
            "The returns tell of every episode from 1 April 2010 on; asked further back: 31 March 2010.",
        ),
        (
            [replace(PLAIN, possible=14, possible_value=Fraction(1400, 261)), PLAIN, PLAIN],
            "Two numbers: those who are certain, and with those on whom days alone cannot decide.",
        ),
        ([NONE_YET, PLAIN, PLAIN], "- no figure (31 March 2010): nothing was known by 2010-03-31 of Missing."),
        (
            [replace(PLAIN, value=None, reason="nobody is counted"), PLAIN, replace(PLAIN, reason="nobody is counted")],
            "- no figure (2 days from 31 March 2010 to 31 March 2012): nobody is counted.",
        ),
    ],
)
def test_each_remark_is_made_once_with_its_days(figures: Sequence[Figure], words: str) -> None:
    assert told(*(at(day, figure) for day, figure in zip(DAYS, figures, strict=True))) == [words]


def test_of_points_each_as_known_on_its_day_a_reason_is_one() -> None:
    """It is the same reason on both days, though its words name the day."""
    points = [at(day, replace(NONE_YET, reason=NOT_YET.format(day)), known_at=day) for day in DAYS[:2]]
    assert told(*points) == [
        "- no figure (2 days from 31 March 2010 to 31 March 2011): nothing was known by then of Missing."
    ]


def test_open_periods_never_sent_again_are_told_from_the_least_to_the_most() -> None:
    first, last = at(DAYS[0], PLAIN), at(DAYS[1], PLAIN, never_sent_again=4)
    assert told(first, last) == ["Open periods never sent again: 0 to 4 children, kept until known otherwise."]
    dropped = replace(last, basis=replace(last.basis, never_sent_again=NeverSentAgain.DROP), never_sent_again=1)
    assert told(dropped) == [
        "Open periods never sent again: 1 child, dropped from the return that should have had them."
    ]


def test_where_the_definition_changed_each_has_its_days() -> None:
    older = replace(at(DAYS[0], PLAIN), indicator=replace(MISSING, version="2009.1"))
    *_, definitions = remarks([older, at(DAYS[1], PLAIN), at(DAYS[2], PLAIN)], first_rows=True)
    assert definitions == (
        "missing-over-24h, definition 2009.1 as at 31 March 2010; "
        f"definition {MISSING.version} as at 2 days from 31 March 2011 to 31 March 2012"
    )


# ---------------------------------------------------------------------------------------------------------------- pages


def test_a_page_says_what_all_points_stand_on() -> None:
    first, last = at(DAYS[0], PLAIN), at(DAYS[2], PLAIN)
    assert series.course_words([first, last]) == (
        "as at 31 March 2010 to 31 March 2012, with all that is known, log position 7"
    )
    assert series.course_words([last]) == "as at 31 March 2012, with all that is known, log position 7"
    known = [at(day, PLAIN, known_at=DAYS[1]) for day in DAYS]
    assert series.course_words(known) == (
        "as at 31 March 2010 to 31 March 2012, as known at 31 March 2011, log position 7"
    )
    same = [at(day, PLAIN, known_at=day) for day in DAYS]
    assert series.course_words(same) == (
        "as at 31 March 2010 to 31 March 2012, each as known on its day, log position 7"
    )


def test_a_row_that_only_some_points_have_has_only_their_dates() -> None:
    found = page(series.report([of(at(DAYS[0], PLAIN), at(DAYS[1], PLAIN, replace(PLAIN, group={"age": "17"})))]))
    lines = [line.split() for line in found.splitlines() if "261" in line]
    assert (lines[0][0], lines[0][-6:]) == ("Children", ["31", "Mar", "2010", "12", "261", "4.6%"])
    assert lines[1][-6:] == ["31", "Mar", "2011", "12", "261", "4.6%"]
    assert lines[2][:5] == ["age", "17", "31", "Mar", "2011"]


def test_a_point_in_json_says_what_is_of_it_alone() -> None:
    dropped = Basis(DAYS[2], DAYS[2], 7, NeverSentAgain.DROP)
    last = replace(at(DAYS[2], PLAIN), basis=dropped, window=Window.trailing(DAYS[2]))
    found = series.data(of(at(DAYS[0], NONE_YET, known_at=DAYS[1], never_sent_again=3), last))
    assert found["basis"] == {
        "as_at": "2012-03-31",
        "known_at": "2012-03-31",
        "position": 7,
        "never_sent_again": "drop",
    }
    assert found["points"] == [
        {
            "as_at": "2010-03-31",
            "known_at": "2011-03-31",
            "never_sent_again": 3,
            "remarks": [],
            "rows": [{"group": {}, "numerator": None, "denominator": None, "value": None, "reason": NONE_YET.reason}],
        },
        {
            "as_at": "2012-03-31",
            "known_at": "2012-03-31",
            "window": {"from": "2011-04-01", "to": "2012-03-31"},
            "remarks": [],
            "rows": [{"group": {}, "numerator": 12, "denominator": 261, "value": 4.597701}],
        },
    ]


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ([Fraction(10), Fraction(12)], "+2.0 points"),
        ([Fraction(12), Fraction(11), Fraction(10)], "-2.0 points"),
        ([None, Fraction(10), Fraction(21, 2)], "+0.5 points"),  # from the first figure that there is
        ([Fraction(10), None], ""),
        ([None, None], ""),
    ],
)
def test_the_change_is_from_the_first_figure_to_the_last(values: Sequence[Fraction | None], change: str) -> None:
    cells = [
        at(DAYS[0], replace(PLAIN, value=value), known_at=date(2010, 6 + number, 30))
        for number, value in enumerate(values)
    ]
    line = next(line for line in page(triangles.report(of(*cells))).splitlines() if line.startswith("  31 Mar"))
    assert line.split()[3 + len(values) :] == change.split()


def test_a_triangle_needs_its_days_of_knowing() -> None:
    with pytest.raises(ValueError, match="has a day of knowing"):
        triangles.lines(of(at(DAYS[0], PLAIN)))


def test_a_broad_table_goes_on_below_and_loses_no_column() -> None:
    first = (("as at",), ["31 Mar 2010", "31 Mar 2011"])
    others = [((f"column {number}",), [f"{number}a", f"{number}b"]) for number in range(30)]
    parts = [printed(part) for part in InParts(first, others).parts(PAGE)]
    assert len(parts) > 1
    assert all(max(len(line.rstrip()) for line in part.splitlines()) <= PAGE for part in parts)
    assert all(part.count("31 Mar 2010") == 1 for part in parts)
    for number in range(30):
        assert sum(part.split().count(f"{number}a") for part in parts) == 1


def test_a_column_broader_than_the_page_stands_alone() -> None:
    wide = (("wide",), ["x" * (PAGE + 10)])
    assert len(list(InParts((("as at",), ["31 Mar 2010"]), [wide, wide]).parts(PAGE))) == 2


# ------------------------------------------------------------------------------------------------------------ workbooks


def read(content: Any, name: str) -> list[list[Any]]:
    """The cells of a sheet, line by line."""
    return [list(line) for line in load_workbook(io.BytesIO(content))[name].iter_rows()]


FORMULAE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "#N/A", "'quoted", "2012-03-31", "12"]


def test_a_text_is_a_text_whatever_it_looks_like() -> None:
    answer = Answer(MISSING, Basis(DAYS[2], None, 7), None, (), 0)
    row = Row({}, Unit.PERCENT, 0, 9, Fraction(0), counted=frozenset(FORMULAE), meets=NOBODY)
    _, *lines = read(written(members.report(replace(answer, rows=(row,))), "xlsx"), "children")
    cells = [line[6] for line in lines]
    assert sorted(str(cell.value) for cell in cells) == sorted(text.replace("\t", "?") for text in FORMULAE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells if cell.quotePrefix} == {"=1+1", "+1", "-1", "@SUM(A1)", "?=1+1"}


def test_a_number_is_a_number_and_a_day_a_day() -> None:
    content = workbook([Sheet("page", records("abcde", [(3, Fraction(1200, 261), DAYS[2], None, "")]))])
    (_, line) = read(content, "page")
    assert [cell.value for cell in line[:4]] == [3, 4.597701, load_day(DAYS[2]), None]
    assert [cell.data_type for cell in line[:3]] == ["n", "n", "d"]
    assert line[2].number_format == "yyyy-mm-dd"


def load_day(day: date) -> Any:
    """A day as the reader of a workbook gives it."""
    return datetime(day.year, day.month, day.day)


def test_the_same_sheets_are_the_same_bytes_whenever_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [Sheet("page", records("a", [(DAYS[2],)]))]
    first = workbook(sheets)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert workbook(sheets) == first
    with ZipFile(io.BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = load_workbook(io.BytesIO(first)).properties
    assert (properties.created, properties.modified) == (writer.NO_MOMENT, writer.NO_MOMENT)


def test_a_definition_that_changed_has_a_line_of_its_own_in_what_it_is_about() -> None:
    older = replace(at(DAYS[0], PLAIN), indicator=replace(MISSING, version="2009.1", window_months=24))
    points = [older, at(DAYS[1], PLAIN), at(DAYS[2], PLAIN)]
    versions = [dict(zip(about.COLUMNS, line, strict=True)) for line in about.sheet(points).table.rows]
    assert [(each["definition_version"], each["first_as_at"], each["last_as_at"]) for each in versions] == [
        ("2009.1", DAYS[0], DAYS[0]),
        (MISSING.version, DAYS[1], DAYS[2]),
    ]
    assert len({each["definition_hash"] for each in versions}) == 2


def test_what_is_about_several_days_of_knowing_says_so() -> None:
    (line,) = about.sheet([at(day, PLAIN, known_at=day) for day in DAYS]).table.rows
    assert dict(zip(about.COLUMNS, line, strict=True))["known_at"] == "several: see each line"


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is made, a sheet stands in a temporary file that only its owner can read."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[tuple[str, int]] = []

    def looked_at(path: Any, cell: Any) -> Any:
        seen.extend((each.name, stat.S_IMODE(each.stat().st_mode)) for each in tmp_path.iterdir())
        return path(cell)

    plain = writer._plain
    monkeypatch.setattr(writer, "_plain", lambda cell: looked_at(plain, cell))
    workbook([Sheet("page", records("a", [(1,)]))])
    assert {mode for _, mode in seen} == {0o600}
    assert list(tmp_path.iterdir()) == []


def test_an_answer_as_a_point_is_what_it_was() -> None:
    row = Row({}, Unit.PERCENT, 0, 9, Fraction(0), NOBODY, NOBODY)
    answer = Answer(MISSING, Basis(DAYS[2], None, 7), None, (row,), 3)
    assert point_of(answer) == Point(MISSING, answer.basis, None, (figure_of(row),), 3)
