"""``timeline import list`` and ``import undo``: what was imported, and taking one import back as a whole."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import UsageError
from timeline.cli.projections_kept import NoProjections, keep_up, store_to_keep
from timeline.domain.attestations import BaselineTaken
from timeline.domain.imports import Import, ImportUndone
from timeline.ingest.record_import import program
from timeline.report import import_list
from timeline.store import CaseLog


def list_(context: typer.Context, form: options.FormatOption = "table") -> None:
    """Everything that was imported, in the order of the log: what, which year, known on, when, counts, undone or not.

    \b
    timeline import list
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log:
        found = _lines(log)
    output.write(chosen, import_list.report(found))


def undo(
    context: typer.Context,
    *,
    number: Annotated[int, typer.Argument(metavar="N", help="The number that `timeline import list` gives it.")],
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why, in words. It is kept in the log.")],
    no_projections: NoProjections = False,
    form: options.FormatOption = "table",
) -> None:
    """Undo an import: from here on it is as if it had never been. At an earlier position of the log nothing changes.

    It can be imported again; an undo cannot be undone.

    \b
    timeline import undo 7 --because "known on 30 June, not on 30 May"
    """
    chosen = options.answer_format(form)
    if not because.strip() or not because.isprintable():
        raise UsageError("--because", "it is blank, or has characters that do not print", "Give the reason in words")
    with questions.opened(context) as log:
        meant = _meant(log, number)
        if not log.undo(ImportUndone(number=number, because=because.strip(), program=program())):
            raise _undone_before(number)
        line = next(each for each in _lines(log) if each.found.number == number)
        still_valid = _baselines_upon(log, meant)
    output.write(chosen, import_list.undone_report(line, still_valid))
    keep_up(store_to_keep(context, no_projections=no_projections))


def _lines(log: CaseLog) -> list[import_list.ImportLine]:
    return [import_list.ImportLine(each, log.head(each.position).recorded_at) for each in log.imports().all]


def _meant(log: CaseLog, number: int) -> Import:
    found = {each.number: each for each in log.imports().all}
    if number not in found:
        there = f"There are 1 to {len(found)}" if found else "Nothing was imported yet"
        raise UsageError("N", "there is no import of this number", f"{there}: see `timeline import list`")
    if found[number].undone is not None:
        raise _undone_before(number)
    return found[number]


def _undone_before(number: int) -> UsageError:
    return UsageError("N", f"import {number} is undone already", "Import it again, if it is to count")


def _baselines_upon(log: CaseLog, meant: Import) -> tuple[str, ...]:
    """The baselines that were taken while the log held the import: they still reproduce."""
    taken = (each.entry for each in log.attestations() if isinstance(each.entry, BaselineTaken))
    return tuple(each.title for each in taken if each.position >= meant.position)
