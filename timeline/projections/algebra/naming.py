"""Names for parts of a declaration, so that its words can be read. A name changes no figure, and no hash."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.projections.algebra.expressions import SpellExpression


@dataclass(frozen=True)
class Called(SpellExpression):
    """The same spells, by what people call them."""

    of: SpellExpression
    name: str
