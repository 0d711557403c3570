"""Defects in the recorded histories, each named by its rule. Nothing is repaired here, or anywhere.

``check(story)`` asks every rule of one child's history, whole as it is known at the story's basis; ``RULES`` is the
catalogue. A rule is a small pure function of a ``History`` in the file of its family: ``sequence`` (episodes after each
other), ``endings`` (beginnings and endings that do not belong together), ``placement`` (what RNE says and temporary
placements), ``dates`` (birth, 18, short breaks), ``code_years``, ``incidents`` (missing and away), ``identity``,
``observed`` (extracts beside the return).

The published rules see one return; these see all that is recorded, so a number stands for the same question and not
for the same list of rows.
Imports the standard library and ``timeline.domain``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from timeline.domain.checks import code_years, dates, endings, identity, incidents, observed, placement, sequence
from timeline.domain.checks.history import history
from timeline.domain.checks.rule import Finding, Rule, Severity
from timeline.domain.story import Story

FAMILIES = (sequence, endings, placement, dates, code_years, incidents, identity, observed)

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for family in FAMILIES for rule in family.RULES})
"""Every rule by its house name, in the order in which findings are listed."""


def check(story: Story) -> list[Finding]:
    """What is wrong in one child's history at its basis: by rule in the order of ``RULES``, by day, by fact.

    A function of the facts alone: the order in which they were recorded, and other children, have no part in it.
    """
    seen = history(story)
    place = {fact.id: n for n, fact in enumerate(story.facts)}
    found: list[Finding] = []
    for rule in RULES.values():
        findings = {
            Finding(
                rule,
                story.child,
                tuple(sorted(set(defect.facts), key=place.__getitem__)),
                tuple(sorted(set(defect.days))),
            )
            for defect in rule.find(seen)
        }
        found.extend(sorted(findings, key=lambda each: (each.days, [place[fact] for fact in each.facts])))
    return found


__all__ = ["RULES", "Finding", "Rule", "Severity", "check"]
