"""Frames out of the table of columns, such as the engine of spans answers from: no row is read by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import select

from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.narrowed import seen_by, told_of
from timeline.projections.tables import schema
from timeline.projections.tables.joining import Wanted, joined
from timeline.projections.tables.packing import PARTICULARS, header_of, unpacked
from timeline.projections.tables.refusing import refuse_changed
from timeline.projections.tables.state import State
from timeline.store import CaseLog, StoreError

CHILDREN_AT_ONCE = 50_000

Share = tuple[int, int]
"""``(k, n)``: the k-th, from 0, of n parts of the children, each of whom is in one of them."""

EVERYBODY: Share = (0, 1)

_FRAMES_A_SHARE = 8
"""At least so many, where there are leaves enough, so that shares are of about one size."""

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
    share: Share = EVERYBODY,
    grid: Grid | None = None,
    modules: Collection[str] | None = None,
) -> Iterator[Frame]:
    """Every child with its spells of these kinds, in the order of names, at most so many in a frame unless a leaf has
    more; one frame at least. Only the bytes of these kinds are read.

    ``state``: of the tables, from ``usable``. ``attributes``: of each kind those to give; an attribute for which no
    spell has a code has no words. Where ``None``, those of a kind are given for which some spell of the frame has a
    code. ``share``: give those children alone; of tables of one state the shares of one n are everybody. ``grid``: give
    the rows alone that one of its points sees; every row where ``None``. ``modules``: tell of children whether these
    are heard of, and no others; all where ``None``.

    ``StoreError`` where the tables are made anew while they are read, or the bytes are not those that were made.
    ``ValueError`` of a share that there is not.
    """
    runs = _share_of(_leaves(log), children_at_once, share)
    if not runs:
        refuse_changed(log, state)
        yield joined([], kinds, attributes)
    for run in runs:
        contents = _contents(log, run, kinds)
        refuse_changed(log, state)
        leaves = (_unpacked(log, leaf, contents[leaf.first], kinds) for leaf in run)
        yield joined([_asked_of(leaf, grid, modules) for leaf in leaves], kinds, attributes)


def _asked_of(leaf: Frame, grid: Grid | None, modules: Collection[str] | None) -> Frame:
    """What a question asks of a leaf."""
    seen = leaf if grid is None else seen_by(leaf, grid)
    return seen if modules is None else told_of(seen, modules)


def shares_at_most(log: CaseLog) -> int:
    """Into how many shares the children come apart: of more, some are of nobody."""
    return len(_leaves(log))


def _leaves(log: CaseLog) -> list[_Leaf]:
    query = select(_COLUMNS.first_child, _COLUMNS.size, _COLUMNS.checksum).where(_COLUMNS.kind == PARTICULARS)
    with log.database.reading() as connection:
        return sorted(_Leaf(*row) for row in connection.execute(query))


def _share_of(leaves: Sequence[_Leaf], children: int, share: Share) -> list[list[_Leaf]]:
    """Every n-th run of leaves, not one long one: names that stand together may be of one time, and take as long."""
    number, of = share
    if not 0 <= number < of:
        raise ValueError("a share (k, n) is one of n: k is from 0 to n - 1")
    if of > 1:
        children = min(children, sum(leaf.size for leaf in leaves) // (of * _FRAMES_A_SHARE))
    return list(_runs(leaves, children))[number::of]


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
    with log.database.reading_through() as connection:
        for first, kind, content in connection.execute(query):
            found[first][kind] = content
    return found


def _unpacked(log: CaseLog, leaf: _Leaf, contents: Mapping[str, bytes], kinds: Collection[str]) -> Frame:
    """A leaf whose bytes are, one and all, those that were made."""
    particulars = contents.get(PARTICULARS, b"")
    _refuse_altered(log, particulars, leaf.checksum)
    header, spells = header_of(particulars), dict[str, bytes]()
    for kind, checksum in header.kinds.items():
        if kind in kinds:
            spells[kind] = contents.get(kind, b"")
            _refuse_altered(log, spells[kind], checksum)
    return unpacked(particulars, spells, header)


def _refuse_altered(log: CaseLog, content: bytes, checksum: int) -> None:
    if crc32(content) != checksum:
        what = "the projections' columns are not those that were made"
        raise StoreError(log.database.where, what, "Run `timeline rebuild --from-nothing`")
