"""``timeline import ssda903``: a yearly return into the log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options
from timeline.cli.importing.sharing import Authority, EvenSo, Recording, SecretFile, log_to_fill
from timeline.cli.logs import secret_of
from timeline.cli.questions import store_of
from timeline.ingest.ssda903 import import_return

Partial = Annotated[
    bool,
    typer.Option(
        "--partial", help="It is a part of a return: it covers no days, and what is not in it is not taken back."
    ),
]
To = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="For the year so far: the day of the extract, the last that it covers."),
]


def command(
    context: typer.Context,
    *,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="A folder, CSV modules, XML, a workbook.")],
    year_ending: Annotated[str, typer.Option(metavar="DATE", help="The 31 March on which the return's year ends.")],
    known_on: options.KnownOn,
    to: To = None,
    partial: Partial = False,
    even_so: EvenSo = False,
    authority: Authority = None,
    secret: SecretFile = None,
    recording: Recording,
) -> None:
    """A yearly return: a folder, CSV modules known by their header row, the XML form, or a workbook of sheets.

    Importing it again adds nothing. What cannot be read is set aside with what to do about it; the rest is imported.
    Where its own rows speak of another year, or it was known too early, it is refused: see --even-so.

    \b
    timeline import ssda903 returns/2012 --year-ending 2012-03-31 --known-on 2012-06-30
    timeline import ssda903 header.csv episodes.csv --year-ending 31/03/2012 --known-on 30/06/2012 --dry-run
    timeline import ssda903 extract --year-ending 2012-03-31 --to 2011-09-30 --known-on 2011-10-05
    """
    year, known = options.year_ending(year_ending), options.known_on(known_on)
    last = options.day_in(year, "--to", to)
    recording = recording.checked()
    with log_to_fill(context, dry_run=recording.dry_run) as log:
        report = import_return(
            *(log, paths, year.last, known),
            to=last,
            partial=partial,
            even_so=even_so,
            authority=authority,
            secret=secret_of(store_of(context), secret, dry_run=recording.dry_run),
            dry_run=recording.dry_run,
        )
    recording.finish(context, report)
