"""Rules that were not asked: for want of a reference list, of digests, or of a column of a return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType

from timeline.domain.checks import Rule
from timeline.report import tables


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A rule that was not asked, and why. ``of_lists``: whether for want of a reference list."""

    rule: Rule
    why: str
    of_lists: bool = False


def in_brief(rules: Sequence[NotAsked]) -> Iterator[RenderableType]:
    """One line, with their numbers; nothing where there are none."""
    numbers = " ".join(each.rule.rule_number or each.rule.id for each in rules)
    if rules:
        yield tables.blank()
        yield tables.plain(f"Not asked: {numbers}. Without --brief each says why.")


def as_table(rules: Sequence[NotAsked]) -> Iterator[RenderableType]:
    """One line a rule, with the reason; nothing where there are none."""
    if not rules:
        return
    table = tables.grid(["not asked", "903", "why"], tight=("not asked",))
    for each in rules:
        tables.row(table, each.rule.id, each.rule.rule_number, each.why)
    yield tables.blank()
    yield table
    if not any(each.of_lists for each in rules):
        return
    yield tables.blank()
    yield tables.plain("Bring lists with --reference FOLDER, and name the own authority with --authority CODE.")
