"""``timeline demo``: a synthetic authority, from its returns to its figures, in the commands a person would type."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import output
from timeline.cli.problems import UsageError
from timeline.cli.story import tell
from timeline.synthetic import Authority, write_extract, write_returns

_MARKER = ".timeline-demo"
_FIRST_YEAR_ENDING = date(2021, 3, 31)
_RESTATEMENT = 8.0
"""Late and mistaken records, as a multiple of England's published rate: a small authority must show some."""

_DEFECTS = 0.02
_MADE = ("returns", "tables", "truth", "published")
_MADE_FILES = ("timeline.db", "timeline.db-wal", "timeline.db-shm")


def command(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where it is made.")] = Path("demo"),
    children: Annotated[int, typer.Option(min=1, max=100_000, help="Children over all years.")] = 400,
    years: Annotated[int, typer.Option(min=2, max=5, help="Yearly returns, the first for the year to 2021.")] = 5,
    seed: Annotated[int, typer.Option(help="Another seed, another authority.")] = 1,
) -> None:
    """A small synthetic authority: its returns under DIR/returns, its log in DIR/timeline.db, its figures.

    Every step is printed as the command a person would type. Made anew each time; only a folder that is empty or was
    made by an earlier demo is used.

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
    tell(context.find_root().command, directory, written, children)


def _counting(advance: output.Advance) -> output.Step:
    done = iter(range(1, 2**62))
    return lambda: advance(next(done))


def _make_room(directory: Path) -> None:
    """An empty folder with the demo's mark; what an earlier demo made in it is removed, and nothing else."""
    marker = directory / _MARKER
    try:
        if directory.exists() and not marker.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise UsageError(
                "DIR", "it is not empty, and no demo of ours", "Name an empty folder, or one that is not there"
            )
        directory.mkdir(parents=True, exist_ok=True)
        for name in _MADE:
            shutil.rmtree(directory / name, ignore_errors=True)
        for name in _MADE_FILES:
            (directory / name).unlink(missing_ok=True)
        marker.write_text("Made by `timeline demo`, which makes it anew each time.\n", encoding="utf-8")
    except OSError:
        raise UsageError("DIR", "nothing can be written there", "Name a folder that you may write to") from None
