"""``timeline rebuild``: the projections, made from the log or brought up to date with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from timeline.cli import options, output, questions
from timeline.projections.tables import Rebuilt, rebuild
from timeline.report import tables
from timeline.report.cells import csv_text
from timeline.store import CaseLog, cores


def command(
    context: typer.Context,
    from_nothing: Annotated[  # noqa: FBT002
        bool, typer.Option("--from-nothing", help="Make all of them anew, not only what has changed since.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes that fold children. Default: one a core, where there are thousands."
        ),
    ] = None,
    form: options.FormatOption = "table",
) -> None:
    """Make the projections from the log: spells as rows of SQL tables, for any tool that can query them.

    They stand beside the log, in tables whose names begin with projection_, and can be dropped at any time. Only
    children with new facts are folded again. Until it is done, the old ones are there.

    \b
    timeline rebuild
    timeline rebuild --from-nothing --workers 4
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log, output.patience("Folding", 100) as advance:
        done = rebuild(
            log,
            from_nothing=from_nothing,
            **_crew(log, workers),
            progress=lambda read, whole: advance(100 * read // whole),
        )
    facts = _facts(done)
    output.write(
        chosen,
        table=lambda: tables.pairs([("projections", _words(done)), *((name, _number(facts[name])) for name in _SHOWN)]),
        data=lambda: facts,
        csv=lambda: csv_text(facts, [[str(value) for value in facts.values()]]),
    )


_BATCHES_A_WORKER = 4
"""A process takes most of a second to begin: it is to have some seconds' work."""


def _crew(log: CaseLog, asked: int | None) -> dict[str, int]:
    """As many processes as were asked for; else one a core where each can open the log and has enough to do."""
    if asked is not None:
        return {"workers": asked}
    return {"workers": cores() if log.database.location else 1, "batches_a_worker": _BATCHES_A_WORKER}


_SHOWN = ("identifiers", "entries", "position", "chain_hash")


def _facts(done: Rebuilt) -> dict[str, Any]:
    state = asdict(done.state)
    return {
        "from_nothing": done.from_nothing,
        "identifiers": done.identifiers,
        "entries": done.entries,
        **{name: state[name] for name in ("position", "chain_hash", "code")},
    }


def _words(done: Rebuilt) -> str:
    if done.from_nothing:
        return "made from nothing"
    return "brought up to date" if done.entries else "up to date before"


def _number(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value
