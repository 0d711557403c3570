"""An outline of what the log holds of a child: what can be seen of it before entries are decoded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from timeline.domain.entries import Entry, Recorded
from timeline.domain.events import Event
from timeline.domain.statements import Covered

DAYS_NAMED = ("occurred_on", "began_on", "requested_on", "year_ending")
"""The fields by whose days ``returns.in_scope`` finds what a fact is about."""


class UnclearError(Exception):
    """The outline does not settle it."""


class Heading(NamedTuple):
    """A statement without its rows. ``position``: where the log holds it."""

    position: int
    known_on: date
    source: str
    coverage: Covered | None


class Outline(Protocol):
    """What the log holds of one child. Identities are ``shortened``. ``UnclearError`` from every method where an entry
    is not stored in the present form."""

    @property
    def child(self) -> str:
        """The identifier it is recorded under."""
        ...

    @property
    def version(self) -> int:
        """Of the child's last entry; 0 where the log holds nothing."""
        ...

    @property
    def identities(self) -> Collection[str]:
        """Of all entries."""
        ...

    @property
    def statements(self) -> Mapping[str, Heading]:
        """Every statement, by its identity."""
        ...

    @property
    def kinds(self) -> Mapping[str, type[Entry] | None]:
        """The class of every other entry, by its identity; ``None`` where it is not stored in the present form."""
        ...

    def says(self, statement: str) -> Sequence[str]:
        """The identities of what a statement states."""
        ...

    def latest_day(self, fact: str) -> date:
        """The latest of ``DAYS_NAMED`` of an event."""
        ...

    def event(self, fact: str) -> Event:
        """An event, decoded."""
        ...

    def record(self, statement: str) -> Recorded:
        """A statement, decoded."""
        ...
