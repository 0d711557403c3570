"""Defects in the recorded histories, each named by its rule. Nothing is repaired here, or anywhere.

``check(story)`` asks every rule of one child's history, whole as it is known at the story's basis; ``RULES`` is the
catalogue. A rule is a small pure function of a ``History`` in the file of its family. Of episodes: ``sequence``
(after each other), ``endings`` (beginnings and endings that do not belong together), ``after_year``, ``placement``
(what RNE says and temporary placements), ``provider`` (with postcodes), ``reasons`` (for a placement change),
``combinations`` (codes that do not go together), ``lengths`` (limits; short breaks), ``dates`` (birth and 18),
``ages``, ``code_years``. Of other modules: ``health`` (OC2), ``leavers`` (OC3), ``reviewed``, ``incidents`` (missing
and away), ``liberty`` (DoLo), ``workers`` (SWEpisodes), ``adoption`` and ``decisions``, ``matching`` and ``adopters``
(AD1), ``identity``, ``header`` and ``mothers``, ``registration`` (beside the Header), ``permanence``. Of several
modules: ``presence``, ``observed`` (extracts beside the return), ``returns`` (returns beside each other). Of two
returns: ``changed_particulars``, ``changed_episodes``, ``changed_decisions``. Of all care: ``entitled``. Of a reference
list, where the user brings it: ``postcodes``, ``changed_places``, ``registered`` (providers), ``authorities``.
``across`` has those of several children at once, ``set_aside`` that of rows which are in no history.

A rule with a number asks the question of the published rule with that number. ``numbers`` lists every number there is
and says where each is answered: by a rule here, when a return is imported, or nowhere and why. The published rules see
one return; these see all that is recorded. A rule that is in force in some years only is asked of what a return of such
a year states, and of what no return states by the year in which it occurred.

What a return leaves blank though it must not is asked only of what a return states: a journal says what it knows.
Where a file of the return lacked the column it said nothing: such rules declare the columns (``Rule.columns``), and are
asked of a history in which rows of that file state nothing.

Imports the standard library and ``timeline.domain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from timeline.domain.checks import (
    across,
    adopters,
    adoption,
    after_year,
    ages,
    authorities,
    changed_decisions,
    changed_episodes,
    changed_particulars,
    changed_places,
    code_years,
    combinations,
    dates,
    decisions,
    endings,
    entitled,
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
    postcodes,
    presence,
    provider,
    reasons,
    registered,
    registration,
    returns,
    reviewed,
    sequence,
    set_aside,
    workers,
)
from timeline.domain.checks.concerned import can_break
from timeline.domain.checks.found import Checked, Found
from timeline.domain.checks.history import History, history
from timeline.domain.checks.returned import NOT_RETURNED, Returned
from timeline.domain.checks.rule import Defect, Finding, Rule, Severity, findings_of
from timeline.domain.events import Event
from timeline.domain.reference import NO_REFERENCE, Reference
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
    *(changed_particulars, changed_episodes, changed_decisions, entitled),
    *(postcodes, changed_places, registered, authorities),
)

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.id: rule for family in (*FAMILIES, across, set_aside) for rule in family.RULES}
)
"""Every rule by its house name, in the order in which findings are listed."""


def check(story: Story, returned: Returned = NOT_RETURNED, reference: Reference = NO_REFERENCE) -> list[Finding]:
    """What is wrong in one child's history at its basis: by rule in the order of ``RULES``, by day, by fact.

    ``returned``: which yearly returns had the child. ``reference``: the lists that the user brought; a rule that needs
    one that is not there is not asked. A function of these alone: the order in which facts were recorded, and other
    children, have no part in it. Rules of several children are in ``across``.
    """
    return _findings(history(story, returned, reference))


def checked(story: Story, returned: Returned = NOT_RETURNED) -> Checked:
    """The same without reference lists, with the source rows, and until when it holds."""
    seen = history(story, returned)
    found = tuple(Found.of(finding, seen.facts) for finding in _findings(seen))
    seen.forget()
    return Checked(found, seen.asked.turns_on)


def checked_against(story: Story, returned: Returned, reference: Reference) -> list[Found]:
    """What the rules that need reference lists find in one child's history."""
    seen = history(story, returned, reference)
    return [Found.of(finding, seen.facts) for finding in _findings(seen, NEEDING)]


NEEDING: tuple[Rule, ...] = tuple(rule for rule in RULES.values() if rule.needs)
"""The rules that need reference lists, in the order of ``RULES``."""


@cache
def concerned(kinds: frozenset[type[Event]]) -> tuple[Rule, ...]:
    """The rules that a history of facts of these kinds, and of no others, can break, in the order of ``RULES``."""
    asked = _concerned_by(None).union(*map(_concerned_by, kinds))
    return tuple(rule for rule in RULES.values() if rule.id in asked)


@cache
def _concerned_by(kind: type[Event] | None) -> frozenset[str]:
    """The rules that a history with a fact of this kind can break; ``None``: that one without any fact can."""
    return frozenset(rule.id for rule in RULES.values() if can_break(rule, kind))


def _findings(seen: History, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """What these rules find, of all that the history can break where ``None``."""
    if rules is None:
        rules = concerned(frozenset({type(fact.event) for fact in seen.story.facts}))
    found: list[Finding] = []
    for rule in rules:
        if rule.find is None or (rule.needs and any(seen.reference.lacks(rule.needs))):
            continue
        asked = seen.with_columns(rule.columns) if rule.columns else seen
        defects = list(rule.find(asked))
        if defects:
            in_force = [each for each in defects if _is_in_force(rule, each, asked)]
            found.extend(findings_of(rule, seen.story.child, seen.facts, in_force))
    return found


def _is_in_force(rule: Rule, defect: Defect, seen: History) -> bool:
    """Whether a return that is held to the rule states one of the facts."""
    number = rule.number
    if number is None or number.since is number.until is None:
        return True
    if defect.year is not None:
        return number.is_in_force(defect.year)
    return any(number.is_in_force(year) for fact in defect.facts for year in seen.years(fact))


__all__ = [
    "NEEDING",
    "RULES",
    "Checked",
    "Finding",
    "Found",
    "Returned",
    "Rule",
    "Severity",
    "check",
    "checked",
    "checked_against",
]
