"""Frames of some children each made one: no row is touched by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.projections.algebra.columnar.frame import (
    NOT_KNOWN,
    ChildRows,
    Codes,
    Frame,
    Ints,
    Longs,
    Rows,
    SpellRows,
)
from timeline.projections.tables.stored import codes_together

Wanted = Mapping[str, Collection[str]]
"""Which attributes of which kinds."""

DAYS = ("seen_from", "seen_to", "known_from", "known_to")


def joined(frames: Sequence[Frame], kinds: Iterable[str], attributes: Wanted | None = None) -> Frame:
    """The children of all of these, in the order they come in. No child is in two of them.

    ``kinds``: which to take; of one that is in none there are no rows. ``attributes``: of each kind those to take, all
    that any row has a code for where ``None``; one that none has is there, and recorded nowhere.
    """
    names = [name for frame in frames for name in frame.names]
    before = np.cumsum([0, *(len(frame) for frame in frames)])[:-1]
    children = _child_rows([frame.children for frame in frames], before)
    spells: dict[str, SpellRows] = {}
    for kind in dict.fromkeys(kinds):
        having = [place for place, frame in enumerate(frames) if kind in frame.spells]
        rows = [frames[place].spells[kind] for place in having]
        wanted = _recorded(rows) if attributes is None else attributes.get(kind, ())
        spells[kind] = _spell_rows(rows, before[having], wanted)
    return Frame(names, children, spells)


def _child_rows(rows: Sequence[ChildRows], before: Longs) -> ChildRows:
    return ChildRows(
        **_when(rows, before),
        born_on=_ints([each.born_on for each in rows]),
        modules=codes_together([each.modules for each in rows]),
        sex=codes_together([each.sex for each in rows]),
        ethnicity=codes_together([each.ethnicity for each in rows]),
        unaccompanied_to=_ints([each.unaccompanied_to for each in rows]),
        never_sent_again=_all([each.never_sent_again for each in rows], np.bool_),
        endings_alone=_ints([each.endings_alone for each in rows]),
    )


def _spell_rows(rows: Sequence[SpellRows], before: Longs, attributes: Collection[str]) -> SpellRows:
    return SpellRows(
        **_when(rows, before),
        start=_ints([each.start for each in rows]),
        end=_ints([each.end for each in rows]),
        facts=_all([each.facts for each in rows], np.int64),
        began=_all([each.began for each in rows], np.int64),
        attributes={name: codes_together([_attribute(each, name) for each in rows]) for name in attributes},
    )


def _attribute(rows: SpellRows, name: str) -> Codes:
    found = rows.attributes.get(name)
    return Codes(np.full(len(rows), NOT_KNOWN, dtype=np.int32), ()) if found is None else found


def _recorded(rows: Iterable[SpellRows]) -> list[str]:
    return sorted({name for each in rows for name in each.attributes})


def _when(rows: Sequence[Rows], before: Longs) -> dict[str, Ints]:
    """Whose rows they are, counted on from the children of the frames before, and when."""
    child = _ints([each.child for each in rows])
    child += _ints([np.repeat(before, [len(each) for each in rows])])
    return {"child": child, **{name: _ints([getattr(each, name) for each in rows]) for name in DAYS}}


def _ints(columns: Sequence[NDArray[Any]]) -> Ints:
    found: Ints = _all(columns, np.int32)
    return found


def _all(columns: Sequence[NDArray[Any]], kind: Any) -> Any:
    """One column after another; none at all where there are none."""
    if not columns:
        return np.empty(0, dtype=kind)
    return np.concatenate(columns, dtype=kind, casting="unsafe")
