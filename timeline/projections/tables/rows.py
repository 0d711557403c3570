"""Rows for people from stored columns: one for each bitemporal row of a spell or of a child's particulars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np

from timeline.domain.entries import canonical_json
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN
from timeline.projections.tables.bulk_insert import Row
from timeline.projections.tables.column_frames import WHEN
from timeline.projections.tables.column_set import BESIDE_SPELLS, CHILD, CHILD_MORE, FACT, ColumnSet, Table

Identities = Mapping[int, bytes]
"""The identity of the fact at each of some positions of the log."""


def positions_of(part: ColumnSet) -> list[int]:
    """The positions of the facts behind these children's spells."""
    found = np.unique(part.tables[FACT].columns["position"]) if FACT in part.tables else np.empty(0, dtype=np.int64)
    return found[found != NOT_KNOWN].tolist()  # type: ignore[no-any-return]


def rows_of_spells(part: ColumnSet, identities: Identities) -> Iterator[Row]:
    """Every row of a spell, kind by kind, in the order of children. ``identities``: of all of ``positions_of``."""
    facts = _facts(part.tables[FACT], identities) if FACT in part.tables else {}
    for kind, table in part.tables.items():
        if kind not in BESIDE_SPELLS:
            yield from _of_kind(kind, table, part.names, facts)


def _of_kind(kind: str, table: Table, names: Sequence[str], facts: Mapping[tuple[int, int], str]) -> Iterator[Row]:
    child, *when = (table.columns[name].tolist() for name in WHEN)
    numbers, starts, ends, ranks = (table.columns[name].tolist() for name in ("facts", "start", "end", "rank"))
    for place, rank, start, end, recorded, number, *days in zip(
        child, ranks, starts, ends, _recorded(table), numbers, *when, strict=True
    ):
        rests_on = facts[place, number]
        yield (names[place], kind, rank, _day(start), _day(end), recorded, rests_on, *map(_day, days))


def _recorded(table: Table) -> Iterator[str]:
    """The attributes of each row as JSON. Few texts differ, so each is written once."""
    columns = [_words(table, name) for name in table.words]
    made: dict[tuple[str | None, ...], str] = {}
    for codes in zip(*columns, strict=True) if columns else [()] * len(table):
        text = made.get(codes)
        if text is None:
            text = made[codes] = canonical_json(dict(zip(table.words, codes, strict=True)))
        yield text


def _facts(table: Table, identities: Identities) -> dict[tuple[int, int], str]:
    """The identities of the facts of each child and number, as JSON."""
    found: dict[tuple[int, int], list[str]] = {}
    columns = (table.columns[name].tolist() for name in (CHILD, "facts", "position"))
    for place, number, position, identity in zip(*columns, _words(table, "identity"), strict=True):
        known = identity or UUID(bytes=identities[position]).hex
        found.setdefault((place, number), []).append(known)
    return _Texts({key: canonical_json(each) for key, each in found.items()})


class _Texts(dict[tuple[int, int], str]):
    """A number without facts has no row in the table ``fact``."""

    def __missing__(self, key: tuple[int, int]) -> str:
        return "[]"


def rows_of_children(part: ColumnSet) -> Iterator[Row]:
    """Every row of a child's particulars, in the order of children."""
    particulars, more = part.tables[CHILD], part.tables.get(CHILD_MORE)
    if more is None:
        return
    columns = {name: each.tolist() for table in (particulars, more) for name, each in table.columns.items()}
    columns.update({name: _words(table, name) for table in (particulars, more) for name in table.words})
    for number in range(len(particulars)):
        yield _particulars(part.names, {name: each[number] for name, each in columns.items()})


def _particulars(names: Sequence[str], row: Mapping[str, Any]) -> Row:
    unaccompanied = bool(row["unaccompanied"])
    return (
        names[row[CHILD]],
        canonical_json(row["modules"].split("\t") if row["modules"] else []),
        bool(row["registered"]),
        _day(row["born_on"]),
        row["sex"],
        row["ethnicity"],
        row["upn"],
        None if row["mother"] == NOT_KNOWN else bool(row["mother"]),
        _day(row["child_born_on"]),
        unaccompanied,
        _day(row["unaccompanied_from"]),
        _day(row["unaccompanied_to"]),
        row["unaccompanied_sex"],
        bool(row["open_episode"]),
        bool(row["never_sent_again"]),
        row["endings_alone"],
        *(_day(row[name]) for name in WHEN[1:]),
    )


def _words(table: Table, name: str) -> list[str | None]:
    words = (*table.words[name], None)  # NOT_KNOWN is the last
    return [words[number] for number in table.columns[name].tolist()]


@cache
def _day(day: int) -> str | None:
    return None if day in (FOREVER, NOT_KNOWN) else date.fromordinal(day).isoformat()
