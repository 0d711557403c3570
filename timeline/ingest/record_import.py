"""The last step of every importer: the entry about the import, its effects, and recording it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version

from timeline.domain.attestations import Attestation
from timeline.domain.drafts import Draft
from timeline.domain.imports import FileWithout, ImportRecorded, ModuleImported, RowsSetAside
from timeline.ingest.effects import Outcome, outcome
from timeline.ingest.log import Log, Receipt

ChildDrafts = Sequence[tuple[str, Draft]]
"""The drafts of an import, each with its child."""


@cache
def program() -> str:
    """The version of this program, as stored in entries."""
    return version("timeline")


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The rows of one module: how many were read, how many were set aside for each reason, of which children, which
    columns no file had, and which files lacked further columns."""

    read: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    columns_absent: frozenset[str] = frozenset()
    files_without: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceRead:
    """What was read from a source, before it is recorded. ``files``: their names. ``first`` to ``last``: the days it
    covers; ``first=None``: everything before; both ``None``: none. ``year_ending``: of a return. ``partial``: whether
    it is a part of a return. ``rows``: by module."""

    source: str
    files: tuple[str, ...]
    known_on: date
    first: date | None
    last: date | None
    rows: Mapping[str, RowsRead]
    year_ending: date | None = None
    partial: bool = False

    def entry(self, children: int) -> ImportRecorded:
        """The entry about the import. It gets its number when it is recorded."""
        return ImportRecorded(
            number=0,
            program=program(),
            source=self.source,
            files=self.files,
            year_ending=self.year_ending,
            first=self.first,
            last=self.last,
            known_on=self.known_on,
            partial=self.partial,
            modules=modules_imported(self.rows),
            children=children,
        )


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import added and how that changes what is known; in a dry run, what it would add and change."""

    receipt: Receipt
    outcome: Outcome

    @property
    def number(self) -> int | None:
        """The number of the import; ``None`` for a dry run."""
        return None if self.receipt.imported is None else self.receipt.imported.number

    @property
    def facts_added(self) -> int:
        """Facts and withdrawals that the log did not hold."""
        return len(self.receipt.fresh)

    @property
    def statements_added(self) -> int:
        """Statements that the log did not hold."""
        return self.receipt.statements


def record_import(
    log: Log, drafts: ChildDrafts, read: SourceRead, attested: Sequence[Attestation] = (), *, dry_run: bool
) -> ImportDone:
    """Compute what an import changes, and record it unless it is a dry run. ``attested``: its entries about the log as
    a whole."""
    entry = read.entry(len({child for child, _ in drafts}))
    changes = outcome(log, drafts, entry)
    if dry_run:
        return ImportDone(log.rehearse(drafts, attested), changes.to_report())
    return ImportDone(log.record(drafts, attested, imported=entry, held=changes.held), changes.to_report())


def modules_imported(rows: Mapping[str, RowsRead]) -> tuple[ModuleImported, ...]:
    """The modules of an import, in order. Reasons and children are sorted, so that the order of rows does not
    matter."""
    return tuple(_module(module, found) for module, found in rows.items())


def _module(module: str, found: RowsRead) -> ModuleImported:
    return ModuleImported(
        module=module,
        read=found.read,
        set_aside=tuple(RowsSetAside(reason=reason, rows=rows) for reason, rows in sorted(found.reasons.items())),
        children_set_aside=tuple(sorted(found.children)),
        columns_absent=tuple(sorted(found.columns_absent)),
        files_without=_without(found.files_without),
    )


def _without(columns: Mapping[str, frozenset[str]]) -> tuple[FileWithout, ...] | None:
    """The files that lack a column which others have; ``None`` where there are none."""
    lacking = [(file, sorted(without)) for file, without in sorted(columns.items()) if without]
    return tuple(FileWithout(file=file, columns=tuple(without)) for file, without in lacking) or None
