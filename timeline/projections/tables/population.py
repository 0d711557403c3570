"""The children of the tables: every child under every name it has on some day of knowing, with those days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from timeline.domain.attestations import Attestation, ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle, concerned, rekeyed_children
from timeline.domain.entries import Recorded
from timeline.domain.identities import Histories, Rekeying
from timeline.domain.imports import ImportRecorded, ImportUndone
from timeline.domain.setting import Setting
from timeline.domain.statements import RETURN, Statement
from timeline.projections.tables.checker import Checker
from timeline.projections.tables.state import LAST_DAY

LogEntry = ReturnReceived | ImportRecorded | ImportUndone | Rekeying
"""Entries about the log that can change a case. A baseline cannot."""


def affects_cases(entry: Attestation) -> TypeGuard[LogEntry]:
    """Whether an entry about the log can change a case. Of imports, those of returns, and those that restate earlier
    statements."""
    if isinstance(entry, ImportRecorded):
        return entry.source == RETURN or bool(entry.restates)
    return isinstance(entry, LogEntry)


def known_from(entry: LogEntry) -> date:
    """The first day of knowing on which it makes a difference: every day for an import that is undone."""
    return date.min if isinstance(entry, ImportUndone) else entry.known_on


@dataclass(frozen=True)
class Settings(Mapping[Basis, Setting]):
    """The setting at each basis, computed at the first access."""

    attested: Sequence[Recorded]
    _found: dict[Basis, Setting] = field(default_factory=dict)

    def __getitem__(self, basis: Basis) -> Setting:
        found = self._found.get(basis)
        if found is None:
            found = self._found[basis] = Setting.at(self.attested, basis)
        return found

    def __iter__(self) -> Iterator[Basis]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True)
class Population:
    """The entries about the log up to a position, and what they mean for each child.

    ``rekeyed``: every identifier in a re-keying, whenever that became known. ``days``: the days of knowing on which
    such entries can change a case. ``checking``: checks a child; ``None`` where nothing is known of any child.
    """

    position: int
    settings: Settings
    rekeyed: frozenset[str]
    days: frozenset[date]
    checking: Checker | None

    @classmethod
    def of(cls, position: int, attested: Sequence[Recorded], checked_on: date | None) -> Population:
        """From the entries about the log. ``checked_on``: the last day on which anything became known of a child."""
        settings = Settings(attested)
        relevant = [
            each.entry for each in attested if isinstance(each.entry, Attestation) and affects_cases(each.entry)
        ]
        everything = Setting.at(attested, Basis(LAST_DAY, None, position))
        checking = None if checked_on is None else Checker.on(checked_on, position, attested)
        return cls(position, settings, concerned([everything]), frozenset(map(known_from, relevant)), checking)

    def child(self, identifier: str, records: Sequence[Recorded]) -> tuple[Chronicle, list[Basis]]:
        """A child that is not re-keyed, with the bases of the days of knowing on which its story can change."""
        return Chronicle(identifier, self.settings, records), self._bases(records)

    def rekeyed_ones(self, histories: Histories) -> Iterator[tuple[Chronicle, list[Basis]]]:
        """The re-keyed children under every name, with their bases. ``histories``: of all of ``rekeyed``."""
        bases = self._bases(record for records in histories.values() for record in records)
        settings = {basis: self.settings[basis] for basis in bases}
        for each in rekeyed_children(histories, settings):
            yield each, bases

    def _bases(self, records: Iterable[Recorded]) -> list[Basis]:
        known = {record.entry.known_on for record in records if isinstance(record.entry, Statement)}
        return [Basis(LAST_DAY, day, self.position) for day in sorted(known | self.days)]


def log_entries_since(attested: Collection[Recorded], position: int) -> list[LogEntry]:
    """The entries about the log recorded after ``position`` that can change a case."""
    entries = [each.entry for each in attested if each.position > position]
    return [entry for entry in entries if isinstance(entry, Attestation) and affects_cases(entry)]
