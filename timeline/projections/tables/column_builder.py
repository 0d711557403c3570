"""Builds stored columns from folded children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from timeline.domain.spells import Spell
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Codes, Longs
from timeline.projections.tables.bitemporal_fold import Projected
from timeline.projections.tables.column_frames import CHILD_CODES, CHILD_NUMBERS, WHEN
from timeline.projections.tables.column_set import CHILD, CHILD_MORE, FACT, Column, ColumnSet, Table
from timeline.projections.tables.derivations import Particulars

_ROW = (*WHEN, "rank", "value")
_MORE_NUMBERS = ("registered", "mother", "child_born_on", "unaccompanied", "unaccompanied_from", "open_episode")
_MORE_CODES = ("upn", "unaccompanied_sex")


class FoldedChild(NamedTuple):
    """A folded child. ``positions``: of its facts in the log, by identity, where the log has that identity."""

    child: str
    seen: Projected
    positions: Mapping[int, int]


def column_set_of(children: Iterable[FoldedChild]) -> ColumnSet:
    """The columns of these children; those without rows are left out. Rows are in the order of children, ranks, days of
    knowing and as-at days; numbers of facts are counted in that order, kind by kind."""
    folded = sorted((each for each in children if each.seen.when), key=lambda each: each.child)
    gathered = _Gathered()
    for place, each in enumerate(folded):
        gathered.add(place, each.seen)
    tables = gathered.of_spells(folded)
    tables[CHILD], tables[CHILD_MORE] = gathered.of_children()
    return ColumnSet(
        [each.child for each in folded], {kind: each for kind, each in tables.items() if len(each) or kind == CHILD}
    )


class _Gathered:
    """The rows of some children, and the values that they name."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._values = _Values()
        self._people: list[tuple[Any, ...]] = []
        self._people_rows: list[int] = []

    def add(self, place: int, seen: Projected) -> None:
        """Add the rows of one child."""
        of_value = self._values.added(place, seen.values)
        rows, people_rows = self._rows, self._people_rows
        for (value, rank, seen_from, seen_to), known_from, known_to in seen.when:
            into = rows
            number = of_value[value]
            if number < 0:
                into = people_rows
            into += (
                place,
                seen_from.toordinal(),
                FOREVER if seen_to is None else seen_to.toordinal(),
                known_from.toordinal(),
                FOREVER if known_to is None else known_to.toordinal(),
                rank,
                number,
            )

    def of_children(self) -> tuple[Table, Table]:
        """The tables ``child`` and ``child_more``."""
        rows = _columns(self._people_rows, _ROW)
        order = np.lexsort((rows["seen_from"], rows["known_from"], rows[CHILD]))
        rows = {name: each[order] for name, each in rows.items()}
        people = self._values.people
        which = -1 - rows["value"]
        of_people = dict(
            zip(_PARTICULARS, zip(*people, strict=True) if people else [()] * len(_PARTICULARS), strict=True)
        )
        numbers = {name: np.array(of_people[name], dtype=np.int32)[which] for name in (*CHILD_NUMBERS, *_MORE_NUMBERS)}
        codes = {name: _codes(of_people[name]).taken(which) for name in (*CHILD_CODES, *_MORE_CODES)}
        when = {name: rows[name] for name in WHEN}
        return (
            _table(
                {**when, **{name: numbers[name] for name in CHILD_NUMBERS}},
                {name: codes[name] for name in CHILD_CODES},
            ),
            _table(
                {CHILD: rows[CHILD], **{name: numbers[name] for name in _MORE_NUMBERS}},
                {name: codes[name] for name in _MORE_CODES},
            ),
        )

    def of_spells(self, folded: Sequence[FoldedChild]) -> dict[str, Table]:
        """The table of each kind of spell that has rows, and the table ``fact``."""
        rows, values = _columns(self._rows, _ROW), self._values
        kind = np.array(values.kinds, dtype=np.int32)[rows["value"]]
        names = sorted(values.number_of_kind)
        by_name = np.array([names.index(name) for name in values.number_of_kind], dtype=np.int32)
        order = np.lexsort((rows["seen_from"], rows["known_from"], rows["rank"], by_name[kind], rows[CHILD]))
        rows = {name: each[order] for name, each in rows.items()}
        value, kind = rows["value"], kind[order]
        facts = _counted_a_child(rows[CHILD], np.array(values.facts, dtype=np.int64)[value])
        columns = {
            **{name: rows[name] for name in (*WHEN, "rank")},
            "start": np.array(values.starts, dtype=np.int32)[value],
            "end": np.array(values.ends, dtype=np.int32)[value],
            "facts": facts,
            "began": _counted_a_child(rows[CHILD], np.array(values.began, dtype=np.int64)[value]),
        }
        attributes = np.array(values.attributes, dtype=np.int32)[value]
        found = {}
        for name, number in values.number_of_kind.items():
            which = np.flatnonzero(kind == number)
            codes = _attributes(values.different[number], attributes[which])
            found[name] = _table({column: each[which] for column, each in columns.items()}, codes)
        found[FACT] = _of_facts(
            folded, rows[CHILD], facts, [values.rest_on[each] for each in _first_of(rows[CHILD], facts, value)]
        )
        return found


