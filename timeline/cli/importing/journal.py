"""``timeline import journal``: facts and corrections as a person writes them into the log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from timeline.cli import options, output
from timeline.cli.importing.sharing import DryRun, log_to_fill
from timeline.cli.projections_kept import NoProjections, keep_up, store_to_keep
from timeline.ingest.journal import import_journal
from timeline.report import import_outcomes
from timeline.report.value import Cell, Notes, Pairs
from timeline.report.value import facts as facts_report


def command(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The journal, plain text in UTF-8.")],
    dry_run: DryRun = False,
    no_projections: NoProjections = False,
    form: options.FormatOption = "table",
) -> None:
    """A plain-text journal: facts and corrections as a person writes them. The first error stops it.

    \b
    timeline import journal corrections.journal
    """
    chosen = options.answer_format(form)
    with log_to_fill(context, dry_run=dry_run) as log:
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
    pairs = [(_WORDS.get(name, name.replace("_", " ")), _plain(value)) for name, value in facts.items()]
    outcome = import_outcomes.outcome_lines(report.outcome, new=report.facts_added, dry_run=dry_run)
    found = facts_report(facts, lambda: [Pairs(pairs), Notes([*outcome])])
    output.write(chosen, found._replace(data=lambda: {**facts, **import_outcomes.outcome_json(report.outcome)}))
    keep_up(store_to_keep(context, dry_run=dry_run, no_projections=no_projections))


_WORDS = {"said_of_the_log": "entries about the log", "number": "import number"}


def _plain(value: Any) -> Cell:
    return ("yes" if value else "no") if isinstance(value, bool) else value
