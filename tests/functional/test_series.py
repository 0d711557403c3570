"""``series`` and ``triangle``, and the workbooks: the figures by hand, their forms, where they go, what is said aside.

The small authority is told in ``commands``: as known at 30 June 2011 ANNA and BERT are looked after on 31 March 2011;
as known at 30 June 2012 ANNA alone, for BERT had gone on 20 March; DORA came on 1 September 2011.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.functional.commands import ANNA, DORA, RETURN_2011, RETURN_2012, Result, done, run, write_files
from timeline.cli import main

QUARTERS = ("--from", "2011-03-31", "--to", "2012-03-31", "--every", "quarter")
YEARS = ("--from", "2011-03-31", "--to", "2012-03-31", "--every", "year")
RETURNS = ("--known-from", "2011-06-30", "--known-to", "2013-06-30")
AT = ("--as-at", "2012-03-31")


@pytest.fixture
def asked(store: Path) -> Any:
    """Runs a command that must succeed on the small authority's log."""
    return lambda *words: done("--store", store, *words)


def main_figures(answer: dict[str, Any]) -> list[tuple[str, str | None, float | None]]:
    """As at, as known at, value."""
    return [(point["as_at"], point["known_at"], point["rows"][0]["value"]) for point in answer["points"]]


# ----------------------------------------------------------------------------------------------------------- the series


def test_a_series_has_a_point_for_every_date(asked: Any) -> None:
    answer = asked("series", "looked-after", *QUARTERS, "--format", "json").json
    assert main_figures(answer) == [
        ("2011-03-31", None, 1),
        ("2011-06-30", None, 1),
        ("2011-09-30", None, 2),
        ("2011-12-31", None, 2),
        ("2012-03-31", None, 2),
    ]


def test_a_series_as_known_on_one_day(asked: Any) -> None:
    answer = asked("series", "looked-after", *YEARS, "--known-at", "30/06/2011", "--format", "json").json
    assert main_figures(answer) == [("2011-03-31", "2011-06-30", 2), ("2012-03-31", "2011-06-30", None)]


def test_beyond_coverage_gives_the_number_and_marks_it(asked: Any) -> None:
    """The return of 2011, known in June, says nothing of 2012: whom it has may have left since."""
    words = ("series", "looked-after", *YEARS, "--known-at", "30/06/2011", "--beyond-coverage")
    answer = asked(*words, "--format", "json").json
    assert main_figures(answer) == [("2011-03-31", "2011-06-30", 2), ("2012-03-31", "2011-06-30", 2)]
    assert [point["rows"][0].get("beyond_coverage") for point in answer["points"]] == [None, True]
    assert [line.split()[3:] for line in asked(*words, "--brief").lines if line.startswith("  31 Mar")] == [
        ["2"],
        ["2", "beyond", "coverage"],
    ]


def test_a_series_as_it_could_have_been_published(asked: Any) -> None:
    """On the day itself no return covers it; with the first that does, known on 30 June, BERT had not gone yet."""
    same_day = asked("series", "looked-after", *YEARS, "--known-at", "same-day", "--format", "json").json
    assert main_figures(same_day) == [("2011-03-31", "2011-03-31", None), ("2012-03-31", "2012-03-31", None)]
    first, last = (point["rows"][0]["reason"] for point in same_day["points"])
    assert first.startswith("nothing was known by 2011-03-31")
    assert last.startswith("Episodes is covered from 2010-04-01 to 2011-03-31, not on 2012-03-31")
    published = asked("series", "looked-after", *YEARS, "--known-at", "published", "--format", "json").json
    assert main_figures(published) == [("2011-03-31", "2011-06-30", 2), ("2012-03-31", "2012-06-30", 2)]


def test_the_object_is_that_of_measure_with_points_for_rows(asked: Any) -> None:
    """Its basis, window and definition are the last point's."""
    (measured,) = asked("measure", "placements-3-plus", *AT, "--format", "json").json
    answer = asked("series", "placements-3-plus", *YEARS, "--format", "json").json
    first, last = answer["points"]
    of_points = ("coverage", "remarks", "rows")
    assert list(answer) == [*(key for key in measured if key not in of_points), "points"]
    assert {key: answer[key] for key in answer if key != "points"} | {key: last[key] for key in of_points} == measured
    assert list(first) == ["as_at", "known_at", "window", "coverage", "remarks", "rows"]
    assert first["window"] == {"from": "2010-04-01", "to": "2011-03-31"}


