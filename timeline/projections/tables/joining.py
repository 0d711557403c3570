"""Frames of some children each made one, and a frame of some of a frame's children: no row is touched by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

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

Wanted = Mapping[str, Collection[str]]
"""Which attributes of which kinds."""

R = TypeVar("R", bound=Rows)

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


def all_kinds(frames: Iterable[Frame]) -> list[str]:
    """The kinds of which one of these has rows, sorted."""
    return sorted({kind for frame in frames for kind in frame.spells})


def chosen(frame: Frame, places: Sequence[int]) -> Frame:
    """The children at these places of a frame, in this order, each once."""
    place = np.full(len(frame) + 1, NOT_KNOWN, dtype=np.int32)
    place[np.asarray(places, dtype=np.int64)] = np.arange(len(places), dtype=np.int32)
    children = _moved(frame.children, place)
    spells = {kind: _moved(rows, place) for kind, rows in frame.spells.items()}
    return Frame([frame.names[each] for each in places], children, {k: rows for k, rows in spells.items() if len(rows)})


def in_order(frames: Sequence[Frame]) -> Frame:
    """All the children of these frames in the order of their names, with every kind that one of them has."""
    together = joined(frames, all_kinds(frames))
    return chosen(together, sorted(range(len(together)), key=lambda place: together.names[place]))


def _moved(rows: R, place: Ints) -> R:
    child = place[rows.child]
    kept = np.flatnonzero(child != NOT_KNOWN)
    which = kept[np.argsort(child[kept], kind="stable")]
    return replace(rows.taken(which), child=child[which])


def _child_rows(rows: Sequence[ChildRows], before: Longs) -> ChildRows:
    return ChildRows(
        **_when(rows, before),
        born_on=_ints([each.born_on for each in rows]),
        modules=_codes([each.modules for each in rows]),
        sex=_codes([each.sex for each in rows]),
        ethnicity=_codes([each.ethnicity for each in rows]),
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
        attributes={name: _codes([_attribute(each, name) for each in rows]) for name in attributes},
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


def _codes(codes: Sequence[Codes]) -> Codes:
    """Codes with the words of all of them: each one's numbers by a table of its own, whose last place is for none."""
    words = sorted({word for each in codes for word in each.words})
    number = {word: place for place, word in enumerate(words)}
    tables = [np.array([*(number[word] for word in each.words), NOT_KNOWN], dtype=np.int32) for each in codes]
    return Codes(_ints([table[each.numbers] for table, each in zip(tables, codes, strict=True)]), tuple(words))


def _ints(columns: Sequence[NDArray[Any]]) -> Ints:
    found: Ints = _all(columns, np.int32)
    return found


def _all(columns: Sequence[NDArray[Any]], kind: Any) -> Any:
    """One column after another; none at all where there are none."""
    if not columns:
        return np.empty(0, dtype=kind)
    return np.concatenate(columns, dtype=kind, casting="unsafe")
