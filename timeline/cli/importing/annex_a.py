"""``timeline import annex-a``: a workbook of Ofsted's Annex A into the log."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options, output
from timeline.cli.importing.sharing import CoversFrom, Recording, log_to_fill, writable
from timeline.cli.problems import UsageError
from timeline.ingest.annex_a import AnnexAImport, Answers, import_annex_a, read_mapping, write_mapping

ExtractDate = Annotated[
    str | None,
    typer.Option(
        "--extract-date",
        "--to",
        metavar="DATE",
        help="The day whose state it shows, the last it covers. Default: the day it became known.",
    ),
]
Mapping = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Answers about spellings and headings that no list knows.")
]
WriteMapping = Annotated[
    Path | None,
    typer.Option("--write-mapping", metavar="FILE", help="Write what is asked, to be answered and given back."),
]


def command(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook of lists.")],
    known_on: options.KnownOn,
    extract_date: ExtractDate = None,
    covers_from: CoversFrom = None,
    mapping: Mapping = None,
    write: WriteMapping = None,
    recording: Recording,
) -> None:
    """A workbook of Ofsted's Annex A: its lists are known by their headings, and give the state of the record on a day.

    Spellings that no list knows are left out and asked about in a mapping file: answer it, and import again.

    \b
    timeline import annex-a annex-a.xlsx --known-on 2024-01-31 --write-mapping spellings.toml
    timeline import annex-a annex-a.xlsx --known-on 2024-01-31 --mapping spellings.toml
    """
    known, day = _days(known_on, extract_date)
    first = options.optional_day("--from", covers_from)
    if first is not None and first > day:
        raise UsageError("--from", "it is after the last day that the workbook covers", "Give the first day it covers")
    recording = recording.checked()
    questions = _new_or_the_same(writable(write, "--write-mapping"), mapping)
    answers = read_mapping(mapping) if mapping is not None else Answers()
    with log_to_fill(context, dry_run=recording.dry_run) as log:
        done = import_annex_a(
            log, file, known, extract_on=day, covers_from=first, answers=answers, dry_run=recording.dry_run
        )
    if questions is not None:
        _ask(questions, answers, done)
    recording.finish(context, done.report)


def _days(known_on: str, extract_date: str | None) -> tuple[date, date]:
    known = options.known_on(known_on)
    day = options.optional_day("--extract-date", extract_date) or known
    if day > known:
        raise UsageError("--extract-date", "it is after --known-on", "Give the day whose state the workbook shows")
    return known, day


def _new_or_the_same(path: Path | None, mapping: Path | None) -> Path | None:
    """The file for the questions. ``UsageError`` where writing it would lose answers."""
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
    output.note(f"Questions to be answered in the mapping file: {blanks}.")
