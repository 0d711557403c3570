"""Whom the tables are about: every child by every name it goes by at some day of knowing, each with those days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle, concerned, rekeyed_children
from timeline.domain.entries import Recorded
from timeline.domain.identities import Histories, Rekeying
from timeline.domain.setting import Setting
from timeline.domain.statements import Statement
from timeline.projections.tables.paths import LAST_DAY

SaidOfTheLog = ReturnReceived | Rekeying
"""What is said of the log as a whole and has a part in a case. A baseline has none."""


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

    ``rekeyed``: every identifier that some re-keying is about, whenever it became known.
    """

    position: int
    settings: Settings
    rekeyed: frozenset[str]
    days: frozenset[date]

    @classmethod
    def of(cls, position: int, attested: Sequence[Recorded]) -> Population:
        """From what is said of the log as a whole."""
        settings = Settings(attested)
        said = [each.entry for each in attested if isinstance(each.entry, SaidOfTheLog)]
        everything = Setting.at(attested, Basis(LAST_DAY, None, position))
        return cls(position, settings, concerned([everything]), frozenset(each.known_on for each in said))

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


def said_since(attested: Collection[Recorded], position: int) -> list[ReturnReceived | Rekeying]:
    """What has been said of the log as a whole since it held no more than ``position``, baselines apart."""
    return [each.entry for each in attested if each.position > position and isinstance(each.entry, SaidOfTheLog)]
