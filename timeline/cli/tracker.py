"""``timeline tracker``: a work list, child by child."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import UsageError, closest
from timeline.projections.cases import work_list
from timeline.projections.indicators import LISTINGS
from timeline.report import listings


def command(
    context: typer.Context,
    as_at: options.AsAt,
    name: Annotated[str, typer.Argument(metavar="[LIST]", help="The list.")] = next(iter(LISTINGS)),
    known_at: options.KnownAt = None,
    position: options.Position = None,
    never_sent_again: options.NeverSentAgainOption = "keep",
    form: options.FormatOption = "table",
) -> None:
    """The children on a work list and the days of what has happened so far, who has waited longest first.

    \b
    timeline tracker adoption-tracker --as-at 2012-03-31
    """
    chosen = options.answer_format(form)
    if name not in LISTINGS:
        raise UsageError("LIST", "there is no such list", closest(name, LISTINGS))
    listing = LISTINGS[name]
    with questions.opened(context) as log, output.patience("Reading the log"):
        basis = questions.basis_of(log, as_at, known_at, position, never_sent_again)
        lines = work_list(log, listing, basis)
    output.write(chosen, listings.report(listing, lines, basis))
