"""Rows of the tables as arrays: the frame of some children, as ``algebra.columnar.frame`` says what a frame is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import Table

from timeline.projections.algebra.columnar.frame import (
    FOREVER,
    NOT_KNOWN,
    ChildRows,
    Codes,
    Frame,
    Ints,
    Longs,
    SpellRows,
)
from timeline.projections.tables import schema
from timeline.projections.tables.rows import Row

Columns = Mapping[str, Sequence[Any]]
"""The cells of some rows, by the name of their column."""

FIRST_FACT = slice(0, 34)
"""Where the first fact stands in a row's: after a bracket and a quotation mark, 32 digits."""


def frame_of(spells: Iterable[Row], children: Iterable[Row]) -> Frame:
    """The children of some rows of both tables; all the rows of each of them."""
    of_spells = _sorted(schema.SPELLS, spells, ("child", "kind", "number", "known_from", "seen_from"))
    of_children = _sorted(schema.CHILDREN, children, ("child", "known_from", "seen_from"))
    names = sorted({*of_spells["child"], *of_children["child"]})
    place = {name: number for number, name in enumerate(names)}
    return Frame(names, _child_rows(of_children, place), _spell_rows(of_spells, place))


def _sorted(table: Table, rows: Iterable[Row], by: Sequence[str]) -> Columns:
    names = table.c.keys()
    in_order = sorted(rows, key=itemgetter(*(names.index(name) for name in by)))
    return dict(zip(names, zip(*in_order, strict=True) if in_order else [()] * len(names), strict=True))


def _child_rows(rows: Columns, place: Mapping[str, int]) -> ChildRows:
    there, until = np.array(rows["unaccompanied"], dtype=np.bool_), _days(rows["unaccompanied_to"])
    return ChildRows(
        **_when(rows, place),
        born_on=_days(rows["born_on"], NOT_KNOWN),
        modules=_codes([_tabbed(each) for each in rows["modules"]]),
        sex=_codes(rows["sex"]),
        ethnicity=_codes(rows["ethnicity"]),
        unaccompanied_to=np.where(there, until, np.int32(NOT_KNOWN)),
        never_sent_again=np.array(rows["never_sent_again"], dtype=np.bool_),
        endings_alone=np.array(rows["endings_alone"], dtype=np.int32),
    )


@lru_cache(maxsize=4_096)
def _tabbed(modules: str) -> str:
    return "\t".join(json.loads(modules))


def _spell_rows(rows: Columns, place: Mapping[str, int]) -> dict[str, SpellRows]:
    """By kind. Facts are numbered child by child over all its kinds, so that they are the same wherever it stands."""
    columns: dict[str, Any] = {
        **_when(rows, place),
        "start": _days(rows["started_on"]),
        "end": _days(rows["ended_on"]),
        "facts": _numbers_a_child(rows["child"], rows["facts"]),
        "began": _numbers_a_child(rows["child"], [facts[FIRST_FACT] for facts in rows["facts"]]),
    }
    kinds = _codes(rows["kind"])
    found: dict[str, SpellRows] = {}
    for number, kind in enumerate(kinds.words):
        which = np.flatnonzero(kinds.numbers == number)
        attributes = _attributes([rows["attributes"][each] for each in which.tolist()])
        found[kind] = SpellRows(**{name: column[which] for name, column in columns.items()}, attributes=attributes)
    return found


def _when(rows: Columns, place: Mapping[str, int]) -> dict[str, Ints]:
    """Whose row it is, from when on and until when it is so."""
    days = {name: _days(rows[name]) for name in ("seen_from", "seen_to", "known_from", "known_to")}
    return {"child": np.array([place[child] for child in rows["child"]], dtype=np.int32), **days}


def _days(days: Sequence[str | None], blank: int = FOREVER) -> Ints:
    return np.array([blank if day is None else _ordinal(day) for day in days], dtype=np.int32)


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _numbers_a_child(children: Sequence[str], texts: Sequence[str]) -> Longs:
    """One number a row: of one child the same for the same text."""
    numbers: list[int] = []
    last, seen = None, dict[str, int]()
    for child, text in zip(children, texts, strict=True):
        if child != last:
            last, seen = child, {}
        numbers.append(seen.setdefault(text, len(seen)))
    return np.array(numbers, dtype=np.int64)


def _attributes(texts: Sequence[str]) -> dict[str, Codes]:
    """The attributes of spells of one kind that some spell has a code for. Few texts are many rows', and read once."""
    number: dict[str, int] = {}
    numbers = np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int32)
    different = [json.loads(text) for text in number]
    found: dict[str, Codes] = {}
    for name in sorted({name for each in different for name, code in each.items() if code is not None}):
        codes = _codes([each.get(name) for each in different])
        found[name] = Codes(codes.numbers[numbers], codes.words)
    return found


def _codes(codes: Sequence[str | None]) -> Codes:
    words = sorted({code for code in codes if code is not None})
    number: dict[str | None, int] = {None: NOT_KNOWN, **{word: place for place, word in enumerate(words)}}
    return Codes(np.array([number[code] for code in codes], dtype=np.int32), tuple(words))
