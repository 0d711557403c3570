"""Defects in the recorded histories: by rule with counts, and one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Rule
from timeline.domain.reference import ListRead
from timeline.projections.moved import Moved
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json
from timeline.report.not_asked import NotAsked
from timeline.report.not_asked import blocks as not_asked
from timeline.report.not_asked import brief_blocks as brief_not_asked
from timeline.report.value import (
    GAP,
    Block,
    Cell,
    Heading,
    Line,
    Notes,
    Report,
    Sheet,
    Table,
    count,
    identifier,
    records,
    text,
)
from timeline.report.words import basis_words, short_day, source_row_words

CSV_COLUMNS = (
    *("rule", "rule_number", "severity", "title", *BASIS_COLUMNS),
    *("child", "days", "source_rows", "same_as", "journal", "not_asked", "effect"),
)
RULE_COLUMNS = ("rule", "rule_number", "severity", "title", "findings", "children", "measures", "most_children")
EFFECT_COLUMNS = ("rule", "measure", "children")
REFERENCE_COLUMNS = ("file", "kind", "published_on", "lines", "size", "sha256", *BASIS_COLUMNS)

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


def report(findings: Findings, *, one_by_one: bool = False, brief: bool = False) -> Report:
    """What was found. ``one_by_one``: the page has every finding of the rules; ``brief``: one line a rule."""
    content = _list if one_by_one else _brief if brief else _page
    return Report(
        page=lambda: content(findings),
        data=lambda: data(findings),
        records=lambda: _table(findings),
        sheets=lambda: _sheets(findings),
    )


# ------------------------------------------------------------------------------------------- JSON, CSV and the workbook


def data(findings: Findings) -> dict[str, Any]:
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


def _table(findings: Findings) -> Table:
    """One line a finding, and one for each rule that was not asked."""
    return records(CSV_COLUMNS, _lines(findings))


def _lines(findings: Findings) -> Iterator[tuple[Cell, ...]]:
    for rule in findings.broken:
        for each in rule.found:
            yield (*_cells(each, findings.basis, findings.merging), None, effect_words(rule.effect))
    for left in findings.not_asked:
        asked = (*_of_rule(left.rule), *basis_cells(findings.basis))
        yield (*asked, *[None] * (len(CSV_COLUMNS) - len(asked) - 2), left.why, None)


def _sheets(findings: Findings) -> list[Sheet]:
    """The rules that are broken, most effect first where that was asked for; every finding; every measure that they can
    move; what they stand on."""
    rules = [
        (*_of_rule(each.rule), len(each.found), each.children, *effect_numbers(each.effect)) for each in findings.broken
    ]
    moved = [(each.rule.id, one.measure, one.children) for each in findings.broken for one in each.effect or ()]
    lists = [
        (one.file, one.kind, one.published_on, one.lines, one.size, one.sha256, *basis_cells(findings.basis))
        for one in findings.lists
    ]
    return [
        Sheet("rules", records(RULE_COLUMNS, rules)),
        Sheet("findings", _table(findings)),
        Sheet("effect", records(EFFECT_COLUMNS, moved)),
        Sheet("reference", records(REFERENCE_COLUMNS, lists)),
    ]


def effect_words(effect: Sequence[Moved] | None) -> str | None:
    """Every measure with its children; ``None`` where it was not asked for."""
    return None if effect is None else "; ".join(f"{each.measure} {each.children}" for each in effect)


def effect_numbers(effect: Sequence[Moved] | None) -> tuple[int | None, int | None]:
    """How many measures, and the most children that one of them counts; blank where it was not asked for."""
    return (None, None) if effect is None else (len(effect), effect[0].children if effect else 0)


def _of_rule(rule: Rule) -> tuple[Cell, ...]:
    """A rule in the columns of the CSV."""
    return (rule.id, rule.rule_number, rule.severity, rule.title)


def _cells(found: Found, basis: Basis, merging: Merging) -> tuple[Cell, ...]:
    rule, finding = found.finding.rule, found.finding
    days = " ".join(day.isoformat() for day in finding.days)
    return (
        *_of_rule(rule),
        *basis_cells(basis),
        finding.child,
        days,
        "; ".join(row.text() for row in found.rows),
        " ".join(finding.same_as),
        "; ".join(_journal(found, merging)),
    )


# ---------------------------------------------------------------------------------------------------------------- page


def _brief(findings: Findings) -> Iterator[Block]:
    """One line a rule, with its number and how many children break it, and its effect where that was asked for."""
    columns = [identifier("rule"), identifier("severity"), count("children"), text("903")]
    rows = [(each.rule.id, each.rule.severity, each.children, _number(each.rule)) for each in findings.broken]
    yield from _heading(findings)
    yield from [_effects(findings) or Table(columns, rows)] if findings.broken else [Line("None.")]
    yield from brief_not_asked(findings.not_asked)


def _page(findings: Findings) -> Iterator[Block]:
    """Two lines a rule, its name under what is wrong, with how often it is broken and by how many children; or with its
    effect."""
    columns = [identifier("903"), text("what is wrong"), identifier("severity"), count("findings"), count("children")]
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
    yield from not_asked(findings.not_asked)


def _number(rule: Rule) -> str:
    return rule.rule_number or "house"


def _effects(findings: Findings) -> Table | None:
    """One line a rule: how many measures count some of its children, and which counts most. ``None`` where the effect
    was not asked for."""
    if all(each.effect is None for each in findings.broken):
        return None
    columns = [identifier("rule"), count("children"), count("measures"), text("most")]
    effects = [(each, each.effect or ()) for each in findings.broken]
    return Table(columns, [(rule.rule.id, rule.children, len(all_), effect_words(all_[:1])) for rule, all_ in effects])


def _list(findings: Findings) -> Iterator[Block]:
    """Every finding of these rules: the child, the days, the source rows."""
    yield from _heading(findings)
    for number, each in enumerate(findings.broken):
        if number:
            yield GAP
        yield from _one_rule(each, findings.merging)
    if not findings.broken:
        yield Line("None.")
    yield from not_asked(findings.not_asked)


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
    return [f"Measures that count some of its children: {effect_words(broken.effect) or 'none'}."]


def _one_rule(broken: Broken, merging: Merging) -> Iterator[Block]:
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
    yield Table([identifier("child"), text("days"), text("source rows")], rows, indent=True)
    lines = [line for each in broken.found for line in _journal(each, merging)]
    if lines:
        yield GAP
        yield Line("In a journal, where both are one child (with the day on which that became known):")
        yield GAP
        yield from (Line(f"  {line}") for line in lines)
