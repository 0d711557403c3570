"""What an export wrote, in counts: rows by module, what could not be kept, how it differs from the return received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from timeline.domain.counted import counted
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, iso
from timeline.report.value import GAP, Block, Column, Heading, Kind, Notes, Report, Table
from timeline.report.words import basis_words, day_words

if TYPE_CHECKING:
    from timeline.report.shapes import Exported

_COUNTS = ("rows", "left_out", "added")


Files = Mapping[str, str]
"""The file of each module."""


def report(exported: Exported, files: Files) -> Report:
    """One row a module. ``left_out`` and ``added`` count facts, and are null where no return was received for the
    year."""
    counts = _counts(exported)
    table = Table(
        [
            *(Column("module", Kind.IDENTIFIER, "module"), Column("file", Kind.TEXT, "file")),
            *(Column(name.replace("_", " "), Kind.COUNT, name) for name in _COUNTS),
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
            f"left out, added: facts beside the return received, known on {day_words(exported.received)}. Left out: "
            "its facts that are not of its year, or not asked of the child. Added: facts of its year that it lacks."
        )
    if lines:
        yield from (GAP, Notes(lines))
