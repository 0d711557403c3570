"""``timeline rebuild``: the projections, made from the log or brought up to date with it; rows of them for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from timeline.cli import options, output, projections_kept, questions
from timeline.projections.tables import Rebuilt, RowsMade, drop_rows, make_rows, rebuild, rows_made
from timeline.report.value import Cell, Pairs
from timeline.report.value import facts as facts_report
from timeline.store import CaseLog

FromNothing = Annotated[
    bool, typer.Option("--from-nothing", help="Rebuild all of them, not only what has changed since.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="N", help="Processes that fold children. Default: one a core, where there are thousands."
    ),
]
Rows = Annotated[
    bool | None,
    typer.Option("--rows/--no-rows", help="Make rows of them for any SQL tool, or take those away that are there."),
]


def command(
    context: typer.Context,
    *,
    from_nothing: FromNothing = False,
    workers: Workers = None,
    rows: Rows = None,
    form: options.FormatOption = "table",
) -> None:
    """Make the projections from the log, or bring them up to date: what figures, series and findings come from.

    An import does it by itself; this puts right what is missing or was broken off. They lie beside the log, in tables
    whose names begin with projection_, and can be dropped at any time. Only children with new facts are folded again.
    Until it is done, the old ones are there. Rows for people stay at their position until they are rebuilt.

    \b
    timeline rebuild
    timeline rebuild --rows
    timeline rebuild --from-nothing --workers 4
    """
    chosen = options.answer_format(form)
    with questions.opened(context) as log, output.patience("Folding", 100) as advance:
        done = rebuild(
            log,
            from_nothing=from_nothing,
            **projections_kept.crew(log, workers),
            progress=lambda read, whole: advance(100 * read // whole),
        )
        made = _rows(log, rows)
    facts = _facts(done, made)
    pairs = [
        ("projections", _words(done)),
        *((name, _number(facts[name])) for name in _SHOWN),
        *([] if made is None else [("rows for people", _age(made, done))]),
    ]
    output.write(chosen, facts_report(facts, lambda: [Pairs(pairs)]))


_SHOWN = ("identifiers", "entries", "position", "chain_hash")


def _rows(log: CaseLog, asked: bool | None) -> RowsMade | None:  # noqa: FBT001
    """The rows for people that there then are."""
    if asked:
        with output.patience("Making rows", 100) as advance:
            return make_rows(log, lambda done, whole: advance(100 * done // whole))
    if asked is not None:
        drop_rows(log.database)
    return rows_made(log.database)


def _age(made: RowsMade, done: Rebuilt) -> str:
    of = f"of position {made.position:,}"
    if (made.position, made.columns) == (done.state.position, done.state.columns):
        return of
    return f"{of}, and older than the projections: `timeline rebuild --rows` rebuilds them"


def _facts(done: Rebuilt, made: RowsMade | None) -> dict[str, Any]:
    state = asdict(done.state)
    return {
        "from_nothing": done.from_nothing,
        "identifiers": done.identifiers,
        "entries": done.entries,
        **{name: state[name] for name in ("position", "chain_hash", "code")},
        "rows_position": None if made is None else made.position,
    }


def _words(done: Rebuilt) -> str:
    if done.from_nothing:
        return "made from nothing"
    return "brought up to date" if done.entries else "up to date before"


def _number(value: Any) -> Cell:
    return f"{value:,}" if isinstance(value, int) else value
