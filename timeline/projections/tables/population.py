"""Whom the tables are about: every child by every name it goes by at some day of knowing, each with those days."""

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
"""What is said of the log as a whole and may have a part in a case. A baseline has none."""


def affects_cases(entry: Attestation) -> TypeGuard[LogEntry]:
    """Whether what is said of the log as a whole has a part in a case: of imports, a return that was received, and one
    that asserts again what was asserted before."""
    if isinstance(entry, ImportRecorded):
        return entry.source == RETURN or bool(entry.restates)
    return isinstance(entry, LogEntry)


def known_from(entry: LogEntry) -> date:
    """The first day of knowing at which it makes a difference: of an import that is undone, any."""
    return date.min if isinstance(entry, ImportUndone) else entry.known_on


@dataclass(frozen=True)
class Settings(Mapping[Basis, Setting]):
    """The setting at every basis, each made when it is first asked for."""

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
    """All that the log says of itself up to a position, and what follows for each child.

    ``rekeyed``: every identifier that some re-keying is about, whenever it became known. ``checking``: how every child
    is checked; ``None`` where nothing became known of any.
    """

    position: int
    settings: Settings
    rekeyed: frozenset[str]
    days: frozenset[date]
    checking: Checker | None

    @classmethod
    def of(cls, position: int, attested: Sequence[Recorded], checked_on: date | None) -> Population:
        """From what is said of the log as a whole. ``checked_on``: the last day anything became known of a child."""
        settings = Settings(attested)
        said = [each.entry for each in attested if isinstance(each.entry, Attestation) and affects_cases(each.entry)]
        everything = Setting.at(attested, Basis(LAST_DAY, None, position))
        checking = None if checked_on is None else Checker.on(checked_on, position, attested)
        return cls(position, settings, concerned([everything]), frozenset(map(known_from, said)), checking)

    def child(self, identifier: str, records: Sequence[Recorded]) -> tuple[Chronicle, list[Basis]]:
        """One that no re-keying is about, with the days of knowing at which its story can change."""
        return Chronicle(identifier, self.settings, records), self._bases(records)

    def rekeyed_ones(self, histories: Histories) -> Iterator[tuple[Chronicle, list[Basis]]]:
        """Those that some re-keying is about, by every name. ``histories``: of all of ``rekeyed``."""
        bases = self._bases(record for records in histories.values() for record in records)
        settings = {basis: self.settings[basis] for basis in bases}
        for each in rekeyed_children(histories, settings):
            yield each, bases

    def _bases(self, records: Iterable[Recorded]) -> list[Basis]:
        known = {record.entry.known_on for record in records if isinstance(record.entry, Statement)}
        return [Basis(LAST_DAY, day, self.position) for day in sorted(known | self.days)]


def log_entries_since(attested: Collection[Recorded], position: int) -> list[LogEntry]:
    """What has been said of the log as a whole since it held no more than ``position``, and has a part in a case."""
    entries = [each.entry for each in attested if each.position > position]
    return [entry for entry in entries if isinstance(entry, Attestation) and affects_cases(entry)]
