"""``timeline demo``: a synthetic authority, from its returns to its figures, in the commands a person would type."""

from __future__ import annotations

import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import output
from timeline.cli.problems import UsageError
from timeline.cli.story import run_story
from timeline.ingest.pupil_numbers import make_secret
from timeline.store import StoreError, open_log
from timeline.synthetic import Authority, write_extract, write_returns

_MARKER = ".timeline-demo"
_FIRST_YEAR_ENDING = date(2021, 3, 31)
_RESTATEMENT = 8.0
"""Late and mistaken records, as a multiple of England's published rate: a small authority must show some."""

_DEFECTS = 0.02
_MADE = ("returns", "tables", "truth", "published")
_LOG = "timeline.db"
_SECRET = f"{_LOG}.secret"
_MADE_FILES = (_LOG, f"{_LOG}-wal", f"{_LOG}-shm", _SECRET)
_NO_SECRET = sha256(b"of a demonstration, which has none").digest()
"""What digests of pupil numbers are keyed with: the facts of everybody's demonstration of one seed are the same."""

_MADE_BY = "Made by `timeline demo`, which replaces what it made, and no log that holds anything else."


def command(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where it is made.")] = Path("demo"),
    children: Annotated[int, typer.Option(min=1, max=100_000, help="Children over all years.")] = 400,
    years: Annotated[int, typer.Option(min=2, max=5, help="Yearly returns, the first for the year to 2021.")] = 5,
    seed: Annotated[int, typer.Option(help="Another seed, another authority.")] = 1,
) -> None:
    """A small synthetic authority: its returns under DIR/returns, its log in DIR/timeline.db, its figures.

    Every step is printed as the command a person would type. Only a folder that is empty or was made by an earlier demo
    is used, and no log is replaced in which anything else was recorded.

    \b
    timeline demo
    timeline demo authority --children 2000 --seed 7
    """
    _make_room(directory)
    authority = Authority(
        seed=seed,
        children=children,
        first_year_ending=_FIRST_YEAR_ENDING,
        years=years,
        restatement=_RESTATEMENT,
        defects=_DEFECTS,
    )
    with output.patience("Writing returns", children) as advance:
        written = write_returns(authority, directory, _counting(advance))
        write_extract(authority, directory / "annex-a.xlsx", written.returns[-1].year_ending)
    run_story(context.find_root().command, directory / _LOG, written, children, lambda: _mark(directory))


def _counting(advance: output.Advance) -> output.Step:
    done = iter(range(1, 2**62))
    return lambda: advance(next(done))


def _make_room(directory: Path) -> None:
    """An empty folder with the demo's mark; what an earlier demo made in it is removed, and nothing else.

    ``UsageError`` where the log in it holds anything that the demo did not write.
    """
    marker = directory / _MARKER
    try:
        if directory.exists() and not marker.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise UsageError(
                "DIR", "it is not empty, and no demo of ours", "Name an empty folder, or one that is not there"
            )
        if not _wrote_all_of_it(directory):
            do = "Name another folder; or, if that log is not needed, remove the folder first"
            raise UsageError("DIR", "its log holds what the demonstration did not write", do)
        directory.mkdir(parents=True, exist_ok=True)
        for name in _MADE:
            shutil.rmtree(directory / name, ignore_errors=True)
        for name in _MADE_FILES:
            (directory / name).unlink(missing_ok=True)
        make_secret(directory / _SECRET, _NO_SECRET)
        _mark(directory)
    except OSError:
        raise UsageError("DIR", "nothing can be written there", "Name a folder that you may write to") from None


def _mark(directory: Path) -> None:
    """Keep the position and the hash of the log that the demo has written."""
    (directory / _MARKER).write_text(f"{_MADE_BY}\n{_head_words(directory) or ''}\n", encoding="utf-8")


def _wrote_all_of_it(directory: Path) -> bool:
    """Whether the log in a folder is as the demo left it, or is not there."""
    if not (directory / _LOG).exists():
        return True
    head = _head_words(directory)
    return head is not None and head in (directory / _MARKER).read_text(encoding="utf-8").splitlines()


def _head_words(directory: Path) -> str | None:
    """How far the log in a folder reaches, and its hash there; ``None`` where it cannot be read or is not there."""
    try:
        with open_log(directory / _LOG, create=False) as log:
            head = log.head()
    except StoreError:
        return None
    return f"log: position {head.position}, {head.hash}"
