"""``timeline series``: figures as at one day after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.computing import SharedComputing
from timeline.cli.destination import Destination, deliver
from timeline.cli.questions import Days, Held
from timeline.domain.basis import Basis
from timeline.projections import questions as asking
from timeline.projections.algebra.answers import Series
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.grids import Known, along
from timeline.projections.publishing import series_published
from timeline.report import series as report
from timeline.store import CaseLog

Ask = Callable[[Sequence[Indicator], Sequence[Basis]], list[Series]]

Ids = Annotated[list[str], typer.Argument(metavar="ID", help="Measures: see `timeline measures`.")]
Brief = Annotated[bool, typer.Option("--brief", help="The first row alone, one line a date.")]
KnownAt = Annotated[
    str | None,
    typer.Option(
        metavar="DATE|same-day|published",
        help="Use only what was known by this day, by each day of its own, or when all that a figure needs was first "
        "covered. Default: all that is known.",
    ),
]


def command(
    context: typer.Context,
    *,
    ids: Ids,
    days: Days,
    known_at: KnownAt = None,
    by: options.By = None,
    held: Held,
    definition_version: options.DefinitionVersion = None,
    brief: Brief = False,
    beyond_coverage: options.BeyondCoverage = False,
    computing: SharedComputing,
    to: Destination,
) -> None:
    """Figures as at one day after another. Each is what `measure` answers on its day.

    With --known-at published each is as known when all that it needs was first covered; with same-day, as known on
    its own day. There is no figure where days that it needs are not covered.

    \b
    timeline series looked-after --from 2010-03-31 --to 2012-03-31 --every quarter --brief
    timeline series placements-3-plus --from 2008-03-31 --to 2012-03-31 --every year --known-at 2012-06-30
    timeline series looked-after --from 2010-03-31 --to 2012-03-31 --every year --known-at published
    timeline series looked-after --from 2010-03-31 --to 2012-03-31 --every year --by age
    timeline series started ceased --from 2011-04-30 --to 2012-03-31 --every month --known-at same-day --format csv
    """
    how, engine, notes = to.checked(), computing.alone.chosen(), list[str]()
    indicators, asked = definitions.indicators(ids, definition_version), days.asked()
    known, (position, policy) = _known(known_at), held.checked()
    ask = partial(
        partial(asking.series, by=definitions.dimension(by, indicators), beyond_coverage=beyond_coverage),
        engine=engine,
        workers=computing.workers,
        note=notes.append,
    )
    with questions.opened(context) as log, output.patience("Reading the log", len(asked)) as advance:
        bases = along(asked, known, questions.position_of(log, position), policy)
        of_log = partial(ask, log, progress=advance)
        published = options.is_published(known_at)
        found = _published(log, indicators, bases, of_log) if published else of_log(indicators, bases)
    computing.alone.show(notes)
    if brief:
        found = [_first_rows(each) for each in found]
    deliver(how, report.report(found, brief=brief))


def _published(log: CaseLog, indicators: Sequence[Indicator], bases: Sequence[Basis], ask: Ask) -> list[Series]:
    """Each measure by its own days of publication."""

    def one(indicator: Indicator, at: Sequence[Basis]) -> Series:
        (found,) = ask([indicator], at)
        return found

    return [series_published(log, each, bases, ask=partial(one, each)) for each in indicators]


def _known(text: str | None) -> Known:
    """By when each point is known; not limited where figures are asked for as published."""
    if text is not None and text.strip().lower() == "same-day":
        return "same-day"
    if options.is_published(text):
        return None
    return options.optional_day("--known-at", text)


def _first_rows(series: Series) -> Series:
    return replace(series, points=tuple(replace(point, rows=point.rows[:1]) for point in series.points))
