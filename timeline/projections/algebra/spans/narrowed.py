"""Frames narrowed to what a question asks for: fewer rows, and less told of children."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, ChildRows, Codes, Frame, Rows, Truths
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.interval_sets import lasts


def seen_by(frame: Frame, grid: Grid) -> Frame:
    """The frame without the rows that no point of a grid sees, which are most of them where it is of few days.

    Whoever anything is known of is somebody, be it of later days than those asked about. So of the children themselves
    only what is not known stays away; and where there is one day of knowing, what is not seen of whom anything is.
    """
    known_first, known_last = (FOREVER - 1,) * 2 if grid.known is None else (grid.known[0], grid.known[-1])
    as_at_first, as_at_last = grid.as_at[0], grid.as_at[-1]

    def known(rows: Rows) -> Truths:
        return np.asarray((rows.known_from <= known_last) & (rows.known_to > known_first))

    def seen(rows: Rows) -> Truths:
        return np.asarray((rows.seen_from <= as_at_last) & (rows.seen_to > as_at_first))

    children = frame.children.taken(np.flatnonzero(known(frame.children)))
    if known_first == known_last:
        here = seen(children)
        somebody = np.bincount(children.child[here], minlength=len(frame)) > 0
        children = children.taken(np.flatnonzero(here | ~somebody[children.child]))
    spells = {kind: rows.taken(np.flatnonzero(known(rows) & seen(rows))) for kind, rows in frame.spells.items()}
    return Frame(frame.names, children, spells)


_SEEN, _KNOWN = ("seen_from", "seen_to"), ("known_from", "known_to")


def told_of(frame: Frame, modules: Collection[str]) -> Frame:
    """The frame whose children are heard of in none but these modules. Rows that follow one another and are the same
    then are one."""
    rows = replace(frame.children, modules=_among(frame.children.modules, sorted(modules)))
    rows = _in_one(rows, _SEEN)
    order = np.lexsort((rows.known_from, rows.seen_to, rows.seen_from, rows.child))
    return replace(frame, children=_in_one(rows.taken(order), _KNOWN))


def _among(codes: Codes, modules: Sequence[str]) -> Codes:
    found = ["\t".join(name for name in modules if f"\t{name}\t" in f"\t{words}\t") for words in codes.words]
    words = {word: number for number, word in enumerate(sorted({*found}))}
    table = np.array([*(words[word] for word in found), NOT_KNOWN], dtype=np.int32)  # NOT_KNOWN is the last
    return Codes(table[codes.numbers], tuple(words))


def _in_one(rows: ChildRows, along: tuple[str, str]) -> ChildRows:
    """Each run of rows of which every one begins where the one before it ends, and which differ in nothing else."""
    begins, ends = (getattr(rows, name) for name in along)
    new = np.ones(len(rows), dtype=np.bool_)
    new[1:] = begins[1:] != ends[:-1]
    for each in fields(rows):
        if each.name not in along:
            new[1:] |= _differs(getattr(rows, each.name))
    return replace(rows.taken(np.flatnonzero(new)), **{along[1]: ends[lasts(new)]})


def _differs(column: NDArray[np.generic] | Codes) -> Truths:
    """From the row before."""
    values = column.numbers if isinstance(column, Codes) else column
    return np.asarray(values[1:] != values[:-1])
