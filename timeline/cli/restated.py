"""``timeline restated``: how a figure was revised."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from replay.restatement import restated
from timeline.cli import options, output, questions
from timeline.cli.problems import UsageError
from timeline.report import restatements


def command(
    context: typer.Context,
    measure_id: options.MeasureId,
    published: Annotated[
        list[str],
        typer.Option(metavar="AS_AT:KNOWN_AT", help="A day, and the day its figure was first known. Repeatable."),
    ],
    later: Annotated[
        str | None, typer.Option(metavar="DATE", help="The later day of knowing. Default: all that is known.")
    ] = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    form: options.FormatOption = "table",
) -> None:
    """How a figure was restated: as first known, as known later, and how many children came and went.

    \b
    timeline restated looked-after --published 2011-03-31:2011-06-30 --published 2012-03-31:2012-06-30
    timeline restated looked-after --published 2011-03-31:2011-06-30 --later 2013-06-30
    """
    chosen = options.answer_format(form)
    indicator = options.indicator(measure_id)
    days = [_published(text) for text in published]
    with questions.opened(context) as log, output.patience("Reading the log"):
        found = restated(log, indicator, days, options.optional_day("--later", later), options.policy(never_sent_again))
    output.write(
        chosen,
        table=lambda: restatements.as_table(indicator, found),
        data=lambda: restatements.as_json(indicator, found),
        csv=lambda: restatements.as_csv(indicator, found),
    )


def _published(text: str) -> tuple[date, date]:
    as_at, colon, known_at = text.partition(":")
    if not colon:
        raise UsageError("--published", "it is not two days", "Write AS_AT:KNOWN_AT, as 2012-03-31:2012-06-30")
    return options.day("--published", as_at), options.day("--published", known_at)
