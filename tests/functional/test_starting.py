"""What a command waits for before it begins: it imports what it needs, and the table of commands is true."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import pytest
import typer

from tests.functional.commands import ANNA, RETURN_2011, write_files
from timeline.cli import main
from timeline.cli.app import app
from timeline.cli.commands import Commands, Listed
from timeline.projections import indicators
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import CATALOGUE, EARLIER, LISTINGS, SUPERSEDED

MAIN = "from timeline.cli import main"
LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
ELSEWHERE = ("openpyxl", "timeline.ingest", "timeline.synthetic")
"""What no question needs: the library of workbooks, the outside world, the synthetic authority."""

ENGINE = (
    "timeline.domain",
    "timeline.store",
    "timeline.projections",
    "timeline.report",
    "replay",
    "sqlalchemy",
    "numpy",
)


def loaded(program: str) -> set[str]:
    """The modules that a program in a fresh interpreter has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{LOADED}"], capture_output=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def run(*words: object) -> str:
    """The program of a command line that must succeed."""
    return f"{MAIN}\nassert main({[str(word) for word in words]!r}) == 0"


@pytest.mark.parametrize("program", [MAIN, run("--version"), run("--help"), run("import", "--help")])
def test_nothing_of_the_engine_is_imported_before_a_command_is_named(program: str) -> None:
    assert loaded(program) & {*ELSEWHERE, *ENGINE, "scipy", "duckdb"} == set()


MADE_OTHERWISE = (
    *(f"timeline.store.{name}" for name in ("verify", "backup", "stats")),
    *(
        f"timeline.projections.tables.{name}"
        for name in ("rebuilding", "worker", "bitemporal_fold", "derivations", "families")
    ),
    *(f"timeline.projections.tables.{name}" for name in ("builder", "column_builder", "leaves", "rows")),
    *("timeline.projections.tables.for_people", "timeline.store.workers"),
    *(f"timeline.projections.tables.{name}" for name in ("population", "checker", "position_history")),
    "timeline.projections.algebra.spans.exchange",
    *(f"timeline.projections.algebra.{name}" for name in ("figures", "explanation", "uncertainty")),
    *("timeline.domain.checks", "rich.progress", "eventsourcing", "timeline.store.mapper"),
    *(
        "timeline.report.writers.workbook",
        "timeline.report.disclosure.control",
        "multiprocessing",
        "numpy.ma",
        "holidays",
    ),
)
"""What makes the projections, verifies the log, writes workbooks, publishes: no part of reading a figure."""

TOLD_CHILD_BY_CHILD = (
    *("sqlalchemy", "timeline.store.reader", "timeline.domain.events"),
    *(f"timeline.projections.algebra.{name}" for name in ("reference", "derived", "listing")),
    *(f"timeline.domain.{name}" for name in ("spells",)),
)
"""What tells one child after the other, and looks at each: no part of reading a figure from columns."""

DAYS = ("--from", "2011-03-31", "--to", "2012-03-31", "--every", "year")
QUESTIONS = {
    "measure": ("measure", "looked-after", "--as-at", "2012-03-31"),
    "children": ("children", "looked-after", "--as-at", "2012-03-31"),
    "series": ("series", "looked-after", *DAYS),
    "triangle": ("triangle", "looked-after", *DAYS, "--known-to", "2012-06-30"),
}


@pytest.mark.parametrize("words", QUESTIONS.values(), ids=QUESTIONS)
def test_an_answer_from_the_projections_waits_for_nothing_that_made_them(store: Path, words: tuple[str, ...]) -> None:
    assert main(["--store", str(store), "rebuild"]) == 0
    asked = loaded(run("--store", store, *words))
    assert "timeline.projections.tables.columns" in asked
    assert asked & {*MADE_OTHERWISE, *TOLD_CHILD_BY_CHILD} == set()


def test_what_no_question_loads_is_there() -> None:
    assert [name for name in (*MADE_OTHERWISE, *TOLD_CHILD_BY_CHILD) if find_spec(name) is None] == []


def test_the_catalogue_waits_for_no_log() -> None:
    asked = loaded(run("measures"))
    assert "timeline.projections.indicators" in asked
    assert asked & {"timeline.store", "timeline.projections.tables", "sqlalchemy", "numpy"} == set()


