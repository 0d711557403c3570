"""How a command puts a question to the log: the store it opens, the basis it asks at."""

from __future__ import annotations

from dataclasses import replace

import typer

from timeline.cli import options
from timeline.cli.problems import UsageError
from timeline.domain.basis import Basis
from timeline.store import CaseLog, open_log


def store_of(context: typer.Context) -> str:
    """The store that the command line names."""
    return str(context.obj)


def opened(context: typer.Context) -> CaseLog:
    """The log to ask. ``StoreError`` where there is none: a question makes no empty one."""
    return open_log(store_of(context), create=False)


def basis_of(
    log: CaseLog, as_at: str, known_at: str | None, position: str | None, never_sent_again: str = "keep"
) -> Basis:
    """The basis that the options give, pinned to a position that the log has."""
    asked = options.basis(as_at, known_at, position, never_sent_again)
    return replace(asked, position=position_of(log, asked.position))


def position_of(log: CaseLog, asked: int | None) -> int:
    """A position that the log has: the head, where none is asked for."""
    head = log.head().position
    if asked is not None and asked > head:
        raise UsageError("--position", f"the log reaches to {head} only", "Give a position that an answer printed")
    return head if asked is None else asked


def no_such_child() -> UsageError:
    """The child that was asked about is not there. It is not named again."""
    return UsageError(
        "CHILD", "there is no such child in this log", "Check the identifier: the returns' own, as typed there"
    )
