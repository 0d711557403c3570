"""``timeline import``: a yearly return, an Annex A workbook, a journal, a local table into the log."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group

from timeline.cli import options, output
from timeline.cli.keeping import NoProjections, keep_up
from timeline.cli.kinds import table_kind
from timeline.cli.logs import LogWhenNeeded, secret_of
from timeline.cli.problems import CheckFailedError, UsageError
from timeline.cli.questions import store_of
from timeline.ingest.annex_a import AnnexAImport, Answers, import_annex_a, read_mapping, write_mapping
from timeline.ingest.journal import import_journal
from timeline.ingest.quarantine import Quarantined, write_cells, write_quarantine
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import Days, import_table, import_tables
from timeline.report import import_outcomes, imports, tables
from timeline.report.cells import csv_text

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="End with 1 when a row was quarantined or a file not read.")]
Brief = Annotated[bool, typer.Option("--brief", help="The counts in one line.")]
CoversFrom = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="The first day it covers. Default: everything before.")
]
CoversTo = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help="Its extract day, the last it covers. Default: --known-on.")
]
QuarantineFile = Annotated[
    Path | None,
    typer.Option(
        "--quarantine",
        metavar="FILE",
        help="Write every row set aside to this CSV, to be corrected and imported. It names children.",
    ),
]

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
EvenSo = Annotated[
    bool,
    typer.Option(
        "--even-so", help="Import it although its own rows contradict what was asked for: the report says how."
    ),
]
Authority = Annotated[
    str | None,
    typer.Option(
        "--authority", metavar="CODE", help="Where the column LA names several: the one whose rows are imported."
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


def ssda903(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="A folder, CSV modules, XML, a workbook.")],
    year_ending: Annotated[str, typer.Option(metavar="DATE", help="The 31 March on which the return's year ends.")],
    known_on: options.KnownOn,
    to: To = None,
    partial: Partial = False,  # noqa: FBT002
    even_so: EvenSo = False,  # noqa: FBT002
    authority: Authority = None,
    secret: SecretFile = None,
    dry_run: DryRun = False,  # noqa: FBT002
    strict: Strict = False,  # noqa: FBT002
    quarantine: QuarantineFile = None,
    brief: Brief = False,  # noqa: FBT002
    no_projections: NoProjections = False,  # noqa: FBT002
    form: options.FormatOption = "table",
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
    chosen, target = options.answer_format(form), writable(quarantine)
    with _log(context, dry_run=dry_run) as log:
        report = import_return(
            *(log, paths, year.last, known),
            to=last,
            partial=partial,
            even_so=even_so,
            authority=authority,
            secret=secret_of(store_of(context), secret, dry_run=dry_run),
            dry_run=dry_run,
        )
    keep = None if dry_run or no_projections else store_of(context)
    _finish(report, chosen, target, strict=strict, brief=brief, keep=keep)


def annex_a(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook of lists.")],
    known_on: options.KnownOn,
    extract_date: Annotated[
        str | None,
        typer.Option(
            "--extract-date",
            "--to",
            metavar="DATE",
            help="The day whose state it shows, the last it covers. Default: the day it became known.",
        ),
    ] = None,
    covers_from: CoversFrom = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Answers about spellings and headings that no list knows.")
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option("--write-mapping", metavar="FILE", help="Write what is asked, to be answered and given back."),
    ] = None,
    dry_run: DryRun = False,  # noqa: FBT002
    strict: Strict = False,  # noqa: FBT002
    quarantine: QuarantineFile = None,
    brief: Brief = False,  # noqa: FBT002
    no_projections: NoProjections = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """A workbook of Ofsted's Annex A: its lists are known by their headings, and say how the record stood on a day.

    Spellings that no list knows are left out and asked about in a mapping file: answer it, and import again.

    \b
    timeline import annex-a annex-a.xlsx --known-on 2024-01-31 --write-mapping spellings.toml
    timeline import annex-a annex-a.xlsx --known-on 2024-01-31 --mapping spellings.toml
    """
    known, day = _days(known_on, extract_date)
    first = options.optional_day("--from", covers_from)
    if first is not None and first > day:
        raise UsageError("--from", "it is after the last day that the workbook covers", "Give the first day it covers")
    chosen, target = options.answer_format(form), writable(quarantine)
    questions = _new_or_the_same(writable(write, "--write-mapping"), mapping)
    answers = read_mapping(mapping) if mapping is not None else Answers()
    with _log(context, dry_run=dry_run) as log:
        done = import_annex_a(log, file, known, extract_on=day, covers_from=first, answers=answers, dry_run=dry_run)
    if questions is not None:
        _ask(questions, answers, done)
    keep = None if dry_run or no_projections else store_of(context)
    _finish(done.report, chosen, target, strict=strict, brief=brief, keep=keep)


def _days(known_on: str, extract_date: str | None) -> tuple[date, date]:
    known = options.known_on(known_on)
    day = options.optional_day("--extract-date", extract_date) or known
    if day > known:
        raise UsageError("--extract-date", "it is after --known-on", "Give the day whose state the workbook shows")
    return known, day


def _new_or_the_same(path: Path | None, mapping: Path | None) -> Path | None:
    """The file for the questions, if no answers are lost by writing it."""
    if path is not None and os.path.exists(path) and (mapping is None or not path.samefile(mapping)):  # noqa: PTH110
        do = "Name it in --mapping as well, so that its answers are kept, or name a new file"
        raise UsageError("--write-mapping", "there is such a file already", do)
    return path


def _ask(path: Path, answers: Answers, done: AnnexAImport) -> None:
    try:
        blanks = write_mapping(path, answers, done.questions)
    except OSError:
        raise UsageError(
            "--write-mapping",
            "the file could not be written, though the import is done",
            "Import again to another file",
        ) from None
    output.say(f"Questions to be answered in the mapping file: {blanks}.")


def table(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of table, as visitor-requests.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV file.")],
    known_on: options.KnownOn,
    authority: Authority = None,
    covers_from: CoversFrom = None,
    covers_to: CoversTo = None,
    dry_run: DryRun = False,  # noqa: FBT002
    strict: Strict = False,  # noqa: FBT002
    quarantine: QuarantineFile = None,
    brief: Brief = False,  # noqa: FBT002
    no_projections: NoProjections = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """A CSV of what no national collection holds, as requests for independent visitors. See `timeline template`.

    \b
    timeline import table visitor-requests visitor-requests.csv --known-on 2012-06-30
    """
    days = _covered(known_on, covers_from, covers_to)
    name = table_kind(kind)
    chosen, target = options.answer_format(form), writable(quarantine)
    with _log(context, dry_run=dry_run) as log:
        report = import_table(log, name, file, days, authority=authority, dry_run=dry_run)
    keep = None if dry_run or no_projections else store_of(context)
    _finish(report, chosen, target, strict=strict, brief=brief, keep=keep)


def table_folder(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of CSV files named KIND.csv.")],
    known_on: options.KnownOn,
    authority: Authority = None,
    covers_from: CoversFrom = None,
    covers_to: CoversTo = None,
    dry_run: DryRun = False,  # noqa: FBT002
    strict: Strict = False,  # noqa: FBT002
    quarantine: QuarantineFile = None,
    brief: Brief = False,  # noqa: FBT002
    no_projections: NoProjections = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """Every local table of a folder: each file that is named after its kind, as plans.csv.

    \b
    timeline import tables local/2012 --known-on 2012-06-30
    """
    days = _covered(known_on, covers_from, covers_to)
    chosen, target = options.answer_format(form), writable(quarantine)
    with _log(context, dry_run=dry_run) as log:
        report = import_tables(log, folder, days, authority=authority, dry_run=dry_run)
    keep = None if dry_run or no_projections else store_of(context)
    _finish(report, chosen, target, strict=strict, brief=brief, keep=keep)


def _covered(known_on: str, covers_from: str | None, covers_to: str | None) -> Days:
    """The days that a table covers, and since when it is known."""
    known = options.known_on(known_on)
    first, last = options.optional_day("--from", covers_from), options.optional_day("--to", covers_to)
    if last is not None and last > known:
        raise UsageError("--to", "it is after --known-on", "Give the day up to which the table was extracted")
    if first is not None and first > (last or known):
        raise UsageError("--from", "it is after the last day that the table covers", "Give the first day it covers")
    return Days(known, first, last)


def journal(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The journal, plain text in UTF-8.")],
    dry_run: DryRun = False,  # noqa: FBT002
    no_projections: NoProjections = False,  # noqa: FBT002
    form: options.FormatOption = "table",
) -> None:
    """A plain-text journal: facts and corrections as a person writes them. The first error stops it.

    \b
    timeline import journal corrections.journal
    """
    chosen = options.answer_format(form)
    with _log(context, dry_run=dry_run) as log:
        report = import_journal(log, file, dry_run=dry_run)
    facts = {
        "file": report.file,
        "dry_run": dry_run,
        "rows": report.rows,
        "facts_added": report.facts_added,
        "statements_added": report.statements_added,
        "said_of_the_log": report.attested,
        "number": report.number,
    }
    output.write(
        chosen,
        table=lambda: Group(
            tables.pairs((_WORDS.get(name, name.replace("_", " ")), _plain(value)) for name, value in facts.items()),
            tables.notes(import_outcomes.outcome_lines(report.outcome, new=report.facts_added, dry_run=dry_run)),
        ),
        data=lambda: {**facts, **import_outcomes.outcome_json(report.outcome)},
        csv=lambda: csv_text(facts, [[str(value) for value in facts.values()]]),
    )
    keep_up(None if dry_run or no_projections else store_of(context))


_WORDS = {"said_of_the_log": "entries about the log", "number": "import number"}


def _plain(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value


@contextmanager
def _log(context: typer.Context, *, dry_run: bool) -> Iterator[LogWhenNeeded]:
    with output.patience("Importing") as advance:
        log = LogWhenNeeded(store_of(context), dry_run=dry_run, progress=advance)
        try:
            yield log
        finally:
            log.close()


def writable(path: Path | None, option: str = "--quarantine") -> Path | None:
    """The path, if a file may be written there: to be known before anything is imported."""
    if path is not None and (os.path.isdir(path) or not os.path.isdir(path.absolute().parent)):  # noqa: PTH112
        raise UsageError(option, "no file can be written there", "Name a file in a folder that exists")
    return path


def _finish(
    report: ImportReport,
    chosen: output.Format,
    target: Path | None,
    *,
    strict: bool,
    brief: bool,
    keep: str | None,
) -> None:
    """Tell of an import, then bring the projections of the store ``keep`` up to date, where one is named."""
    output.write(
        chosen,
        table=lambda: imports.as_line(report) if brief else imports.as_table(report),
        data=lambda: imports.as_json(report),
        csv=lambda: imports.as_csv(report),
    )
    if target is not None:
        save_quarantine(report.quarantine, target, report.cells.set_aside)
    elif report.quarantine and not brief:
        output.say("The rows set aside, with their values: import again with --quarantine FILE (and --dry-run).")
    if brief:
        for line in imports.overlooked(report):
            output.say(line)
    keep_up(keep)
    if strict and (report.quarantine or report.not_read):
        raise CheckFailedError


def save_quarantine(quarantine: Sequence[Quarantined], target: Path, cells: Sequence[Quarantined]) -> None:
    """Write every row set aside, to be corrected and imported, and beside it a list of the cells set aside. What was
    imported is imported, also where no file can be written."""
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
        output.say(f"Beside it: {path.name}.")