def test_a_point_is_what_measure_answers_in_json_and_in_csv(asked: Any) -> None:
    ids, known = ("missing-over-24h", "visitor-waiting", "care-leavers"), ("--known-at", "2012-06-30")
    together = asked("series", *ids, *QUARTERS, *known, "--format", "json").json
    lines = asked("series", *ids, *QUARTERS, *known, "--format", "csv").lines
    assert [each["measure"] for each in together] == list(ids)
    for day in ("2011-03-31", "2011-12-31", "2012-03-31"):
        alone = asked("measure", *ids, "--as-at", day, *known, "--format", "json").json
        points = [point for each in together for point in each["points"] if point["as_at"] == day]
        assert [point["rows"] for point in points] == [each["rows"] for each in alone]
        header, *rows = asked("measure", *ids, "--as-at", day, *known, "--format", "csv").lines
        assert header == lines[0]
        assert set(rows) <= set(lines)


def test_a_point_by_an_older_definition_says_so(asked: Any) -> None:
    answer = asked(
        *("series", "care-leavers", "--from", "2013-03-31", "--to", "2015-03-31", "--every", "year"),
        *("--format", "json"),
    ).json
    older, *newer = answer["points"]
    assert older["definition"]["hash"] != answer["definition"]["hash"]
    assert all("definition" not in point for point in newer)


def test_the_table_tells_what_it_stands_on_and_one_row_a_date(asked: Any) -> None:
    lines = asked("series", "placements-3-plus", *YEARS, "--brief").lines
    assert lines[1] == "as at 31 March 2011 to 31 March 2012, with all that is known, log position 30"
    assert [line.split() for line in lines if line.startswith("  31 Mar")] == [
        ["31", "Mar", "2011", "0", "1", "0.0%"],
        ["31", "Mar", "2012", "1", "2", "50.0%"],
    ]


def test_several_measures_stand_side_by_side(asked: Any) -> None:
    lines = asked("series", "looked-after", "placements-3-plus", *YEARS, "--brief").lines
    assert [line.split()[3:] for line in lines if line.startswith("  31 Mar")] == [["1", "0.0%"], ["2", "50.0%"]]


def test_every_row_has_its_dates_where_it_is_not_brief(asked: Any) -> None:
    """Of ANNA alone on 31 March 2011, one placement in the year; of her and DORA in 2012, three and one."""
    lines = asked("series", "placements-3-plus", *YEARS).lines
    at = next(number for number, line in enumerate(lines) if line.startswith("  count 3"))
    assert [line.split()[-3:] for line in lines[at : at + 2]] == [["0", "1", "0.0%"], ["1", "2", "50.0%"]]


def test_brief_is_the_main_figure_alone_in_every_form(asked: Any) -> None:
    asked_for = ("series", "placements-3-plus", *YEARS, "--brief", "--format")
    assert [len(point["rows"]) for point in asked(*asked_for, "json").json["points"]] == [1, 1]
    assert len(asked(*asked_for, "csv").lines) == 3


# --------------------------------------------------------------------------------------------------------- the triangle


def test_a_triangle_is_as_at_down_and_as_known_at_across(asked: Any) -> None:
    answer = asked("triangle", "looked-after", *YEARS, *RETURNS, "--format", "json").json
    assert main_figures(answer) == [
        ("2011-03-31", "2011-06-30", 2),
        ("2011-03-31", "2012-06-30", 1),
        ("2011-03-31", "2013-06-30", 1),
        ("2012-03-31", "2012-06-30", 2),
        ("2012-03-31", "2013-06-30", 2),
    ]


