"""How every importer ends: the entry about the import, what it does to what is known, and the recording of it."""

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

Said = Sequence[tuple[str, Draft]]
"""What an import states: each draft with the child it is about."""


@cache
def program() -> str:
    """The version of this program, as entries name it."""
    return version("timeline")


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The rows of one module: how many were read, why which were set aside, of which children, which columns no file
    had, and which files lacked more."""

    read: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    columns_absent: frozenset[str] = frozenset()
    files_without: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, before it is recorded. ``files``: their names. ``first`` to ``last``: the days that it covers,
    ``first=None`` everything before, both ``None`` where it covers none; ``year_ending``: of a return. ``partial``: a
    part of a return. ``rows``: by module."""

    source: str
    files: tuple[str, ...]
    known_on: date
    first: date | None
    last: date | None
    rows: Mapping[str, RowsRead]
    year_ending: date | None = None
    partial: bool = False

    def entry(self, children: int) -> ImportRecorded:
        """The entry that the import leaves in the log. It is numbered when it is recorded."""
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
class Done:
    """What an import did, or in a dry run would do: what it added, and what that does to what is known."""

    receipt: Receipt
    outcome: Outcome

    @property
    def number(self) -> int | None:
        """Of the import; ``None`` of a rehearsal."""
        return None if self.receipt.imported is None else self.receipt.imported.number

    @property
    def facts_added(self) -> int:
        """Facts and withdrawals that the log did not hold."""
        return len(self.receipt.fresh)

    @property
    def statements_added(self) -> int:
        """Statements that the log did not hold."""
        return self.receipt.statements


def recorded(log: Log, said: Said, read: Reading, attested: Sequence[Attestation] = (), *, dry_run: bool) -> Done:
    """Work out what an import does, and record it unless it is a dry run. ``attested``: what it says of the log as a
    whole."""
    entry = read.entry(len({child for child, _ in said}))
    does = outcome(log, said, entry)
    if dry_run:
        return Done(log.rehearse(said, attested), does.to_report())
    return Done(log.record(said, attested, imported=entry, held=does.held), does.to_report())


def modules_imported(rows: Mapping[str, RowsRead]) -> tuple[ModuleImported, ...]:
    """What an import brought, module by module, in their order. Reasons and children are sorted: nothing of it depends
    on the order of rows."""
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
    """Those files that lacked a column which others had; ``None`` where none did."""
    lacking = [(file, sorted(without)) for file, without in sorted(columns.items()) if without]
    return tuple(FileWithout(file=file, columns=tuple(without)) for file, without in lacking) or None
