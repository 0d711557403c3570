"""Rules that were not asked: for want of a reference list, of digests, or of a column of a return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timeline.domain.checks import Rule
from timeline.report.value import GAP, Block, Line, Table, identifier, text


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A rule that was not asked, and why. ``of_lists``: whether for want of a reference list."""

    rule: Rule
    why: str
    of_lists: bool = False


def brief_blocks(rules: Sequence[NotAsked]) -> Iterator[Block]:
    """One line, with their numbers; nothing where there are none."""
    numbers = " ".join(each.rule.rule_number or each.rule.id for each in rules)
    if rules:
        yield from (GAP, Line(f"Not asked: {numbers}. Without --brief each says why."))


def blocks(rules: Sequence[NotAsked]) -> Iterator[Block]:
    """One row a rule, with the reason; nothing where there are none."""
    if not rules:
        return
    columns = [identifier("not asked"), text("903"), text("why")]
    yield from (GAP, Table(columns, [(each.rule.id, each.rule.rule_number, each.why) for each in rules]))
    if any(each.of_lists for each in rules):
        yield GAP
        yield Line("Bring lists with --reference FOLDER, and name the own authority with --authority CODE.")
