"""The clock, and the present instant in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present instant, with its time zone."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def instant(clock: Clock) -> datetime:
    """The present instant in UTC. ``ValueError`` where the clock returns no time zone."""
    at = clock()
    if at.tzinfo is None:
        raise ValueError("the clock must give its time zone")
    return at.astimezone(UTC)
