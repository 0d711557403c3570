"""The log as importers use it. ``timeline.store.CaseLog`` implements it; tests may implement less."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from timeline.domain.attestations import Attestation
from timeline.domain.basis import Basis
from timeline.domain.drafts import Held
from timeline.domain.entries import Entry, Recorded
from timeline.domain.imports import ImportRecorded
from timeline.domain.outlines import Outline
from timeline.domain.story import Draft, Story


class Receipt(Protocol):
    """What recording added: the facts new to the log, by identity (``fresh``) and as the entry objects of the drafts
    (``news``), and the number of statements. ``imported``: the recorded entry about the import."""

    @property
    def fresh(self) -> Collection[UUID]: ...

    @property
    def news(self) -> Collection[Entry]: ...

    @property
    def statements(self) -> int: ...

    @property
    def imported(self) -> ImportRecorded | None: ...


class Log(Protocol):
    """Takes drafts, in one transaction or not at all."""

    def record(
        self,
        drafts: Iterable[tuple[str, Draft]],
        attested: Sequence[Attestation] = (),
        *,
        imported: ImportRecorded | None = None,
        held: Mapping[str, Held] | None = None,
    ) -> Receipt:
        """Add what is new and return it. ``attested``: entries about the log as a whole. ``imported``: the entry about
        the import, which the log completes. ``held``: what the log holds already, where that has just been read."""
        ...

    def rehearse(self, drafts: Iterable[tuple[str, Draft]], attested: Sequence[Attestation] = ()) -> Receipt:
        """Return what ``record`` would add, and add nothing."""
        ...

    def holds(self, child: str, identity: UUID) -> bool:
        """Whether an entry of this identity is recorded for the child."""
        ...

    def children(self, *, after: int = 0, until: int | None = None) -> Iterable[str]:
        """Every child with an entry; or only those with an entry between two positions."""
        ...

    def position(self) -> int:
        """The position of its last entry; 0 where it is empty."""
        ...

    def attestations(self) -> Iterable[Recorded]:
        """The entries about the log as a whole, in the order recorded."""
        ...

    def histories(self, position: int, identifiers: Iterable[str]) -> Iterator[tuple[str, Sequence[Recorded]]]:
        """The entries of these identifiers up to a position; identifiers without entries are left out."""
        ...

    def outlines(self, position: int, identifiers: Iterable[str]) -> Iterator[Outline]:
        """The same, as outlines."""
        ...

    def stories(self, basis: Basis, children: Iterable[str] | None = None) -> Iterator[Story]:
        """The stories of these children at a basis."""
        ...