@pytest.mark.parametrize("words", [("show", ANNA), ("explain", "looked-after", ANNA)], ids=["show", "explain"])
def test_a_child_waits_for_no_projections(store: Path, words: tuple[str, ...]) -> None:
    asked = loaded(run("--store", store, *words, "--as-at", "2012-03-31"))
    assert "timeline.store.reader" in asked
    assert asked & {*MADE_OTHERWISE} - {"timeline.projections.algebra.explanation"} == set()
    assert [name for name in asked if name.startswith(("numpy", "timeline.projections.tables"))] == []


def test_circles_are_looked_for_again_when_a_command_is_imported() -> None:
    before = "import gc; before = gc.get_freeze_count()"
    after = "assert gc.isenabled(); assert gc.get_freeze_count() > before"
    loaded(f"{before}\n{run('measures')}\n{after}")


@pytest.mark.parametrize("engine", ["auto", "reference"])
def test_a_question_waits_for_nothing_that_it_does_not_ask(store: Path, engine: str) -> None:
    asked = loaded(run("--store", store, "measure", "looked-after", "--as-at", "2012-03-31", "--engine", engine))
    assert "timeline.projections.questions" in asked
    assert asked & {*ELSEWHERE, "scipy", "duckdb"} == set()


def test_an_import_that_defers_the_projections_waits_for_no_measure(tmp_path: Path) -> None:
    write_files(tmp_path / "return", dict(RETURN_2011))
    days = ("--year-ending", "2011-03-31", "--known-on", "2011-06-30", "--no-projections")
    asked = loaded(run("--store", tmp_path / "log.db", "import", "ssda903", tmp_path / "return", *days))
    assert "timeline.ingest.ssda903.importer" in asked
    unneeded = ("timeline.projections.algebra", "timeline.projections.indicators", "numpy", "openpyxl")
    assert [name for name in asked if name.startswith(unneeded)] == []


def test_a_workbook_waits_for_its_library(store: Path, tmp_path: Path) -> None:
    figures = ("measure", "looked-after", "--as-at", "2012-03-31", "--format", "xlsx", "--output", tmp_path / "a.xlsx")
    assert "openpyxl" in loaded(run("--store", store, *figures))


def listed(group: type[Commands]) -> Iterator[tuple[type[Commands], Listed]]:
    """Every line of the table of commands, with the group that it is in."""
    for each in group.__subclasses__():
        yield from ((each, line) for line in each.listed)


LINES = list(listed(Commands))


def test_every_group_of_the_table_is_in_the_program() -> None:
    whole = typer.main.get_command(app)
    groups = [whole, *(each for each in whole.commands.values() if isinstance(each, Commands))]  # type: ignore[attr-defined]
    assert {type(each) for each in groups} == set(Commands.__subclasses__())
    assert all(group.listed for group in Commands.__subclasses__())


@pytest.mark.parametrize(
    "line", [line for _, line in LINES], ids=[f"{group.__name__} {line.name}" for group, line in LINES]
)
@pytest.mark.parametrize("width", [20, 45, 86, 1_000])
def test_a_line_says_what_its_manual_says_first(line: Listed, width: int) -> None:
    command = line.imported()
    assert command.name == line.name
    assert line.get_short_help_str(width) == command.get_short_help_str(width)
    assert command.help.replace("\n", " ").startswith(line.help)


def test_a_measure_waits_for_its_own_family_of_declarations(store: Path) -> None:
    """The table of places is true, too: each measure is where it says, under its own id."""
    asked = loaded(run("--store", store, "measure", "looked-after", "--as-at", "2012-03-31"))
    families = {name for name in asked if name.startswith("timeline.projections.indicators.")}
    assert families == {
        f"timeline.projections.indicators.{name}" for name in ("common", "families", "groups", "stocks")
    }
    assert [name for name, indicator in CATALOGUE.items() if indicator.id != name] == []
    assert [name for name, indicator in EARLIER.items() if indicator.id != name] == []
    assert [name for name, listing in LISTINGS.items() if listing.id != name] == []


def test_every_declaration_is_in_the_table() -> None:
    """A measure that is declared in a family and named in no place could not be asked for."""
    modules = [import_module(f"{indicators.__name__}.{each.name}") for each in iter_modules(indicators.__path__)]
    declared = [each for module in modules for each in vars(module).values() if isinstance(each, Indicator)]
    kept = [*CATALOGUE.values(), *EARLIER.values(), *SUPERSEDED]
    assert [each.id for each in declared if each not in kept] == []
