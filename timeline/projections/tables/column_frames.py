"""Frames for the columnar interpreter, built from stored columns; and several frames joined into one. No row is
handled on its own."""

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
from timeline.projections.tables.column_set import CHILD, ColumnSet, Table, codes_together

Wanted = Mapping[str, Collection[str]]
"""The attributes to give, by kind of spell."""

DAYS = ("seen_from", "seen_to", "known_from", "known_to")
WHEN = (CHILD, *DAYS)
OF_SPELLS = (*WHEN, "start", "end", "facts", "began")
CHILD_NUMBERS = ("born_on", "unaccompanied_to", "never_sent_again", "endings_alone")
CHILD_CODES = ("modules", "sex", "ethnicity")


def frame_of(stored: ColumnSet, kinds: Collection[str]) -> Frame:
    """The frame of the stored children, with their spells of these kinds."""
    table = stored.tables[CHILD]
    columns: dict[str, Any] = {name: table.columns[name] for name in (*WHEN, *CHILD_NUMBERS)}
    columns["never_sent_again"] = columns["never_sent_again"].astype(np.bool_)
    columns |= {name: table.codes(name) for name in CHILD_CODES}
    spells = {kind: _spell_rows_of(stored.tables[kind]) for kind in kinds if kind in stored.tables}
    return Frame(stored.names, ChildRows(**columns), spells)


def _spell_rows_of(table: Table) -> SpellRows:
    attributes = {name: table.codes(name) for name, words in table.words.items() if words}
    return SpellRows(**{name: table.columns[name] for name in OF_SPELLS}, attributes=attributes)


def joined(frames: Sequence[Frame], kinds: Iterable[str], attributes: Wanted | None = None) -> Frame:
    """One frame of the children of all these frames, in order. No child may be in two of them.

    ``kinds``: the kinds to keep; a kind that no frame has gets a table without rows. ``attributes``: those to keep, by
    kind; ``None`` keeps each for which some row has a code. A requested attribute without codes is null everywhere.
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
    """The columns of ``WHEN``; each child's number is increased by the number of children in the frames before."""
    child = _ints([each.child for each in rows])
    child += _ints([np.repeat(before, [len(each) for each in rows])])
    return {"child": child, **{name: _ints([getattr(each, name) for each in rows]) for name in DAYS}}


def _ints(columns: Sequence[NDArray[Any]]) -> Ints:
    found: Ints = _all(columns, np.int32)
    return found


def _all(columns: Sequence[NDArray[Any]], kind: Any) -> Any:
    """The columns one after another; an empty column where there are none."""
    if not columns:
        return np.empty(0, dtype=kind)
    return np.concatenate(columns, dtype=kind, casting="unsafe")
