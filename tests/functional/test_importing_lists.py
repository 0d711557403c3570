"""``import returns``: many returns in one go, out of a list. The small authority is told in ``commands``."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.functional.commands import (
    ANNA,
    BERT,
    CHILDREN,
    EPISODES,
    RETURN_2011,
    RETURN_2012,
    Result,
    done,
    run,
    write_files,
)
from timeline.cli import problems

HEAD = "RETURN,YEAR_ENDING,KNOWN_ON"
FIRST, SECOND = "returns/2011,2011-03-31,2011-06-30", "returns/2012,31/03/2012,30/06/2012"
LOOKED_AFTER = ("measure", "looked-after", "--as-at", "2011-03-31", "--format", "json")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both returns in folders, in the folder one is in; no log yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    write_files(tmp_path / "returns" / "2011", RETURN_2011)
    write_files(tmp_path / "returns" / "2012", RETURN_2012)
    return tmp_path


def listed(room: Path, *rows: str) -> Path:
    """A list of returns."""
    write_files(room, {"returns.csv": (HEAD, *rows)})
    return room / "returns.csv"


def looked_after(*known: str) -> object:
    """How many were looked after on 31 March 2011."""
    return done(*LOOKED_AFTER, *known).json[0]["rows"][0]["value"]


def numbers(result: Result) -> Sequence[Sequence[str]]:
    """The rows in CSV without the header row."""
    return list(csv.reader(result.lines))[1:]


def test_every_return_is_imported_with_its_year_and_its_day_of_knowing(room: Path) -> None:
    result = done("import", "returns", listed(room, FIRST, SECOND), "--format", "csv")
    assert [row[:3] for row in numbers(result)] == [
        ["2011-03-31", "2011-06-30", "6"],
        ["2012-03-31", "2012-06-30", "11"],
    ]
    assert (looked_after("--known-at", "2011-06-30"), looked_after()) == (2, 1)


def test_the_log_is_that_of_the_returns_imported_one_by_one(room: Path) -> None:
    done("import", "returns", listed(room, FIRST, SECOND))
    for year in (2011, 2012):
        days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
        done("--store", "one.db", "import", "ssda903", f"returns/{year}", *days)
    together, one_by_one = (
        done("--store", store, "log", "stats", "--format", "json").json for store in ("log.db", "one.db")
    )
    for stats in (together, one_by_one):
        assert stats["transactions"] == 2
    assert (together["entries"], together["facts"]) == (one_by_one["entries"], one_by_one["facts"])


def test_imported_again_nothing_is_added(room: Path) -> None:
    path = listed(room, FIRST, SECOND)
    done("import", "returns", path)
    again = done("import", "returns", path, "--format", "json").json
    assert [(each["facts_added"], each["rows"]["recorded"]) for each in again] == [(0, 0), (0, 0)]


def test_the_order_of_the_list_is_no_matter(room: Path) -> None:
    done("import", "returns", listed(room, SECOND, FIRST))
    assert (looked_after("--known-at", "2011-06-30"), looked_after()) == (2, 1)


def test_the_table_adds_up(room: Path) -> None:
    """By hand: of the second return Anna's and Bert's particulars are said again, and nothing else is."""
    lines = [" ".join(line.split()) for line in done("import", "returns", listed(room, FIRST, SECOND)).lines]
    assert lines[-5:-2] == [
        "31 Mar 2011 30 Jun 2011 6 6 0 0 7",
        "31 Mar 2012 30 Jun 2012 11 9 2 0 12",
        "all 17 15 2 0 19",
    ]


def test_a_dry_run_writes_nothing(room: Path) -> None:
    out = done("import", "returns", listed(room, FIRST, SECOND), "--dry-run").out
    assert "Dry run: nothing was written" in out
    assert not (room / "log.db").exists()


def test_rows_set_aside_are_told_by_their_year_and_written_with_their_folder(room: Path) -> None:
    write_files(
        room / "returns" / "2011", {"episodes.csv": (EPISODES, f"{ANNA},31/02/2011,S,V2,N1,Q2,PR1,,,,,AA1 1AA,")}
    )
    result = run("import", "returns", listed(room, FIRST, SECOND), "--quarantine", "aside.csv", "--strict")
    assert result.code == problems.CHECK_FAILED
    assert "Year to 31 March 2011: 1 row was set aside." in " ".join(result.out.split())
    (row,) = csv.DictReader((room / "aside.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["FILE"], row["ROW"], row["COLUMN"]) == ("2011/episodes.csv", "2", "DECOM")
    assert not any(child in result.out + result.err for child in CHILDREN)


def test_a_return_that_cannot_be_read_stops_it_and_those_before_it_stay(room: Path) -> None:
    write_files(room / "returns" / "2012", dict.fromkeys(RETURN_2012, ("nothing,known",)))
    result = run("import", "returns", listed(room, FIRST, SECOND))
    assert result.code == problems.UNREADABLE
    assert result.err.startswith("timeline: row 3 of the list, ")
    assert looked_after() == 2
    write_files(room / "returns" / "2012", RETURN_2012)
    again = done("import", "returns", room / "returns.csv", "--format", "json").json
    assert [each["facts_added"] > 0 for each in again] == [False, True]


MISTAKES = {
    "": "returns.csv: it lists no return. Write a row for each return under the header row.",
    ",2011-03-31,2011-06-30": "returns.csv row 2: RETURN is blank. Name the return's folder or file.",
    "returns/2010,2010-03-31,2010-06-30": (
        "returns.csv row 2: there is no such folder or file. Give the path from the folder of returns.csv."
    ),
    "returns/2011,2011-12-31,2012-06-30": (
        "returns.csv row 2: YEAR_ENDING is not a 31 March. Give the 31 March on which its year ends."
    ),
    "returns/2011,31/03/11,2011-06-30": (
        "returns.csv row 2: YEAR_ENDING: the year has two digits. Write the year in full, as DD/MM/YYYY."
    ),
    "returns/2011,2011-03-31,soon": "returns.csv row 2: KNOWN_ON: it is not a date. Write the date as DD/MM/YYYY.",
    "returns/2011,2011-03-31": (
        "returns.csv row 2: the row has 2 cells, the header row 3. Look for an extra or missing delimiter, or a line "
        "broken in two."
    ),
    ",,": "returns.csv row 2: the row is blank. Delete the row.",
    'returns/2011,"2011-03-31,2011-06-30': (
        "returns.csv row 2: a quotation mark is in the wrong place or is not closed. "
        "Correct the quotation marks in this row."
    ),
}


@pytest.mark.parametrize("row", MISTAKES)
def test_a_mistake_in_the_list_is_told_before_anything_is_imported(room: Path, row: str) -> None:
    path = listed(room, *([row, SECOND] if row else []))
    result = run("import", "returns", path)
    assert (result.code, result.out, result.err) == (problems.UNREADABLE, "", f"timeline: {MISTAKES[row]}\n")
    assert not (room / "log.db").exists()


def test_a_day_in_the_future_is_told_before_anything_is_imported(room: Path) -> None:
    result = run("import", "returns", listed(room, FIRST, "returns/2012,2012-03-31,2199-06-30"))
    what = "timeline: row 3: KNOWN_ON lies in the future. Give the day the authority knew it.\n"
    assert (result.code, result.err) == (problems.USAGE, what)
    assert not (room / "log.db").exists()


def test_a_list_without_a_column_or_that_is_no_text(room: Path) -> None:
    write_files(room, {"returns.csv": ("RETURN;YEAR_ENDING", f"{BERT};2011-03-31")})
    lacks = "timeline: returns.csv: its header row lacks KNOWN_ON. Give it the columns RETURN, YEAR_ENDING, KNOWN_ON.\n"
    assert run("import", "returns", room / "returns.csv").err == lacks
    (room / "returns.csv").write_bytes(b"PK\x03\x04\0\0")
    assert run("import", "returns", room / "returns.csv").err.startswith("timeline: returns.csv: it is not text.")
    nowhere = run("import", "returns", "nowhere.csv")
    assert (nowhere.code, nowhere.err.startswith("timeline: nowhere.csv: it cannot be opened")) == (3, True)


def test_as_excel_saves_it_with_semicolons_and_a_mark_at_the_start(room: Path) -> None:
    rows = (HEAD, FIRST, SECOND, "")
    (room / "returns.csv").write_text("\r\n".join(rows).replace(",", ";"), encoding="utf-8-sig", newline="")
    done("import", "returns", room / "returns.csv")
    assert looked_after() == 1
