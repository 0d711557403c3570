"""``rebuild`` and ``baseline verify --from-projections``, and what the reference tells analysts.

The small authority of the functional tests. As at 31 March 2011, as first known, Anna and Bert were looked after; its
second return says that Bert had gone. As at 31 March 2012 Anna lives in K2, Dora in Q1.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.functional.commands import (
    ANNA,
    CHILDREN,
    RETURN_2011,
    RETURN_2012,
    Result,
    done,
    run,
    write_files,
)
from tests.functional.test_checking import OVERLAPPING
from timeline.cli import problems
from timeline.projections.indicators import CATALOGUE
from timeline.projections.tables import leaves, schema
from timeline.store import open_log

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "projections.md"
VERIFY = ("baseline", "verify", "--from-projections", "--quiet")
AT_FIRST = ("--as-at", "2011-03-31", "--known-at", "2011-06-30")


def bring(folder: Path, year: int, files: Mapping[str, tuple[str, ...]]) -> None:
    """Import a return."""
    path = write_files(folder / str(year), files)
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    done("import", "ssda903", path, *days, "--no-projections")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of the first return, in the folder one is in; every measure in a baseline, ``plan``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    bring(tmp_path, 2011, RETURN_2011)
    done("baseline", "take", "plan", "--as-at", "2011-03-31")
    return tmp_path


def failed(*words: object, code: int) -> Result:
    """A command line that ends so, and names no child on stderr."""
    result = run(*words)
    assert result.code == code
    assert not any(child in result.err for child in CHILDREN)
    return result


def test_rebuild_says_what_it_did(room: Path) -> None:
    (made, *_) = done("rebuild").lines
    assert made.split() == ["projections", "made", "from", "nothing"]
    again = done("rebuild", "--format", "json").json
    assert (again["from_nothing"], again["identifiers"], again["entries"]) == (False, 0, 0)
    bring(room, 2012, RETURN_2012)
    up_to_date = done("rebuild", "--format", "json").json
    assert (up_to_date["from_nothing"], up_to_date["identifiers"]) == (False, 3)  # Cleo had left, and is in neither
    assert up_to_date["position"] == done("log", "stats", "--format", "json").json["last_position"]
    assert done("rebuild", "--from-nothing", "--format", "json").json["from_nothing"]


def test_without_a_log_there_is_nothing_to_rebuild(tmp_path: Path) -> None:
    failed("--store", tmp_path / "none.db", "rebuild", code=problems.STORE)
    assert not (tmp_path / "none.db").exists()


# ------------------------------------------------------------------------------------------------------- the other road


def test_what_reproduces_from_projections_is_passed_over_in_silence(room: Path) -> None:
    done("rebuild")
    assert done(*VERIFY).out == ""
    assert done(*VERIFY, "--format", "json").json == []


def test_a_baseline_of_all_that_was_known_reproduces_though_more_is_known_now(room: Path) -> None:
    bring(room, 2012, RETURN_2012)
    done("rebuild")
    assert done("measure", "looked-after", "--as-at", "2011-03-31", "--format", "json").json[0]["rows"][0]["value"] == 1
    assert done(*VERIFY, "plan").out == ""


def test_a_figure_that_the_tables_have_otherwise_is_told(room: Path) -> None:
    done("rebuild")
    without("log.db", ANNA)
    result = failed(*VERIFY, code=problems.CHECK_FAILED)
    assert "looked-after" in result.out
    assert done("baseline", "verify", "--quiet").out == ""


def without(store: str, child: str) -> None:
    """Take a child out of the projections, as if they had been made so."""
    with open_log(store, create=False) as log, log.database.writing() as connection:
        leaves.put_among(connection, schema.COLUMNS, leaves.NO_CHILDREN, {child})
        columns = leaves.checksum(connection, schema.COLUMNS)
        connection.execute(update(schema.STATE).values(columns=columns))


def test_history_loaded_afterwards_is_not_for_projections(room: Path) -> None:
    done("baseline", "take", "later", "looked-after", "--as-at", "2012-03-31")
    write_files(room, {"old.journal": ("known 2011-01-15", "2010-09-15 OLD review-held participation=PN1")})
    done("import", "journal", "old.journal")
    done("rebuild")
    result = run(*VERIFY, "plan")
    assert (result.code, result.out) == (0, "")
    why = "history was loaded afterwards that was known by then"
    assert result.err == f"timeline: plan was not verified: {why}. Verify it from the log.\n"
    assert done("baseline", "verify", "--quiet").out == ""


def test_a_baseline_reproduces_from_projections_though_history_was_loaded_that_it_has_nothing_to_do_with(
    room: Path,
) -> None:
    done("baseline", "take", "few", "looked-after", "placements-3-plus", "--as-at", "2011-03-31")
    write_files(room, {"old.journal": ("known 2011-01-15", "2010-09-15 OLD review-held participation=PN1")})
    done("import", "journal", "old.journal")
    done("rebuild")
    assert (done(*VERIFY, "few").out, done(*VERIFY, "few").err) == ("", "")
    assert "plan was not verified" in run(*VERIFY, "plan").err


def test_projections_older_than_a_baseline_and_other_policies_are_named(room: Path) -> None:
    done("rebuild")
    bring(room, 2012, RETURN_2012)
    done("baseline", "take", "dropped", "looked-after", "--as-at", "2012-03-31", "--never-sent-again", "drop")
    done("baseline", "take", "new", "looked-after", "--as-at", "2012-03-31")
    result = run(*VERIFY)
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "timeline: dropped was not verified: projections keep open periods that were never sent again. "
        "Verify it from the log.",
        "timeline: new was not verified: the projections are older than it; run `timeline rebuild`. "
        "Verify it from the log.",
    ]


def test_without_projections_they_cannot_be_verified_against(room: Path) -> None:
    result = failed(*VERIFY, code=problems.STORE)
    assert result.err == "timeline: log.db: there are no projections. Run `timeline rebuild`.\n"


def test_a_log_that_is_another_is_told_by_its_hash(room: Path) -> None:
    text = done("baseline", "show", "plan", "--format", "toml").out
    (room / "plan.toml").write_text(re.sub(r'chain_hash = "sha256:..', 'chain_hash = "sha256:00', text), "utf-8")
    done("rebuild")
    assert "hash of the log" in failed(*VERIFY, "--file", "plan.toml", code=problems.CHECK_FAILED).out


def test_every_measure_is_verified(room: Path) -> None:
    shown = done("baseline", "show", "plan", "--format", "json").json
    assert [each["measure"] for each in shown["measures"]] == list(CATALOGUE)


# --------------------------------------------------------------------------------------------------------- for analysts


@pytest.fixture
def answered(room: Path) -> sqlite3.Connection:
    """Both returns, projected, as another program opens them."""
    bring(room, 2012, RETURN_2012)
    done("rebuild", "--rows")
    shutil.copy("log.db", "copy.db")
    return sqlite3.connect("copy.db")


def queries() -> list[str]:
    """The queries of the reference."""
    return re.findall(r"```sql\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_queries_of_the_reference_answer(answered: sqlite3.Connection) -> None:
    with closing(answered) as connection:
        fresh, everything, by_placement, _ = (connection.execute(query).fetchall() for query in queries())
    assert fresh == [(1,)]
    assert {row[0] for row in everything if row[1] == "period_of_care"} == set(CHILDREN)
    assert sorted(by_placement) == [("K2", 1), ("Q1", 1)]


def test_rows_for_people_say_how_old_they_are_and_can_be_taken_away(room: Path) -> None:
    done("rebuild")
    assert done("rebuild", "--format", "json").json["rows_position"] is None
    first = done("rebuild", "--rows", "--format", "json").json
    assert first["rows_position"] == first["position"]
    bring(room, 2012, RETURN_2012)
    older = f"of position {first['position']}, and older than the projections: `timeline rebuild --rows` rebuilds them"
    assert older in " ".join(done("rebuild").out.split())
    assert done("rebuild", "--rows", "--format", "json").json["rows_position"] > first["position"]
    done("rebuild", "--no-rows")
    with closing(sqlite3.connect("log.db")) as connection:
        there = connection.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'projection_spells%'").fetchone()
    assert there == (0,)


def test_the_query_of_the_reference_counts_the_children_who_break_a_rule(room: Path) -> None:
    bring(room, 2012, OVERLAPPING)
    done("rebuild", "--rows")
    *_, query = queries()
    with closing(sqlite3.connect("log.db")) as connection:
        found = connection.execute(query).fetchall()
    answer = run("check", "--format", "json", "--engine", "reference").json
    of_either_sex: Counter[str] = Counter()
    for rule, _, number in found:
        of_either_sex[rule] += number
    assert of_either_sex == {each["rule"]: each["children"] for each in answer["rules"]}
    assert ("episode-overlap", "2", 1) in found


def test_the_reference_names_every_column() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", text))
    tables = (*schema.OF_CHILDREN, *schema.FOR_PEOPLE)
    assert {column.name for table in tables for column in table.c} <= named
    assert {table.name for table in (*schema.LIVE, schema.STATE)} <= named
    assert {column.name for column in schema.STATE.c} <= named
