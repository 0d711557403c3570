"""Returns for tests of the importers: files written from plain rows, and a log in memory to import them into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from timeline.domain.attestations import Attestation
from timeline.domain.basis import Basis
from timeline.domain.canonical import shortened
from timeline.domain.drafts import Held
from timeline.domain.entries import Entry, Recorded
from timeline.domain.imports import ImportRecorded
from timeline.domain.outlines import Outline, UnclearError
from timeline.domain.statements import Statement
from timeline.domain.story import Draft, Story, decide, tell
from timeline.ingest.journal import event_line

HEADERS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "workers": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "liberty": "CHILD,DOB,DOLO_START,DOLO_END",
}
"""The header row of each module as the collection's guidance has it, under a file name of our own."""


def write_return(folder: Path, modules: Mapping[str, str]) -> Path:
    """A folder with a CSV file for each of these modules: its header row, and these rows one a line."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in modules.items():
        lines = [HEADERS[name], *(line.strip() for line in rows.strip().splitlines())]
        (folder / f"{name}.csv").write_text("".join(f"{line}\n" for line in lines if line), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class MemoryReceipt:
    """What recording added."""

    fresh: frozenset[UUID]
    statements: int
    news: tuple[Entry, ...]
    imported: ImportRecorded | None = None


@dataclass(frozen=True)
class Unclear:
    """An outline that settles nothing, so that what it is of is read whole."""

    child: str
    version: int
    identities: list[str]

    def __getattr__(self, name: str) -> Any:
        raise UnclearError


@dataclass
class MemoryLog:
    """A log in memory that decides as the store does. ``said``: every draft it was given."""

    held: dict[str, list[Recorded]] = field(default_factory=dict)
    said: list[tuple[str, Draft]] = field(default_factory=list)
    attested: list[Attestation] = field(default_factory=list)

    def record(
        self,
        drafts: Iterable[tuple[str, Draft]],
        attested: Sequence[Attestation] = (),
        *,
        imported: ImportRecorded | None = None,
        held: Mapping[str, Held] | None = None,
    ) -> MemoryReceipt:
        drafts = list(drafts)
        self.attested += attested
        if imported is not None:
            self.attested.append(imported)
        self.said += drafts
        added = list(self._added(drafts))
        for each in added:
            self.held.setdefault(each.child, []).append(each)
        return _receipt(added)

    def rehearse(self, drafts: Iterable[tuple[str, Draft]], attested: Sequence[Attestation] = ()) -> MemoryReceipt:
        return _receipt(self._added(drafts))

    def holds(self, child: str, identity: UUID) -> bool:
        return any(each.id == identity for each in self.held.get(child, []))

    def children(self, *, after: int = 0, until: int | None = None) -> list[str]:
        return sorted(
            child
            for child, records in self.held.items()
            if any(each.position > after and (until is None or each.position <= until) for each in records)
        )

    def position(self) -> int:
        return sum(map(len, self.held.values()))

    def attestations(self) -> list[Recorded]:
        return []

    def histories(self, position: int, identifiers: Iterable[str]) -> Iterator[tuple[str, list[Recorded]]]:
        for child in sorted(set(identifiers) & self.held.keys()):
            yield child, [each for each in self.held[child] if each.position <= position]

    def outlines(self, position: int, identifiers: Iterable[str]) -> Iterator[Outline]:
        for child, records in self.histories(position, identifiers):
            yield Unclear(child, len(records), [shortened(each.id) for each in records])

    def stories(self, basis: Basis, children: Iterable[str] | None = None) -> Iterator[Story]:
        for child in self.children() if children is None else children:
            yield tell(child, self.held[child], basis)

    def _added(self, drafts: Iterable[tuple[str, Draft]]) -> Iterator[Recorded]:
        position = sum(map(len, self.held.values()))
        ids = {child: {each.id for each in records} for child, records in self.held.items()}
        for child, draft in drafts:
            known = ids.setdefault(child, set())
            for identity, entry in decide(child, known, draft):
                position += 1
                known.add(identity)
                yield Recorded(child, position, identity, entry)


def _receipt(added: Iterable[Recorded]) -> MemoryReceipt:
    added = list(added)
    statements = [each for each in added if isinstance(each.entry, Statement)]
    news = {each.id: each.entry for each in added if not isinstance(each.entry, Statement)}
    return MemoryReceipt(frozenset(news), len(statements), tuple(news.values()))


def lines_of(stories: Iterable[Story]) -> list[str]:
    """The facts of these stories as journal lines, in their order."""
    return [event_line(story.child, fact.event) for story in stories for fact in story.facts]


def known(known_at: str | None = None, as_at: date = date.max) -> Basis:
    """The basis of all that was known on a day."""
    return Basis(as_at, date.fromisoformat(known_at) if known_at else None)
