"""``timeline triangle``: a figure as at one day after another, as known at one day after another."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.computing import SharedComputing
from timeline.cli.destination import Destination, deliver
from timeline.cli.problems import UsageError
from timeline.cli.questions import Days, Held
from timeline.projections import questions as asking
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.grids import Grid
from timeline.projections.grids import days as days_apart
from timeline.report import triangles

KnownFrom = Annotated[
    str | None, typer.Option("--known-from", metavar="DATE", help="The first day of knowing. Default: as --from.")
]
KnownTo = Annotated[
    str | None, typer.Option("--known-to", metavar="DATE", help="No day of knowing after this. Default: as --to.")
]


def command(
    context: typer.Context,
    *,
    measure_id: options.MeasureId,
    days: Days,
    known_from: KnownFrom = None,
    known_to: KnownTo = None,
    by: options.By = None,
    held: Held,
    definition_version: options.DefinitionVersion = None,
    beyond_coverage: options.BeyondCoverage = False,
    computing: SharedComputing,
    to: Destination,
) -> None:
    """How each figure was revised: as at the days down, as known at the days across.

    Each figure is what `measure` answers. Nothing is asked of a day before it had ended. There is no figure where
    nothing known by then covers the days that it needs.

    \b
    timeline triangle looked-after --from 2010-03-31 --to 2012-03-31 --every quarter
    timeline triangle looked-after --from 2010-03-31 --to 2012-03-31 --every year --by sex --format csv
    timeline triangle ceased --from 2011-03-31 --to 2012-03-31 --every year --known-from 2011-06-30
    """
    how, engine, notes = to.checked(), computing.alone.chosen(), list[str]()
    indicator, asked = definitions.indicator(measure_id, definition_version), days.asked()
    dimension = _dimension(by, indicator, how)
    knowing = _knowing(asked, days._replace(first=known_from or days.first, last=known_to or days.last))
    position, policy = held.checked()
    cells = len(Grid(asked, knowing).cells)
    with questions.opened(context) as log, output.patience("Reading the log", cells) as advance:
        grid = Grid(asked, knowing, questions.position_of(log, position), policy)
        found = asking.triangle(
            *(log, indicator, grid, dimension),
            beyond_coverage=beyond_coverage,
            engine=engine,
            workers=computing.workers,
            note=notes.append,
            progress=advance,
        )
    computing.alone.show(notes)
    deliver(how, triangles.report(found))


def _dimension(by: str | None, indicator: Indicator, how: Destination) -> Dimension | None:
    """The breakdown, where the form has room for it."""
    if by is not None and how.form == "table":
        raise UsageError("--by", "the table of a triangle has one figure a cell", "Add --format json, csv or xlsx")
    return definitions.dimension(by, [indicator])


def _knowing(asked: tuple[date, ...], knowing: Days) -> tuple[date, ...]:
    """The days of knowing, of which one at least is not before the first day asked about."""
    begins, ends = options.day("--known-from", knowing.first), options.day("--known-to", knowing.last)
    found = days_apart(begins, ends, options.every(knowing.every))
    if not found:
        raise UsageError("--known-to", "it is before the first day of knowing", "Give a day that is not before it")
    if found[-1] < asked[0]:
        raise UsageError("--known-to", "all days of knowing are before the first day asked about", "Give a later day")
    return found
