"""What the commands of ``timeline import`` have in common."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from timeline.cli import options, output
from timeline.cli.logs import LogWhenNeeded
from timeline.cli.problems import CheckFailedError, UsageError
from timeline.cli.projections_kept import NoProjections, keep_up, store_to_keep
from timeline.cli.questions import store_of
from timeline.ingest.quarantine import Quarantined, write_cells, write_quarantine
from timeline.ingest.report import ImportReport
from timeline.report import imports

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be recorded, and record nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="End with 1 when a row was quarantined or a file not read.")]
Brief = Annotated[bool, typer.Option("--brief", help="The counts in one line.")]
CoversFrom = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="The first day it covers. Default: everything before.")
]
QuarantineFile = Annotated[
    Path | None,
    typer.Option(
        "--quarantine",
        metavar="FILE",
        help="Write every row set aside to this CSV, to be corrected and imported. It names children.",
    ),
]
Authority = Annotated[
    str | None,
    typer.Option(
        "--authority", metavar="CODE", help="Where the column LA names several: the one whose rows are imported."
    ),
]

EvenSo = Annotated[
    bool,
    typer.Option(
        "--even-so", help="Import it although its own rows contradict what was asked for: the report shows how."
    ),
]

SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--secret",
        metavar="FILE",
        envvar="TIMELINE_SECRET",
        help="The secret under which school numbers are digested. Default: STORE.secret beside an SQLite store.",
    ),
]


@contextmanager
def log_to_fill(context: typer.Context, *, dry_run: bool) -> Iterator[LogWhenNeeded]:
    with output.patience("Importing") as advance:
        log = LogWhenNeeded(store_of(context), dry_run=dry_run, progress=advance)
        try:
            yield log
        finally:
            log.close()


def writable(path: Path | None, option: str = "--quarantine") -> Path | None:
    """The path. ``UsageError`` where no file can be written there, before anything is imported."""
    if path is not None and (os.path.isdir(path) or not os.path.isdir(path.absolute().parent)):  # noqa: PTH112
        raise UsageError(option, "no file can be written there", "Name a file in a folder that exists")
    return path


class Recording(NamedTuple):
    """The options of commands that import a file and report on it."""

    dry_run: DryRun = False
    strict: Strict = False
    quarantine: QuarantineFile = None
    brief: Brief = False
    no_projections: NoProjections = False
    form: options.FormatOption = "table"

    def checked(self) -> Recording:
        """The same with the format's name. ``UsageError`` where the quarantine could not be written."""
        return self._replace(form=options.answer_format(self.form), quarantine=writable(self.quarantine))

    def finish(self, context: typer.Context, report: ImportReport) -> None:
        """Write the report, then update the projections. ``CheckFailedError`` where --strict wants it."""
        output.write(self.form, imports.report(report, brief=self.brief))
        if self.quarantine is not None:
            save_quarantine(report.quarantine, self.quarantine, report.cells.set_aside)
        elif report.quarantine and not self.brief:
            output.note("The rows set aside, with their values: import again with --quarantine FILE (and --dry-run).")
        if self.brief:
            for line in imports.overlooked(report):
                output.note(line)
        keep_up(store_to_keep(context, dry_run=self.dry_run, no_projections=self.no_projections))
        if self.strict and (report.quarantine or report.not_read):
            raise CheckFailedError


def save_quarantine(quarantine: Sequence[Quarantined], target: Path, cells: Sequence[Quarantined]) -> None:
    """Write every row set aside, to be corrected and imported, and beside it a list of the cells set aside. Where no
    file can be written, the import stays recorded."""
    try:
        written = write_quarantine(quarantine, target)
        if cells:
            written.append(target.with_name(f"{target.stem}-cells{target.suffix}"))
            write_cells(cells, written[-1])
    except OSError:
        raise UsageError(
            "--quarantine", "the file could not be written, though the import is done", "Import again to another file"
        ) from None
    for path in written[1:]:
        output.note(f"Beside it: {path.name}.")
