"""What an export wrote, in counts: rows by module, what could not be kept, how it differs from the return received.

What it is given is ``ingest.ssda903.export.Exported``, by its shape: a report may not import ``ingest``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from timeline.domain.basis import Basis
from timeline.domain.counted import counted
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, iso
from timeline.report.value import GAP, Block, Column, Heading, Notes, Report, Table, count, identifier, text
from timeline.report.words import basis_words, day_words

_COUNTS = ("rows", "left_out", "added")


class ModuleExported(Protocol):
    """One module, with its rows."""

    @property
    def module(self) -> str: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...


class Difference(Protocol):
    """How a module differs from that of the return received, in facts."""

    @property
    def module(self) -> str: ...
    @property
    def left_out(self) -> int: ...
    @property
    def added(self) -> int: ...


class Exported(Protocol):
    """A return as it would be sent."""

    @property
    def basis(self) -> Basis: ...
    @property
    def modules(self) -> Sequence[ModuleExported]: ...
    @property
    def children(self) -> int: ...
    @property
    def received(self) -> date | None: ...
    @property
    def not_kept(self) -> Sequence[tuple[str, int]]: ...
    @property
    def differences(self) -> Sequence[Difference]: ...


Files = Mapping[str, str]
"""The file of each module."""


def report(exported: Exported, files: Files) -> Report:
    """One row a module. ``left_out`` and ``added`` count facts, and are null where no return was received for the
    year."""
    counts = _counts(exported)
    table = Table(
        [
            *(identifier("module").named("module"), text("file").named("file")),
            *(count(name.replace("_", " ")).named(name) for name in _COUNTS),
            *(Column(None, name=name) for name in BASIS_COLUMNS),
        ],
        [
            (module, files.get(module), *(found[name] for name in _COUNTS), *basis_cells(exported.basis))
            for module, found in counts.items()
        ],
    )
    return Report(
        page=lambda: _page(exported, table),
        data=lambda: {
            "basis": basis_json(exported.basis),
            "children": exported.children,
            "return_received_known_on": iso(exported.received),
            "modules": [{"module": module, "file": files.get(module), **found} for module, found in counts.items()],
            "not_kept": [{"what": what, "count": number} for what, number in exported.not_kept],
        },
        records=lambda: table,
    )


def _counts(exported: Exported) -> dict[str, dict[str, int | None]]:
    """By module: the modules that were written, then those that only the return received has."""
    nothing = None if exported.received is None else 0
    found: dict[str, dict[str, int | None]] = {
        each.module: {"rows": len(each.rows), "left_out": nothing, "added": nothing} for each in exported.modules
    }
    for each in exported.differences:
        found.setdefault(each.module, {"rows": 0}).update(left_out=each.left_out, added=each.added)
    return found


def _page(exported: Exported, table: Table) -> Iterator[Block]:
    """Rows by module; then what was lost, and how to read the difference to the return received."""
    title = f"The return for the year to {day_words(exported.basis.as_at)}: {counted(exported.children, 'child')}"
    yield from (Heading(title, [basis_words(exported.basis)]), GAP, table)
    lines = [f"not kept: {what} ({number})" for what, number in exported.not_kept]
    if exported.received is not None:
        lines.append(
            f"left out, added: facts beside the return received, known on {day_words(exported.received)}. Left out are "
            "those it said that are not of its year or not asked of the child; added, those of its year it did not say."
        )
    if lines:
        yield from (GAP, Notes(lines))
