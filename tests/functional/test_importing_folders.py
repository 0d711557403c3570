"""``import returns FOLDER``: returns found by what is in the files, a list of them written, and imported."""

from __future__ import annotations

import csv
import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.functional.commands import (
    CHILDREN,
    EPISODES,
    HEADER,
    RETURN_2011,
    RETURN_2012,
    REVIEWS,
    done,
    run,
    write_files,
)
from tests.support.sample_returns import COMBINED
from timeline.cli import problems
from timeline.ingest.ssda903.folder_search import find_returns
from timeline.ingest.ssda903.listed import DayOfYear, read_list

HEAD = "RETURN,YEAR_ENDING,KNOWN_ON"
KNOWN_EACH = ("--known-each", "06-30")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one is in; no log yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    return tmp_path


def imported(*words: object) -> Any:
    """What importing a folder did, as JSON: the list of what was found stands on stderr."""
    result = run("import", "returns", *words, "--format", "json")
    assert result.code == 0, result.err
    return result.json


def flat(folder: Path) -> Path:
    """Both returns of the small authority in one folder, under names that say nothing."""
    for prefix, files in (("a", RETURN_2011), ("b", RETURN_2012)):
        write_files(folder, {f"{prefix}{n}.csv": rows for n, rows in enumerate(files.values())})
    return folder


def looked_after() -> list[object]:
    """How many were looked after at the end of both years."""
    days = ("2011-03-31", "2012-03-31")
    return [
        done("measure", "looked-after", "--as-at", day, "--format", "json").json[0]["rows"][0]["value"] for day in days
    ]


def listed(path: Path) -> list[str]:
    """The lines of a list."""
    return path.read_text(encoding="utf-8-sig").splitlines()


def test_a_flat_folder_is_listed_and_nothing_is_recorded(room: Path) -> None:
    result = run("import", "returns", flat(room / "flat"))
    assert listed(room / "flat" / "returns.csv") == [
        HEAD,
        "a0.csv | a1.csv | a2.csv,2011-03-31,",
        "b0.csv | b1.csv | b2.csv | b3.csv,2012-03-31,",
    ]
    assert (result.code, result.out) == (problems.USAGE, "")
    assert "b0.csv | b1.csv | b2.csv | b3.csv,2012-03-31," in result.err
    assert "KNOWN_ON is blank in rows 2, 3" in result.err
    assert not (room / "log.db").exists()


def test_with_a_day_for_each_it_is_imported(room: Path) -> None:
    flat(room / "flat")
    rows = imported("flat", *KNOWN_EACH)
    assert [(each["year_ending"], each["known_on"]) for each in rows] == [
        ("2011-03-31", "2011-06-30"),
        ("2012-03-31", "2012-06-30"),
    ]
    assert looked_after() == [1, 2]
    assert [each["facts_added"] for each in imported("flat", *KNOWN_EACH)] == [0, 0]


def test_the_list_filled_in_by_hand_is_imported(room: Path) -> None:
    run("import", "returns", flat(room / "flat"), "--list", "list.csv")
    assert listed(room / "list.csv")[1] == "flat/a0.csv | flat/a1.csv | flat/a2.csv,2011-03-31,"
    text = (room / "list.csv").read_text(encoding="utf-8-sig")
    filled = text.replace("2011-03-31,", "2011-03-31,30/06/2011").replace("2012-03-31,", "2012-03-31,30/06/2012")
    (room / "list.csv").write_text(filled, encoding="utf-8")
    done("import", "returns", "list.csv")
    assert looked_after() == [1, 2]


def test_a_list_that_is_there_is_not_written_over(room: Path) -> None:
    flat(room / "flat")
    write_files(room / "flat", {"returns.csv": (HEAD, "a0.csv,2011-03-31,2011-07-01")})
    result = run("import", "returns", "flat", *KNOWN_EACH)
    assert (result.code, "the file exists and holds something other" in result.err) == (problems.UNREADABLE, True)
    assert listed(room / "flat" / "returns.csv")[1] == "a0.csv,2011-03-31,2011-07-01"


