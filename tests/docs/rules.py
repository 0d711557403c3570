"""The reference page of the published rules, written from the numbers and the rules: ``python -m tests.docs.rules``."""

from __future__ import annotations

from collections.abc import Iterator

from tests.docs.pages import DOCS
from timeline.domain.checks import RULES
from timeline.domain.checks.numbers import NUMBERS
from timeline.report.rules import ANSWERED, by_number, title_of, years_of

PAGE = DOCS / "reference" / "rules.md"

HEAD = """# The published rules

Written by `make docs`. Every number of the published 903 validation of the returns 2024-25 to 2026-27, and those that
were withdrawn with 2023-24. `timeline check --rule NUMBER` asks one; `timeline check --rules` prints this list.

A rule in force in some years only is asked of what a return of such a year states; what no return states is judged by
the year in which it occurred. What a return leaves blank is asked only of what a return states: a journal says what it
knows. An open episode is told again every year, so a code is right if any year that the episode touches had it.

"""


def page() -> str:
    """The page: how many, the numbers, the rules of the house."""
    return "".join([HEAD, *_counts(), *_numbers(), *_house()])


def _counts() -> Iterator[str]:
    yield "| answered | numbers |\n|---|---|\n"
    for answered, words in ANSWERED.items():
        yield f"| {words} | {sum(each.answered == answered for each in NUMBERS.values())} |\n"


def _numbers() -> Iterator[str]:
    rules = by_number()
    yield "\n## By number\n\n| number | returns | modules | what it names | answered | rules | note |\n"
    yield "|---|---|---|---|---|---|---|\n"
    for each in NUMBERS.values():
        own = rules.get(each.number, [])
        names = " ".join(f"`{rule.id}`" for rule in own)
        about = (each.number, years_of(each), ", ".join(each.modules), title_of(each, own))
        cells = (*about, each.answered, names, each.note)
        yield f"| {' | '.join(cells)} |\n"


def _house() -> Iterator[str]:
    yield "\n## Rules without a number\n\n| rule | severity | what it names | source |\n|---|---|---|---|\n"
    for rule in RULES.values():
        if rule.rule_number is None:
            yield f"| `{rule.id}` | {rule.severity} | {rule.title} | {rule.source} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
