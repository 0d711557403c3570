"""``demo``: a synthetic authority, from its returns to its figures."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.functional.commands import Result, done, is_of_two_returns, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a newcomer types ``timeline demo``."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def default(home: Path) -> Result:
    """The story as a newcomer reads it."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(home)
        here.delenv("COLUMNS", raising=False)
        return run("demo")


def test_it_is_a_story_that_is_read_in_two_minutes(default: Result) -> None:
    assert default.code == 0
    assert (
        len(default.lines) <= 240
    )  # with whole titles, the baseline explained, and what was planted beside what is found
    assert max(len(line) for line in default.lines if not line.startswith(("$", "A "))) <= 100


def test_it_says_that_it_imports_what_it_does_not_show(default: Result, home: Path) -> None:
    """The local tables of the first four years."""
    shown = default.lines.index("$ timeline import tables demo/tables/2025 --known-on 2025-04-30 --brief")
    rows = {year: _rows_of(home / "demo" / "tables" / str(year)) for year in range(2021, 2026)}
    said = f"(2021 to 2024, each known on 30 April: {sum(rows.values()) - rows[2025]} rows read, 0 quarantined) are"
    assert default.lines[shown - 1].startswith(said)
    assert default.lines[shown + 1].startswith(f"{rows[2025]} rows read")


def _rows_of(folder: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in folder.glob("*.csv"))


def test_the_log_of_its_commands_holds_what_it_says(default: Result, home: Path) -> None:
    """What is imported unseen is in the log as what is seen: brought again, nothing is added."""
    for year in (2021, 2024):
        words = ("import", "tables", home / "demo" / "tables" / str(year), "--known-on", f"{year}-04-30", "--dry-run")
        rows = done("--store", home / "demo" / "timeline.db", *words, "--format", "json").json["rows"]
        assert rows["recorded"] == rows["quarantined"] == 0 < rows["unchanged"]


def test_it_checks_nothing_but_what_was_planted_and_says_which_that_is(default: Result, home: Path) -> None:
    """The synthetic histories keep the rules: what is found comes of late, mistaken and spoilt records, of returns that
    begin in the middle of care, and of what was open when the last return's year ended."""
    answer = run("--store", home / "demo" / "timeline.db", "check", "--format", "csv")
    named = {(row["rule"], row["child"]) for row in csv.DictReader(answer.lines) if row["child"]}
    found = {(rule, child) for rule, child in named if not is_of_two_returns(rule)}
    at = next(at for at, line in enumerate(default.lines) if line.startswith("All the rest was planted, nothing else"))
    listed = " ".join(default.lines[at + 1 : default.lines.index("", at)]).removesuffix(".").split(", ")
    told = {rule: int(number) for rule, number in (each.split() for each in listed)}
    assert told == Counter(rule for rule, _ in found)
    assert told.keys() >= {"episode-first-not-start", "newcomer-begun-before", "rows-set-aside"}


