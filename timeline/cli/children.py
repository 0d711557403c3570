"""``timeline children``: who is in a measure."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.computing import Computing
from timeline.cli.destination import Destination, deliver
from timeline.cli.questions import Question
from timeline.projections.publishing import measure_published
from timeline.projections.questions import measure
from timeline.report import members


def command(
    context: typer.Context,
    *,
    measure_id: options.MeasureId,
    question: Question,
    definition_version: options.DefinitionVersion = None,
    by: options.By = None,
    meets: Annotated[bool, typer.Option("--meets", help="Only those who meet it, or may.")] = False,
    beyond_coverage: options.BeyondCoverage = False,
    computing: Computing,
    to: Destination,
) -> None:
    """The children in a measure: of every row those who are counted, and those who meet it.

    \b
    timeline children placements-3-plus --as-at 2012-03-31 --meets
    timeline children missing-over-24h --as-at 2012-03-31 --known-at 2012-06-30 --format csv
    """
    how, engine, notes = to.checked(), computing.chosen(), list[str]()
    indicator = definitions.indicator(measure_id, definition_version)
    dimension = definitions.dimension(by, [indicator])
    with questions.opened(context) as log, output.patience("Reading the log"):
        basis = question.basis(log)
        asked = definitions.in_force([indicator], basis)
        ask = partial(
            partial(measure, log, by=dimension),
            beyond_coverage=beyond_coverage,
            engine=engine,
            note=notes.append,
        )
        (answer,) = measure_published(log, asked, basis, ask=ask) if question.is_published else ask(asked, basis)
    computing.show(notes)
    if meets:
        answer = members.of_those_who_meet(answer)
    deliver(how, members.report(answer))
