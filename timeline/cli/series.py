"""``timeline series``: figures as at one day after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.destination import deliver, destination
from timeline.cli.engines import chosen_engine
from timeline.domain.basis import Basis
from timeline.projections import questions as asking
from timeline.projections.algebra.answers import Series
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.grids import Known, along
from timeline.projections.publishing import series_published
from timeline.report import series as report
from timeline.store import CaseLog

Ask = Callable[[Sequence[Indicator], Sequence[Basis]], list[Series]]

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
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Measures: see `timeline measures`.")],
    first: options.FirstDay,
    last: options.LastDay,
    every: options.EveryOption,
    known_at: KnownAt = None,
    by: options.By = None,
    position: options.Position = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    definition_version: options.DefinitionVersion = None,
    brief: Annotated[bool, typer.Option("--brief", help="The first row alone, one line a date.")] = False,  # noqa: FBT002
    beyond_coverage: options.BeyondCoverage = False,  # noqa: FBT002
    engine: options.EngineOption = "auto",
    workers: options.Workers = 1,
    verbose: options.Verbose = False,  # noqa: FBT002
    form: options.FigureFormatOption = "table",
    to: options.OutputOption = None,
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
    how, chosen, notes = destination(form, to), chosen_engine(engine), list[str]()
    indicators, asked = definitions.indicators(ids, definition_version), options.days_between(first, last, every)
    dimension = definitions.dimension(by, indicators)
    published, held = options.is_published(known_at), options.position(position)
    known, policy = None if published else _known(known_at), options.policy(never_sent_again)
    with questions.opened(context) as log, output.patience("Reading the log", len(asked)) as advance:
        bases = along(asked, known, questions.position_of(log, held), policy)
        ask = partial(
            partial(asking.series, log, by=dimension),
            beyond_coverage=beyond_coverage,
            engine=chosen,
            workers=workers,
            note=notes.append,
            progress=advance,
        )
        found = _published(log, indicators, bases, ask) if published else ask(indicators, bases)
    output.aside(notes, verbose=verbose)
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
    if text is not None and text.strip().lower() == "same-day":
        return "same-day"
    return options.optional_day("--known-at", text)


def _first_rows(series: Series) -> Series:
    return replace(series, points=tuple(replace(point, rows=point.rows[:1]) for point in series.points))
