"""What the DfE would see in one return: which published rules it breaks, and which are not asked or read otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.domain.checks.numbers import Number
from timeline.domain.days import reporting_year
from timeline.domain.reference import ListRead
from timeline.projections.as_submitted import Submitted
from timeline.report import findings
from timeline.report.findings import Broken, Findings, Merging
from timeline.report.value import GAP, Block, Heading, Line, Report

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
        """The title of the page."""
        return f"As the DfE would see the return for {reporting_year(self.submitted.year_ending)}"

    def findings(self, merging: Merging) -> Findings:
        """What was found, without what is not asked."""
        return Findings(self.submitted.basis, self.broken, merging, lists=self.lists, title=self.title)


def report(seen: Seen, merging: Merging, *, one_by_one: bool = False, brief: bool = False) -> Report:
    """What was found, then what is not asked and what is read otherwise. ``one_by_one``, ``brief``: as in
    ``findings.report``."""
    found = findings.report(seen.findings(merging), one_by_one=one_by_one, brief=brief)
    remarks = _brief_remarks if brief and not one_by_one else _remarks
    return found._replace(page=lambda: [*found.page(), *remarks(seen)], data=lambda: {**found.data(), **_data(seen)})


def _data(seen: Seen) -> dict[str, Any]:
    return {
        "form": FORM,
        "year": reporting_year(seen.submitted.year_ending),
        "not_asked": [{"rule_number": each.number, "reason": reason} for each, reason in seen.not_asked],
        "other_readings": [{"rule_number": each.number, "reading": reading} for each, reading in seen.otherwise],
    }


def _brief_remarks(seen: Seen) -> Iterator[Block]:
    counts = f"{len(seen.not_asked)} rules are not asked, {len(seen.otherwise)} are asked in a reading of our own."
    yield from (GAP, Line(f"{counts} Without --brief they are named."))


def _remarks(seen: Seen) -> Iterator[Block]:
    for title, remarked in (("Not asked", seen.not_asked), ("Asked in a reading of our own", seen.otherwise)):
        if remarked:
            yield from (GAP, Heading(f"{title}: {len(remarked)}", level=2), GAP)
            width = max(len(each.number) for each, _ in remarked) + 2
            yield from (Line(remark, indent=True, mark=each.number, width=width) for each, remark in remarked)
