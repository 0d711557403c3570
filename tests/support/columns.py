"""What the projections' columns say, and what their rows say, in one form, so that they can be compared.

The rows are read by SQL and by nothing of the columns' own code.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import select

from timeline.projections.algebra.columnar.frame import (
    FOREVER,
    NOT_KNOWN,
    ChildRows,
    Codes,
    Frame,
    Rows,
    SpellRows,
    Truths,
)
from timeline.projections.tables import make_rows, schema, usable
from timeline.projections.tables.columns import frames
from timeline.projections.tables.derivations import ALL_KINDS
from timeline.store import CaseLog

WHEN = ("seen_from", "seen_to", "known_from", "known_to")


class Said(NamedTuple):
    """Names in order; each row of particulars; each row of spells, with the number of its facts and of the first."""

    names: list[str]
    children: list[tuple[object, ...]]
    spells: list[tuple[object, ...]]


def say_the_same(log: CaseLog, kinds: Collection[str] = ALL_KINDS, children_at_once: int = 50_000) -> int:
    """Both say the same of these kinds. How many rows of spells there are."""
    make_rows(log)
    found = list(frames(log, usable(log), kinds, children_at_once=children_at_once))
    rows = of_rows(log, kinds)
    assert of_frames(found, kinds) == rows
    return len(rows.spells)


# ------------------------------------------------------------------------------------------------------------- the rows


def of_rows(log: CaseLog, kinds: Collection[str]) -> Said:
    """What the rows say."""
    with log.database.reading() as connection:
        spells = connection.execute(select(schema.SPELLS)).all()
        children = connection.execute(select(schema.CHILDREN)).all()
    wanted = sorted((row for row in spells if row.kind in kinds), key=lambda row: (*_place(row, kinds), *_since(row)))
    facts = _numbers((row.child, tuple(json.loads(row.facts))) for row in wanted)
    began = _numbers((row.child, tuple(json.loads(row.facts)[:1])) for row in wanted)
    return Said(
        names=sorted({row.child for row in (*spells, *children)}),
        children=[_particulars(row) for row in sorted(children, key=lambda row: (row.child, *_since(row)))],
        spells=[(*_spell(row), *numbers) for row, *numbers in zip(wanted, facts, began, strict=True)],
    )


def _place(row: Any, kinds: Collection[str]) -> tuple[object, ...]:
    return (row.child, list(kinds).index(row.kind), row.number)


def _since(row: Any) -> tuple[date, date]:
    return (row.known_from, row.seen_from)


def _when(row: Any) -> list[int]:
    return [_day(getattr(row, name)) for name in WHEN]


def _day(day: date | None, blank: int = FOREVER) -> int:
    return blank if day is None else day.toordinal()


def _spell(row: Any) -> tuple[object, ...]:
    recorded = {name: code for name, code in json.loads(row.attributes).items() if code is not None}
    return (row.child, row.kind, *_when(row), _day(row.started_on), _day(row.ended_on), recorded)


def _particulars(row: Any) -> tuple[object, ...]:
    status = _day(row.unaccompanied_to) if row.unaccompanied else NOT_KNOWN
    modules = "\t".join(json.loads(row.modules))
    born_on = _day(row.born_on, NOT_KNOWN)
    return (row.child, *_when(row), born_on, modules, row.sex, row.ethnicity, status, row.never_sent_again)


def _numbers(texts: Iterable[tuple[str, Hashable]]) -> Iterator[int]:
    """Of one child, the same number for the same thing: how many others it had before."""
    seen: dict[str, dict[Hashable, int]] = {}
    for child, text in texts:
        of_child = seen.setdefault(child, {})
        yield of_child.setdefault(text, len(of_child))


# ----------------------------------------------------------------------------------------------------------- the frames


def of_frames(found: Sequence[Frame], kinds: Collection[str]) -> Said:
    """What frames say."""
    for frame in found:
        assert set(frame.spells) == set(kinds)
        for rows in (frame.children, *frame.spells.values()):
            _is_sound(rows, len(frame))
    spells = [row for frame in found for row in _in_order_of_children(frame, kinds)]
    facts = _numbers((row[0], row[-2]) for row in spells)
    began = _numbers((row[0], row[-1]) for row in spells)
    return Said(
        names=[name for frame in found for name in frame.names],
        children=[row for frame in found for row in _child_rows(frame.children, frame.names)],
        spells=[(*row[:-2], *numbers) for row, *numbers in zip(spells, facts, began, strict=True)],
    )


def _is_sound(rows: Rows, children: int) -> None:
    """Arrays are as long and as wide as a frame says, sorted by child."""
    for name, column in vars(rows).items():
        for each in column.values() if isinstance(column, dict) else [column]:
            numbers = each.numbers if isinstance(each, Codes) else each
            width = np.int64 if name in ("facts", "began") else np.bool_ if name == "never_sent_again" else np.int32
            assert (len(numbers), numbers.dtype) == (len(rows), width), name
            assert not isinstance(each, Codes) or list(each.words) == sorted(set(each.words))
    assert (np.diff(rows.child) >= 0).all()
    assert not len(rows) or (rows.child.min() >= 0 and rows.child.max() < children)


def _in_order_of_children(frame: Frame, kinds: Collection[str]) -> list[tuple[Any, ...]]:
    found = [row for kind in kinds for row in _spell_rows(frame.spells[kind], frame.names, kind)]
    return sorted(found, key=lambda row: str(row[0]))  # stable: kinds and rows stay as they come


def _spell_rows(rows: SpellRows, names: Sequence[str], kind: str) -> Iterator[tuple[object, ...]]:
    attributes = {name: _words(codes) for name, codes in rows.attributes.items()}
    for number in range(len(rows)):
        recorded = {name: words[number] for name, words in attributes.items() if words[number] is not None}
        days = [int(getattr(rows, name)[number]) for name in (*WHEN, "start", "end")]
        yield names[rows.child[number]], kind, *days, recorded, int(rows.facts[number]), int(rows.began[number])


def _child_rows(rows: ChildRows, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
    days = [_numbers_of(getattr(rows, name)) for name in (*WHEN, "born_on")]
    codes = [_words(each) for each in (rows.modules, rows.sex, rows.ethnicity)]
    rest: tuple[Truths | list[int], ...] = (_numbers_of(rows.unaccompanied_to), rows.never_sent_again)
    child = [names[each] for each in rows.child]
    return zip(child, *days, *codes, *rest, strict=True)


def _numbers_of(column: Any) -> list[int]:
    return [int(each) for each in column]


def _words(codes: Codes) -> list[str | None]:
    return [None if number == NOT_KNOWN else codes.words[number] for number in codes.numbers.tolist()]