def test_folders_inside_are_returns_by_what_is_in_them(room: Path) -> None:
    write_files(room / "old" / "north" / "last", RETURN_2011)
    write_files(room / "old" / "2035", RETURN_2012)
    run("import", "returns", "old")
    assert listed(room / "old" / "returns.csv") == [HEAD, "north/last,2011-03-31,", "2035,2012-03-31,"]
    imported("old", *KNOWN_EACH)
    assert looked_after() == [1, 2]


def test_a_column_year_says_which_year(room: Path) -> None:
    """Files without a day of theirs: who the children are, of three years."""
    for year in ("2018", "2018-19", "31/03/2020"):
        name = f"{'x' * int(year[-2:])}.csv"
        write_files(room / "flat", {name: (f"{HEADER},YEAR", f"C1,2,05/06/2004,WBRI,UN1,0,,{year}")})
    run("import", "returns", "flat")
    assert [row.split(",")[1] for row in listed(room / "flat" / "returns.csv")[1:]] == [
        "2018-03-31",
        "2019-03-31",
        "2020-03-31",
    ]


def test_what_cannot_be_told_is_listed_without_a_year_and_not_imported(room: Path) -> None:
    flat(room / "flat")
    write_files(room / "flat", {"2011-who.csv": (HEADER, "C9,2,05/06/2004,WBRI,UN1,0,")})
    result = run("import", "returns", "flat", *KNOWN_EACH)
    assert listed(room / "flat" / "returns.csv")[-1] == "2011-who.csv,,"
    assert (result.code, "row 4: YEAR_ENDING is blank" in result.err) == (problems.UNREADABLE, True)
    assert not (room / "log.db").exists()


def test_a_file_that_is_no_module_is_named(room: Path) -> None:
    flat(room / "flat")
    write_files(room / "flat", {"letter.csv": ("DEAR,SIR", "x,y")})
    result = run("import", "returns", "flat", *KNOWN_EACH)
    assert result.code == 0
    assert result.err.startswith("letter.csv is in no return: its first row is not the header row of a module.\n")
    assert "returns.csv is in no return" not in run("import", "returns", "flat", *KNOWN_EACH).err


def test_a_draft_and_the_return_of_one_year_are_two(room: Path) -> None:
    draft = {f"draft-{name}": rows for name, rows in RETURN_2011.items()}
    final = {f"final-{name}": rows for name, rows in RETURN_2011.items()}
    write_files(room / "flat", {**draft, **final})
    run("import", "returns", "flat")
    assert listed(room / "flat" / "returns.csv")[1:] == [
        "draft-episodes.csv | draft-header.csv | draft-missing.csv,2011-03-31,",
        "final-episodes.csv | final-header.csv | final-missing.csv,2011-03-31,",
    ]


def test_two_authorities_in_one_folder(room: Path) -> None:
    for number, authority in enumerate(("301", "302")):
        rows = (f"{REVIEWS},LA", f"C{number},,01/12/2010,PN1,{authority}")
        write_files(room / "both" / f"of {number}", {"reviews.csv": rows})
    result = run("import", "returns", "both", *KNOWN_EACH)
    assert (result.code, "names 2 authorities: 301, 302" in result.err) == (problems.USAGE, True)
    imported("both", *KNOWN_EACH, "--authority", "302")
    assert listed(room / "both" / "returns.csv")[1:] == ["of 1,2011-03-31,"]


def test_a_list_is_refused_as_a_whole(room: Path) -> None:
    write_files(room / "2011", RETURN_2011)
    write_files(room / "2012", RETURN_2012)
    wrong = tuple(f"C{n},,01/06/2010,PN1" for n in range(12))
    write_files(room / "2013", {"reviews.csv": (REVIEWS, *wrong)})
    rows = [f"{year},{year}-03-31,{year}-06-30" for year in (2011, 2012, 2013)]
    write_files(room, {"list.csv": (HEAD, *rows)})
    result = run("import", "returns", "list.csv")
    assert (result.code, result.err.startswith("timeline: the list: row 4: 12 rows of Episodes")) == (2, True)
    assert not (room / "log.db").exists()
    assert not any(child in result.err for child in CHILDREN)
    assert [len(each["spoke_against"]) for each in imported("list.csv", "--even-so")] == [0, 0, 1]


