"""The published rules by their numbers: where the question of each is answered, in which reading, and why it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.checks import RULES, Rule
from timeline.domain.checks.numbers import NUMBERS, Number
from timeline.report import tables
from timeline.report.cells import csv_text

CSV_COLUMNS = ("rule_number", "since", "until", "modules", "answered", "rules", "title", "note")

ANSWERED = {
    "check": "by check",
    "house": "by check, in a reading of its own",
    "import": "at the import",
    "not asked": "not asked",
}
"""Where a question is answered, in words."""


def by_number() -> Mapping[str, list[Rule]]:
    """The rules of ``check`` by the number that they answer, in the order of the rules."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES.values():
        if rule.rule_number is not None:
            found[rule.rule_number].append(rule)
    return found


def title_of(number: Number, rules: list[Rule]) -> str:
    """What it names: in the words of the rules that answer it, or where none does in its own."""
    return number.title or "; ".join(rule.title for rule in rules)


def years_of(number: Number) -> str:
    """The returns that are held to it: ``2024-25 on``, ``to 2023-24``, one year, or nothing for every one."""
    if number.since is not None and number.since == number.until:
        return _year(number.since)
    since = f"{_year(number.since)} on" if number.since else ""
    return f"to {_year(number.until)}" if number.until else since


def _year(ends: int) -> str:
    return f"{ends - 1}-{ends % 100:02d}"


def as_json() -> list[dict[str, Any]]:
    """One object a number."""
    rules = by_number()
    return [
        {
            "rule_number": each.number,
            "since": each.since,
            "until": each.until,
            "modules": list(each.modules),
            "answered": each.answered,
            "rules": [rule.id for rule in rules.get(each.number, [])],
            "title": title_of(each, rules.get(each.number, [])),
            "note": each.note or None,
        }
        for each in NUMBERS.values()
    ]


def as_csv() -> str:
    """One line a number."""
    rows = as_json()
    return csv_text(
        CSV_COLUMNS,
        (
            tuple(" ".join(row[column]) if isinstance(row[column], list) else row[column] for column in CSV_COLUMNS)
            for row in rows
        ),
    )


def as_table() -> RenderableType:
    """One row a number: where it is answered, and by which rules or why not."""
    rules = by_number()
    head = tables.heading("The published 903 validation rules", "Where the question of each number is answered")
    table = tables.grid(["903", "returns", "answered", "what it names"], tight=("903", "returns", "answered"))
    for each in NUMBERS.values():
        own = rules.get(each.number, [])
        named = [f"{rule.title} ({rule.id})" for rule in own]
        tables.row(table, each.number, years_of(each), each.answered, "; ".join(named) or each.title)
    counts = [sum(each.answered == answered for each in NUMBERS.values()) for answered in ANSWERED]
    told = ", ".join(f"{count} {words}" for count, words in zip(counts, ANSWERED.values(), strict=True))
    return Group(head, tables.blank(), table, tables.blank(), tables.plain(f"{len(NUMBERS)} numbers: {told}."))
