"""Entries that stand exactly as this program writes them, told from all others without being made into anything.

Of a page, the bodies of one kind are read at once and written again at once. Where that gives the very bytes, each of
them is the canonical content of an entry that can be read, and so what the identity is made of. Where it does not, or
where an identity is another, nothing is claimed: whoever looks at the entries one by one will see
(``tests/property/test_canonical_pages.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar

import msgspec

from timeline.domain.canonical import canonical_text, shortened_all
from timeline.domain.entries import Entry, are_identities
from timeline.domain.statements import Statement, statement_identity
from timeline.store.bodies import EntryReader
from timeline.store.chain import Page
from timeline.store.fast_decode import NotAsWrittenError, Plan, plan_of

T = TypeVar("T")

_BYTES_OF_AN_IDENTITY = 16
_writer = msgspec.json.Encoder(order="sorted")


class CanonicalKind:
    """Reads the bodies of one kind, many at once."""

    def __init__(self, plan: Plan) -> None:
        self._read = msgspec.json.Decoder(plan.kind).decode_lines
        self._are_written_so = plan.are_written_so

    def read(self, bodies: Sequence[bytes]) -> Sequence[Any] | None:
        """What stands in them, if each is the canonical content of an entry; else ``None``."""
        if set(map(type, bodies)) != {bytes}:
            return None
        lines = b"\n".join(bodies) + b"\n"
        try:
            found = self._read(lines)
            # As many lines as bodies, written without a line's end within: so each body is the line in its place.
            is_plain = len(found) == len(bodies) and _writer.encode_lines(found) == lines and self._has_plain(found)
        except (msgspec.DecodeError, UnicodeDecodeError, NotAsWrittenError):
            return None
        return found if is_plain else None

    def _has_plain(self, found: Sequence[Any]) -> bool:
        return self._are_written_so is None or self._are_written_so(found)


@cache
def canonical_kind(entry: type[Entry]) -> CanonicalKind | None:
    """What reads a kind of entries, if it is one whose identity is known to be made of what stands in its body."""
    is_known = entry is Statement or entry.identity is Entry.identity
    plan = plan_of(entry) if is_known and entry.canonical is Entry.canonical else None
    return None if plan is None else CanonicalKind(plan)


@dataclass(slots=True)
class CanonicalPage:
    """What is seen of a page. ``identities``: of each entry, ``shortened``. ``odd``: where those stand of which nothing
    is claimed. Of the others, ``known_on``: at which position something was known since when; ``statements``: where
    they stand, in this order; ``says``: what each of them says, ``shortened``."""

    positions: Sequence[int]
    versions: Sequence[object]
    identities: Sequence[str]
    odd: set[int] = field(default_factory=set)
    known_on: list[tuple[int, date]] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    says: dict[int, list[str]] = field(default_factory=dict)

    def statements_among(self, places: range) -> Sequence[int]:
        """Where statements stand among these places."""
        first, after = (bisect_left(self.statements, place) for place in (places.start, places.stop))
        return self.statements[first:after]

    def note_known(self, places: Sequence[int], found: Sequence[Any]) -> None:
        """Since when something was known, of entries that say so."""
        if "known_on" in found[0].__struct_fields__:
            days = ((self.positions[place], each.known_on) for place, each in zip(places, found, strict=True))
            self.known_on.extend((position, day) for position, day in days if day is not None)

    def note_said(self, places: Sequence[int], statements: Sequence[Any]) -> None:
        """What statements say."""
        self.statements.extend(places)
        for place, statement in zip(places, statements, strict=True):
            self.says[place] = [row.fact for row in statement.says]


def canonical_page(page: Page, mapper: EntryReader) -> CanonicalPage | None:
    """What is seen of a page; ``None`` where an identity is not, or may not be, that of its entry."""
    positions, streams, versions, names, bodies, identities = zip(*page, strict=True)
    if set(map(type, streams)) != {str} or not _have_their_length(identities):
        return None
    seen, contents = CanonicalPage(positions, versions, shortened_all(identities)), list(bodies)
    entries = {name: mapper.present_class(name) for name in set(names)}
    for name, places in _places(names).items():
        found = _found(entries[name], [bodies[place] for place in places])
        if found is None:
            seen.odd.update(places)
            continue
        seen.note_known(places, found)
        if entries[name] is Statement:
            seen.note_said(places, found)
            for place, statement in zip(places, found, strict=True):
                contents[place] = _content(statement)
    kinds = {name: entry.name for name, entry in entries.items() if entry is not None}
    named = list(map(kinds.get, names))
    return seen if are_identities(*(_but(each, seen.odd) for each in (streams, named, contents, identities))) else None


def _found(entry: type[Entry] | None, bodies: Sequence[bytes]) -> Sequence[Any] | None:
    kind = None if entry is None else canonical_kind(entry)
    return None if kind is None else kind.read(bodies)


def _have_their_length(identities: Sequence[Any]) -> bool:
    return set(map(type, identities)) == {bytes} and set(map(len, identities)) == {_BYTES_OF_AN_IDENTITY}


def _places(names: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        places[name].append(place)
    return places


def _content(statement: Any) -> bytes:
    """What the identity of a statement is made of, by what was read of its body and is written as it was read."""
    covering = None if statement.coverage is None else _writer.encode(statement.coverage).decode()
    said = [f'"{row.fact}"' for row in statement.says]
    return statement_identity(covering, canonical_text(statement.known_on), said).encode()


def _but(column: Sequence[T], odd: set[int]) -> Sequence[T]:
    return [value for place, value in enumerate(column) if place not in odd] if odd else column
