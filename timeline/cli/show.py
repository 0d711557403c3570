"""``timeline show``: a child's timeline."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.projections.cases import one_case
from timeline.report import pictures


def command(
    context: typer.Context,
    *,
    child: options.Child,
    as_at: options.AsAt,
    known_at: options.KnownAt = None,
    position: options.Position = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    brief: Annotated[bool, typer.Option("--brief", help="The picture alone.")] = False,
    form: options.FormatOption = "table",
) -> None:
    """A child's timeline: a picture of the years, and every fact with its source rows.

    As CSV, one line a spell; as JSON, spells and facts.

    \b
    timeline show 1234 --as-at 2012-03-31
    timeline show 1234 --as-at 2012-03-31 --known-at 2011-06-30
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log:
        basis = questions.basis_of(log, as_at, known_at, position, never_sent_again)
        case = one_case(log, options.child_id(child), basis)
    if case is None:
        raise questions.no_such_child()
    output.write(chosen, pictures.report(case, basis, brief=brief))