class _Values:
    """The different values of rows: lists of the attributes of spells, one item a spell; and of particulars."""

    def __init__(self) -> None:
        self.kinds: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.attributes: list[int] = []
        self.facts: list[int] = []
        self.began: list[int] = []
        self.rest_on: list[tuple[int, ...]] = []
        self.number_of_kind: dict[str, int] = {}
        self.different: list[dict[tuple[tuple[str, str | None], ...], int]] = []
        self.people: list[tuple[Any, ...]] = []
        self._facts_before = 0

    def added(self, place: int, values: Sequence[Spell | Particulars]) -> list[int]:
        """The number of each of a child's values; particulars have -1, -2 and so on."""
        found: list[int] = []
        facts: dict[tuple[int, ...], int] = {}
        began: dict[int | None, int] = {}
        before = self._facts_before
        for value in values:
            if isinstance(value, Spell):
                found.append(len(self.kinds))
                number = self._kind(value.kind)
                self.kinds.append(number)
                self.starts.append(value.start.toordinal())
                self.ends.append(FOREVER if value.end is None else value.end.toordinal())
                different = self.different[number]
                self.attributes.append(different.setdefault(tuple(value.attributes.items()), len(different)))
                rests = tuple([fact.int for fact in value.facts])
                self.rest_on.append(rests)
                self.facts.append(before + facts.setdefault(rests, len(facts)))
                first = rests[0] if rests else None
                self.began.append(before + began.setdefault(first, len(began)))
            else:
                self.people.append(_particulars(value))
                found.append(-len(self.people))
        self._facts_before = before + len(facts)
        return found

    def _kind(self, name: str) -> int:
        number = self.number_of_kind.get(name)
        if number is None:
            number = self.number_of_kind[name] = len(self.different)
            self.different.append({})
        return number


def _first_of(child: Column, facts: Column, value: Column) -> list[int]:
    """One value for each pair of child and number of facts, in their order."""
    _, first = np.unique(child.astype(np.int64) << 32 | facts, return_index=True)
    return value[first].tolist()  # type: ignore[no-any-return]


def _of_facts(folded: Sequence[FoldedChild], child: Column, facts: Column, rest_on: Sequence[tuple[int, ...]]) -> Table:
    """A row for each fact of each number, in the order in which spells name them: its position in the log or, where the
    log does not have its identity, the identity."""
    keys = np.unique(child.astype(np.int64) << 32 | facts).tolist()
    found: list[tuple[int, int, int]] = []
    identities: list[str | None] = []
    for key, rests in zip(keys, rest_on, strict=True):
        place, number = key >> 32, key & 0xFFFFFFFF
        positions = folded[place].positions
        for fact in rests:
            position = positions.get(fact, NOT_KNOWN)
            found.append((place, number, position))
            identities.append(f"{fact:032x}" if position == NOT_KNOWN else None)
    columns = np.array(found, dtype=np.int64).reshape(-1, 3).T
    return _table({CHILD: columns[0], "facts": columns[1], "position": columns[2]}, {"identity": _codes(identities)})


def _counted_a_child(child: Column, of_all: Longs) -> Longs:
    """Renumber from 0 for each child, in the order of first use. No two children share a number of ``of_all``."""
    if not len(child):
        return of_all
    _, first, which = np.unique(of_all, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    number = rank[which]
    starts = np.flatnonzero(np.diff(child, prepend=-1))
    return number - np.repeat(number[starts], np.diff(np.append(starts, len(child))))


def _attributes(different: Mapping[tuple[tuple[str, str | None], ...], int], which: Column) -> dict[str, Codes]:
    """The attributes of spells of one kind, of which few differ."""
    each = [dict(items) for items in different]
    names = sorted({name for attributes in each for name in attributes})
    return {name: _codes([attributes.get(name) for attributes in each]).taken(which) for name in names}


def _codes(codes: Sequence[str | None]) -> Codes:
    words = sorted({code for code in codes if code is not None})
    number: dict[str | None, int] = {None: NOT_KNOWN, **{word: place for place, word in enumerate(words)}}
    return Codes(np.array([number[code] for code in codes], dtype=np.int32), tuple(words))


def _columns(rows: Sequence[int], names: Sequence[str]) -> dict[str, Column]:
    found = np.array(rows, dtype=np.int32).reshape(-1, len(names)).T
    return dict(zip(names, found, strict=True))


def _table(numbers: Mapping[str, Column], codes: Mapping[str, Codes]) -> Table:
    columns = {**numbers, **{name: each.numbers for name, each in codes.items()}}
    return Table(columns, {name: each.words for name, each in codes.items()})


_PARTICULARS = (*CHILD_NUMBERS, *CHILD_CODES, *_MORE_NUMBERS, *_MORE_CODES)


def _particulars(found: Particulars) -> tuple[Any, ...]:
    """The stored values of particulars, in the order of ``_PARTICULARS``."""
    known, status = found.registered, found.unaccompanied
    return (
        _day(known.born_on) if known else NOT_KNOWN,
        NOT_KNOWN if status is None else _day(status.ceases_on, FOREVER),
        found.never_sent_again,
        found.endings_alone,
        "\t".join(found.modules),
        known.sex if known else None,
        known.ethnicity if known else None,
        known is not None,
        NOT_KNOWN if known is None or known.mother is None else int(known.mother),
        _day(known.child_born_on) if known else NOT_KNOWN,
        status is not None,
        NOT_KNOWN if status is None else status.occurred_on.toordinal(),
        found.open_episode,
        known.upn if known else None,
        status.sex if status else None,
    )


def _day(day: date | None, blank: int = NOT_KNOWN) -> int:
    return blank if day is None else day.toordinal()
