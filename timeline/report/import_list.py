"""Everything that was imported, as a table, JSON and CSV. No child's identifier is in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.attestations import ReturnReceived
from timeline.domain.counted import counted
from timeline.domain.days import reporting_year
from timeline.domain.imports import Import
from timeline.domain.statements import RETURN
from timeline.report import tables
from timeline.report.bases import iso
from timeline.report.cells import Cell, csv_text
from timeline.report.words import day_words, short_day

CSV_COLUMNS = (
    *("number", "source", "files", "year_ending", "first", "last", "partial", "known_on", "recorded_at", "position"),
    *("rows_read", "rows_set_aside", "children", "facts_added", "undone_because", "undone_at_position"),
)

NOT_KEPT = (
    "Earlier versions recorded only the year, the day of knowing and the modules of a return: which rows it set aside "
    "is not known. They recorded no import of a table, a journal or an extract, and none that found nothing new."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One import, with the instant at which it was recorded."""

    found: Import
    recorded_at: datetime | None


def as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """One object an import, in the order of the log."""
    return [line_json(each) for each in lines]


def line_json(line: Line) -> dict[str, Any]:
    """What the log knows of one import; ``null``: what the version that recorded it did not keep."""
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


def as_csv(lines: Iterable[Line]) -> str:
    """One line an import."""
    return csv_text(CSV_COLUMNS, (_cells(line_json(each)) for each in lines))


def _cells(said: dict[str, Any]) -> Iterable[Cell]:
    undone = said["undone"] or {"because": None, "position": None}
    return (
        *(said["number"], said["source"], ", ".join(said["files"] or ()), said["year_ending"], said["from"]),
        *(said["to"], said["partial"], said["known_on"], said["recorded_at"], said["position"]),
        *(_sum(said, "read"), _sum(said, "set_aside"), said["children"], said["facts_added"]),
        *(undone["because"], undone["position"]),
    )


def _sum(said: dict[str, Any], name: str) -> int | None:
    counts = [each[name] for each in said["modules"]]
    return None if None in counts else sum(counts)


def as_table(lines: Sequence[Line]) -> RenderableType:
    """One row an import; those that were undone say why below."""
    if not lines:
        return tables.plain("Nothing was imported yet.")
    numbers = ("no", "rows", "set aside", "children", "facts added")
    table = tables.grid(["no", "what", "about", "known on", *numbers[1:], ""], right=numbers, tight=("no", "known on"))
    for line in lines:
        said = line_json(line)
        tables.row(
            table,
            said["number"],
            _source_words(said),
            _about(said),
            short_day(date.fromisoformat(said["known_on"])),
            *(_counted(_sum(said, name)) for name in ("read", "set_aside")),
            said["children"],
            _counted(said["facts_added"]),
            "undone" if said["undone"] else "",
        )
    return Group(table, *_notes(lines))


def _notes(lines: Sequence[Line]) -> Iterable[RenderableType]:
    notes = [
        f"{each.found.number} was undone at log position {each.found.undone.position}: {each.found.undone.because}"
        for each in lines
        if each.found.undone is not None
    ]
    if any(isinstance(each.found.entry, ReturnReceived) for each in lines):
        notes.append(NOT_KEPT)
    return [tables.blank(), tables.notes(notes)] if notes else []


def _counted(count: int | None) -> object:
    return "not kept" if count is None else count


def _source_words(said: dict[str, Any]) -> str:
    part = ", a part" if said["partial"] else ""
    if said["source"] == RETURN:
        return f"return{part}"
    files = said["files"]
    return f"{said['source']} {files[0] if len(files) == 1 else counted(len(files), 'file')}{part}"


def _about(said: dict[str, Any]) -> str:
    """The year that a return is of, or the days that an extract covers."""
    last = said["to"] and date.fromisoformat(said["to"])
    if said["year_ending"]:
        year = date.fromisoformat(said["year_ending"])
        return reporting_year(year) if last == year else f"{reporting_year(year)} to {day_words(last)}"
    if last is None:
        return ""
    first = f"{day_words(date.fromisoformat(said['from']))} to " if said["from"] else "up to "
    return f"{first}{day_words(last)}"


def undone_as_table(line: Line, baselines: Sequence[str]) -> RenderableType:
    """What was undone, and which baselines still reproduce."""
    said, undone = line_json(line), line.found.undone
    assert undone is not None
    told = [
        f"Import {said['number']} ({' '.join(filter(None, [_source_words(said), _about(said)]))}) is undone from log "
        f"position {undone.position} on: {undone.because}",
        "At an earlier position nothing changes. It can be imported again.",
    ]
    if baselines:
        named = ", ".join(baselines)
        told.append(
            f"Baselines taken while it counted still reproduce: {named}. What moved: `timeline baseline diff NAME`."
        )
    return tables.notes(told)
