"""When something is recorded: a clock, and what it says in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present instant, with its time zone."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def instant(clock: Clock) -> datetime:
    """What the clock says, in UTC. ``ValueError`` where it does not say in which time zone."""
    at = clock()
    if at.tzinfo is None:
        raise ValueError("the clock must say in which time zone it is")
    return at.astimezone(UTC)
