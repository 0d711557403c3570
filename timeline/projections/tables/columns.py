"""Leaves and frames out of the table of columns, such as the engine of spans answers from: no row is read by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.narrowed import seen_by, told_of
from timeline.projections.tables import reads
from timeline.projections.tables.column_bytes import Packed, unpacked
from timeline.projections.tables.column_frames import Wanted, frame_of, joined
from timeline.projections.tables.column_set import CHILD, ColumnSet
from timeline.projections.tables.reads import Leaf
from timeline.projections.tables.state import State, refuse_changed
from timeline.store import CaseLog, StoreError
from timeline.store.database import Database

CHILDREN_AT_ONCE = 50_000

Share = tuple[int, int]
"""``(k, n)``: the k-th, from 0, of n parts of the children, each of whom is in one of them."""

ALL_CHILDREN: Share = (0, 1)

_FRAMES_A_SHARE = 8
"""At least so many, where there are leaves enough, so that shares are of about one size."""


def frames(
    log: CaseLog,
    state: State,
    kinds: Collection[str],
    *,
    attributes: Wanted | None = None,
    children_at_once: int = CHILDREN_AT_ONCE,
    share: Share = ALL_CHILDREN,
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
    runs = _share_of(_leaves(log.database), children_at_once, share)
    if not runs:
        refuse_changed(log, state)
        yield joined([], kinds, attributes)
    for run in runs:
        found = _read(log.database, run, kinds)
        refuse_changed(log, state)
        leaves = (frame_of(leaf, kinds) for leaf in found)
        yield joined([_asked_of(leaf, grid, modules) for leaf in leaves], kinds, attributes)


def leaves_of(
    database: Database, kinds: Collection[str], children_at_once: int = CHILDREN_AT_ONCE
) -> Iterator[ColumnSet]:
    """Every leaf in the order of names, with these kinds, be they no kinds of spell; so many children are read at a
    time. ``StoreError`` where the bytes are not those that were made."""
    for run in _runs(_leaves(database), children_at_once):
        yield from _read(database, run, kinds)


def _asked_of(leaf: Frame, grid: Grid | None, modules: Collection[str] | None) -> Frame:
    """What a question asks of a leaf."""
    seen = leaf if grid is None else seen_by(leaf, grid)
    return seen if modules is None else told_of(seen, modules)


def shares_at_most(log: CaseLog) -> int:
    """Into how many shares the children come apart: of more, some are of nobody."""
    return len(_leaves(log.database))


def _leaves(database: Database) -> list[Leaf]:
    with database.asking() as ask:
        return reads.leaves(ask)


def _share_of(leaves: Sequence[Leaf], children: int, share: Share) -> list[list[Leaf]]:
    """Every n-th run of leaves, not one long one: names that stand together may be of one time, and take as long."""
    number, of = share
    if not 0 <= number < of:
        raise ValueError("a share (k, n) is one of n: k is from 0 to n - 1")
    if of > 1:
        children = min(children, sum(leaf.size for leaf in leaves) // (of * _FRAMES_A_SHARE))
    return list(_runs(leaves, children))[number::of]


def _runs(leaves: Iterable[Leaf], children: int) -> Iterator[list[Leaf]]:
    """Neighbouring leaves of so many children together."""
    run: list[Leaf] = []
    for leaf in leaves:
        if run and sum(each.size for each in run) + leaf.size > children:
            yield run
            run = []
        run.append(leaf)
    if run:
        yield run


def _read(database: Database, run: Sequence[Leaf], kinds: Collection[str]) -> Iterator[ColumnSet]:
    """These leaves, read at once; the bytes of each are made columns when it is come to."""
    found: dict[str, dict[str, Packed]] = {leaf.first: {} for leaf in run}
    with database.asking() as ask:
        for first, kind, *packed in reads.contents(ask, [CHILD, *kinds], run[0].first, run[-1].first):
            found[first][kind] = Packed(*packed)
    return (_unpacked(database, leaf, found[leaf.first], kinds) for leaf in run)


def _unpacked(database: Database, leaf: Leaf, found: Mapping[str, Packed], kinds: Collection[str]) -> ColumnSet:
    """A leaf whose bytes are, one and all, those that were made."""
    made: dict[str, int] = found[CHILD].says["kinds"] if _is(found, CHILD, leaf.checksum) else {CHILD: -1}
    if not all(_is(found, kind, checksum) for kind, checksum in made.items() if kind in kinds or kind == CHILD):
        what = "the projections' columns are not those that were made"
        raise StoreError(database.where, what, "Run `timeline rebuild --from-nothing`")
    return unpacked({CHILD: found[CHILD], **{kind: found[kind] for kind in made if kind in kinds}})


def _is(found: Mapping[str, Packed], kind: str, checksum: int) -> bool:
    return kind in found and found[kind].checksum == checksum
