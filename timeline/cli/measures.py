"""``timeline measures``: the catalogue, and one definition in full."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import definitions, options, output
from timeline.report import catalogue


def command(
    measure: Annotated[str | None, typer.Argument(metavar="[ID]", help="Show this definition in full.")] = None,
    form: options.FormatOption = "table",
) -> None:
    """List the measures, or show one definition in full.

    In full: the sentence, whom it counts, its rows, who is left out, its source, its version and hash.

    \b
    timeline measures
    timeline measures placements-3-plus
    """
    chosen = options.answer_format(form)
    if measure is None:
        everything = definitions.indicators([])
        output.write(
            chosen,
            table=lambda: catalogue.as_table(everything),
            data=lambda: catalogue.as_json(everything),
            csv=lambda: catalogue.as_csv(everything),
        )
        return
    one = definitions.indicator(measure)
    output.write(
        chosen,
        table=lambda: catalogue.one_as_table(one),
        data=lambda: catalogue.one_as_json(one),
        csv=lambda: catalogue.as_csv([one]),
    )
