"""Pages of entries whose bodies are canonical, recognised without building the entries.

The bodies of one kind on a page are read together and written together. Where that gives the same bytes, each is the
canonical content of an entry, from which its identity is computed. Entries for which this fails are ``odd``, and
``integrity`` checks them one by one.

Without this `log verify` takes 1.9 times the processor time (``docs/decisions/0030-fast-paths.md``).
``tests/property/test_canonical_pages.py`` holds that a page has the same problems when its entries are checked one by
one.
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
from timeline.store.canonical_structs import Form, canonical_form
from timeline.store.chain import Page

T = TypeVar("T")

_BYTES_OF_AN_IDENTITY = 16
_writer = msgspec.json.Encoder(order="sorted")


class CanonicalKind:
    """Reads many bodies of one kind at once."""

    def __init__(self, form: Form) -> None:
        self._read = msgspec.json.Decoder(form.kind).decode_lines
        self._check = form.check

    def read(self, bodies: Sequence[bytes]) -> Sequence[Any] | None:
        """The structures of the bodies; ``None`` unless each is the canonical content of an entry."""
        if set(map(type, bodies)) != {bytes}:
            return None
        lines = b"\n".join(bodies) + b"\n"
        try:
            found = self._read(lines)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        # As many lines as bodies, and none contains a line's end when written: each body is the line in its place.
        is_canonical = len(found) == len(bodies) and _writer.encode_lines(found) == lines
        return found if is_canonical and (self._check is None or self._check(found)) else None


@cache
def canonical_kind(entry: type[Entry]) -> CanonicalKind | None:
    """The reader of a class of entries; ``None`` where the identity is not computed from the body alone, or a field has
    a type that cannot be translated."""
    is_known = entry is Statement or entry.identity is Entry.identity
    form = canonical_form(entry) if is_known and entry.canonical is Entry.canonical else None
    return None if form is None else CanonicalKind(form)


@dataclass(slots=True)
class CanonicalPage:
    """A page, read at once. ``identities``: of each entry, ``shortened``. ``odd``: the places on the page of
    the entries to check one by one. Of the others: ``known_on``, positions with the day of knowing; ``statements``,
    the places of statements, ascending; ``cited``, the facts that each statement cites, ``shortened``, by its place."""

    positions: Sequence[int]
    versions: Sequence[object]
    identities: Sequence[str]
    odd: set[int] = field(default_factory=set)
    known_on: list[tuple[int, date]] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    cited: dict[int, list[str]] = field(default_factory=dict)

    def statements_among(self, places: range) -> Sequence[int]:
        """The places of statements within a range of places."""
        first, after = (bisect_left(self.statements, place) for place in (places.start, places.stop))
        return self.statements[first:after]

    def add_known(self, places: Sequence[int], found: Sequence[Any]) -> None:
        """Add the days of knowing, for a kind that has them."""
        if "known_on" in found[0].__struct_fields__:
            days = ((self.positions[place], each.known_on) for place, each in zip(places, found, strict=True))
            self.known_on.extend((position, day) for position, day in days if day is not None)

    def add_cited(self, places: Sequence[int], statements: Sequence[Any]) -> None:
        """Add statements and the facts they cite."""
        self.statements.extend(places)
        for place, statement in zip(places, statements, strict=True):
            self.cited[place] = [row.fact for row in statement.says]


def canonical_page(page: Page, mapper: EntryReader) -> CanonicalPage | None:
    """The page, read at once; ``None`` where an identity is not, or may not be, that of its entry."""
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
        seen.add_known(places, found)
        if entries[name] is Statement:
            seen.add_cited(places, found)
            for place, statement in zip(places, found, strict=True):
                contents[place] = _content(statement)
    kinds = {name: entry.name for name, entry in entries.items() if entry is not None}
    named = list(map(kinds.get, names))
    columns = (_without(each, seen.odd) for each in (streams, named, contents, identities))
    return seen if are_identities(*columns) else None


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
    """The bytes from which the identity of a statement is computed."""
    covering = None if statement.coverage is None else _writer.encode(statement.coverage).decode()
    cited = [f'"{row.fact}"' for row in statement.says]
    return statement_identity(covering, canonical_text(statement.known_on), cited).encode()


def _without(column: Sequence[T], odd: set[int]) -> Sequence[T]:
    return [value for place, value in enumerate(column) if place not in odd] if odd else column
