"""What the importers ask of a log. ``timeline.store.CaseLog`` gives it; a test may give less."""

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
    """What recording added: the facts new to the log by their identities, the same as the very entries that the drafts
    hold, and how many statements. ``imported``: the entry about the import as it was recorded."""

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
        """Add what is new, and say what that was. ``attested``: what to say of the log as a whole besides.
        ``imported``: the entry about the import, which the log completes. ``held``: what it was found to hold a moment
        ago, so that it need not look again."""
        ...

    def rehearse(self, drafts: Iterable[tuple[str, Draft]], attested: Sequence[Attestation] = ()) -> Receipt:
        """Say what would be added, and add nothing."""
        ...

    def holds(self, child: str, identity: UUID) -> bool:
        """Whether an entry of this identity is recorded of the child."""
        ...

    def children(self, *, after: int = 0, until: int | None = None) -> Iterable[str]:
        """Every child it holds anything of; or only those of whom it got to hold something between two positions."""
        ...

    def position(self) -> int:
        """Of its last entry; 0 where it has none."""
        ...

    def attestations(self) -> Iterable[Recorded]:
        """What is said of the log as a whole, in the order it was said."""
        ...

    def histories(self, position: int, identifiers: Iterable[str]) -> Iterator[tuple[str, Sequence[Recorded]]]:
        """What it held of these identifiers at a position, as recorded; those it held nothing of are left out."""
        ...

    def outlines(self, position: int, identifiers: Iterable[str]) -> Iterator[Outline]:
        """The same in outline."""
        ...

    def stories(self, basis: Basis, children: Iterable[str] | None = None) -> Iterator[Story]:
        """What is known of these children at a basis."""
        ...
