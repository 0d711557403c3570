"""A whole run: the base, the commands, every size, and how time grows. Section by section, as they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import base, commands, growth, importing, rebuilding, sizes, years
from benchmarks.base import Base, Runner
from benchmarks.commands import Wait
from benchmarks.lines import Line, Section, against, line
from benchmarks.peers import running
from benchmarks.questions import MEASURES, Questions
from benchmarks.steps import Step
from benchmarks.targets import COMMAND, times


@dataclass(frozen=True)
class Plan:
    """``base``: children whose log is made; ``sizes``: multiples of it. ``commands``: children of the log that commands
    are typed at; ``peers``: of the returns that are read by others as well; none where 0. ``every``: so many months is
    a date asked about."""

    base: int
    sizes: Sequence[int]
    commands: int
    every: int
    peers: int = 0

    def __post_init__(self) -> None:
        if self.base < 1 or not self.sizes or any(size < 1 or size % self.base for size in self.sizes):
            raise ValueError(f"every size is a multiple of the base, which is {self.base}")


def run(plan: Plan, runner: Runner, folder: Path) -> Iterator[Section]:
    """Everything. ``folder``: an empty one, in which logs are made."""
    store, lines = base.made(runner, plan.base, folder)
    yield Section(f"Log and tables, {plan.base:,} children", _MADE, lines)
    yield _in_steps("Import", importing.run, runner, plan.base, folder)
    yield _in_steps("Rebuild", rebuilding.run, runner, plan.base, folder)
    asked, lines = base.asked(runner, store, plan.base, Questions(plan.every))
    yield Section(f"The naive way, {plan.base:,} children", _NAIVE, lines)
    done = []
    for size in plan.sizes:
        done.append(sizes.sized(runner, asked, size))
        yield Section(f"{size:,} children", _sized(asked, size), done[-1].lines)
        if size <= sizes.SQL_AT_MOST:
            yield Section(f"Plain SQL, {size:,} children", _SQL, sizes.in_sql(runner, asked, done[-1]))
    yield Section("Growth", _GROWTH, [*growth.by_children(done), *growth.by_dates(runner, asked, plan.sizes[0])])
    if plan.peers:
        yield _peers(runner, plan.peers, folder)
    if plan.commands:
        yield _years(runner, plan.commands, folder)
        yield _waits(runner, plan.commands, folder)


def _in_steps(
    name: str, steps: Callable[[int, Path], list[Step]], runner: Runner, children: int, folder: Path
) -> Section:
    room = folder / name.lower()
    room.mkdir()
    told = runner(steps, children, room)
    return Section(
        f"{name} in steps, {children:,} children", _STEPS, [line(each, peak=told.peak) for each in told.found]
    )


def _years(runner: Runner, children: int, folder: Path) -> Section:
    room = folder / "years"
    room.mkdir()
    told = runner(years.imported, children, room)
    return Section(f"Twenty years, {children:,} children", _YEARS, [line(each, peak=told.peak) for each in told.found])


def _waits(runner: Runner, children: int, folder: Path) -> Section:
    room = folder / "demo"
    room.mkdir()
    store, made = runner(commands.demo_log, children, room).found
    waits = runner(commands.waits, store, made).found
    return Section(f"Commands, {children:,} children", _COMMANDS, [_wait(each) for each in waits])


def _peers(runner: Runner, children: int, folder: Path) -> Section:
    room = folder / "peers"
    room.mkdir()
    return Section(
        f"What a user would do instead, {children:,} children", _PEERS, runner(running.lines, children, room).found
    )


def _wait(each: Wait) -> Line:
    told = f"{times(each.wall)} s by the wall"
    return replace(against(each.step, each.step.seconds, told, COMMAND), per="1 command")


def _sized(asked: Base, size: int) -> str:
    copies = size // asked.children
    return f"The same {asked.children:,} children {copies:,} times, under new names. {_ROADS}"


_MADE = (
    "Ten yearly returns of a synthetic authority. The library's replay only gets stored entries out of its repository; "
    "a rebuild derives every spell at every day of knowing from them."
)
_STEPS = "Five returns, one step after the other in one process, whose memory is that of all of them."
_NAIVE = (
    f"{' and '.join(MEASURES)}, one date after the other by the reference interpreter; what many dates would take is "
    "the seconds of one times how many. Its figures and the engine's are the same."
)
_ROADS = "Figures are those of the base as many times. The reference's seconds are those at the base as many times."
_SQL = (
    "One statement a question, over the same rows as many times. Of the triangle three days of knowing are asked, and "
    "the seconds are times the cells that are left. Figures are the same. DuckDB on one thread, in memory."
)
_YEARS = "Every return of twenty years, as `timeline import returns` takes them: each in a transaction of its own."
_GROWTH = "The slope of seconds against size, both as logarithms, by least squares."
_PEERS = (
    "Five returns, whole processes, seconds of a processor. The scripts take the last copy of an episode and know no "
    "other day of knowing than today, so their figure is another where a return took an episode back. csc-validator "
    "checks one return with the one before it."
)
_COMMANDS = (
    "Each in a process of its own, after imports and a rebuild: seconds of a processor from its start to its end, "
    "which is what a person waits where nothing else runs. `timeline measures` asks nothing of the log: that is the "
    "start alone, which every other has in it."
)
