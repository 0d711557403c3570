"""Frames out of the table of columns, such as the columnar interpreter answers from: no row is read by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import select

from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.tables import schema
from timeline.projections.tables.joining import Wanted, joined
from timeline.projections.tables.packing import PARTICULARS, header_of, unpacked
from timeline.projections.tables.reading import refuse_changed
from timeline.projections.tables.state import State
from timeline.store import CaseLog, StoreError

CHILDREN_AT_ONCE = 50_000

_COLUMNS = schema.COLUMNS.c


class _Leaf(NamedTuple):
    """The name that it begins with, how many children it has, the checksum of their particulars."""

    first: str
    size: int
    checksum: int


def frames(
    log: CaseLog,
    state: State,
    kinds: Collection[str],
    *,
    attributes: Wanted | None = None,
    children_at_once: int = CHILDREN_AT_ONCE,
) -> Iterator[Frame]:
    """Every child with its spells of these kinds, in the order of names, at most so many in a frame unless a leaf has
    more; one frame at least. Only the bytes of these kinds are read.

    ``state``: of the tables, from ``usable``. ``attributes``: of each kind those to give; an attribute for which no
    spell has a code has no words. Where ``None``, those of a kind are given for which some spell of the frame has a
    code. ``StoreError`` where the tables are made anew while they are read, or the bytes are not those that were made.
    """
    for run in _runs(_leaves(log), children_at_once):
        contents = _contents(log, run, kinds)
        refuse_changed(log, state)
        yield joined([_unpacked(log, leaf, contents[leaf.first], kinds) for leaf in run], kinds, attributes)


def _leaves(log: CaseLog) -> list[_Leaf]:
    query = select(_COLUMNS.first_child, _COLUMNS.size, _COLUMNS.checksum).where(_COLUMNS.kind == PARTICULARS)
    with log.database.reading() as connection:
        return sorted(_Leaf(*row) for row in connection.execute(query))


def _runs(leaves: Iterable[_Leaf], children: int) -> Iterator[list[_Leaf]]:
    """Neighbouring leaves of so many children together."""
    run: list[_Leaf] = []
    for leaf in leaves:
        if run and sum(each.size for each in run) + leaf.size > children:
            yield run
            run = []
        run.append(leaf)
    if run:
        yield run


def _contents(log: CaseLog, run: Sequence[_Leaf], kinds: Collection[str]) -> Mapping[str, dict[str, bytes]]:
    """The bytes of these kinds and of the particulars, by leaf."""
    found: dict[str, dict[str, bytes]] = {leaf.first: {} for leaf in run}
    among = (_COLUMNS.first_child >= run[0].first, _COLUMNS.first_child <= run[-1].first)
    query = select(_COLUMNS.first_child, _COLUMNS.kind, _COLUMNS.content)
    query = query.where(_COLUMNS.kind.in_([PARTICULARS, *kinds]), *among)
    with log.database.reading() as connection:
        for first, kind, content in connection.execute(query):
            found[first][kind] = content
    return found


def _unpacked(log: CaseLog, leaf: _Leaf, contents: Mapping[str, bytes], kinds: Collection[str]) -> Frame:
    """A leaf whose bytes are, one and all, those that were made."""
    particulars = contents.get(PARTICULARS, b"")
    _refuse_altered(log, particulars, leaf.checksum)
    spells: dict[str, bytes] = {}
    for kind, checksum in header_of(particulars).kinds.items():
        if kind in kinds:
            spells[kind] = contents.get(kind, b"")
            _refuse_altered(log, spells[kind], checksum)
    return unpacked(particulars, spells)


def _refuse_altered(log: CaseLog, content: bytes, checksum: int) -> None:
    if crc32(content) != checksum:
        what = "the projections' columns are not those that were made"
        raise StoreError(log.database.where, what, "Run `timeline rebuild --from-nothing`")
