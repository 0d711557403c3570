"""Columns that a return did not have, and the rules that are not asked of it for want of them.

A rule that names what is blank declares the columns (``Rule.columns``). Of rows whose file lacked one it is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.checks.rule import Rule
from timeline.domain.days import year_window
from timeline.domain.imports import Import, ImportRecorded, Imports, ModuleImported
from timeline.domain.received import Received
from timeline.domain.statements import RETURN


@dataclass(frozen=True, slots=True, order=True)
class Lacking:
    """A column that the return for a year, or one file of it, did not have. ``file``: empty where no file had it."""

    year_ending: date
    column: str
    file: str = ""

    @property
    def why(self) -> str:
        """The reason why what is blank in the column is not asked."""
        of = f"the file {self.file} of " if self.file else ""
        return f"the column {self.column} is not in {of}the return for the year to 31 March {self.year_ending.year}"


def lacking(imports: Imports, basis: Basis) -> list[Lacking]:
    """By year and column, of the returns known at a basis whose year had begun. A whole return of a year that brings
    the module takes the place of earlier ones. ``imports``: those held at the basis."""
    standing: dict[tuple[date, str], list[set[Lacking]]] = defaultdict(list)
    for each in sorted(_returns(imports, basis), key=_precedence):
        entry = each.entry
        assert isinstance(entry, ImportRecorded)
        assert entry.year_ending is not None
        for module in entry.modules:
            of_module = standing[entry.year_ending, module.module]
            if not entry.partial:
                of_module.clear()
            of_module.append(set(_of_module(entry.year_ending, module)))
    return sorted({each for of_module in standing.values() for found in of_module for each in found})


def lacking_in(imports: Imports, received: Received) -> list[Lacking]:
    """The same of one whole return. Of one that a journal names nothing is known."""
    entries = (each.entry for each in imports.counting if received.number == each.number)
    imported = (entry for entry in entries if isinstance(entry, ImportRecorded))
    return sorted(each for entry in imported for one in entry.modules for each in _of_module(received.year_ending, one))


def _of_module(year_ending: date, module: ModuleImported) -> Iterator[Lacking]:
    yield from (Lacking(year_ending, column) for column in module.columns_absent)
    for file in module.files_without or ():
        yield from (Lacking(year_ending, column, file.file) for column in file.columns)


def not_asked_of(rule: Rule, lacked: Iterable[Lacking]) -> Iterator[str]:
    """For want of which columns a rule is not asked of a return in whose year it is in force: each with the year."""
    number = rule.number
    for each in lacked:
        if each.column in rule.columns and (number is None or number.is_in_force(each.year_ending.year)):
            yield each.why


def _returns(imports: Imports, basis: Basis) -> Iterator[Import]:
    for each in imports.counting:
        entry = each.entry
        if not isinstance(entry, ImportRecorded) or entry.source != RETURN or entry.year_ending is None:
            continue
        if basis.knows(entry.known_on) and basis.reaches(year_window(entry.year_ending).first):
            yield each


def _precedence(each: Import) -> tuple[date, date, int]:
    """As ``Statement.precedence``."""
    last = each.entry.last if isinstance(each.entry, ImportRecorded) else None
    return (each.entry.known_on, last or date.min, each.position)
