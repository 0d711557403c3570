"""``timeline measure``: figures as at a day, as known at a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.computing import Computing
from timeline.cli.destination import Destination, deliver
from timeline.cli.problems import UsageError
from timeline.cli.questions import Question
from timeline.domain.basis import Basis
from timeline.lazy import lazy
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.publishing import measure_published
from timeline.projections.questions import measure
from timeline.projections.rulebook.population import Estimate, PopulationError, read_estimates
from timeline.report import disclosure, figures
from timeline.store import CaseLog

if TYPE_CHECKING:
    from timeline.projections.algebra import uncertainty
else:
    uncertainty = lazy("timeline.projections.algebra.uncertainty")

Ask = Callable[[Sequence[Indicator], Basis], list[Answer]]

Brief = Annotated[bool, typer.Option("--brief", help="One row a measure. Default for a table of all of them.")]
Full = Annotated[bool, typer.Option("--full", help="Every row of every measure.")]
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
    *,
    question: Question,
    ids: options.MeasureIds = None,
    definition_version: options.DefinitionVersion = None,
    by: options.By = None,
    brief: Brief = False,
    full: Full = False,
    publish: Publish = False,
    intervals: Intervals = False,
    population: Population = None,
    beyond_coverage: options.BeyondCoverage = False,
    computing: Computing,
    to: Destination,
) -> None:
    """Figures as at a day, as known at a day. The same basis gives the same figures for ever.

    The answer prints its basis. Ask again with the position it prints and nothing recorded since can change it. There
    is no figure where days that it needs are not covered by any import. With --known-at published each figure is as
    known when all that it needs was first covered.

    \b
    timeline measure --as-at 2012-03-31 --known-at 2012-06-30
    timeline measure placements-3-plus --as-at 31/03/2012 --by age
    timeline measure looked-after --as-at 2012-03-31 --known-at 2012-06-30 --position 48211 --format json
    timeline measure looked-after started --as-at 2012-03-31 --known-at published
    timeline measure placement-type legal-status --as-at 2012-03-31 --publish --format csv
    timeline measure looked-after visitor-waiting --as-at 2012-03-31 --intervals --population population.csv
    """
    how, engine, notes = to.checked(), computing.chosen(), list[str]()
    if brief and full:
        raise UsageError("--full", "it cannot be given with --brief", "Leave out one of them")
    asked = definitions.indicators(ids or [], definition_version)
    ask = partial(
        partial(measure, by=definitions.dimension(by, asked), engine=engine, note=notes.append),
        intervals=intervals,
        estimates=_estimates(population),
        beyond_coverage=beyond_coverage,
    )
    with questions.opened(context) as log, output.patience("Reading the log"), _statistics():
        answers = _answers(log, asked, question, partial(ask, log))
    computing.show(notes)
    if publish:
        answers = list(disclosure.controlled(answers))
    if brief or (not ids and not full and how.form == "table"):
        answers, brief = [replace(answer, rows=answer.rows[:1]) for answer in answers], True
    deliver(how, figures.report(answers, brief=brief))


def _answers(log: CaseLog, asked: Sequence[Indicator], question: Question, ask: Ask) -> list[Answer]:
    basis = question.basis(log)
    in_force = definitions.in_force(asked, basis)
    return measure_published(log, in_force, basis, ask=ask) if question.is_published else ask(in_force, basis)


@contextmanager
def _statistics() -> Iterator[None]:
    """Within it a missing library for intervals is a ``UsageError`` that names what to install."""
    try:
        yield
    except uncertainty.StatisticsMissingError as error:
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
