"""Defects in the recorded histories: by rule with counts, and one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Rule
from timeline.report import tables
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json
from timeline.report.cells import Cell, csv_text
from timeline.report.words import basis_words, short_day, source_row_words

CSV_COLUMNS = (
    "rule",
    "rule_number",
    "severity",
    "title",
    *BASIS_COLUMNS,
    "child",
    "days",
    "source_rows",
    "same_as",
    "journal",
)

HISTORIES = "Defects in the recorded histories"
"""The title, where all that is recorded is asked."""

Merging = Callable[[str, str], str]
"""The journal line that says that one child is another, by whose name it goes."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule, and every place where it is broken."""

    rule: Rule
    found: tuple[Found, ...]

    @property
    def children(self) -> int:
        """How many children have it."""
        return len({each.finding.child for each in self.found})


def by_rule(rules: Iterable[Rule], found: Sequence[Found]) -> list[Broken]:
    """The rules that are broken, in the order of the rules."""
    places: dict[str, list[Found]] = {}
    for each in found:
        places.setdefault(each.finding.rule.id, []).append(each)
    return [Broken(rule, tuple(places[rule.id])) for rule in rules if rule.id in places]


# -------------------------------------------------------------------------------------------------------- JSON and CSV


def as_json(broken: Iterable[Broken], basis: Basis, merging: Merging) -> dict[str, Any]:
    """Every rule that is broken, with every finding."""
    return {"form": "history", "basis": basis_json(basis), "rules": [_rule_json(each, merging) for each in broken]}


def _rule_json(broken: Broken, merging: Merging) -> dict[str, Any]:
    rule = broken.rule
    return {
        "rule": rule.id,
        "rule_number": rule.rule_number,
        "severity": rule.severity,
        "title": rule.title,
        "means": rule.means,
        "do": rule.do,
        "source": rule.source,
        "children": broken.children,
        "findings": [
            {
                "child": each.finding.child,
                "days": [day.isoformat() for day in each.finding.days],
                "source_rows": [row.text() for row in each.rows],
                **_same_as_json(each, merging),
            }
            for each in broken.found
        ],
    }


def _same_as_json(found: Found, merging: Merging) -> dict[str, Any]:
    """The children who may be the same child, and what would say so in a journal; nothing where there are none."""
    same_as = found.finding.same_as
    return {"same_as": list(same_as), "journal": "\n".join(_journal(found, merging))} if same_as else {}


def _journal(found: Found, merging: Merging) -> list[str]:
    return [merging(other, found.finding.child) for other in found.finding.same_as]


def as_csv(broken: Iterable[Broken], basis: Basis, merging: Merging) -> str:
    """One line a finding."""
    return csv_text(CSV_COLUMNS, (_cells(each, basis, merging) for rule in broken for each in rule.found))


def _cells(found: Found, basis: Basis, merging: Merging) -> tuple[Cell, ...]:
    rule, finding = found.finding.rule, found.finding
    days = " ".join(day.isoformat() for day in finding.days)
    numbers = rule.rule_number
    return (
        rule.id,
        numbers,
        rule.severity,
        rule.title,
        *basis_cells(basis),
        finding.child,
        days,
        "; ".join(row.text() for row in found.rows),
        " ".join(finding.same_as),
        "; ".join(_journal(found, merging)),
    )


# --------------------------------------------------------------------------------------------------------------- table


def as_brief(broken: Sequence[Broken], basis: Basis, title: str = HISTORIES) -> RenderableType:
    """One line a rule, with how many children break it."""
    head = tables.heading(title, basis_words(basis))
    if not broken:
        return Group(head, tables.blank(), tables.plain("None."))
    table = tables.grid(["rule", "severity", "children", "title"], right=["children"], tight=("rule", "severity"))
    for each in broken:
        tables.row(table, each.rule.id, each.rule.severity, each.children, each.rule.title)
    return Group(head, tables.blank(), table)


def as_table(broken: Sequence[Broken], basis: Basis, title: str = HISTORIES) -> RenderableType:
    """One row a rule, with how often it is broken and by how many children."""
    head = tables.heading(title, basis_words(basis))
    if not broken:
        return Group(head, tables.blank(), tables.plain("None."))
    numbers = ("findings", "children")
    table = tables.grid(["rule", "903", "severity", "title", *numbers], right=numbers, tight=("rule", "severity"))
    for each in broken:
        rule = each.rule
        tables.row(table, rule.id, rule.rule_number, rule.severity, rule.title, len(each.found), each.children)
    return Group(
        head, tables.blank(), table, tables.blank(), tables.plain("Which children: timeline check --rule RULE")
    )


def as_list(broken: Sequence[Broken], basis: Basis, merging: Merging, title: str = HISTORIES) -> RenderableType:
    """Every finding of these rules: the child, the days, the source rows."""
    head = tables.heading(title, basis_words(basis))
    if not broken:
        return Group(head, tables.blank(), tables.plain("None."))
    return Group(head, *(part for each in broken for part in _one_rule(each, merging)))


def _one_rule(broken: Broken, merging: Merging) -> Iterator[RenderableType]:
    rule = broken.rule
    number = f", 903 rule {rule.rule_number}" if rule.rule_number else ""
    yield tables.blank()
    yield tables.plain(f"{rule.id} ({rule.severity}{number}): {rule.title}", "bold")
    yield tables.notes([rule.means, rule.do])
    yield tables.blank()
    table = tables.grid(["child", "days", "source rows"], tight=("child",))
    for each in broken.found:
        days = ", ".join(short_day(day).strip() for day in each.finding.days)
        tables.row(table, each.finding.child, days, "; ".join(map(source_row_words, each.rows)))
    yield tables.indented(table)
    lines = [line for each in broken.found for line in _journal(each, merging)]
    if lines:
        yield tables.blank()
        yield tables.plain("In a journal, where both are one child (with the day on which that became known):")
        yield tables.blank()
        yield from (tables.plain(f"  {line}") for line in lines)
