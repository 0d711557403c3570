"""The published rules by their numbers: where the question of each is answered, in which reading, and why it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.domain.checks import RULES, Rule
from timeline.domain.checks.numbers import NUMBERS, Number
from timeline.domain.reference import Need
from timeline.report import column
from timeline.report.value import GAP, Block, Heading, Line, Report, Table, records

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
    """The title of a number, or else the titles of the rules that answer it."""
    return number.title or "; ".join(rule.title for rule in rules)


NEEDS: Mapping[Need, str] = {
    "postcodes": "postcodes.csv",
    "providers": "providers.csv",
    "authorities": "authorities.csv",
    "own authority": "the own authority",
    "authority of providers": "postcodes.csv or authorities.csv",
}
"""What a rule needs, by the file that brings it."""


def note_of(number: Number, rules: list[Rule]) -> str:
    """The reading, or why it is not asked, and which reference lists it needs."""
    needs = list(dict.fromkeys(NEEDS[need] for rule in rules for need in rule.needs))
    return " ".join(filter(None, [number.note, f"Needs {', '.join(needs)}." if needs else ""]))


def years_of(number: Number) -> str:
    """The returns that the rule applies to: ``2024-25 on``, ``to 2023-24``, one year, or nothing for every one."""
    if number.since is not None and number.since == number.until:
        return _year(number.since)
    since = f"{_year(number.since)} on" if number.since else ""
    return f"to {_year(number.until)}" if number.until else since


def _year(ends: int) -> str:
    return f"{ends - 1}-{ends % 100:02d}"


def report() -> Report:
    """One row a number: where it is answered, and by which rules or why not."""
    rules = by_number()
    rows = [_row(each, rules.get(each.number, [])) for each in NUMBERS.values()]
    cells = ([" ".join(cell) if isinstance(cell, list) else cell for cell in row.values()] for row in rows)
    return Report(page=_page, data=lambda: rows, records=lambda: records(rows[0], cells))


def _row(each: Number, rules: list[Rule]) -> dict[str, Any]:
    return {
        "rule_number": each.number,
        "since": each.since,
        "until": each.until,
        "modules": list(each.modules),
        "answered": each.answered,
        "rules": [rule.id for rule in rules],
        "title": title_of(each, rules),
        "note": note_of(each, rules) or None,
    }


def _page() -> Iterator[Block]:
    rules = by_number()
    rows = []
    for each in NUMBERS.values():
        named = [f"{rule.title} ({rule.id})" for rule in rules.get(each.number, [])]
        rows.append((each.number, years_of(each), each.answered, "; ".join(named) or each.title))
    columns = column.identifiers("903", "returns", "answered") + column.texts("what it names")
    counts = [sum(each.answered == answered for each in NUMBERS.values()) for answered in ANSWERED]
    totals = ", ".join(f"{count} {words}" for count, words in zip(counts, ANSWERED.values(), strict=True))
    yield Heading("The published 903 validation rules", ["Where the question of each number is answered"])
    yield from (GAP, Table(columns, rows), GAP, Line(f"{len(NUMBERS)} numbers: {totals}."))
