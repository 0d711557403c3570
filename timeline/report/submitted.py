"""What the DfE would see in one return: which published rules it breaks, and which are not asked or read otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.checks.numbers import Number
from timeline.domain.days import reporting_year
from timeline.domain.reference import ListRead
from timeline.projections.as_submitted import Submitted
from timeline.report import findings, tables
from timeline.report.findings import Broken, Findings, Merging

FORM = "as the DfE would"
"""How this form is named in JSON; that of the recorded histories is named ``history``."""

Remarked = Sequence[tuple[Number, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is printed. ``not_asked`` and ``otherwise``: numbers with the reason, and with the reading; those of the
    rules that were named, where some were."""

    submitted: Submitted
    broken: Sequence[Broken]
    not_asked: Remarked
    otherwise: Remarked
    lists: Sequence[ListRead] = ()

    @classmethod
    def of(
        cls,
        submitted: Submitted,
        broken: Sequence[Broken],
        named: Collection[str] | None,
        lists: Sequence[ListRead] = (),
    ) -> Seen:
        """``named``: the numbers that are asked about; ``None``: every one. ``lists``: those that were brought."""

        def wanted(remarked: Remarked) -> Remarked:
            return [each for each in remarked if named is None or each[0].number in named]

        asked = submitted.asked
        return cls(submitted, broken, wanted(asked.not_asked), wanted(asked.otherwise), lists)

    @property
    def title(self) -> str:
        """Over the tables."""
        return f"As the DfE would see the return for {reporting_year(self.submitted.year_ending)}"

    def findings(self, merging: Merging) -> Findings:
        """What was found, without what is not asked."""
        return Findings(self.submitted.basis, self.broken, merging, lists=self.lists, title=self.title)


def as_json(seen: Seen, merging: Merging) -> dict[str, Any]:
    """Every rule that is broken, with every finding; every rule that is not asked, with the reason."""
    return {
        **findings.as_json(seen.findings(merging)),
        "form": FORM,
        "year": reporting_year(seen.submitted.year_ending),
        "not_asked": [{"rule_number": each.number, "reason": reason} for each, reason in seen.not_asked],
        "other_readings": [{"rule_number": each.number, "reading": reading} for each, reading in seen.otherwise],
    }


def as_csv(seen: Seen, merging: Merging) -> str:
    """One line a finding."""
    return findings.as_csv(seen.findings(merging))


def as_table(seen: Seen, merging: Merging) -> RenderableType:
    """One row a rule that is broken; then one line each for what is not asked, and for what is read otherwise."""
    return Group(findings.as_table(seen.findings(merging)), *_remarks(seen))


def as_list(seen: Seen, merging: Merging) -> RenderableType:
    """Every finding of some rules, and which of them are not asked or read otherwise."""
    return Group(findings.as_list(seen.findings(merging)), *_remarks(seen))


def as_brief(seen: Seen, merging: Merging) -> RenderableType:
    """One line a rule that is broken, and how many are not asked or read otherwise."""
    told = f"{len(seen.not_asked)} rules are not asked, {len(seen.otherwise)} are asked in a reading of our own."
    brief = findings.as_brief(seen.findings(merging))
    return Group(brief, tables.blank(), tables.plain(f"{told} Without --brief they are named."))


def _remarks(seen: Seen) -> Iterator[RenderableType]:
    for title, remarked in (("Not asked", seen.not_asked), ("Asked in a reading of our own", seen.otherwise)):
        if remarked:
            yield tables.blank()
            yield tables.plain(f"{title}: {len(remarked)}", "bold")
            yield tables.blank()
            width = max(len(each.number) for each, _ in remarked) + 2
            yield from (tables.hanging(each.number, width, remark) for each, remark in remarked)
