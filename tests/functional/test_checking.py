"""``check``, ``log verify``, ``log stats``: what is wrong, and how much there is."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.functional.commands import (
    ANNA,
    BERT,
    CLEO,
    EPISODES,
    HEADER,
    RETURN_2011,
    Result,
    done,
    run,
    write_files,
)

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


@pytest.fixture
def in_order(tmp_path: Path) -> Path:
    """A log of a return with nothing wrong in it."""
    files = {
        "header.csv": (HEADER, f"{ANNA},2,05/06/2008,WBRI,UN1,0,"),
        "episodes.csv": (EPISODES, f"{ANNA},01/05/2010,S,V2,N1,Q2,PR1,,,,HH1 1HH,AA1 1AA,"),
    }
    done("--store", tmp_path / "log.db", "import", "ssda903", write_files(tmp_path / "return", files), *YEAR)
    return tmp_path / "log.db"


def test_defects_are_counted_by_rule_and_end_with_1(defective: Path) -> None:
    result = run("--store", defective, "check")
    assert (result.code, result.err) == (1, "")
    (place,) = [number for number, line in enumerate(result.lines) if line.strip() == "episode-overlap"]
    above = result.lines[place - 1].split()
    assert (above[0], above[-3:]) == ("501", ["error", "1", "1"])
    assert ANNA not in result.out


def test_in_brief_a_rule_is_a_line(defective: Path) -> None:
    result = run("--store", defective, "check", "--brief")
    rules = run("--store", defective, "check", "--format", "json").json["rules"]
    assert (result.code, ANNA in result.out) == (1, False)
    found = result.lines[5 : result.lines.index("", 5)]  # below stand the rules that were not asked
    assert [line.split() for line in found] == [
        [rule["rule"], rule["severity"], str(rule["children"]), rule["rule_number"] or "house"] for rule in rules
    ]
    assert "episode-overlap" in {rule["rule"] for rule in rules}


def test_in_brief_a_history_without_defects(in_order: Path) -> None:
    assert "None." in done("--store", in_order, "check", "--brief").lines


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


def test_a_history_without_defects(in_order: Path) -> None:
    assert "None." in done("--store", in_order, "check").lines


# ------------------------------------------------------------------------------------------------------- by number


def test_a_rule_is_found_by_its_number_too(defective: Path) -> None:
    by_name = run("--store", defective, "check", "--rule", "episode-overlap", "--format", "json")
    assert run("--store", defective, "check", "--rule", "501", "--format", "json").out == by_name.out


def test_a_number_in_small_letters_is_the_same(defective: Path) -> None:
    result = run("--store", defective, "check", "--rule", "int03")
    assert (result.code, result.lines[-1]) == (0, "None.")


@pytest.mark.parametrize(
    ("number", "where"),
    [("102", "at the import"), ("230", "not asked"), ("105", "not asked"), ("INT11", "at the import")],
)
def test_of_a_number_that_check_does_not_ask_it_says_where_it_is_answered(
    defective: Path, number: str, where: str
) -> None:
    result = run("--store", defective, "check", "--rule", number)
    assert (result.code, result.out) == (2, "")
    assert where in result.err


def test_what_is_no_number_is_no_rule(defective: Path) -> None:
    result = run("--store", defective, "check", "--rule", "9999")
    assert result.code == 2
    assert "there is no such rule" in result.err


def test_every_number_is_listed_with_where_it_is_answered_and_no_log_is_needed() -> None:
    rows = list(csv.DictReader(done("check", "--rules", "--format", "csv").lines))
    listed = done("check", "--rules", "--format", "json").json
    assert len(rows) == len(listed) == 322 + 11
    of_number = {each["rule_number"]: each for each in listed}
    assert of_number["501"]["rules"] == ["episode-overlap"]
    assert (of_number["1009"]["answered"], of_number["102"]["answered"]) == ("check", "import")
    assert (of_number["710"]["since"], of_number["445"]["until"]) == (2027, 2024)
    table = done("check", "--rules").out
    assert "333 numbers" in table
    assert "episode-overlap" in table


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


# -------------------------------------------------------------------------------------------------------------- effect

DAY = ("--as-at", "2011-03-31")


@pytest.fixture
def two_broken(tmp_path: Path) -> Path:
    """As at 31 March 2011 ANNA and BERT are looked after, and CLEO left in the year. ANNA's episodes overlap, and BERT
    and CLEO are not in the Header."""
    store = tmp_path / "log.db"
    files = {
        "header.csv": (RETURN_2011["header.csv"][0], f"{ANNA},2,05/06/2004,WBRI,UN1,0,"),
        "episodes.csv": (
            *OVERLAPPING["episodes.csv"],
            f"{BERT},01/06/2010,S,C2,N1,K2,PR1,,,,,AA1 1AB,",
            f"{CLEO},01/07/2010,S,C1,N4,P1,PR0,01/12/2010,E4,,,AA1 1AC,",
        ),
    }
    done("--store", store, "import", "ssda903", write_files(tmp_path / "return", files), *YEAR)
    return store


def effects(answer: Result) -> dict[str, dict[str, int]]:
    return {
        rule["rule"]: {each["measure"]: each["children"] for each in rule["effect"]} for rule in answer.json["rules"]
    }


def test_the_effect_of_a_rule_is_the_children_whom_each_measure_counts(two_broken: Path) -> None:
    """Looked after on the day: ANNA and BERT. Ceased in the year: CLEO. Rule 501 asks about Episodes, INT03 about
    Episodes and the Header."""
    found = effects(run("--store", two_broken, "check", *DAY, "--effect", "--format", "json"))
    assert found["episode-overlap"]["looked-after"] == 1
    assert "ceased" not in found["episode-overlap"]
    assert (found["child-not-in-header"]["looked-after"], found["child-not-in-header"]["ceased"]) == (1, 1)
    assert "oc3" not in found["child-not-in-header"]


def test_the_rule_of_which_a_measure_counts_most_children_comes_first(two_broken: Path) -> None:
    answer = run("--store", two_broken, "check", *DAY, "--effect", "--format", "json")
    most = [max(rule.values(), default=0) for rule in effects(answer).values()]
    assert most == sorted(most, reverse=True)
    lines = run("--store", two_broken, "check", *DAY, "--effect", "--brief").lines
    assert lines[3].split() == ["rule", "children", "measures", "most"]
    listed = run("--store", two_broken, "check", *DAY, "--effect", "--rule", "501").out
    assert "Measures that count some of its children:" in listed
    rows = list(csv.DictReader(run("--store", two_broken, "check", *DAY, "--effect", "--format", "csv").lines))
    assert any("looked-after 1" in row["effect"] for row in rows if row["rule"] == "episode-overlap")


def test_the_effect_is_the_same_out_of_projections(two_broken: Path) -> None:
    ask = ("--store", two_broken, "check", *DAY, "--effect", "--format", "json")
    from_log = run(*ask).out
    done("--store", two_broken, "rebuild")
    assert run(*ask).out == from_log == run(*ask, "--engine", "reference").out


def test_findings_as_a_workbook(two_broken: Path, tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    result = run("--store", two_broken, "check", *DAY, "--format", "xlsx", "--output", path)
    assert (result.code, result.out, result.err) == (1, "", "")
    book = load_workbook(path)
    assert book.sheetnames == ["rules", "findings", "effect", "reference"]
    head, *rules = book["rules"].iter_rows(values_only=True)
    answer = run("--store", two_broken, "check", *DAY, "--effect", "--format", "json")
    assert [row[0] for row in rules] == list(effects(answer))
    most = [row[head.index("most_children")] for row in rules]
    assert most == [max(rule.values(), default=0) for rule in effects(answer).values()]
    effect = [row for row in book["effect"].iter_rows(min_row=2, values_only=True) if row[0] == "episode-overlap"]
    assert ("episode-overlap", "looked-after", 1) in effect
    again = tmp_path / "again.xlsx"
    run("--store", two_broken, "check", *DAY, "--format", "xlsx", "--output", again)
    assert again.read_bytes() == path.read_bytes()


def test_a_workbook_of_one_return(two_broken: Path, tmp_path: Path) -> None:
    path = tmp_path / "findings.xlsx"
    run("--store", two_broken, "check", "--as-the-dfe-would", "2011", "--format", "xlsx", "--output", path)
    rules = [row[0] for row in load_workbook(path)["rules"].iter_rows(min_row=2, values_only=True)]
    assert "episode-overlap" in rules
    result = run("--store", two_broken, "check", "--as-the-dfe-would", "2011", "--effect")
    assert (result.code, "Leave out --as-the-dfe-would" in result.err) == (2, True)
