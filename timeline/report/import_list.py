"""Everything that was imported, as a table, JSON and CSV. No child's identifier is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from timeline.domain.attestations import ReturnReceived
from timeline.domain.counted import counted
from timeline.domain.days import reporting_year
from timeline.domain.imports import Import
from timeline.domain.statements import RETURN
from timeline.report import column
from timeline.report.bases import iso
from timeline.report.value import GAP, Block, Cell, Line, Notes, Report, Row, Table, records
from timeline.report.words import day_words

CSV_COLUMNS = (
    *("number", "source", "files", "year_ending", "first", "last", "partial", "known_on", "recorded_at", "position"),
    *("rows_read", "rows_set_aside", "children", "facts_added", "undone_because", "undone_at_position"),
)

NOT_KEPT = (
    "Earlier versions recorded only the year, the day of knowing and the modules of a return: which rows it set aside "
    "is not known. They recorded no import of a table, a journal or an extract, and none that found nothing new."
)


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import, with the instant at which it was recorded."""

    found: Import
    recorded_at: datetime | None


def report(lines: Sequence[ImportLine]) -> Report:
    """One row an import, in the order of the log."""
    return Report(
        page=lambda: _page(lines),
        data=lambda: [line_json(each) for each in lines],
        records=lambda: _records(lines),
    )


def undone_report(line: ImportLine, baselines: Sequence[str]) -> Report:
    """An import that was undone, and the baselines that still reproduce."""
    return Report(
        page=lambda: [Notes([*_undone_words(line, baselines)])],
        data=lambda: {**line_json(line), "baselines": list(baselines)},
        records=lambda: _records([line]),
    )


def _records(lines: Sequence[ImportLine]) -> Table:
    return records(CSV_COLUMNS, (_cells(line_json(each)) for each in lines))


def line_json(line: ImportLine) -> dict[str, Any]:
    """What the log holds of one import. ``null``: the version that recorded it did not keep this."""
    found = line.found
    return {
        "number": found.number,
        **_what(found),
        "recorded_at": line.recorded_at.isoformat() if line.recorded_at else None,
        "position": found.position,
        "undone": {"because": found.undone.because, "position": found.undone.position} if found.undone else None,
    }


def _what(found: Import) -> dict[str, Any]:
    entry = found.entry
    if isinstance(entry, ReturnReceived):
        year = {"year_ending": iso(entry.year_ending), "from": None, "to": iso(entry.year_ending)}
        modules = [{"module": module, "read": None, "set_aside": None} for module in entry.modules]
        counts = {"facts_added": None, "statements_added": None}
        return {
            "source": RETURN,
            "files": None,
            **year,
            "partial": False,
            "known_on": iso(entry.known_on),
            "modules": modules,
            "children": entry.children,
            **counts,
        }
    return {
        "source": entry.source,
        "files": list(entry.files),
        "year_ending": iso(entry.year_ending),
        "from": iso(entry.first),
        "to": iso(entry.last),
        "partial": entry.partial,
        "known_on": iso(entry.known_on),
        "modules": [
            {"module": each.module, "read": each.read, "set_aside": each.rows_set_aside} for each in entry.modules
        ],
        "children": entry.children,
        "facts_added": entry.facts,
        "statements_added": entry.statements,
    }


def _cells(fields: dict[str, Any]) -> Row:
    undone = fields["undone"] or {"because": None, "position": None}
    return (
        *(fields["number"], fields["source"], ", ".join(fields["files"] or ()), fields["year_ending"], fields["from"]),
        *(fields["to"], fields["partial"], fields["known_on"], fields["recorded_at"], fields["position"]),
        *(_sum(fields, "read"), _sum(fields, "set_aside"), fields["children"], fields["facts_added"]),
        *(undone["because"], undone["position"]),
    )


def _sum(fields: dict[str, Any], name: str) -> int | None:
    counts = [each[name] for each in fields["modules"]]
    return None if None in counts else sum(counts)


_COLUMNS = [
    *(*column.counts("no"), *column.texts("what", "about"), *column.days("known on")),
    *(*column.counts("rows", "set aside", "children", "facts added"), *column.texts("")),
]


def _page(lines: Sequence[ImportLine]) -> Iterator[Block]:
    """One row an import; below, why imports were undone."""
    if not lines:
        yield Line("Nothing was imported yet.")
        return
    yield Table(_COLUMNS, [_row(line_json(line)) for line in lines])
    notes = [
        f"{each.found.number} was undone at log position {each.found.undone.position}: {each.found.undone.because}"
        for each in lines
        if each.found.undone is not None
    ]
    if any(isinstance(each.found.entry, ReturnReceived) for each in lines):
        notes.append(NOT_KEPT)
    if notes:
        yield from (GAP, Notes(notes))


def _row(fields: dict[str, Any]) -> Row:
    return (
        *(fields["number"], _source_words(fields), _about(fields), date.fromisoformat(fields["known_on"])),
        *(_counted(_sum(fields, name)) for name in ("read", "set_aside")),
        *(fields["children"], _counted(fields["facts_added"]), "undone" if fields["undone"] else ""),
    )


def _counted(number: int | None) -> Cell:
    return "not kept" if number is None else number


def _source_words(fields: dict[str, Any]) -> str:
    part = ", a part" if fields["partial"] else ""
    if fields["source"] == RETURN:
        return f"return{part}"
    files = fields["files"]
    return f"{fields['source']} {files[0] if len(files) == 1 else counted(len(files), 'file')}{part}"


def _about(fields: dict[str, Any]) -> str:
    """The year that a return is of, or the days that an extract covers."""
    last = fields["to"] and date.fromisoformat(fields["to"])
    if fields["year_ending"]:
        year = date.fromisoformat(fields["year_ending"])
        return reporting_year(year) if last == year else f"{reporting_year(year)} to {day_words(last)}"
    if last is None:
        return ""
    first = f"{day_words(date.fromisoformat(fields['from']))} to " if fields["from"] else "up to "
    return f"{first}{day_words(last)}"


def _undone_words(line: ImportLine, baselines: Sequence[str]) -> Iterator[str]:
    fields, undone = line_json(line), line.found.undone
    assert undone is not None
    what = " ".join(filter(None, [_source_words(fields), _about(fields)]))
    yield f"Import {fields['number']} ({what}) is undone from log position {undone.position} on: {undone.because}"
    yield "At an earlier position nothing changes. It can be imported again."
    if baselines:
        named = ", ".join(baselines)
        yield f"Baselines taken while it counted still reproduce: {named}. What moved: `timeline baseline diff NAME`."
