"""What was projected as rows of the tables, and rows as what was projected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from timeline.domain.entries import canonical_json
from timeline.domain.events import ChildRegistered, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.spells import Spell
from timeline.projections.tables.deriving import Particulars
from timeline.projections.tables.folding import Projected

Row = tuple[str | int | None, ...]
"""The cells of a row, in the order of its table's columns. A day is a text, as in ISO 8601: SQLite keeps it so, and
PostgreSQL reads it so."""


def rows_of(child: str, found: Projected) -> tuple[list[Row], list[Row]]:
    """The rows of a child's spells, and those of its particulars; in no order."""
    spells: list[Row] = []
    particulars: list[Row] = []
    cells: list[tuple[Row, Row] | None] = [None] * len(found.values)  # of each value, however many rows say it
    for (value, number, seen_from, seen_to), known_from, known_to in found.when:
        said = cells[value]
        if said is None:
            said = cells[value] = _cells(child, found.values[value])
        first, more = said
        days = (_day(seen_from), _day(seen_to), _day(known_from), _day(known_to))
        if more:
            spells.append((*first, number, *more, *days))
        else:
            particulars.append((*first, *days))
    return spells, particulars


def _cells(child: str, value: Spell | Particulars) -> tuple[Row, Row]:
    """What a row says of a value itself: of a spell, before its number and after it."""
    if isinstance(value, Spell):
        return (child, value.kind), _spell_cells(value)
    return (child, *_particulars_cells(value)), ()


@cache
def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _spell_cells(spell: Spell) -> Row:
    """What a row says of a spell itself."""
    facts = '","'.join([fact.hex for fact in spell.facts])
    attributes = _attributes(tuple(spell.attributes.items()))
    return (_day(spell.start), _day(spell.end), attributes, f'["{facts}"]' if facts else "[]")


@lru_cache(maxsize=65_536)
def _attributes(recorded: tuple[tuple[str, str | None], ...]) -> str:
    return canonical_json(dict(recorded))


def spell_of(row: Mapping[str, Any]) -> Spell:
    """The spell of a row."""
    return Spell(
        kind=row["kind"],
        start=row["started_on"],
        end=row["ended_on"],
        attributes=json.loads(row["attributes"]),
        facts=tuple(UUID(hex=fact) for fact in json.loads(row["facts"])),
    )


def _particulars_cells(found: Particulars) -> Row:
    known, status = found.registered, found.unaccompanied
    return (
        _modules(found.modules),
        known is not None,
        _day(known.born_on) if known else None,
        known.sex if known else None,
        known.ethnicity if known else None,
        known.upn if known else None,
        known.mother if known else None,
        _day(known.child_born_on) if known else None,
        status is not None,
        _day(status.occurred_on) if status else None,
        _day(status.ceases_on) if status else None,
        status.sex if status else None,
        found.open_episode,
        found.never_sent_again,
        found.endings_alone,
    )


@lru_cache(maxsize=4_096)
def _modules(modules: tuple[str, ...]) -> str:
    return canonical_json(list(modules))


def particulars_of(row: Mapping[str, Any]) -> Particulars:
    """The particulars of a row."""
    return Particulars(
        modules=tuple(json.loads(row["modules"])),
        registered=_registered(row),
        unaccompanied=_unaccompanied(row),
        open_episode=row["open_episode"],
        never_sent_again=row["never_sent_again"],
        endings_alone=row["endings_alone"],
    )


def _registered(row: Mapping[str, Any]) -> ChildRegistered | None:
    if not row["registered"]:
        return None
    return ChildRegistered(
        occurred_on=row["born_on"],
        sex=row["sex"],
        ethnicity=row["ethnicity"],
        upn=row["upn"],
        mother=row["mother"],
        child_born_on=row["child_born_on"],
    )


def _unaccompanied(row: Mapping[str, Any]) -> UnaccompaniedAsylumSeekerRecorded | None:
    if not row["unaccompanied"]:
        return None
    return UnaccompaniedAsylumSeekerRecorded(
        occurred_on=row["unaccompanied_from"], sex=row["unaccompanied_sex"], ceases_on=row["unaccompanied_to"]
    )
