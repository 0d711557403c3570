"""Cases out of the tables, such as the reference interpreter answers from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select

from timeline.domain.basis import Basis
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.tables import schema
from timeline.projections.tables.deriving import ALL_KINDS
from timeline.projections.tables.refusing import refuse_changed, refuse_unknown
from timeline.projections.tables.rows import particulars_of, spell_of
from timeline.projections.tables.state import REBUILD, State, usable
from timeline.store import CaseLog, StoreError

_CHILDREN_A_PAGE = 500


def cases_from_tables(log: CaseLog, basis: Basis) -> Iterator[Case]:
    """Every child at a basis, in the order of names. ``StoreError`` where the tables cannot be used, or are not those
    of the basis' position and policy.

    A case from the tables has all that a measure asks for; its story has no facts.
    """
    state = usable(log)
    refuse_other(log, basis, state)
    return cases(log, state, basis)


def refuse_other(log: CaseLog, basis: Basis, state: State) -> None:
    """``StoreError`` where the tables hold another position than the basis, or open periods are taken otherwise."""
    position = log.head().position if basis.position is None else basis.position
    if position != state.position:
        what = f"the projections were made at position {state.position}, and the question is about {position}"
        raise StoreError(log.database.where, what, f"{REBUILD}, or ask the log")
    refuse_unknown(log, basis)


def cases(log: CaseLog, state: State, basis: Basis) -> Iterator[Case]:
    """Every child as at and as known at the basis, whatever its position, in tables of this state. ``StoreError`` where
    they are made anew while they are read."""
    last: str | None = None
    while page := _page(log, basis, last):
        yield from page.values()
        last = max(page)
    refuse_changed(log, state)


def _page(log: CaseLog, basis: Basis, after: str | None) -> Mapping[str, Case]:
    """The next children, and their cases."""
    query = select(schema.CHILDREN).where(_holds(schema.CHILDREN, basis)).order_by(schema.CHILDREN.c.child)
    if after is not None:
        query = query.where(schema.CHILDREN.c.child > after)
    with log.database.reading() as connection:
        children = connection.execute(query.limit(_CHILDREN_A_PAGE)).mappings().all()
        if not children:
            return {}
        among = and_(schema.SPELLS.c.child >= children[0]["child"], schema.SPELLS.c.child <= children[-1]["child"])
        spells = connection.execute(select(schema.SPELLS).where(_holds(schema.SPELLS, basis), among)).mappings().all()
    by_child: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for spell in spells:
        by_child[spell["child"]].append(spell)
    return {row["child"]: _case(row, by_child[row["child"]], basis) for row in children}


def _holds(table: Table, basis: Basis) -> ColumnElement[bool]:
    """Which rows hold at a basis."""
    seen = and_(table.c.seen_from <= basis.as_at, or_(table.c.seen_to.is_(None), table.c.seen_to > basis.as_at))
    if basis.known_at is None:
        return and_(seen, table.c.known_to.is_(None))
    since = table.c.known_from <= basis.known_at
    return and_(seen, since, or_(table.c.known_to.is_(None), table.c.known_to > basis.known_at))


def _case(child: Mapping[Any, Any], rows: Sequence[Mapping[Any, Any]], basis: Basis) -> Case:
    found = particulars_of(child)
    spells: dict[str, list[Spell]] = {kind: [] for kind in ALL_KINDS}
    for row in sorted(rows, key=lambda row: int(row["number"])):
        spells[row["kind"]].append(spell_of(row))
    modules = frozenset(found.modules)
    return Case(
        story=Story(child["child"], basis, facts=(), covered=modules),
        modules=modules,
        born_on=found.registered.born_on if found.registered else None,
        registered=found.registered,
        unaccompanied=found.unaccompanied,
        spells={kind: tuple(each) for kind, each in spells.items()},
        never_sent_again=found.never_sent_again,
        endings_alone=found.endings_alone,
    )
