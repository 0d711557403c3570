"""Defects in the recorded histories, each named by its rule. Nothing is repaired here, or anywhere.

``check(story)`` asks every rule of one child's history, whole as it is known at the story's basis; ``RULES`` is the
catalogue. A rule is a small pure function of a ``History`` in the file of its family: ``sequence`` (episodes after each
other), ``endings`` (beginnings and endings that do not belong together), ``placement`` (what RNE says and temporary
placements), ``combinations`` (codes that do not go together), ``lengths`` (limits; short breaks), ``dates`` (birth and
18), ``ages``, ``outcomes`` (what is not asked at an age), ``code_years``, ``incidents`` (missing and away),
``adoption``, ``matching`` (the particulars of an adoption), ``identity``, ``observed`` (extracts beside the return),
``returns`` (returns beside each other). ``across`` has those of several children at once, ``set_aside`` that of
rows which are in no history.

The published rules see one return; these see all that is recorded, so a number stands for the same question and not
for the same list of rows.

Published rules of these families that cannot be asked of recorded facts, and where their question is answered instead:

* What this year's return says unlike last year's (202 to 208, 452, 453, 502, 503A to J, 559 to 561, 584, 624, 626): a
  return takes back what it no longer says, so of the two one is live. ``baseline diff`` tells them apart.
* Gone from the next return (576, NoE, 1010): ``episode-never-sent-again``, and the import's discrepancies.
* After the year's end, or outside it (301, 354, 385, 570, 571): nothing is recorded as known before it happened; an
  import sets such rows aside. 209, 210, 351: a UPN's code and the age of 25 are about the day of a return, no fact's.
* A reversal without a decision (563): ``ending-without-beginning``. Decisions that overlap (579, 583):
  ``adoption-decided-again``. A child's day of birth (203, INT11 to INT18): ``child-birth-days-differ``.
* The registers of homes and postcodes (219, 221, 224, 227 to 229, 411, 1015), distance and location (164, 169, 392,
  398, 406, 420, 454), providers by type (527 to 531, 550): neither the registers nor these columns are kept.
* 234, 451, 555, 556: custody under 10 is 372 here; freeing for adoption ended in 2005 and its rules were removed.

Imports the standard library and ``timeline.domain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from timeline.domain.checks import (
    across,
    adoption,
    ages,
    code_years,
    combinations,
    dates,
    endings,
    identity,
    incidents,
    lengths,
    matching,
    observed,
    outcomes,
    placement,
    returns,
    sequence,
    set_aside,
)
from timeline.domain.checks.found import Checked, Found
from timeline.domain.checks.history import History, history
from timeline.domain.checks.returned import NOT_RETURNED, Returned
from timeline.domain.checks.rule import Defect, Finding, Rule, Severity
from timeline.domain.story import Story

FAMILIES = (
    *(sequence, endings, placement, combinations, lengths, dates, ages, outcomes, code_years, incidents),
    *(adoption, matching, identity, observed, returns),
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.id: rule for family in (*FAMILIES, across, set_aside) for rule in family.RULES}
)
"""Every rule by its house name, in the order in which findings are listed."""


def check(story: Story, returned: Returned = NOT_RETURNED) -> list[Finding]:
    """What is wrong in one child's history at its basis: by rule in the order of ``RULES``, by day, by fact.

    ``returned``: which yearly returns had the child. A function of these facts alone: the order in which they were
    recorded, and other children, have no part in it. Rules of several children are in ``across``.
    """
    return _findings(history(story, returned))


def checked(story: Story, returned: Returned = NOT_RETURNED) -> Checked:
    """The same, with the source rows, and until when it holds."""
    seen = history(story, returned)
    found = tuple(Found.of(finding, story) for finding in _findings(seen))
    return Checked(found, seen.asked.turns_on)


def _findings(seen: History) -> list[Finding]:
    found: list[Finding] = []
    for rule in RULES.values():
        defects = [] if rule.find is None else list(rule.find(seen))
        if defects:
            found.extend(_of_rule(rule, seen.story, defects))
    return found


def _of_rule(rule: Rule, story: Story, defects: Iterable[Defect]) -> list[Finding]:
    """Each defect once, by day, by fact."""
    place = {fact.id: n for n, fact in enumerate(story.facts)}
    findings = {
        Finding(
            rule,
            story.child,
            tuple(sorted(set(defect.facts), key=place.__getitem__)),
            tuple(sorted(set(defect.days))),
        )
        for defect in defects
    }
    return sorted(findings, key=lambda each: (each.days, [place[fact] for fact in each.facts]))


__all__ = ["RULES", "Checked", "Finding", "Found", "Returned", "Rule", "Severity", "check", "checked"]
