"""``timeline log``: the hash chain, and how much the log holds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import typer

from timeline.cli import options, output, questions
from timeline.cli.problems import CheckFailedError
from timeline.report import tables
from timeline.report.cells import csv_text
from timeline.report.words import day_words


def verify(context: typer.Context, form: options.FormatOption = "table") -> None:
    """Check every hash, position, time, identity and citation of the log. Ends with 1 where something is wrong.

    \b
    timeline log verify
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log, output.patience("Verifying", 2 * log.head().position) as advance:
        verdict = log.verify(advance)
    facts = {"sound": verdict.is_sound, **asdict(verdict)}
    output.write(
        chosen,
        table=lambda: tables.pairs(
            [
                ("log", "sound" if verdict.is_sound else "NOT SOUND"),
                ("entries", f"{verdict.entries:,}"),
                ("transactions", f"{verdict.transactions:,}"),
                ("hash", verdict.hash),
                *([] if verdict.is_sound else [("position", verdict.position), ("problem", verdict.problem)]),
            ]
        ),
        data=lambda: facts,
        csv=lambda: _csv(facts),
    )
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
    output.write(
        chosen,
        table=lambda: tables.pairs((name.replace("_", " "), _words(value)) for name, value in asdict(held).items()),
        data=lambda: facts,
        csv=lambda: _csv(facts),
    )


def _words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else day_words(value)


def _csv(facts: dict[str, Any]) -> str:
    return csv_text(facts, [[None if value is None else str(value) for value in facts.values()]])
