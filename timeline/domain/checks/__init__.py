"""Defects in the recorded histories, each named by its rule. Nothing is repaired here, or anywhere.

``check(story)`` asks every rule of one child's history, whole as it is known at the story's basis; ``RULES`` is the
catalogue. A rule is a small pure function of a ``History`` in the file of its family. Of episodes: ``sequence``
(after each other), ``endings`` (beginnings and endings that do not belong together), ``after_year``, ``placement``
(what RNE says and temporary placements), ``provider`` (with postcodes), ``reasons`` (for a placement change),
``combinations`` (codes that do not go together), ``lengths`` (limits; short breaks), ``dates`` (birth and 18),
``ages``, ``code_years``. Of other modules: ``health`` (OC2), ``leavers`` (OC3), ``reviewed``, ``incidents`` (missing
and away), ``liberty`` (DoLo), ``workers`` (SWEpisodes), ``adoption`` and ``decisions``, ``matching`` and ``adopters``
(AD1), ``identity``, ``header`` and ``mothers``, ``registration`` (beside the Header), ``permanence``. Of several
modules: ``presence``, ``observed`` (extracts beside the return), ``returns`` (returns beside each other). ``across``
has those of several children at once, ``set_aside`` that of rows which are in no history.

A rule with a number asks the question of the published rule with that number. ``numbers`` lists every number there is
and says where each is answered: by a rule here, when a return is imported, or nowhere and why. The published rules see
one return; these see all that is recorded. A rule that is in force in some years only is asked of what a return of such
a year states, and of what no return states by the year in which it occurred.

What a return leaves blank though it must not is asked only of what a return states: a journal says what it knows.

Imports the standard library and ``timeline.domain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from timeline.domain.checks import (
    across,
    adopters,
    adoption,
    after_year,
    ages,
    code_years,
    combinations,
    dates,
    decisions,
    endings,
    header,
    health,
    identity,
    incidents,
    leavers,
    lengths,
    liberty,
    matching,
    mothers,
    observed,
    permanence,
    placement,
    presence,
    provider,
    reasons,
    registration,
    returns,
    reviewed,
    sequence,
    set_aside,
    workers,
)
from timeline.domain.checks.found import Checked, Found
from timeline.domain.checks.history import History, history
from timeline.domain.checks.returned import NOT_RETURNED, Returned
from timeline.domain.checks.rule import Defect, Finding, Rule, Severity
from timeline.domain.story import Story

FAMILIES = (
    *(sequence, endings, after_year, placement, provider, reasons, combinations, lengths, dates, ages),
    *(health, leavers, reviewed, code_years, incidents, liberty, workers),
    *(
        adoption,
        decisions,
        matching,
        adopters,
        identity,
        header,
        mothers,
        registration,
        permanence,
        presence,
        observed,
        returns,
    ),
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
            found.extend(_of_rule(rule, seen.story, [each for each in defects if _is_in_force(rule, each, seen)]))
    return found


def _is_in_force(rule: Rule, defect: Defect, seen: History) -> bool:
    """Whether a return that is held to the rule states one of the facts."""
    number = rule.number
    if number is None or number.since is number.until is None:
        return True
    return any(number.is_in_force(year) for fact in defect.facts for year in seen.years(fact))


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
