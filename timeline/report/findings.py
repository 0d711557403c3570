"""Defects in the recorded histories: by rule with counts, and one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Rule
from timeline.domain.reference import ListRead
from timeline.projections.moved import Moved
from timeline.report import not_asked, tables
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json
from timeline.report.cells import Cell, csv_text
from timeline.report.not_asked import NotAsked
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
    "not_asked",
    "effect",
)

HISTORIES = "Defects in the recorded histories"
"""The title, where all that is recorded is asked."""

Merging = Callable[[str, str], str]
"""The journal line that says that one child is another, by whose name it goes."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule, and every place where it is broken. ``effect``: the measures that its children can move, most children
    first; ``None``: it was not asked for."""

    rule: Rule
    found: tuple[Found, ...]
    effect: tuple[Moved, ...] | None = None

    @property
    def children(self) -> int:
        """How many children have it."""
        return len({each.finding.child for each in self.found})


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found. ``broken``: every rule that is; ``merging``: see there; ``not_asked``: rules for want of a
    reference list; ``lists``: the lists that were brought; ``title``: over the tables."""

    basis: Basis
    broken: Sequence[Broken]
    merging: Merging
    not_asked: Sequence[NotAsked] = ()
    lists: Sequence[ListRead] = ()
    title: str = HISTORIES

    def by_effect(self, effect: Mapping[str, tuple[Moved, ...]]) -> Findings:
        """The same with the effect of each rule: first the rule of which one measure counts most children, of as many
        that which can move more measures. ``effect``: by the rule's house name."""
        broken = [replace(each, effect=effect.get(each.rule.id, ())) for each in self.broken]
        broken.sort(key=lambda each: [-(number or 0) for number in reversed(effect_numbers(each.effect))])
        return replace(self, broken=broken)


def by_rule(rules: Iterable[Rule], found: Sequence[Found]) -> list[Broken]:
    """The rules that are broken, in the order of the rules."""
    places: dict[str, list[Found]] = {}
    for each in found:
        places.setdefault(each.finding.rule.id, []).append(each)
    return [Broken(rule, tuple(places[rule.id])) for rule in rules if rule.id in places]


# -------------------------------------------------------------------------------------------------------- JSON and CSV


def as_json(findings: Findings) -> dict[str, Any]:
    """Every rule that is broken, with every finding; every rule that was not asked; the lists that were brought."""
    return {
        "form": "history",
        "basis": basis_json(findings.basis),
        "rules": [_rule_json(each, findings.merging) for each in findings.broken],
        "not_asked": [
            {"rule": each.rule.id, "rule_number": each.rule.rule_number, "reason": each.why}
            for each in findings.not_asked
        ],
        "reference": [
            {
                "file": each.file,
                "kind": each.kind,
                "published_on": None if each.published_on is None else each.published_on.isoformat(),
                "lines": each.lines,
                "size": each.size,
                "sha256": each.sha256,
            }
            for each in findings.lists
        ],
    }


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
        **_effect_json(broken),
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


def _effect_json(broken: Broken) -> dict[str, Any]:
    if broken.effect is None:
        return {}
    return {"effect": [{"measure": each.measure, "children": each.children} for each in broken.effect]}


def _same_as_json(found: Found, merging: Merging) -> dict[str, Any]:
    """The children who may be the same child, and what would say so in a journal; nothing where there are none."""
    same_as = found.finding.same_as
    return {"same_as": list(same_as), "journal": "\n".join(_journal(found, merging))} if same_as else {}


def _journal(found: Found, merging: Merging) -> list[str]:
    return [merging(other, found.finding.child) for other in found.finding.same_as]


def as_csv(findings: Findings) -> str:
    """One line a finding, and one for each rule that was not asked."""
    return csv_text(CSV_COLUMNS, lines(findings))


def lines(findings: Findings) -> Iterator[tuple[Cell, ...]]:
    """The same as cells."""
    for rule in findings.broken:
        for each in rule.found:
            yield (*_cells(each, findings.basis, findings.merging), None, effect_words(rule.effect))
    for left in findings.not_asked:
        asked = (*of_rule(left.rule), *basis_cells(findings.basis))
        yield (*asked, *[None] * (len(CSV_COLUMNS) - len(asked) - 2), left.why, None)


def effect_words(effect: Sequence[Moved] | None) -> str | None:
    """Every measure with its children; ``None`` where it was not asked for."""
    return None if effect is None else "; ".join(f"{each.measure} {each.children}" for each in effect)