def test_its_table_leaves_blank_what_is_not_asked_and_tells_the_change(asked: Any) -> None:
    lines = asked("triangle", "looked-after", *YEARS, *RETURNS).lines
    assert lines[0] == "Children looked after: how it was revised"
    assert [line.split()[3:] for line in lines if line.startswith("  31 Mar")] == [
        ["2", "1", "1", "-1"],
        ["2", "2", "0"],
    ]
    years = next(line for line in lines if line.startswith("  as at")).split()
    assert years == ["as", "at", "2011", "2012", "2013", "change"]


def test_by_default_the_days_of_knowing_are_the_days_asked_about(asked: Any) -> None:
    answer = asked("triangle", "looked-after", *QUARTERS, "--format", "json").json
    days = ["2011-03-31", "2011-06-30", "2011-09-30", "2011-12-31", "2012-03-31"]
    cells = [(point["as_at"], point["known_at"]) for point in answer["points"]]
    assert cells == [(day, known) for day in days for known in days if known >= day]


def test_a_wide_triangle_goes_on_below(asked: Any) -> None:
    """25 days of knowing are more than a page is wide: every part names all the days asked about."""
    lines = asked("triangle", "looked-after", "--from", "2011-03-31", "--to", "2013-03-31", "--every", "month").lines
    parts = [len([line for line in lines if line.startswith(f"  {day}")]) for day in ("31 Mar 2011", "31 Mar 2013")]
    assert parts[0] == parts[1] > 1
    assert max(len(line) for line in lines) <= 100


def test_a_triangle_in_csv_has_a_line_a_cell_and_row(asked: Any) -> None:
    text = asked("triangle", "missing-over-24h", *YEARS, *RETURNS, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["as_at"], row["known_at"], row["value"], row["possible_value"]) for row in rows][-1] == (
        *("2012-03-31", "2013-06-30", "50", "100"),
    )
    assert len(rows) == 5


# --------------------------------------------------------------------------------------------------------- the workbook


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The lines of every sheet."""
    book = load_workbook(path)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def as_dicts(lines: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Each line by its header."""
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


DAY = datetime(2012, 3, 31)
"""A day, as the reader of a workbook gives it."""


def test_a_workbook_has_numbers_days_and_what_it_is_about(asked: Any, tmp_path: Path) -> None:
    words = ("measure", "missing-over-24h", "looked-after", *AT, "--known-at", "2012-06-30", "--format", "xlsx")
    result = asked(*words, "--output", tmp_path / "figures.xlsx")
    found = sheets(tmp_path / "figures.xlsx")
    row, stock = as_dicts(found["figures"])
    assert (result.out, list(found)) == ("", ["figures", "about"])
    assert (row["as_at"], row["numerator"], row["value"], row["possible_value"]) == (DAY, 1, 50, 100)
    assert (stock["value"], stock["denominator"], stock["group"]) == (2, None, None)
    about = as_dicts(found["about"])[0]
    (measured,) = asked("measure", "missing-over-24h", *AT, "--format", "json").json
    assert (about["measure"], about["definition_hash"]) == ("missing-over-24h", measured["definition"]["hash"])
    assert (about["last_as_at"], about["known_at"], about["position"]) == (DAY, datetime(2012, 6, 30), 30)


def test_the_children_are_in_a_workbook_too(asked: Any, tmp_path: Path) -> None:
    asked("children", "missing-over-24h", *AT, "--format", "xlsx", "--output", tmp_path / "children.xlsx")
    found = as_dicts(sheets(tmp_path / "children.xlsx")["children"])
    assert [(each["child"], each["meets"], each["possible"]) for each in found] == [
        (ANNA, "false", "true"),
        (DORA, "true", "true"),
    ]


def test_a_series_has_a_line_a_point_and_row(asked: Any, tmp_path: Path) -> None:
    asked("series", "looked-after", *QUARTERS, "--format", "xlsx", "--output", tmp_path / "series.xlsx")
    found = sheets(tmp_path / "series.xlsx")
    assert [each["value"] for each in as_dicts(found["points"])] == [1, 1, 2, 2, 2]
    (about,) = as_dicts(found["about"])
    assert (about["first_as_at"], about["last_as_at"]) == (datetime(2011, 3, 31), DAY)
    assert about["known_at"] == "all that is known"


