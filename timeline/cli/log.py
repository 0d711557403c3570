"""``timeline log``: the hash chain, a verified copy, and how much the log holds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import CheckFailedError
from timeline.report.value import Pairs
from timeline.report.value import facts as facts_report
from timeline.report.words import day_words
from timeline.store import Verdict, back_up, cores


def verify(context: typer.Context, form: options.FormatOption = "table") -> None:
    """Check every hash, position, time, identity and citation of the log. Ends with 1 where something is wrong.

    \b
    timeline log verify
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log, output.patience("Verifying", 2 * log.head().position) as advance:
        verdict = log.verify(advance, workers=cores())
    _show(chosen, verdict, {})
    if not verdict.is_sound:
        raise CheckFailedError


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    form: options.FormatOption = "table",
) -> None:
    """Copy the log to a new file, as it is at this moment, and verify the copy. Others may write meanwhile.

    The file is a log itself: name it with --store to ask it. Of a log that is not sound no copy is left, and the
    command ends with 1. A log on PostgreSQL is backed up with pg_dump.

    \b
    timeline log backup timeline-2012-07-01.db
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log, output.patience("Copying", 2 * log.head().position) as advance:
        verdict = back_up(log, file, advance)
    _show(chosen, verdict, {"file": str(file)} if verdict.is_sound else {"file": None})
    if not verdict.is_sound:
        raise CheckFailedError


def stats(context: typer.Context, form: options.FormatOption = "table") -> None:
    """How much the log holds: entries, facts, statements, children, positions, days, bytes.

    \b
    timeline log stats
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log:
        held = log.stats()
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(held).items()}
    pairs = [(name.replace("_", " "), _words(value)) for name, value in asdict(held).items()]
    output.write(chosen, facts_report(facts, lambda: [Pairs(pairs)]))


def _show(chosen: str, verdict: Verdict, besides: dict[str, Any]) -> None:
    facts = {**besides, "sound": verdict.is_sound, **asdict(verdict)}
    pairs = [
        *[(name, value) for name, value in besides.items() if value is not None],
        ("log", "sound" if verdict.is_sound else "NOT SOUND"),
        ("entries", f"{verdict.entries:,}"),
        ("transactions", f"{verdict.transactions:,}"),
        ("hash", verdict.hash),
        *([] if verdict.is_sound else [("position", verdict.position), ("problem", verdict.problem)]),
    ]
    output.write(chosen, facts_report(facts, lambda: [Pairs(pairs)]))


def _words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else day_words(value)