def test_it_shows_a_figure_that_was_restated_and_the_child_behind_it(default: Result) -> None:
    assert any(line.startswith("$ timeline explain looked-after C") for line in default.lines)
    assert any(line.startswith("$ timeline show C") for line in default.lines)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A demo of a few children and its story."""
    folder = tmp_path_factory.mktemp("demo") / "authority"
    return folder, run("demo", folder, "--children", 120, "--years", 3)


def test_it_makes_the_returns_the_tables_and_the_log(demo: tuple[Path, Result]) -> None:
    folder, _ = demo
    assert sorted(path.name for path in (folder / "returns").iterdir()) == ["2021", "2022", "2023"]
    assert (folder / "returns" / "2021" / "episodes.csv").is_file()
    assert (folder / "tables" / "visitor-requests.csv").is_file()
    assert (folder / "timeline.db").is_file()


def test_it_reproduces_the_published_figures(demo: tuple[Path, Result]) -> None:
    folder, result = demo
    assert (folder / "published" / "published-2022.toml").is_file()
    verified = result.lines.index("$ timeline baseline verify published-2022")
    assert result.lines[verified + 1] == ""  # what it says, it says on stderr
    assert "reproduces: 2 of 2 figures" in result.err.splitlines()
    assert any(line.startswith("Baseline published-2022 and what is known now") for line in result.lines[verified:])
    assert done("--store", folder / "timeline.db", "baseline", "verify", "--quiet").out == ""


def test_its_commands_can_be_typed_again(demo: tuple[Path, Result], tmp_path: Path) -> None:
    """To a copy of its log: what is imported again is noted in it."""
    folder, result = demo
    log = shutil.copy(folder / "timeline.db", tmp_path / "copy.db")
    lines = [line.removeprefix("$ timeline ") for line in result.lines if line.startswith("$ timeline ")]
    assert {line.split()[0] for line in lines} >= {
        "import",
        "measure",
        "children",
        "restated",
        "check",
        "log",
        "baseline",
    }
    for line in lines:
        words = shlex.split(re.split(" [>|] ", line)[0])
        # A check may find something, and a name of a baseline is given once.
        expected = {"check": {0, 1}, "take": {2}}.get(words[1] if words[0] == "baseline" else words[0], {0})
        assert run("--store", log, *words).code in expected


def test_projections_and_the_log_find_the_same(demo: tuple[Path, Result]) -> None:
    """Every rule that a synthetic authority's defects break, child by child."""
    log = ("--store", demo[0] / "timeline.db")
    done(*log, "rebuild")
    from_tables = run(*log, "check", "--format", "csv", "--verbose")
    from_the_log = run(*log, "check", "--format", "csv", "--verbose", "--engine", "reference")
    assert (from_tables.code, from_tables.out) == (from_the_log.code, from_the_log.out)
    assert ("from the projections" in from_tables.err, "from the log" in from_the_log.err) == (True, True)
    assert len({line.split(",")[0] for line in from_tables.lines}) > 5


def test_nobody_is_named_on_stderr(demo: tuple[Path, Result]) -> None:
    assert not re.search(r"\bC\d{6,}", demo[1].err)


def test_it_is_made_anew_where_a_demo_was_and_the_same_again(demo: tuple[Path, Result]) -> None:
    folder, first = demo
    note = folder / "my-notes.txt"
    note.write_text("mine", encoding="utf-8")
    again = run("demo", folder, "--children", 120, "--years", 3)
    assert again.code == 0
    assert note.read_text(encoding="utf-8") == "mine"
    hashes = re.compile("sha256:[0-9a-f]{64}")  # the chain holds the instant of recording
    assert hashes.sub("", again.out) == hashes.sub("", first.out)


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    result = run("demo", tmp_path)
    assert (result.code, result.out) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["returns"]


def test_a_log_in_which_anything_else_was_recorded_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    few = ("--children", 20, "--years", 2)
    assert run("demo", folder, *few).code == 0
    log = ("--store", folder / "timeline.db")
    done(*log, "baseline", "take", "mine", "looked-after", "--as-at", "2022-03-31", "--file", tmp_path / "mine.toml")
    again = run("demo", folder, *few)
    assert (again.code, again.out) == (2, "")
    assert again.err == (
        "timeline: DIR: its log holds what the demonstration did not write. "
        "Name another folder; or, if that log is not needed, remove the folder first.\n"
    )
    assert [each["baseline"] for each in done(*log, "baseline", "list", "--format", "json").json][-1] == "mine"
    assert (folder / "returns" / "2021" / "episodes.csv").is_file()


def test_a_file_in_the_place_of_its_log_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    assert run("demo", folder, "--children", 20, "--years", 2).code == 0
    (folder / "timeline.db").write_text("my letter", encoding="utf-8")
    assert run("demo", folder, "--children", 20, "--years", 2).code == 2
    assert (folder / "timeline.db").read_text(encoding="utf-8") == "my letter"
