"""``check``, ``log verify``, ``log stats``: what is wrong, and how much there is."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.functional.commands import ANNA, EPISODES, RETURN_2011, done, run, write_files

YEAR = ("--year-ending", "2011-03-31", "--known-on", "2011-06-30")

OVERLAPPING: Mapping[str, tuple[str, ...]] = {
    "header.csv": RETURN_2011["header.csv"],
    "episodes.csv": (
        EPISODES,
        f"{ANNA},01/05/2010,S,V2,N1,Q2,PR1,01/09/2010,X1,,,AA1 1AA,",
        f"{ANNA},01/08/2010,P,V2,N1,Q2,PR1,,,,,BB1 1BB,",
    ),
}


@pytest.fixture
def defective(tmp_path: Path) -> Path:
    """A log with an overlap in it."""
    store = tmp_path / "log.db"
    done("--store", store, "import", "ssda903", write_files(tmp_path / "return", OVERLAPPING), *YEAR)
    return store


def test_defects_are_counted_by_rule_and_end_with_1(defective: Path) -> None:
    result = run("--store", defective, "check")
    assert (result.code, result.err) == (1, "")
    assert any(
        line.split()[:2] == ["episode-overlap", "501"] and line.split()[-2:] == ["1", "1"] for line in result.lines
    )
    assert ANNA not in result.out


def test_in_brief_a_rule_is_a_line(defective: Path) -> None:
    result = run("--store", defective, "check", "--brief")
    rules = run("--store", defective, "check", "--format", "json").json["rules"]
    assert (result.code, ANNA in result.out) == (1, False)
    found = result.lines[5 : result.lines.index("", 5)]  # below stand the rules that were not asked
    of_rules = [line for line in found if not line.startswith(" ")]  # a title that is longer goes on below
    assert [line.split()[:3] for line in of_rules] == [
        [rule["rule"], rule["severity"], str(rule["children"])] for rule in rules
    ]
    assert "episode-overlap" in {rule["rule"] for rule in rules}


def test_in_brief_a_history_without_defects(store: Path) -> None:
    assert "None." in done("--store", store, "check", "--brief").lines


def test_which_children_is_asked_by_rule(defective: Path) -> None:
    result = run("--store", defective, "check", "--rule", "episode-overlap")
    assert result.code == 1
    assert any(ANNA in line and "episodes.csv row" in line for line in result.lines)
    assert "return to 31 March 20" in " ".join(result.out.split())


def test_defects_as_json_and_csv(defective: Path) -> None:
    answer = run("--store", defective, "check", "--rule", "episode-overlap", "--format", "json").json
    (rule,) = answer["rules"]
    assert (rule["rule"], rule["children"], rule["findings"][0]["child"]) == ("episode-overlap", 1, ANNA)
    rows = list(csv.DictReader(run("--store", defective, "check", "--format", "csv").lines))
    assert ("episode-overlap", ANNA) in [(row["rule"], row["child"]) for row in rows]


def test_it_is_asked_of_the_last_day_on_which_anything_became_known(defective: Path) -> None:
    basis = run("--store", defective, "check", "--format", "json").json["basis"]
    assert (basis["as_at"], basis["known_at"]) == ("2011-06-30", None)


def test_a_history_before_its_defect_has_none(defective: Path) -> None:
    result = done("--store", defective, "check", "--as-at", "2010-07-31", "--rule", "episode-overlap")
    assert result.lines[-1] == "None."


def test_queries_alone_end_with_0(tmp_path: Path) -> None:
    files = {"episodes.csv": (EPISODES, f"{ANNA},01/05/2010,P,V2,N1,Q2,PR1,,,,,AA1 1AA,")}
    write = ("--store", tmp_path / "log.db")
    done(*write, "import", "ssda903", write_files(tmp_path / "return", files), *YEAR)
    answer = done(*write, "check", "--rule", "episode-first-not-start", "--format", "json").json
    assert [(rule["severity"], rule["children"]) for rule in answer["rules"]] == [("query", 1)]


def test_a_history_without_defects(store: Path) -> None:
    assert "None." in done("--store", store, "check").lines


# ---------------------------------------------------------------------------------------------- out of projections

ONE, OTHER = ("--rule", "episode-overlap"), ("--rule", "child-not-in-header")
ASKED = (("--brief",), (), ONE, (*ONE, *OTHER))


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("day", [(), ("--as-at", "2011-06-30")], ids=["the last day", "that day named"])
def test_projections_and_the_log_write_the_same(
    defective: Path, asked: tuple[str, ...], form: str, day: tuple[str, ...]
) -> None:
    done("--store", defective, "rebuild")
    ask = ("--store", defective, "check", *asked, *day, "--format", form, "--verbose")
    tables, log = run(*ask), run(*ask, "--engine", "reference")
    assert (tables.code, tables.out) == (log.code, log.out)
    assert tables.code == 1
    assert "answered from the projections" in tables.err
    assert "answered from the log, as asked" in log.err


def test_findings_altered_in_the_projections_are_refused(defective: Path) -> None:
    done("--store", defective, "rebuild")
    with sqlite3.connect(defective) as connection:
        connection.execute("UPDATE projection_findings SET child = 'another'")
    connection.close()
    result = run("--store", defective, "check")
    assert (result.code, result.out) == (4, "")
    assert "the projections' findings are not those that were made" in result.err
    done("--store", defective, "rebuild")
    assert run("--store", defective, "check").code == 1


# --------------------------------------------------------------------------------------------------------------- log


def test_a_sound_log(store: Path) -> None:
    result = done("--store", store, "log", "verify")
    assert result.lines[0].split() == ["log", "sound"]
    assert done("--store", store, "log", "verify", "--format", "json").json["sound"] is True


def test_a_changed_entry_is_found_and_ends_with_1(defective: Path) -> None:
    with sqlite3.connect(defective) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE entries SET body = replace(body, '2010-05-01', '2010-05-02') WHERE position = 2")
    connection.close()
    result = run("--store", defective, "log", "verify")
    assert (result.code, result.err) == (1, "")
    assert result.lines[0].split() == ["log", "NOT", "SOUND"]
    answer = run("--store", defective, "log", "verify", "--format", "json").json
    assert (answer["sound"], answer["position"]) == (False, 2)


def test_how_much_the_log_holds(store: Path) -> None:
    stats = done("--store", store, "log", "stats", "--format", "json").json
    assert stats["children"] == 4
    assert stats["transactions"] == 3
    assert (stats["first_known_on"], stats["last_known_on"]) == ("2011-06-30", "2012-06-30")
    # ANNA 3 beginnings and 2 endings, BERT and CLEO one of each, DORA a beginning; 3 + 1 registered; 2 incidents of
    # 2 facts; a review; a request
    assert (stats["facts"], stats["withdrawals"]) == (20, 0)
    assert stats["statements"] == 3 + 3 + 1
    assert stats["entries"] == stats["last_position"]
    lines = [line.split() for line in done("--store", store, "log", "stats").lines]
    assert ["children", "4"] in lines
    (row,) = csv.DictReader(done("--store", store, "log", "stats", "--format", "csv").lines)
    assert row["children"] == "4"
