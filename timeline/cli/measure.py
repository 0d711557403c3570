"""``timeline measure``: figures as at a day, as known at a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import UsageError
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.uncertainty import StatisticsMissingError
from timeline.projections.questions import measure
from timeline.projections.rulebook.population import Estimate, PopulationError, read_estimates
from timeline.report import figures
from timeline.report.disclosure import controlled
from timeline.store import CaseLog

Publish = Annotated[
    bool, typer.Option("--publish", help="Withhold numbers of 1 to 5, and what they could be worked out from.")
]
Intervals = Annotated[
    bool,
    typer.Option("--intervals", help="95 % intervals of percentages, and the wait to be expected of those who wait."),
]
Population = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Estimates of the population, for rates: see docs/how-to/publish-figures.md."),
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
    intervals: Intervals = False,  # noqa: FBT002
    population: Population = None,
    form: options.FormatOption = "table",
) -> None:
    """Figures as at a day, as known at a day. The same basis gives the same figures for ever.

    The answer prints its basis. Ask again with the position it prints and nothing recorded since can change it.

    \b
    timeline measure --as-at 2012-03-31 --known-at 2012-06-30 --brief
    timeline measure placements-3-plus --as-at 31/03/2012 --by age
    timeline measure looked-after --as-at 2012-03-31 --known-at 2012-06-30 --position 48211 --format json
    timeline measure placement-type legal-status --as-at 2012-03-31 --publish --format csv
    timeline measure looked-after visitor-waiting --as-at 2012-03-31 --intervals --population population.csv
    """
    chosen = options.answer_format(form)
    asked = options.indicators(ids or [])
    dimension = options.dimension(by, asked)
    estimates = _estimates(population)
    with questions.opened(context) as log, output.patience("Reading the log"):
        basis = questions.basis_of(log, as_at, known_at, position, never_sent_again)
        answers = _answers(
            log, options.in_force(asked, basis), basis, dimension, intervals=intervals, estimates=estimates
        )
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


def _answers(
    log: CaseLog,
    asked: Sequence[Indicator],
    basis: Basis,
    dimension: Dimension | None,
    *,
    intervals: bool,
    estimates: Sequence[Estimate],
) -> list[Answer]:
    try:
        return measure(log, asked, basis, dimension, intervals=intervals, estimates=estimates)
    except StatisticsMissingError as error:
        what, _, do = str(error).partition(": ")
        raise UsageError("--intervals", what, do.capitalize()) from None


def _estimates(path: Path | None) -> Sequence[Estimate]:
    if path is None:
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return read_estimates(lines)
    except PopulationError as error:
        raise UsageError("--population", str(error), "Correct the file") from None
    except (OSError, UnicodeDecodeError):
        raise UsageError("--population", "the file cannot be read", "Give a CSV in UTF-8") from None
