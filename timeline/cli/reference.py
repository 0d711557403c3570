"""The reference lists of ``check`` (``--reference``, ``--authority``), and the rules that are not asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from timeline.cli import output
from timeline.cli.problems import UsageError
from timeline.domain.basis import Basis
from timeline.domain.checks import NEEDING, RULES
from timeline.domain.checks.lacking import lacking, not_asked_of
from timeline.domain.events import PupilNumberDigested
from timeline.domain.reference import Reference
from timeline.ingest import IngestError
from timeline.ingest.reference import Brought, reference_lists
from timeline.report.findings import NotAsked
from timeline.store import CaseLog

OF_DIGESTS = ("208", "444")
"""The numbers of the rules that compare digests of school numbers."""


class Lists(NamedTuple):
    """The options about reference lists: the folder that they are in, and the own authority."""

    reference: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Lists of postcodes, providers and authorities: asks what needs them."),
    ] = None
    authority: Annotated[
        str | None, typer.Option(metavar="CODE", help="The own authority, for rules that ask what is inside it.")
    ] = None

    @contextmanager
    def read(self, known_at: date | None) -> Iterator[Brought]:
        """The lists, open within the block. ``known_at``: of several editions of a list, the last that was known
        then."""
        if self.reference is None and self.authority is not None:
            raise UsageError("--authority", "it is asked of reference lists only", "Add --reference FOLDER")
        try:
            with reference_lists(self.reference, known_at, self.authority, _note) as brought:
                yield brought
        except IngestError as error:
            raise UsageError("--reference", f"{error.where}: {error.what}", error.do) from None


def _note(text: str) -> None:
    output.note(f"timeline: {text}.")


def digests_not_asked(log: CaseLog, basis: Basis, asked: Collection[str]) -> list[NotAsked]:
    """Those of these that compare school numbers, where no return up to the basis brought digests."""
    rules = [rule for name, rule in RULES.items() if name in asked and rule.rule_number in OF_DIGESTS]
    if not rules or log.holds_any(PupilNumberDigested, basis.position):
        return []
    return [NotAsked(rule, "no digests of school numbers") for rule in rules]


def columns_not_asked(log: CaseLog, basis: Basis, asked: Collection[str]) -> list[NotAsked]:
    """The rules of these that skip the facts whose column a return lacked."""
    lacked = lacking(log.setting(basis).imports, basis)
    rules = [rule for name, rule in RULES.items() if name in asked and rule.columns]
    return [NotAsked(each, "; ".join(why)) for each in rules if (why := list(not_asked_of(each, lacked)))]


def all_not_asked(log: CaseLog, basis: Basis, reference: Reference, asked: Collection[str]) -> list[NotAsked]:
    """The rules of these that are not asked, each once with every reason, in the order of the reasons."""
    reasons: dict[str, NotAsked] = {}
    for each in (
        *digests_not_asked(log, basis, asked),
        *not_asked(reference, asked),
        *columns_not_asked(log, basis, asked),
    ):
        earlier = reasons.get(each.rule.id)
        reasons[each.rule.id] = NotAsked(each.rule, f"{earlier.why}; {each.why}", earlier.of_lists) if earlier else each
    return list(reasons.values())


def not_asked(reference: Reference, asked: Collection[str]) -> list[NotAsked]:
    """The rules of these, by their house names, that need what was not brought."""
    rules = [each for each in NEEDING if each.id in asked]
    return [
        NotAsked(each, ", ".join(why), of_lists=True) for each in rules if (why := list(reference.lacks(each.needs)))
    ]
