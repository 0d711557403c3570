"""Spells that only indicators ask for, derived of a case when one first does: what the year's outcomes say, who the
social worker was, which reviews were due.

``timeline.domain.spells`` holds what a case is. Here is what needs the rulebook (a review is due after so many working
days) or what few measures ask (so that a question about the others does not pay for it). May import ``timeline.domain``
and the rulebook. ``DERIVED`` names every kind; ``spells_of`` is the one way to any kind, of here or of the domain.
"""

from timeline.projections.algebra.derived.kinds import DERIVED, DerivedKind, remembering, spells_of

__all__ = ["DERIVED", "DerivedKind", "remembering", "spells_of"]
