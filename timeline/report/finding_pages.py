"""Defects for people: one line a rule, two lines a rule, or every finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline.domain.checks import Rule
from timeline.domain.reference import ListRead
from timeline.report import column
from timeline.report.value import GAP, Block, Heading, Line, Notes, Table
from timeline.report.words import basis_words, short_day, source_row_words

if TYPE_CHECKING:
    from timeline.report.findings import Broken, Findings, NotAsked


def brief(findings: Findings) -> Iterator[Block]:
    """One line a rule, with its number and how many children break it, and its effect where that was asked for."""
    columns = column.identifiers("rule", "severity") + column.counts("children") + column.texts("903")
    rows = [(each.rule.id, each.rule.severity, each.children, _number(each.rule)) for each in findings.broken]
    yield from _heading(findings)
    yield from [_effects(findings) or Table(columns, rows)] if findings.broken else [Line("None.")]
    yield from _not_asked_in_brief(findings.not_asked)


def page(findings: Findings) -> Iterator[Block]:
    """Two lines a rule, its name under what is wrong, with how often it is broken and by how many children; or with its
    effect."""
    what = column.identifiers("903") + column.texts("what is wrong") + column.identifiers("severity")
    columns = what + column.counts("findings", "children")
    rows = [
        row
        for each in findings.broken
        for row in (
            (_number(each.rule), each.rule.title, each.rule.severity, len(each.found), each.children),
            (None, each.rule.id, None, None, None),
        )
    ]
    yield from _heading(findings)
    if findings.broken:
        yield from (_effects(findings) or Table(columns, rows), GAP)
        yield Line("Which children: timeline check --rule RULE")
    else:
        yield Line("None.")
    yield from _not_asked(findings.not_asked)


def _number(rule: Rule) -> str:
    return rule.rule_number or "house"


def _effects(findings: Findings) -> Table | None:
    """One line a rule: how many measures count some of its children, and which counts most. ``None`` where the effect
    was not asked for."""
    if all(each.effect is None for each in findings.broken):
        return None
    columns = column.identifiers("rule") + column.counts("children", "measures") + column.texts("most")
    rows = [
        (each.rule.id, each.children, len(each.effect or ()), (each.effect_words or "").partition("; ")[0])
        for each in findings.broken
    ]
    return Table(columns, rows)


def one_by_one(findings: Findings) -> Iterator[Block]:
    """Every finding of these rules: the child, the days, the source rows."""
    yield from _heading(findings)
    for number, each in enumerate(findings.broken):
        if number:
            yield GAP
        yield from _one_rule(each, findings)
    if not findings.broken:
        yield Line("None.")
    yield from _not_asked(findings.not_asked)


def _heading(findings: Findings) -> Iterator[Block]:
    """The title, the basis, and the lists that were brought."""
    brought = [
        f"{each.file}: {_published(each)}, {each.lines:,} {'line' if each.lines == 1 else 'lines'}"
        for each in findings.lists
    ]
    yield from (Heading(findings.title, [basis_words(findings.basis), *brought]), GAP)


def _published(read: ListRead) -> str:
    return "of an unknown day" if read.published_on is None else f"of {short_day(read.published_on).strip()}"


def _effect_notes(broken: Broken) -> list[str]:
    if broken.effect is None:
        return []
    return [f"Measures that count some of its children: {broken.effect_words or 'none'}."]


def _one_rule(broken: Broken, findings: Findings) -> Iterator[Block]:
    rule = broken.rule
    number = f", 903 rule {rule.rule_number}" if rule.rule_number else ""
    yield Heading(f"{rule.id} ({rule.severity}{number}): {rule.title}", level=2)
    yield from (Notes([rule.means, rule.do, *_effect_notes(broken)]), GAP)
    rows = [
        (
            each.finding.child,
            ", ".join(short_day(day).strip() for day in each.finding.days),
            "; ".join(map(source_row_words, each.rows)),
        )
        for each in broken.found
    ]
    yield Table([*column.identifiers("child"), *column.texts("days", "source rows")], rows, indent=True)
    lines = [line for each in broken.found for line in findings.journal(each)]
    if lines:
        yield GAP
        yield Line("In a journal, where both are one child (with the day on which that became known):")
        yield GAP
        yield from (Line(f"  {line}") for line in lines)


def _not_asked_in_brief(rules: Sequence[NotAsked]) -> Iterator[Block]:
    """One line, with their numbers; nothing where there are none."""
    numbers = " ".join(each.rule.rule_number or each.rule.id for each in rules)
    if rules:
        yield from (GAP, Line(f"Not asked: {numbers}. Without --brief each has its reason."))


def _not_asked(rules: Sequence[NotAsked]) -> Iterator[Block]:
    """One row a rule, with the reason; nothing where there are none."""
    if not rules:
        return
    columns = column.identifiers("not asked") + column.texts("903", "why")
    yield from (GAP, Table(columns, [(each.rule.id, each.rule.rule_number, each.why) for each in rules]))
    if any(each.of_lists for each in rules):
        yield GAP
        yield Line("Bring lists with --reference FOLDER, and name the own authority with --authority CODE.")