def effect_numbers(effect: Sequence[Moved] | None) -> tuple[int | None, int | None]:
    """How many measures, and the most children that one of them counts; blank where it was not asked for."""
    return (None, None) if effect is None else (len(effect), effect[0].children if effect else 0)


def of_rule(rule: Rule) -> tuple[Cell, ...]:
    """A rule in the columns of the CSV."""
    return (rule.id, rule.rule_number, rule.severity, rule.title)


def _cells(found: Found, basis: Basis, merging: Merging) -> tuple[Cell, ...]:
    rule, finding = found.finding.rule, found.finding
    days = " ".join(day.isoformat() for day in finding.days)
    return (
        *of_rule(rule),
        *basis_cells(basis),
        finding.child,
        days,
        "; ".join(row.text() for row in found.rows),
        " ".join(finding.same_as),
        "; ".join(_journal(found, merging)),
    )


# --------------------------------------------------------------------------------------------------------------- table


def as_brief(findings: Findings) -> RenderableType:
    """One line a rule, with its number and how many children break it, and its effect where that was asked for."""
    if any(each.effect is not None for each in findings.broken):
        return _page(findings, [_effects(findings)], brief=True)
    table = tables.grid(["rule", "severity", "children", "903"], right=["children"], tight=("rule", "severity"))
    for each in findings.broken:
        tables.row(table, each.rule.id, each.rule.severity, each.children, each.rule.rule_number or "house")
    return _page(findings, [table], brief=True)


def as_table(findings: Findings) -> RenderableType:
    """Two lines a rule, its name under what is wrong, with how often it is broken and by how many children; or with its
    effect."""
    which = [tables.blank(), tables.plain("Which children: timeline check --rule RULE")]
    if any(each.effect is not None for each in findings.broken):
        return _page(findings, [_effects(findings), *which])
    numbers = ("findings", "children")
    table = tables.grid(["903", "what is wrong", "severity", *numbers], right=numbers, tight=("903", "severity"))
    for each in findings.broken:
        rule = each.rule
        numbered = rule.rule_number or "house"
        tables.row(table, numbered, rule.title, rule.severity, len(each.found), each.children)
        tables.row(table, None, rule.id, None, None, None)
    return _page(findings, [table, *which])


def _effects(findings: Findings) -> RenderableType:
    """One line a rule: how many measures count some of its children, and which counts most."""
    numbers = ("children", "measures")
    table = tables.grid(["rule", *numbers, "most"], right=numbers, tight=("rule",))
    for each in findings.broken:
        effect = each.effect or ()
        cells = (each.children, len(effect), effect_words(effect[:1]))
        tables.row(table, each.rule.id, *cells)
    return table


def as_list(findings: Findings) -> RenderableType:
    """Every finding of these rules: the child, the days, the source rows."""
    parts = [part for each in findings.broken for part in _one_rule(each, findings.merging)]
    return _page(findings, parts[1:])


def _page(findings: Findings, content: Sequence[RenderableType], *, brief: bool = False) -> RenderableType:
    """The heading with the lists that were brought, what was found, and what was not asked."""
    brought = [
        f"{each.file}: {_published(each)}, {each.lines:,} {'line' if each.lines == 1 else 'lines'}"
        for each in findings.lists
    ]
    head = tables.heading(findings.title, basis_words(findings.basis), *brought)
    found = content if findings.broken else [tables.plain("None.")]
    left = (not_asked.in_brief if brief else not_asked.as_table)(findings.not_asked)
    return Group(head, tables.blank(), *found, *left)


def _published(read: ListRead) -> str:
    return "of an unknown day" if read.published_on is None else f"of {short_day(read.published_on).strip()}"


def _effect_notes(broken: Broken) -> list[str]:
    if broken.effect is None:
        return []
    return [f"Measures that count some of its children: {effect_words(broken.effect) or 'none'}."]


def _one_rule(broken: Broken, merging: Merging) -> Iterator[RenderableType]:
    rule = broken.rule
    number = f", 903 rule {rule.rule_number}" if rule.rule_number else ""
    yield tables.blank()
    yield tables.plain(f"{rule.id} ({rule.severity}{number}): {rule.title}", "bold")
    yield tables.notes([rule.means, rule.do, *_effect_notes(broken)])
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
