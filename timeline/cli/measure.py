"""``timeline measure``: figures as at a day, as known at a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.projections.questions import measure
from timeline.report import figures
from timeline.report.disclosure import controlled

Publish = Annotated[
    bool, typer.Option("--publish", help="Withhold numbers of 1 to 5, and what they could be worked out from.")
]


def command(
    context: typer.Context,
    as_at: options.AsAt,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Measures. Default: all of them.")] = None,
    known_at: options.KnownAt = None,
    position: options.Position = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    by: options.By = None,
    brief: Annotated[bool, typer.Option("--brief", help="The main figure of each measure alone.")] = False,  # noqa: FBT002
    publish: Publish = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """Figures as at a day, as known at a day. The same basis gives the same figures for ever.

    The answer prints its basis. Ask again with the position it prints and nothing recorded since can change it.

    \b
    timeline measure --as-at 2012-03-31 --known-at 2012-06-30 --brief
    timeline measure placements-3-plus --as-at 31/03/2012 --by age
    timeline measure looked-after --as-at 2012-03-31 --known-at 2012-06-30 --position 48211 --format json
    timeline measure placement-type legal-status --as-at 2012-03-31 --publish --format csv
    """
    chosen = options.answer_format(form)
    asked = options.indicators(ids or [])
    dimension = options.dimension(by, asked)
    with questions.opened(context) as log, output.patience("Reading the log"):
        basis = questions.basis_of(log, as_at, known_at, position, never_sent_again)
        answers = measure(log, asked, basis, dimension)
    if publish:
        answers = [*controlled(answers)]
    if brief:
        answers = [replace(answer, rows=answer.rows[:1]) for answer in answers]
    output.write(
        chosen,
        table=lambda: figures.as_brief_table(answers) if brief else figures.as_table(answers),
        data=lambda: figures.as_json(answers),
        csv=lambda: figures.as_csv(answers),
    )
