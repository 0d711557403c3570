"""Readings by the groups of a code list: one row a group, and one for what is not recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from timeline.domain.codes import NOT_RECORDED
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Reading


def in_groups(
    key: str,
    spells: SpellExpression,
    attribute: str,
    groups: Mapping[str, str],
    leave_out: Collection[str] = (),
) -> tuple[Reading, ...]:
    """One row for each group of codes, in the order of the list; the last for those without a code."""
    codes: dict[str, list[str]] = {}
    for code, label in groups.items():
        if code not in leave_out:
            codes.setdefault(label, []).append(code)
    known = tuple(
        Reading(group=((key, label),), meets=spells.where(attribute, *members).any())
        for label, members in codes.items()
    )
    blank = Reading(group=((key, NOT_RECORDED),), meets=spells.where(attribute, None).any())
    return (*known, blank)
