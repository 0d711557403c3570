"""``timeline children``: who is in a measure."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.destination import deliver, destination
from timeline.cli.engines import chosen_engine
from timeline.projections.publishing import measure_published
from timeline.projections.questions import measure
from timeline.report import members


def command(
    context: typer.Context,
    measure_id: options.MeasureId,
    as_at: options.AsAt,
    known_at: options.KnownAtOrPublished = None,
    position: options.Position = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    definition_version: options.DefinitionVersion = None,
    by: options.By = None,
    meets: Annotated[bool, typer.Option("--meets", help="Only those who meet it, or may.")] = False,  # noqa: FBT002
    beyond_coverage: options.BeyondCoverage = False,  # noqa: FBT002
    engine: options.EngineOption = "auto",
    verbose: options.Verbose = False,  # noqa: FBT002
    form: options.FigureFormatOption = "table",
    to: options.OutputOption = None,
) -> None:
    """The children in a measure: of every row those who are counted, and those who meet it.

    \b
    timeline children placements-3-plus --as-at 2012-03-31 --meets
    timeline children missing-over-24h --as-at 2012-03-31 --known-at 2012-06-30 --format csv
    """
    how, chosen, notes = destination(form, to), chosen_engine(engine), list[str]()
    indicator = definitions.indicator(measure_id, definition_version)
    dimension = definitions.dimension(by, [indicator])
    with questions.opened(context) as log, output.patience("Reading the log"):
        published = options.is_published(known_at)
        basis = questions.basis_of(log, as_at, None if published else known_at, position, never_sent_again)
        asked = definitions.in_force([indicator], basis)
        ask = partial(measure, log, by=dimension, beyond_coverage=beyond_coverage, engine=chosen, note=notes.append)
        (answer,) = measure_published(log, asked, basis, ask=ask) if published else ask(asked, basis)
    output.aside(notes, verbose=verbose)
    if meets:
        answer = members.of_those_who_meet(answer)
    deliver(how, members.report(answer))