def test_a_folder_without_a_return(room: Path) -> None:
    write_files(room / "letters", {"letter.csv": ("DEAR,SIR", "x,y")})
    result = run("import", "returns", "letters")
    assert (result.code, "it contains no file of a return" in result.err) == (problems.UNREADABLE, True)


def test_a_day_that_a_year_has_not(room: Path) -> None:
    flat(room / "flat")
    result = run("import", "returns", "flat", "--known-each", "02-29")
    assert (result.code, "does not exist in 2011" in result.err) == (problems.UNREADABLE, True)


def test_an_old_episode_among_new_ones_does_not_tell_the_year(room: Path) -> None:
    """Most of those looked after came years ago: what ended and began in the year tells."""
    old = tuple(f"C{n},01/05/2004,S,V2,N1,Q2,PR1,,,,,AA1 1AA," for n in range(20))
    for year in (2010, 2011):
        rows = (EPISODES, *old, f"N1,01/12/{year - 1},S,V2,N1,Q2,PR1,,,,,AA1 1AA,")
        write_files(room / "flat", {f"of {year}.csv": rows})
    run("import", "returns", "flat")
    assert [row.split(",")[:2] for row in listed(room / "flat" / "returns.csv")[1:]] == [
        ["of 2010.csv", "2010-03-31"],
        ["of 2011.csv", "2011-03-31"],
    ]


@pytest.mark.skipif(not COMBINED.is_dir(), reason="the public sample returns are not on this machine")
@pytest.mark.parametrize("told", [True, False], ids=["named by year", "named by nothing"])
def test_five_public_returns_in_one_flat_folder(room: Path, told: bool) -> None:
    """Forty files. Their days are odd (a return of one year has reviews of twenty), and their names need not help."""
    files = sorted(COMBINED.glob("*.csv"))
    names = {path: f"{number:02}.csv" for number, path in enumerate(random.Random(1).sample(files, len(files)))}
    (room / "flat").mkdir()
    for path in files:
        shutil.copy(path, room / "flat" / (path.name if told else names[path]))
    found = [each for each in find_returns(room / "flat").returns if each.year_ending is not None]
    assert [each.year_ending for each in found] == [date(year, 3, 31) for year in range(2018, 2023)]
    placed = [(path.name, each.year_ending) for each in found for path in each.paths]
    expected = {path.name if told else names[path]: date(int(path.name[:4]) + 1, 3, 31) for path in files}
    assert all(expected[name] == year for name, year in placed), "none is placed wrong"
    assert len(placed) == 40 if told else len(placed) >= 38, "a few children's status as asylum seekers tells no year"


@pytest.mark.skipif(not COMBINED.is_dir(), reason="the public sample returns are not on this machine")
def test_five_public_returns_are_imported_out_of_one_folder(room: Path) -> None:
    (room / "flat").mkdir()
    for path in COMBINED.glob("*.csv"):
        shutil.copy(path, room / "flat")
    with (COMBINED / "2017-episodes.csv").open(encoding="utf-8") as file:
        episodes = sum(1 for _ in csv.reader(file)) - 1
    rows = imported("flat", *KNOWN_EACH)
    assert (len(rows), rows[0]["modules"][1]["read"]) == (5, episodes)
    assert [each["spoke_against"] for each in rows] == [[]] * 5


def test_a_cell_may_name_one_path_with_the_sign_between(tmp_path: Path) -> None:
    write_files(tmp_path / "a | b", RETURN_2011)
    write_files(tmp_path, {"list.csv": (HEAD, "a | b,2011-03-31,")})
    (only,) = read_list(tmp_path / "list.csv", DayOfYear(6, 30))
    assert (only.paths, only.known_on) == ((tmp_path / "a | b",), date(2011, 6, 30))
