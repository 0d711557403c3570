"""What a log must hold, as plain lists: beside it, a machine can do anything to a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from timeline.domain.attestations import LOG_STREAM, Attestation, BaselineTaken
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.story import Draft, decide


@dataclass(frozen=True)
class Kept:
    """A baseline as it was taken: the value, the bytes of its file, and the bytes of its figures, one a measure."""

    baseline: BaselineTaken
    file: bytes
    figures: tuple[bytes, ...]


@dataclass
class Ledger:
    """Everything that was recorded, in the order of positions, and every baseline that was taken."""

    entries: list[Recorded] = field(default_factory=list)
    baselines: dict[str, Kept] = field(default_factory=dict)

    def add(self, drafts: Iterable[tuple[str, Draft]], attested: Iterable[Attestation] = ()) -> list[Recorded]:
        """Note one transaction: each child's drafts after one another, then what is said of the log. What is new."""
        by_child: dict[str, list[Draft]] = {}
        for child, draft in drafts:
            by_child.setdefault(child, []).append(draft)
        before = len(self.entries)
        for child, said in by_child.items():
            for draft in said:
                for identity, entry in decide(child, self._ids(child), draft):
                    self._append(child, identity, entry)
        for entry in attested:
            identity = fact_id(LOG_STREAM, entry)
            if identity not in self._ids(LOG_STREAM):
                self._append(LOG_STREAM, identity, entry)
        return self.entries[before:]

    def _append(self, stream: str, identity: UUID, entry: Entry) -> None:
        self.entries.append(Recorded(stream, len(self.entries) + 1, identity, entry))

    def _ids(self, stream: str) -> set[UUID]:
        return {each.id for each in self.entries if each.child == stream}

    def of(self, stream: str) -> list[Recorded]:
        """What was recorded of one child, or of the log itself."""
        return [each for each in self.entries if each.child == stream]

    def streams(self) -> set[str]:
        """Of whom anything was recorded."""
        return {each.child for each in self.entries}

    def reread(self, read: Callable[[Entry], Entry]) -> None:
        """From now on everything recorded is read by another program."""
        self.entries = [Recorded(each.child, each.position, each.id, read(each.entry)) for each in self.entries]
