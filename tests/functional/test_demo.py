"""``demo``: a synthetic authority, from its returns to its figures."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.functional.commands import Result, done, run


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The story as a newcomer reads it."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        here.delenv("COLUMNS", raising=False)
        return run("demo")


def test_it_is_a_story_that_is_read_in_two_minutes(default: Result) -> None:
    assert default.code == 0
    assert len(default.lines) <= 290  # with the baseline taken, run again, and explained
    assert max(len(line) for line in default.lines if not line.startswith(("$", "A "))) <= 100


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
    assert result.lines[verified + 1] == ""
    assert any(line.startswith("Baseline published-2022 and what is known now") for line in result.lines[verified:])
    assert done("--store", folder / "timeline.db", "baseline", "verify").out == ""


def test_its_commands_can_be_typed_again(demo: tuple[Path, Result]) -> None:
    folder, result = demo
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
        assert run("--store", folder / "timeline.db", *words).code in expected


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
