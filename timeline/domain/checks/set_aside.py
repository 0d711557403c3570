"""The rule about children of whom rows were set aside.

A child of whom every row was set aside has no history. So the rule reads the imports, not a history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from timeline.domain.assertions import Assertion
from timeline.domain.basis import Basis
from timeline.domain.checks.found import Found
from timeline.domain.checks.rule import Finding, Rule
from timeline.domain.entries import Recorded
from timeline.domain.events import Event
from timeline.domain.imports import Import, ImportRecorded, Imports

SET_ASIDE = Rule(
    id="rows-set-aside",
    rule_number=None,
    severity="query",
    title="Rows of the child were set aside and not corrected since",
    means="An import could not read rows of the child, and no later import of the same year or table has brought the "
    "module with all rows of the child readable. What the rows say is in no figure.",
    do="Correct the rows (--quarantine FILE of the import writes them) and import them with --partial.",
    source="House rule: docs/decisions/0018-imports-and-readings.md",
    find=None,
)

RULES = (SET_ASIDE,)

SetAside = Mapping[str, list[tuple[Import, str]]]
"""Of each identifier, the imports that set rows of it aside, each with the module."""


def set_aside(imports: Imports, basis: Basis) -> SetAside:
    """The children of whom rows were set aside, by what is known at the basis. ``imports``: those held at it."""
    found: dict[str, list[tuple[Import, str]]] = {}
    for each in _known(imports, basis):
        for module in each.entry.modules:
            for child in module.children_set_aside:
                found.setdefault(child, []).append((each.found, module.module))
    return found


def still_set_aside(
    child: str,
    aside: Iterable[tuple[Import, str]],
    imports: Imports,
    basis: Basis,
    records: Sequence[Recorded],
    asserted: Iterable[Assertion],
) -> Found | None:
    """The finding of a child of whom some of these rows were not brought readably since; ``None`` where all were.

    ``records``: what the log holds of the child; ``asserted``: what of it counts.
    """
    module_of = {each.id: each.entry.module for each in records if isinstance(each.entry, Event)}
    modules = _asserted_by(imports, asserted, module_of)
    known = list(_known(imports, basis))
    left = [
        each
        for each, module in aside
        if not any(_brings(later, each, module, child, modules.get(later.found.position, ())) for later in known)
    ]
    if not left:
        return None
    days = {entry.year_ending or entry.known_on for entry in (each.entry for each in left)}
    return Found(Finding(SET_ASIDE, child, (), tuple(sorted(days))), ())


@dataclass(frozen=True, slots=True)
class _Known:
    """An import of which the log knows what it set aside."""

    found: Import
    entry: ImportRecorded

    def precedence(self) -> tuple[object, ...]:
        """Which of two has the last word."""
        return (self.entry.known_on, self.entry.last or self.entry.known_on, self.found.position)


def _known(imports: Imports, basis: Basis) -> Iterator[_Known]:
    for each in imports.counting:
        if isinstance(each.entry, ImportRecorded) and basis.knows(each.entry.known_on):
            yield _Known(each, each.entry)


def _asserted_by(imports: Imports, asserted: Iterable[Assertion], module_of: Mapping[UUID, str]) -> dict[int, set[str]]:
    """The modules of which an import asserts something of the child, by the position of its entry."""
    found: dict[int, set[str]] = {}
    for each in asserted:
        owner = imports.owner(each.record, each.record.position)
        if owner is not None:
            found.setdefault(owner.position, set()).update(
                module_of[row.fact] for row in each.statement.says if row.fact in module_of
            )
    return found


def _brings(later: _Known, each: Import, module: str, child: str, asserted: Iterable[str]) -> bool:
    """Whether a later import of the same year, or of the same table, brings a module of the child readably: by a row
    of it, or by being whole and having none that cannot be read."""
    entry = each.entry
    if not isinstance(entry, ImportRecorded) or (later.entry.source, later.entry.year_ending) != (
        entry.source,
        entry.year_ending,
    ):
        return False
    if later.precedence() <= _Known(each, entry).precedence():
        return False
    brought = next((one for one in later.entry.modules if one.module == module), None)
    if brought is None or child in brought.children_set_aside:
        return False
    return module in asserted or (not later.entry.partial and brought.brought)
