"""The entry of the log about an import: what was read, of which days, and what of it was set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from timeline.domain.imports import FileWithout, ModuleImported, RowsSetAside
from timeline.ingest.log import Receipt


@cache
def program() -> str:
    """The version of this program, as entries name it."""
    return version("timeline")


def number_of(receipt: Receipt) -> int | None:
    """The number of the import that a receipt is of; ``None`` of a rehearsal."""
    return None if receipt.imported is None else receipt.imported.number


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The rows of one module: how many were read, why which were set aside, of which children, which columns no file
    had, and which files lacked more."""

    read: int
    reasons: Mapping[str, int] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    columns_absent: frozenset[str] = frozenset()
    files_without: Mapping[str, frozenset[str]] = field(default_factory=dict)


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
