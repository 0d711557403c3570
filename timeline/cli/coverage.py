"""``timeline coverage``: what was received, module by year, as known when."""

from __future__ import annotations

import typer

from timeline.cli import options, output, questions
from timeline.domain.imports import Imports
from timeline.report import coverage_ribbons as report


def command(
    context: typer.Context,
    known_at: options.KnownAt = None,
    position: options.Position = None,
    form: options.FormatOption = "table",
) -> None:
    """What was received: the days that imports cover, module by reporting year.

    There is no figure about days that no import covers. A whole return covers its year in each module it brought. A
    local table covers what it brings, up to its day. A part of a return covers nothing, nor does an undone import.

    \b
    timeline coverage
    timeline coverage --known-at 2012-06-30 --format json
    """
    chosen = options.answer_format(form)
    known, held = options.known_at_day(known_at), options.position(position)
    with questions.opened(context) as log:
        reached = questions.position_of(log, held)
        found = report.ledger(Imports.held(log.attestations(reached), reached), known, reached)
    output.write(chosen, report.report(found))
