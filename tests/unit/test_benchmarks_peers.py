"""The scripts beside which the engine is timed answer the same question, and each comparison is made."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.peers import running
from tests.functional.commands import run as typed
from timeline.synthetic import Authority, write_returns

pytestmark = pytest.mark.slow

DAY = date(2022, 3, 31)
SCRIPTS = sorted(Path(running.__file__).parent.glob("with_[pd]*.py"))


def told(script: Path, returns: Path) -> dict[str, int]:
    done = subprocess.run(
        (sys.executable, str(script), str(returns), str(DAY)), check=True, capture_output=True, text=True
    )
    return {name: int(number) for name, number in map(str.split, done.stdout.splitlines())}


def test_the_scripts_give_one_figure_and_the_engines_where_no_return_takes_anything_back(tmp_path: Path) -> None:
    authority = Authority(
        seed=3, children=60, first_year_ending=date(2021, 3, 31), years=2, restatement=0.0, defects=0.0
    )
    made = write_returns(authority, tmp_path, registers=False)
    store = str(tmp_path / "timeline.db")
    for year in made.returns:
        days = ("--year-ending", str(year.year_ending), "--known-on", str(year.known_on))
        assert typed("--store", store, "import", "ssda903", str(year.folder), *days).code == 0
    figure = typed("--store", store, "measure", "looked-after", "--as-at", str(DAY), "--format", "json").json
    looked_after = figure[0]["rows"][0]["value"]
    assert looked_after > 0
    found = [told(script, tmp_path / "returns") for script in SCRIPTS]
    assert len(found) == 2 and found[0] == found[1]
    assert found[0]["looked-after"] == looked_after


def test_every_comparison_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_with_validator", lambda _: None)
    lines = running.lines(30, tmp_path)
    assert [line.what for line in lines if line.target] == [
        "import and first figure",
        "cold `measure looked-after`",
        "`log verify`, by the wall",
        "log and projections",
    ]
    assert all(line.ratio for line in lines if line.target)
