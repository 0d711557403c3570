"""``timeline series``: figures as at one day after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.delivering import Delivery, deliver, delivery
from timeline.cli.engines import chosen_engine
from timeline.late import late
from timeline.projections import questions as asking
from timeline.projections.algebra.answers import Series
from timeline.projections.grids import Known, along
from timeline.report import series as report

if TYPE_CHECKING:
    from timeline.report import workbooks
else:
    workbooks = late("timeline.report.workbooks")

KnownAt = Annotated[
    str | None,
    typer.Option(
        metavar="DATE|same-day",
        help="Use only what was known by this day, or by each day of its own. Default: all that is known.",
    ),
]


def command(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Measures: see `timeline measures`.")],
    first: options.FirstDay,
    last: options.LastDay,
    every: options.EveryOption,
    known_at: KnownAt = None,
    position: options.Position = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    brief: Annotated[bool, typer.Option("--brief", help="The first row alone, one line a date.")] = False,  # noqa: FBT002
    engine: options.EngineOption = "auto",
    workers: options.Workers = 1,
    verbose: options.Verbose = False,  # noqa: FBT002
    form: options.FigureFormatOption = "table",
    to: options.OutputOption = None,
) -> None:
    """Figures as at one day after another. Each is what `measure` answers on its day.

    With --known-at same-day each is as it could have been published that day.

    \b
    timeline series looked-after --from 2010-03-31 --to 2012-03-31 --every quarter --brief
    timeline series placements-3-plus --from 2008-03-31 --to 2012-03-31 --every year --known-at 2012-06-30
    timeline series started ceased --from 2011-04-30 --to 2012-03-31 --every month --known-at same-day --format csv
    """
    how, chosen, told = delivery(form, to), chosen_engine(engine), list[str]()
    indicators, asked = definitions.indicators(ids), options.days_between(first, last, every)
    known, held, policy = _known(known_at), options.position(position), options.policy(never_sent_again)
    with questions.opened(context) as log, output.patience("Reading the log", len(asked)) as advance:
        bases = along(asked, known, questions.position_of(log, held), policy)
        found = asking.series(log, indicators, bases, engine=chosen, workers=workers, say=told.append, progress=advance)
    output.aside(told, verbose=verbose)
    _deliver(how, found, brief=brief)


def _known(text: str | None) -> Known:
    if text is not None and text.strip().lower() == "same-day":
        return "same-day"
    return options.optional_day("--known-at", text)


def _deliver(how: Delivery, found: Sequence[Series], *, brief: bool) -> None:
    """One measure is one object in JSON; several are a list."""
    if brief:
        found = [_main_only(each) for each in found]
    deliver(
        how,
        table=lambda: report.as_brief_table(found) if brief else report.as_table(found),
        data=lambda: report.as_json(found[0]) if len(found) == 1 else [report.as_json(each) for each in found],
        csv=lambda: report.as_csv(found),
        xlsx=lambda: workbooks.of_series(found),
    )


def _main_only(series: Series) -> Series:
    return replace(series, points=tuple(replace(point, rows=point.rows[:1]) for point in series.points))
