"""What was projected as rows of the tables, and rows as what was projected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from timeline.domain.entries import canonical_json
from timeline.domain.events import ChildRegistered, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.spells import Spell
from timeline.projections.tables.deriving import Numbered, Particulars
from timeline.projections.tables.folding import Projected

Row = dict[str, Any]


def rows_of(child: str, found: Projected) -> tuple[list[Row], list[Row]]:
    """The rows of a child's spells, and those of its particulars; in no order."""
    spells: list[Row] = []
    particulars: list[Row] = []
    for (value, seen_from, seen_to), known_from, known_to in found:
        days = {"seen_from": seen_from, "seen_to": seen_to, "known_from": known_from, "known_to": known_to}
        if isinstance(value, Numbered):
            spells.append({"child": child, **_spell_row(value), **days})
        else:
            particulars.append({"child": child, **_particulars_row(value), **days})
    return spells, particulars


def _spell_row(numbered: Numbered) -> Row:
    spell = numbered.spell
    return {
        "kind": spell.kind,
        "number": numbered.number,
        "started_on": spell.start,
        "ended_on": spell.end,
        "attributes": canonical_json(dict(spell.attributes)),
        "facts": canonical_json([fact.hex for fact in spell.facts]),
    }


def spell_of(row: Mapping[str, Any]) -> Spell:
    """The spell of a row."""
    return Spell(
        kind=row["kind"],
        start=row["started_on"],
        end=row["ended_on"],
        attributes=json.loads(row["attributes"]),
        facts=tuple(UUID(hex=fact) for fact in json.loads(row["facts"])),
    )


def _particulars_row(found: Particulars) -> Row:
    child, status = found.registered, found.unaccompanied
    return {
        "modules": canonical_json(list(found.modules)),
        "registered": child is not None,
        "born_on": child.born_on if child else None,
        "sex": child.sex if child else None,
        "ethnicity": child.ethnicity if child else None,
        "upn": child.upn if child else None,
        "mother": child.mother if child else None,
        "child_born_on": child.child_born_on if child else None,
        "unaccompanied": status is not None,
        "unaccompanied_from": status.occurred_on if status else None,
        "unaccompanied_to": status.ceases_on if status else None,
        "unaccompanied_sex": status.sex if status else None,
        "open_episode": found.open_episode,
        "never_sent_again": found.never_sent_again,
    }


def particulars_of(row: Mapping[str, Any]) -> Particulars:
    """The particulars of a row."""
    return Particulars(
        modules=tuple(json.loads(row["modules"])),
        registered=_registered(row),
        unaccompanied=_unaccompanied(row),
        open_episode=row["open_episode"],
        never_sent_again=row["never_sent_again"],
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
