"""Reads leaves and frames from the table of columns, for the engine of spans. No row is read on its own."""

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
"""``(k, n)``: the k-th, from 0, of n parts of the children. Each child is in exactly one part."""

ALL_CHILDREN: Share = (0, 1)

_FRAMES_A_SHARE = 8
"""The least number of frames in a share, where there are enough leaves, so that shares have about the same size."""


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
    """Frames of every child with its spells of these kinds, in the order of names: at least one frame, each of at most
    ``children_at_once`` children unless a leaf has more. Only the bytes of these kinds are read.

    ``state``: of the tables, from ``usable``. ``attributes``: those to give, by kind; ``None`` gives those for which
    some spell of the frame has a code. ``share``: only these children; for one state the n shares are all children.
    ``grid``: only rows that one of its points sees; ``None`` gives every row. ``modules``: the modules for which
    children have a flag whether they are known; ``None`` gives all.

    ``StoreError`` where the tables are rebuilt while they are read, or the bytes do not match their checksums.
    ``ValueError`` for a share (k, n) with k not in 0 to n - 1.
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
    """Every leaf in the order of names, with these kinds (of spell or not); about ``children_at_once`` are read at a
    time. ``StoreError`` where the bytes do not match their checksums."""
    for run in _runs(_leaves(database), children_at_once):
        yield from _read(database, run, kinds)


def _asked_of(leaf: Frame, grid: Grid | None, modules: Collection[str] | None) -> Frame:
    """The part of a leaf that a question needs."""
    seen = leaf if grid is None else seen_by(leaf, grid)
    return seen if modules is None else told_of(seen, modules)


def shares_at_most(log: CaseLog) -> int:
    """The largest number of shares of which none is empty."""
    return len(_leaves(log.database))


def _leaves(database: Database) -> list[Leaf]:
    with database.asking() as ask:
        return reads.leaves(ask)


def _share_of(leaves: Sequence[Leaf], children: int, share: Share) -> list[list[Leaf]]:
    """Every n-th run of leaves, not one long run: children with neighbouring names may be of one period, and take
    equally long."""
    number, of = share
    if not 0 <= number < of:
        raise ValueError("a share (k, n) is one of n: k is from 0 to n - 1")
    if of > 1:
        children = min(children, sum(leaf.size for leaf in leaves) // (of * _FRAMES_A_SHARE))
    return list(_runs(leaves, children))[number::of]


def _runs(leaves: Iterable[Leaf], children: int) -> Iterator[list[Leaf]]:
    """Runs of neighbouring leaves, of at most ``children`` children unless one leaf has more."""
    run: list[Leaf] = []
    for leaf in leaves:
        if run and sum(each.size for each in run) + leaf.size > children:
            yield run
            run = []
        run.append(leaf)
    if run:
        yield run


def _read(database: Database, run: Sequence[Leaf], kinds: Collection[str]) -> Iterator[ColumnSet]:
    """These leaves, read in one query; each is unpacked when it is yielded."""
    found: dict[str, dict[str, Packed]] = {leaf.first: {} for leaf in run}
    with database.asking() as ask:
        for first, kind, *packed in reads.contents(ask, [CHILD, *kinds], run[0].first, run[-1].first):
            found[first][kind] = Packed(*packed)
    return (_unpacked(database, leaf, found[leaf.first], kinds) for leaf in run)


def _unpacked(database: Database, leaf: Leaf, found: Mapping[str, Packed], kinds: Collection[str]) -> ColumnSet:
    """An unpacked leaf, after its checksums are verified."""
    made: dict[str, int] = found[CHILD].header_values["kinds"] if _is(found, CHILD, leaf.checksum) else {CHILD: -1}
    if not all(_is(found, kind, checksum) for kind, checksum in made.items() if kind in kinds or kind == CHILD):
        what = "the projections' columns are not those that were made"
        raise StoreError(database.where, what, "Run `timeline rebuild --from-nothing`")
    return unpacked({CHILD: found[CHILD], **{kind: found[kind] for kind in made if kind in kinds}})


def _is(found: Mapping[str, Packed], kind: str, checksum: int) -> bool:
    return kind in found and found[kind].checksum == checksum
