"""Defects in the recorded histories: by rule with counts, and one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Rule
from timeline.domain.reference import ListRead
from timeline.projections.moved import Moved
from timeline.report import finding_pages as pages
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json
from timeline.report.value import Cell, Report, Sheet, Table, records

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
"""Gives the journal line that makes one child another: the identifier that goes, and the identifier that stays."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A rule that was not asked, and why. ``of_lists``: because a reference list is missing."""

    rule: Rule
    why: str
    of_lists: bool = False


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

    @property
    def effect_words(self) -> str | None:
        """Every measure with its children; ``None`` where the effect was not asked for."""
        return None if self.effect is None else "; ".join(f"{each.measure} {each.children}" for each in self.effect)

    @property
    def effect_numbers(self) -> tuple[int | None, int | None]:
        """How many measures, and the most children that one of them counts; blank where it was not asked for."""
        if self.effect is None:
            return (None, None)
        return (len(self.effect), self.effect[0].children if self.effect else 0)


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found. ``broken``: the rules that are broken; ``merging``: see ``Merging``; ``not_asked``: the other
    rules that were not asked; ``lists``: the reference lists; ``title``: of the page."""

    basis: Basis
    broken: Sequence[Broken]
    merging: Merging
    not_asked: Sequence[NotAsked] = ()
    lists: Sequence[ListRead] = ()
    title: str = HISTORIES

    def journal(self, found: Found) -> list[str]:
        """The journal lines that make children one child, where a finding is about that."""
        return [self.merging(other, found.finding.child) for other in found.finding.same_as]

    def by_effect(self, effect: Mapping[str, tuple[Moved, ...]]) -> Findings:
        """The same with the effect of each rule, in order of effect: first by the most children that one measure
        counts, then by the number of measures. ``effect``: by the rule's house name."""
        broken = [replace(each, effect=effect.get(each.rule.id, ())) for each in self.broken]
        broken.sort(key=lambda each: [-(number or 0) for number in reversed(each.effect_numbers)])
        return replace(self, broken=broken)


def by_rule(rules: Iterable[Rule], found: Sequence[Found]) -> list[Broken]:
    """The rules that are broken, in the order of the rules."""
    places: dict[str, list[Found]] = {}
    for each in found:
        places.setdefault(each.finding.rule.id, []).append(each)
    return [Broken(rule, tuple(places[rule.id])) for rule in rules if rule.id in places]


def report(findings: Findings, *, one_by_one: bool = False, brief: bool = False) -> Report:
    """What was found. ``one_by_one``: the page has every finding of the rules; ``brief``: one line a rule."""
    content = pages.one_by_one if one_by_one else pages.brief if brief else pages.page
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
        "rules": [_rule_json(each, findings) for each in findings.broken],
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


def _rule_json(broken: Broken, findings: Findings) -> dict[str, Any]:
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
                **_same_as_json(each, findings),
            }
            for each in broken.found
        ],
    }


def _effect_json(broken: Broken) -> dict[str, Any]:
    if broken.effect is None:
        return {}
    return {"effect": [{"measure": each.measure, "children": each.children} for each in broken.effect]}


def _same_as_json(found: Found, findings: Findings) -> dict[str, Any]:
    """The children who may be the same child, with the journal lines that make them one. Empty where there are none."""
    same_as = found.finding.same_as
    return {"same_as": list(same_as), "journal": "\n".join(findings.journal(found))} if same_as else {}


def _table(findings: Findings) -> Table:
    """One line a finding, and one for each rule that was not asked."""
    return records(CSV_COLUMNS, _lines(findings))


def _lines(findings: Findings) -> Iterator[tuple[Cell, ...]]:
    for rule in findings.broken:
        for each in rule.found:
            yield (*_cells(each, findings), None, rule.effect_words)
    for left in findings.not_asked:
        asked = (*_of_rule(left.rule), *basis_cells(findings.basis))
        yield (*asked, *[None] * (len(CSV_COLUMNS) - len(asked) - 2), left.why, None)


def _sheets(findings: Findings) -> list[Sheet]:
    """The rules that are broken, most effect first where that was asked for; every finding; every measure that they can
    move; the reference lists."""
    rules = [(*_of_rule(each.rule), len(each.found), each.children, *each.effect_numbers) for each in findings.broken]
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


def _of_rule(rule: Rule) -> tuple[Cell, ...]:
    """A rule in the columns of the CSV."""
    return (rule.id, rule.rule_number, rule.severity, rule.title)


def _cells(found: Found, findings: Findings) -> tuple[Cell, ...]:
    rule, finding = found.finding.rule, found.finding
    days = " ".join(day.isoformat() for day in finding.days)
    return (
        *_of_rule(rule),
        *basis_cells(findings.basis),
        finding.child,
        days,
        "; ".join(row.text() for row in found.rows),
        " ".join(finding.same_as),
        "; ".join(findings.journal(found)),
    )
