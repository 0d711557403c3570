"""The log that a command opens, the basis of its question, and the options that give these."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import typer

from timeline.cli import options
from timeline.cli.problems import UsageError
from timeline.domain.basis import Basis, NeverSentAgain
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
    """The error for a child who is not in the log. It does not repeat the identifier."""
    return UsageError(
        "CHILD", "there is no such child in this log", "Check the identifier: the returns' own, as typed there"
    )


class Question(NamedTuple):
    """The options that give a basis, of which the day of knowing may be that of publication."""

    as_at: options.AsAt
    known_at: options.KnownAtOrPublished = None
    position: options.Position = None
    never_sent_again: options.NeverSentAgainOption = "keep"

    @property
    def is_published(self) -> bool:
        """Whether each figure is asked for as known when all that it needs was first covered."""
        return options.is_published(self.known_at)

    def basis(self, log: CaseLog) -> Basis:
        """The basis, without a day of knowing where that is the day of publication."""
        known_at = None if self.is_published else self.known_at
        return basis_of(log, self.as_at, known_at, self.position, self.never_sent_again)


class Held(NamedTuple):
    """The options about what the log held, and about open periods."""

    position: options.Position = None
    never_sent_again: options.NeverSentAgainOption = "keep"

    def checked(self) -> tuple[int | None, NeverSentAgain]:
        """The position, where one is asked for, and the policy."""
        return options.position(self.position), options.policy(self.never_sent_again)


class Days(NamedTuple):
    """The options that give days one step apart."""

    first: options.FirstDay
    last: options.LastDay
    every: options.EveryOption

    def asked(self) -> tuple[date, ...]:
        """The days from ``--from`` to ``--to``."""
        return options.days_between(self.first, self.last, self.every)
