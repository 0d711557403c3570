"""``timeline measures``: the catalogue, and one definition in full."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from timeline.cli import definitions, options, output
from timeline.cli.problems import UsageError
from timeline.projections.meaning import definition_text
from timeline.report import catalogue


def command(
    *,
    measure: Annotated[str | None, typer.Argument(metavar="[ID]", help="Show this definition in full.")] = None,
    definition_version: options.DefinitionVersion = None,
    as_at: Annotated[
        str | None, typer.Option(metavar="DATE", help="As it applies to figures as at this day. Default: today.")
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="All that the definition means, as the text that baselines attest.")
    ] = False,
    form: options.FormatOption = "table",
) -> None:
    """List the measures, or show one definition in full.

    In full: the sentence, whom it counts, its rows, who is left out, its source, its version, and the hash of all that
    it means. With --text that meaning itself, word for word as it is hashed.

    \b
    timeline measures
    timeline measures placements-3-plus
    timeline measures placements-3-plus --text --as-at 2012-03-31
    """
    chosen = options.answer_format(form)
    day = options.day("--as-at", as_at) if as_at is not None else options.today()
    if measure is None:
        _all(chosen, day, one_is_needed=text or definition_version is not None)
        return
    one = definitions.indicator(measure, definition_version)
    if text:
        output.write_text(definition_text(one, day))
        return
    output.write(chosen, catalogue.report_of(one, day))


def _all(chosen: str, day: date, *, one_is_needed: bool) -> None:
    if one_is_needed:
        raise UsageError("ID", "a text and a version are one measure's", "Name the measure")
    everything = definitions.indicators([])
    output.write(chosen, catalogue.report(everything, day))
