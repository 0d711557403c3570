"""Updating the projections after a command that recorded something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import output
from timeline.cli.questions import store_of
from timeline.store import CaseLog, StoreAbsentError, StoreError, cores, open_log

if TYPE_CHECKING:
    from timeline.projections import tables
else:
    from timeline.lazy import lazy

    tables = lazy("timeline.projections.tables")

NoProjections = Annotated[
    bool,
    typer.Option(
        "--no-projections",
        help="Do not bring the projections up to date: leave it to the next import, or to a rebuild.",
    ),
]


def store_to_keep(context: typer.Context, *, dry_run: bool = False, no_projections: bool) -> str | None:
    """The store whose projections the command updates; ``None`` where it leaves them."""
    return None if dry_run or no_projections else store_of(context)


_BATCHES_A_WORKER = 4
"""A process takes most of a second to begin: it is to have some seconds' work."""


def crew(log: CaseLog, asked: int | None) -> dict[str, int]:
    """As many processes as were asked for; else one a core where each can open the log and has enough to do."""
    if asked is not None:
        return {"workers": asked}
    return {"workers": cores() if log.database.location else 1, "batches_a_worker": _BATCHES_A_WORKER}


def keep_up(store: str | None) -> None:
    """Bring the projections of a log up to date, or make them, after a command has recorded and reported.

    Where it fails, what was recorded stays recorded; the failure is named on stderr, with what puts it right.
    ``store``: where the log is; ``None`` where its projections are to stay as they are.
    """
    if store is None:
        return
    try:
        with open_log(store, create=False) as log, output.patience("Bringing up the projections", 100) as advance:
            progress = lambda read, whole: advance(100 * read // whole)  # noqa: E731
            tables.rebuild(log, from_nothing=False, **crew(log, None), progress=progress)
    except StoreAbsentError:
        return  # nothing was found to read, and no store was made
    except StoreError as error:
        output.note(f"timeline: {_RECORDED} ({error.what}). {_REBUILD}.")
    except BaseException:
        output.note(f"timeline: {_RECORDED}. {_REBUILD}.")
        raise


_RECORDED = "all of it is recorded, but the projections were not brought up to date"
_REBUILD = "Run `timeline rebuild`"
