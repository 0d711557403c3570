"""``timeline restated``: how a figure was revised."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from replay.restatement import Published, restated
from timeline.cli import definitions, options, output, questions
from timeline.cli.computing import Computing
from timeline.cli.problems import UsageError
from timeline.report import restatements


def command(
    context: typer.Context,
    *,
    measure_id: options.MeasureId,
    published: Annotated[
        list[str],
        typer.Option(
            metavar="AS_AT:KNOWN_AT[:LATER]...",
            help="A day, the day its figure was first known, and later days of knowing. Repeatable.",
        ),
    ],
    later: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The later day of knowing where none is given. Default: all that is known."),
    ] = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    definition_version: options.DefinitionVersion = None,
    beyond_coverage: options.BeyondCoverage = False,
    computing: Computing,
    form: options.FormatOption = "table",
) -> None:
    """How a figure was restated: as first known, as known later, how many children came and went, and why.

    \b
    timeline restated looked-after --published 2011-03-31:2011-06-30 --published 2012-03-31:2012-06-30
    timeline restated looked-after --published 2011-03-31:2011-06-30 --later 2013-06-30
    timeline restated looked-after --published 2011-03-31:2011-06-30:2012-06-30:2013-06-30
    """
    chosen, engine, notes = options.answer_format(form), computing.chosen(), list[str]()
    indicator = definitions.indicator(measure_id, definition_version)
    later_day = options.optional_day("--later", later)
    days = [point for text in published for point in _published(text, later_day)]
    with questions.opened(context) as log, output.patience("Reading the log"):
        policy = options.policy(never_sent_again)
        asked = (log, indicator, days, policy)
        found = restated(*asked, beyond_coverage=beyond_coverage, engine=engine, note=notes.append)
    computing.show(notes)
    output.write(chosen, restatements.report(indicator, found))


def _published(text: str, later: date | None) -> list[Published]:
    """The figure of one day with each later day of knowing to compare it with."""
    as_at, *known_at = text.split(":")
    if not known_at:
        raise UsageError("--published", "it is not two days", "Write AS_AT:KNOWN_AT, as 2012-03-31:2012-06-30")
    day = options.day("--published", as_at)
    first, *laters = (options.day("--published", each) for each in known_at)
    return [(day, first, each) for each in (laters or (later,))]
