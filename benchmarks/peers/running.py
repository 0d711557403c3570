"""The commands and the scripts run side by side over one authority's five returns, and what each takes."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import venv
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.commands import in_a_process
from benchmarks.lines import Line, against, line
from benchmarks.steps import WALL, Step, quickest, timed, with_children
from benchmarks.targets import BYTES, COLD_START, FIRST_FIGURE, VERIFY, Target, times
from benchmarks.years import list_of
from timeline.synthetic import Authority, Written, write_returns

_HERE = Path(__file__).parent
_FIRST, _YEARS = date(2021, 3, 31), 5
_DAY = date(2024, 3, 31)
_RULESET = "lac2025_26"
_VALIDATOR = "csc-validator-be-903==0.1.17"
_A_PAGE = 5_000


class Answer(NamedTuple):
    """A step, and the children looked after on the day that it found."""

    step: Step
    looked_after: int


def lines(children: int, folder: Path) -> list[Line]:
    """Every command beside what a user would do instead."""
    authority = Authority(seed=1, children=children, first_year_ending=_FIRST, years=_YEARS, defects=0.02)
    returns, store = write_returns(authority, folder, registers=False), folder / "timeline.db"
    imported = _imported(store, list_of(returns, folder), _rows_in(returns))
    figure = _cold_figure(store)
    ours = imported._replace(name="import and first figure", seconds=imported.seconds + figure.seconds)
    return [
        line(imported),
        *_beside_scripts(ours, folder / "returns"),
        _beside(figure, _yardstick(), "{} times `python -c 'import numpy, sqlalchemy'`", COLD_START),
        _beside(_verified(store), _fetched_and_hashed(store), "{} times fetching every row with SHA-256", VERIFY),
        _bytes(store, returns),
        *_beside_validator(store, folder),
    ]


def _imported(store: Path, listed: Path, rows: int) -> Step:
    words = ("import", "returns", listed)
    return timed("import five returns", lambda: _done(store, words) and rows, "rows", with_children)


def _cold_figure(store: Path) -> Step:
    words = ("measure", "looked-after", "--as-at", _DAY)
    return quickest("cold `measure looked-after`", lambda: _done(store, words), "commands", with_children)


def _verified(store: Path) -> Step:
    return quickest("`log verify`, by the wall", lambda: _done(store, ("log", "verify")), "commands", WALL)


def _done(store: Path, words: Sequence[object]) -> int:
    code = in_a_process(store, words)
    if code:
        raise RuntimeError(f"`timeline {words[0]}` ended with {code}")
    return 1


def _yardstick() -> Step:
    command = (sys.executable, "-c", "import numpy, sqlalchemy")
    return quickest("", lambda: subprocess.run(command, check=True).returncode + 1, "commands", with_children)


def _fetched_and_hashed(store: Path) -> Step:
    """What no verification can do without: every row out of the file, and its bytes through the hash."""

    def passed() -> int:
        digest, count = hashlib.sha256(), 0
        with closing(sqlite3.connect(store)) as connection:
            rows = connection.execute("SELECT * FROM entries ORDER BY position")
            while page := rows.fetchmany(_A_PAGE):
                digest.update(b"".join(row[4] for row in page))
                count += len(page)
        return count

    return quickest("", passed, "entries", WALL)


def _beside_scripts(ours: Step, returns: Path) -> list[Line]:
    scripts = [(name, script) for name, script in _SCRIPTS if find_spec(name) is not None]
    found = [(name, _script(script, returns)) for name, script in scripts]
    target = {"pandas": FIRST_FIGURE}
    return [
        *(_beside(ours, answer.step, f"{{}} times the {name} script", target.get(name)) for name, answer in found),
        *(line(answer.step, f"{answer.looked_after:,} looked after") for _, answer in found),
    ]


_SCRIPTS = (("pandas", "with_pandas.py"), ("duckdb", "with_duckdb.py"))


def _script(name: str, returns: Path) -> Answer:
    told: list[str] = []

    def once() -> int:
        command = (sys.executable, str(_HERE / name), str(returns), str(_DAY))
        told.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return 1

    step = quickest(f"the script {name}", once, "commands", with_children)
    return Answer(step, int(told[-1].splitlines()[0].split()[-1]))


def _beside(step: Step, other: Step, words: str, target: Target | None) -> Line:
    ratio = step.seconds / other.seconds
    return line(step, words.format(times(ratio))) if target is None else against(step, ratio, words, target)


def _bytes(store: Path, returns: Written) -> Line:
    given = sum(each.stat().st_size for year in returns.returns for each in year.folder.glob("*.csv"))
    ratio = store.stat().st_size / given
    told = f"{times(ratio)} times the bytes of the CSV"
    return Line("log and projections", None, f"{given:,} bytes", told, BYTES.words, BYTES.verdict(ratio))


def _rows_in(returns: Written) -> int:
    files = [each for year in returns.returns for each in year.folder.glob("*.csv")]
    return sum(each.read_bytes().count(b"\n") - 1 for each in files)


def _beside_validator(store: Path, folder: Path) -> list[Line]:
    """`check` of the whole history, beside the sector's validator over the last two years of it; nothing where that
    cannot be installed."""
    python = _with_validator(folder / "validator")
    if python is None:
        return []
    years = [folder / "returns" / str(year) for year in (_FIRST.year + _YEARS - 1, _FIRST.year + _YEARS - 2)]
    command = (str(python), str(_HERE / "with_csc_validator.py"), *map(str, years), _RULESET)
    quiet = subprocess.DEVNULL
    validated = timed(
        "csc-validator-be-903, two years",
        lambda: subprocess.run(command, check=True, stdout=quiet, stderr=quiet).returncode + 1,
        "commands",
        with_children,
    )
    checked = quickest("`check`, the whole history", lambda: _checked(store), "commands", with_children)
    return [_beside(checked, validated, "{} times csc-validator over two years", None), line(validated)]


def _checked(store: Path) -> int:
    code = in_a_process(store, ("check",))
    if code not in (0, 1):  # it ends with 1 where it names a defect
        raise RuntimeError(f"`timeline check` ended with {code}")
    return 1


def _with_validator(folder: Path) -> Path | None:
    """The Python of an environment with the validator, which needs an older pandas; ``None`` where it cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    command = (str(python), "-m", "pip", "install", "--quiet", _VALIDATOR)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return python if done.returncode == 0 else None
