"""Cases out of the rows for people, by SQL alone and by nothing of the columns' own code: to be compared with those
that the log tells."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, or_, select

from timeline.domain.basis import Basis
from timeline.domain.events import ChildRegistered, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.tables import make_rows, schema
from timeline.projections.tables.derivations import ALL_KINDS
from timeline.store import CaseLog


def cases_from_rows(log: CaseLog, basis: Basis) -> Iterator[Case]:
    """Every child at a basis, in the order of names, out of rows that are made of what is stored. A case has all that a
    measure asks for; its story has no facts."""
    make_rows(log)
    with log.database.reading() as connection:
        query = select(schema.CHILDREN).where(_holds(schema.CHILDREN, basis))
        children = connection.execute(query).mappings().all()
        spells = connection.execute(select(schema.SPELLS).where(_holds(schema.SPELLS, basis))).mappings().all()
    by_child: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for spell in spells:
        by_child[spell["child"]].append(spell)
    for row in sorted(children, key=lambda row: str(row["child"])):
        yield _case(row, by_child[row["child"]], basis)


def _holds(table: Table, basis: Basis) -> ColumnElement[bool]:
    """Which rows hold at a basis."""
    seen = and_(table.c.seen_from <= basis.as_at, or_(table.c.seen_to.is_(None), table.c.seen_to > basis.as_at))
    if basis.known_at is None:
        return and_(seen, table.c.known_to.is_(None))
    since = table.c.known_from <= basis.known_at
    return and_(seen, since, or_(table.c.known_to.is_(None), table.c.known_to > basis.known_at))


def _case(child: Mapping[Any, Any], rows: Sequence[Mapping[Any, Any]], basis: Basis) -> Case:
    registered = _registered(child)
    spells: dict[str, list[Spell]] = {kind: [] for kind in ALL_KINDS}
    for row in sorted(rows, key=lambda row: int(row["number"])):
        spells[row["kind"]].append(_spell(row))
    modules = frozenset(json.loads(child["modules"]))
    return Case(
        story=Story(child["child"], basis, facts=(), covered=modules),
        modules=modules,
        born_on=registered.born_on if registered else None,
        registered=registered,
        unaccompanied=_unaccompanied(child),
        spells={kind: tuple(each) for kind, each in spells.items()},
        never_sent_again=child["never_sent_again"],
        endings_alone=child["endings_alone"],
    )


def _spell(row: Mapping[Any, Any]) -> Spell:
    facts = tuple(UUID(hex=fact) for fact in json.loads(row["facts"]))
    return Spell(row["kind"], row["started_on"], row["ended_on"], json.loads(row["attributes"]), facts)


def _registered(row: Mapping[Any, Any]) -> ChildRegistered | None:
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


def _unaccompanied(row: Mapping[Any, Any]) -> UnaccompaniedAsylumSeekerRecorded | None:
    if not row["unaccompanied"]:
        return None
    return UnaccompaniedAsylumSeekerRecorded(
        occurred_on=row["unaccompanied_from"], sex=row["unaccompanied_sex"], ceases_on=row["unaccompanied_to"]
    )
