"""The operators of two sorts of spell: what began while another was in force, what followed it, what came before."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.projections.algebra.expressions import SpellExpression


@dataclass(frozen=True)
class During(SpellExpression):
    """Those of ``of`` that began while one of ``other`` was in force: on the day that began, or later and before
    the day it ended."""

    of: SpellExpression
    other: SpellExpression


@dataclass(frozen=True)
class Following(SpellExpression):
    """Those of ``of`` that began on the day one of ``other`` ended or within so many months of it, the corresponding
    date included."""

    of: SpellExpression
    other: SpellExpression
    months: int


@dataclass(frozen=True)
class Preceding(SpellExpression):
    """Those of ``of`` that began before one of ``other``, and ended on the day that began or within so many months
    before it, the corresponding date included; ``None``: at any time before it."""

    of: SpellExpression
    other: SpellExpression
    months: int | None


@dataclass(frozen=True)
class WithTheOneBefore(SpellExpression):
    """Each of ``of``, as if it had begun when that one of ``other`` began which ended on the day this began. Left out
    where there is none."""

    of: SpellExpression
    other: SpellExpression