def test_a_triangle_is_a_sheet_and_its_cells_another(asked: Any, tmp_path: Path) -> None:
    asked("triangle", "looked-after", *YEARS, *RETURNS, "--format", "xlsx", "--output", tmp_path / "triangle.xlsx")
    found = sheets(tmp_path / "triangle.xlsx")
    known = [datetime(year, 6, 30) for year in (2011, 2012, 2013)]
    assert found["triangle"] == [("as_at", *known), (datetime(2011, 3, 31), 2, 1, 1), (DAY, None, 2, 2)]
    assert len(found["cells"]) == 6


class Binary(io.TextIOWrapper):
    """Stdout that is a file."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")


class Terminal(Binary):
    """Stdout that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_workbook_goes_to_stdout_where_that_is_a_file(store: Path, tmp_path: Path) -> None:
    words = ["--store", str(store), "measure", "looked-after", *AT, "--format", "xlsx"]
    with redirect_stdout(Binary()) as out:
        assert main(words) == 0
    done(*words, "--output", tmp_path / "figures.xlsx")
    assert out.buffer.getvalue() == (tmp_path / "figures.xlsx").read_bytes()  # type: ignore[attr-defined]


def test_a_workbook_does_not_go_to_a_terminal(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    assert main(["--store", str(store), "measure", *AT, "--format", "xlsx"]) == 2
    assert terminal.buffer.getvalue() == b""  # type: ignore[attr-defined]
    assert capsys.readouterr().err == ("timeline: --output: a workbook is no text to show. Name a new file for it.\n")


# ------------------------------------------------------------------------------------------------- where an answer goes


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(
    "words",
    [
        ("measure", "missing-over-24h", *AT),
        ("children", "missing-over-24h", *AT),
        ("series", "missing-over-24h", *YEARS),
        ("triangle", "missing-over-24h", *YEARS, *RETURNS),
    ],
    ids=lambda words: words[0],
)
def test_a_file_holds_what_stdout_would(asked: Any, tmp_path: Path, words: tuple[str, ...], form: str) -> None:
    shown = asked(*words, "--format", form).out
    assert asked(*words, "--format", form, "--output", tmp_path / "answer").out == ""
    assert (tmp_path / "answer").read_text(encoding="utf-8") == shown
    assert [path.name for path in tmp_path.iterdir()] == ["answer"]


def test_a_file_that_is_there_is_left_as_it_is(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer"
    path.write_text("mine", encoding="utf-8")
    result = run("--store", store, "measure", "looked-after", *AT, "--output", path)
    assert (result.code, path.read_text(encoding="utf-8")) == (2, "mine")


# ----------------------------------------------------------------------------------------------------------- the engine


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "looked-after", *AT),
        ("children", "looked-after", *AT),
        ("series", "looked-after", *YEARS),
        ("triangle", "looked-after", *YEARS),
    ],
    ids=lambda words: words[0],
)
def test_it_says_which_engine_answered_and_the_answer_is_the_same(store: Path, words: tuple[str, ...]) -> None:
    def answered(*more: str) -> Result:
        return run("--store", store, *words, "--format", "json", *more)

    plain, verbose = answered(), answered("--verbose")
    reference = answered("--engine", "reference", "--verbose")
    assert plain.err == ""
    assert verbose.err.startswith("timeline: answered from ")
    assert reference.err == "timeline: answered from the log, as asked\n"
    assert json.loads(plain.out) == verbose.json == reference.json


def test_a_series_asked_at_its_position_is_not_moved_by_what_came_later(tmp_path: Path) -> None:
    store = tmp_path / "log.db"

    def import_return(year: int, files: Mapping[str, tuple[str, ...]]) -> None:
        days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
        done("--store", store, "import", "ssda903", write_files(tmp_path / str(year), files), *days)

    words = ("--store", store, "series", "looked-after", *YEARS, "--format", "json")
    import_return(2011, RETURN_2011)
    before = done(*words).json
    import_return(2012, RETURN_2012)
    assert done(*words, "--position", before["basis"]["position"]).json == before
    assert done(*words).json != before
