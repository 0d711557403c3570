"""``timeline explain``: why a child is in a measure or out of it."""

from __future__ import annotations

import typer

from timeline.cli import definitions, options, output, questions
from timeline.cli.questions import Question
from timeline.projections.cases import explain_child
from timeline.projections.publishing import Publishing
from timeline.report import explanations


def command(
    context: typer.Context,
    *,
    measure_id: options.MeasureId,
    child: options.Child,
    question: Question,
    definition_version: options.DefinitionVersion = None,
    beyond_coverage: options.BeyondCoverage = False,
    form: options.FormatOption = "table",
) -> None:
    """Why a child is in a measure or out of it: what was looked for, what was found, and in which source rows.

    \b
    timeline explain placements-3-plus 1234 --as-at 2012-03-31
    timeline explain looked-after 1234 --as-at 2012-03-31 --known-at 2012-06-30 --format json
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log:
        basis = question.basis(log)
        (indicator,) = definitions.in_force([definitions.indicator(measure_id, definition_version)], basis)
        publishing = Publishing.of(log, questions.position_of(log, basis.position))
        if question.is_published:
            basis = publishing.basis(indicator, basis)
        explanation = explain_child(log, indicator, options.child_id(child), basis, beyond_coverage=beyond_coverage)
        if question.is_published and basis.known_at is None and explanation is not None:
            explanation = publishing.unexplained(indicator, explanation)
    if explanation is None:
        raise questions.no_such_child()
    output.write(chosen, explanations.report(explanation))
