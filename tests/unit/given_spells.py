"""Spells given by hand, the child who has them, and what an expression chooses of them."""

from __future__ import annotations

from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.events import ChildRegistered
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.reference import spells

DAY = date(2012, 3, 31)


def spell(start: str, end: str | None = None, code: str | None = "V2") -> Spell:
    return Spell(
        "period_of_care", date.fromisoformat(start), date.fromisoformat(end) if end else None, {"code": code}, ()
    )


def child(*found: Spell, born_on: str | None = None) -> Case:
    story = Story("c", Basis(DAY), (), frozenset())
    registered = None
    if born_on is not None:
        registered = ChildRegistered(
            occurred_on=date.fromisoformat(born_on), sex=None, ethnicity=None, upn=None, mother=None, child_born_on=None
        )
    return Case(
        story, frozenset(), registered.born_on if registered else None, registered, None, {"period_of_care": found}
    )


def starts(expression: x.SpellExpression, *found: Spell, born_on: str | None = None) -> list[str]:
    return [each.start.isoformat() for each in spells(expression, child(*found, born_on=born_on), DAY)]
