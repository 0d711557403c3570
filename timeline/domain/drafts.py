"""What a source is about to state of one child, and the entries by which the log comes to hold it."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from timeline.domain.canonical import shortened_all
from timeline.domain.entries import Entry, fact_ids, maker
from timeline.domain.statements import Coverage, Said, Statement, statement_texts


class Identified(NamedTuple):
    """The statement that a draft becomes, with its identity. Its rows name the identities of the draft's entries.

    ``facts``: the identities of the entries, ``shortened``. ``body`` and ``bodies``: the canonical contents of the
    statement and of the entries, as they are stored.
    """

    child: str
    identity: UUID
    statement: Statement
    facts: tuple[str, ...]
    body: bytes
    bodies: tuple[bytes, ...]


class Decided(NamedTuple):
    """An entry that the log does not hold yet, with its identity and its canonical content."""

    identity: UUID
    entry: Entry
    body: bytes


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
    """As ``additions``, without the contents."""
    return [(identity, entry) for identity, entry, _ in additions(child, recorded, draft)]


def additions(child: str, recorded: Container[UUID], draft: Draft) -> list[Decided]:
    """The entries to append so that the log says what the draft says: new facts, then the statement of them all.

    Nothing, where the log already holds the very statement: recording a thing twice records it once.
    """
    stated = draft.identified(child)
    if stated.identity in recorded:
        return []
    fresh: dict[str, Decided] = {}  # by texts, which keep their hash: a UUID computes it anew
    rows = zip(stated.facts, stated.statement.says, draft.rows, stated.bodies, strict=True)
    for fact, said, (entry, _, _), body in rows:
        if fact not in fresh and said.fact not in recorded:
            fresh[fact] = Decided(said.fact, entry, body)
    return [*fresh.values(), Decided(stated.identity, stated.statement, stated.body)]


def _identified(child: str, draft: Draft) -> Identified:
    bodies = tuple(entry.canonical().encode() for entry, _, _ in draft.rows)
    facts = fact_ids(child, zip((entry.name for entry, _, _ in draft.rows), bodies, strict=True))
    rows = zip(facts, draft.rows, strict=True)
    fields = {
        "known_on": draft.known_on,
        "source": draft.source,
        "files": draft.files,
        "coverage": draft.coverage,
        "says": tuple(_said({"fact": fact, "file": file, "row": row}) for fact, (_, file, row) in rows),
    }
    statement = _statement(fields)
    named = tuple(shortened_all([fact.int.to_bytes(16, "big") for fact in facts]))
    texts = statement_texts(statement, named)
    [identity] = fact_ids(child, [(Statement.name, texts.identity.encode())])
    return Identified(child, identity, statement, named, texts.content.encode(), bodies)
