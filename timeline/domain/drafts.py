"""What a source is about to state of one child, and the entries by which the log comes to hold it."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from timeline.domain.entries import Entry, fact_id, maker
from timeline.domain.statements import Coverage, Said, Statement


class Identified(NamedTuple):
    """The statement that a draft becomes, with its identity. Its rows name the identities of the draft's entries."""

    child: str
    identity: UUID
    statement: Statement


@dataclass(frozen=True, slots=True)
class Draft:
    """What a source is about to say of one child: entries with the file (counted in ``files``) and row of each."""

    known_on: date
    source: str
    files: tuple[str, ...]
    coverage: Coverage | None
    rows: tuple[tuple[Entry, int, int], ...]
    _identified: Identified | None = field(default=None, init=False, repr=False, compare=False)

    def identified(self, child: str) -> Identified:
        """The statement that it becomes of this child. It is computed once: identities are hashes."""
        found = self._identified
        if found is None or found.child != child:
            found = _identified(child, self)
            object.__setattr__(self, "_identified", found)
        return found


class Held(NamedTuple):
    """What the log holds of a child: the identities of its entries, or those of them that matter to its drafts, and the
    version of the last entry."""

    ids: Collection[UUID]
    version: int


NOTHING_HELD = Held(frozenset(), 0)

_said, _statement = maker(Said), maker(Statement)


def decide(child: str, recorded: Container[UUID], draft: Draft) -> list[tuple[UUID, Entry]]:
    """The entries to append so that the log says what the draft says: new facts, then the statement of them all.

    Nothing, where the log already holds the very statement: recording a thing twice records it once.
    """
    _, identity, statement = draft.identified(child)
    if identity in recorded:
        return []
    fresh: dict[UUID, Entry] = {}
    for said, (entry, _, _) in zip(statement.says, draft.rows, strict=True):
        if said.fact not in recorded:
            fresh.setdefault(said.fact, entry)
    return [*fresh.items(), (identity, statement)]


def _identified(child: str, draft: Draft) -> Identified:
    statement = _statement(
        {
            "known_on": draft.known_on,
            "source": draft.source,
            "files": draft.files,
            "coverage": draft.coverage,
            "says": tuple(
                _said({"fact": fact_id(child, entry), "file": file, "row": row}) for entry, file, row in draft.rows
            ),
        }
    )
    return Identified(child, fact_id(child, statement), statement)
