"""``timeline import table`` and ``tables``: what no national collection holds into the log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options
from timeline.cli.importing.sharing import Authority, CoversFrom, Recording, log_to_fill
from timeline.cli.problems import UsageError
from timeline.cli.template import table_kind
from timeline.ingest.tables import Days, import_table, import_tables

CoversTo = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Its extract day, the last it covers. Default: --known-on.")
]


def one(
    context: typer.Context,
    *,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of table, as visitor-requests.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV file.")],
    known_on: options.KnownOn,
    authority: Authority = None,
    covers_from: CoversFrom = None,
    covers_to: CoversTo = None,
    recording: Recording,
) -> None:
    """A CSV of what no national collection holds, as requests for independent visitors. See `timeline template`.

    \b
    timeline import table visitor-requests visitor-requests.csv --known-on 2012-06-30
    """
    days = _covered(known_on, covers_from, covers_to)
    name = table_kind(kind)
    recording = recording.checked()
    with log_to_fill(context, dry_run=recording.dry_run) as log:
        report = import_table(log, name, file, days, authority=authority, dry_run=recording.dry_run)
    recording.finish(context, report)


def folder(
    context: typer.Context,
    *,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of CSV files named KIND.csv.")],
    known_on: options.KnownOn,
    authority: Authority = None,
    covers_from: CoversFrom = None,
    covers_to: CoversTo = None,
    recording: Recording,
) -> None:
    """Every local table of a folder: each file that is named after its kind, as plans.csv.

    \b
    timeline import tables local/2012 --known-on 2012-06-30
    """
    days = _covered(known_on, covers_from, covers_to)
    recording = recording.checked()
    with log_to_fill(context, dry_run=recording.dry_run) as log:
        report = import_tables(log, folder, days, authority=authority, dry_run=recording.dry_run)
    recording.finish(context, report)


def _covered(known_on: str, covers_from: str | None, covers_to: str | None) -> Days:
    """The days that a table covers, and since when it is known."""
    known = options.known_on(known_on)
    first, last = options.optional_day("--from", covers_from), options.optional_day("--to", covers_to)
    if last is not None and last > known:
        raise UsageError("--to", "it is after --known-on", "Give the day up to which the table was extracted")
    if first is not None and first > (last or known):
        raise UsageError("--from", "it is after the last day that the table covers", "Give the first day it covers")
    return Days(known, first, last)
