"""What an import did, in counts that add up. No child's identifier and no value of a cell is in it.

What it is given is ``ingest.report.ImportReport``, by its shape: a report may not import ``ingest``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any, Protocol

from rich.console import Group, RenderableType

from timeline.report import tables
from timeline.report.cells import csv_text, iso
from timeline.report.words import day_words

CSV_COLUMNS = ("module", "files", "read", "recorded", "unchanged", "quarantined")

_LONGEST_REASON = 120
"""Characters in the table: some list every code there is. JSON has them in full."""

_ONE = {"children": "child", "rows": "row", "facts": "fact"}


class ModuleCount(Protocol):
    """The rows of one module: read = recorded + unchanged + quarantined."""

    @property
    def module(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def read(self) -> int: ...
    @property
    def recorded(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def quarantined(self) -> int: ...


class FileRead(Protocol):
    """A file with the columns that mean nothing here, and those it has not."""

    @property
    def file(self) -> str: ...
    @property
    def module(self) -> str: ...
    @property
    def columns_unknown(self) -> tuple[str, ...]: ...
    @property
    def columns_not_brought(self) -> tuple[str, ...]: ...


class NotRead(Protocol):
    """A file that was not read, and why."""

    @property
    def file(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def do(self) -> str: ...


class Discrepancy(Protocol):
    """Something recorded that does not fit what else was said."""

    @property
    def kind(self) -> str: ...
    @property
    def counted(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def examples(self) -> tuple[str, ...]: ...


class QuarantineGroup(Protocol):
    """Rows of one file set aside for one reason."""

    @property
    def file(self) -> str: ...
    @property
    def column(self) -> str | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def do(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def example_rows(self) -> tuple[int, ...]: ...


class FactsOf(Protocol):
    """How many facts, of how many children, and of which modules."""

    @property
    def facts(self) -> int: ...
    @property
    def children(self) -> int: ...
    @property
    def by_module(self) -> Mapping[str, int]: ...


class Effects(Protocol):
    """What an import does to what is known."""

    @property
    def added(self) -> FactsOf: ...
    @property
    def restated(self) -> FactsOf: ...
    @property
    def taken_back(self) -> FactsOf: ...
    @property
    def known_earlier(self) -> FactsOf: ...
    @property
    def earlier_from(self) -> date | None: ...
    @property
    def earlier_to(self) -> date | None: ...


class Moves(Protocol):
    """Which figures it can move: as at and as known at which days, and which baselines stand on such figures."""

    @property
    def as_at_from(self) -> date | None: ...
    @property
    def known_at_from(self) -> date | None: ...
    @property
    def baselines(self) -> Sequence[str]: ...


class Outcome(Protocol):
    """What an import does, and which figures that can move."""

    @property
    def effects(self) -> Effects: ...
    @property
    def moves(self) -> Moves: ...


class ImportReport(Protocol):
    """What an import did, or in a dry run would do."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def number(self) -> int | None: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def modules(self) -> Sequence[ModuleCount]: ...
    @property
    def files(self) -> Sequence[FileRead]: ...
    @property
    def not_read(self) -> Sequence[NotRead]: ...
    @property
    def discrepancies(self) -> Sequence[Discrepancy]: ...
    @property
    def absent_children(self) -> int | None: ...
    @property
    def facts_added(self) -> int: ...
    @property
    def statements_added(self) -> int: ...
    def quarantine_groups(self) -> Sequence[QuarantineGroup]: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows of all modules together."""

    module: str
    files: tuple[str, ...]
    read: int
    recorded: int
    unchanged: int
    quarantined: int

    @classmethod
    def of(cls, modules: Sequence[ModuleCount]) -> Totals:
        """Added up."""
        return cls(
            "all",
            (),
            sum(each.read for each in modules),
            sum(each.recorded for each in modules),
            sum(each.unchanged for each in modules),
            sum(each.quarantined for each in modules),
        )


# -------------------------------------------------------------------------------------------------------- JSON and CSV


def as_json(report: ImportReport) -> dict[str, Any]:
    """All of it; the quarantine by file, column and reason, without values."""
    return {
        "dry_run": report.dry_run,
        "rows": _counts(Totals.of(report.modules)),
        "modules": [{"module": each.module, "files": list(each.files), **_counts(each)} for each in report.modules],
        "facts_added": report.facts_added,
        "statements_added": report.statements_added,
        "quarantine": [_group_json(group) for group in report.quarantine_groups()],
        "not_read": [{"file": each.file, "reason": each.reason, "do": each.do} for each in report.not_read],
        "columns": [_columns_json(each) for each in report.files],
        "discrepancies": [_discrepancy_json(each) for each in report.discrepancies],
        "absent_children": report.absent_children,
        **outcome_json(report.outcome),
        "number": report.number,
    }


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What it does to what is known, by module, and which figures that can move."""
    effects, moves = outcome.effects, outcome.moves
    earlier = effects.known_earlier
    return {
        "added": _facts_json(effects.added),
        "restated": _facts_json(effects.restated),
        "taken_back": _facts_json(effects.taken_back),
        "known_earlier": {**_facts_json(earlier), "from": iso(effects.earlier_from), "to": iso(effects.earlier_to)}
        if earlier.facts
        else None,
        "can_move": {
            "as_at_from": iso(moves.as_at_from),
            "known_at_from": iso(moves.known_at_from),
            "baselines": list(moves.baselines),
        },
    }


def _facts_json(found: FactsOf) -> dict[str, Any]:
    return {"facts": found.facts, "children": found.children, "by_module": dict(sorted(found.by_module.items()))}


def _counts(each: ModuleCount | Totals) -> dict[str, int]:
    return {name: getattr(each, name) for name in ("read", "recorded", "unchanged", "quarantined")}


def _group_json(group: QuarantineGroup) -> dict[str, Any]:
    return {
        "file": group.file,
        "column": group.column,
        "reason": group.reason,
        "do": group.do,
        "count": group.count,
        "example_rows": list(group.example_rows),
    }


def _columns_json(each: FileRead) -> dict[str, Any]:
    return {
        "file": each.file,
        "module": each.module,
        "unknown": list(each.columns_unknown),
        "not_brought": list(each.columns_not_brought),
    }


def _discrepancy_json(each: Discrepancy) -> dict[str, Any]:
    return {"kind": each.kind, "counted": each.counted, "count": each.count, "examples": list(each.examples)}


def as_csv(report: ImportReport) -> str:
    """One line a module."""
    return csv_text(
        CSV_COLUMNS, ([each.module, ", ".join(each.files), *_counts(each).values()] for each in report.modules)
    )


# --------------------------------------------------------------------------------------------------------------- table


def as_table(report: ImportReport) -> RenderableType:
    """A table of modules, then what was set aside and what to do about it, then what else should be looked at."""
    would = "would be added (dry run: nothing was written)" if report.dry_run else "added"
    added = f"{report.facts_added} facts and {report.statements_added} statements {would}"
    return Group(_modules(report), tables.blank(), tables.plain(added), *of_outcome(report), *_attention(report))


def of_outcome(report: ImportReport) -> Iterator[RenderableType]:
    """What it takes back and makes known earlier, where it does, and which figures can move."""
    lines = list(outcome_lines(report.outcome, dry_run=report.dry_run))
    if lines:
        yield tables.blank()
        yield tables.notes(lines)


def outcome_lines(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """The same as sentences."""
    effects, moves = outcome.effects, outcome.moves
    for what, found in (
        ("asserted again", effects.restated),
        ("taken back", effects.taken_back),
        ("known earlier", effects.known_earlier),
    ):
        if found.facts:
            between = ""
            if what == "known earlier" and effects.earlier_from and effects.earlier_to:
                between = (
                    f": figures as known from {day_words(effects.earlier_from)} "
                    f"to {day_words(effects.earlier_to)} can move"
                )
            yield f"{facts_words(found)} {'would be ' if dry_run else ''}{what} ({_modules_words(found)}){between}"
    if moves.as_at_from is not None and moves.known_at_from is not None:
        asked = "any day" if moves.as_at_from == date.min else f"{day_words(moves.as_at_from)} or later"
        yield f"Figures can move as at {asked}, as known at {day_words(moves.known_at_from)} or later"
    if moves.baselines:
        named = ", ".join(moves.baselines)
        yield f"Baselines that stand on such figures, and go on to reproduce: {named}. See `timeline baseline diff`"


def facts_words(found: FactsOf) -> str:
    """As "5 facts of 2 children"."""
    return f"{_counted(found.facts, 'facts')} of {_counted(found.children, 'children')}"


def _modules_words(found: FactsOf) -> str:
    return ", ".join(f"{module} {number}" for module, number in sorted(found.by_module.items()))


def as_line(report: ImportReport) -> RenderableType:
    """The counts of all modules together, in one line."""
    rows = Totals.of(report.modules)
    would = " (dry run: nothing was written)" if report.dry_run else ""
    counts = tables.plain(
        f"{rows.read} rows read = {rows.recorded} recorded + {rows.unchanged} unchanged + {rows.quarantined} "
        f"quarantined; {report.facts_added} facts added{would}"
    )
    return Group(counts, *map(tables.plain, _brief(report.outcome.effects)))


def _brief(effects: Effects) -> Iterator[str]:
    for what, found in (("taken back", effects.taken_back), ("known earlier", effects.known_earlier)):
        if found.facts:
            yield f"{facts_words(found)} {what}"


def overlooked(report: ImportReport) -> Iterator[str]:
    """What one line of counts does not tell: files that were not read, columns that mean nothing here."""
    yield from (f"{each.file} was not read: {each.reason}. {each.do}." for each in report.not_read)
    for each in report.files:
        if each.columns_unknown:
            yield f"{each.file}: columns not known and not used: {', '.join(each.columns_unknown)}."


def _modules(report: ImportReport) -> RenderableType:
    numbers = ("rows read", "recorded", "unchanged", "quarantined")
    table = tables.grid(["module", "file", *numbers], right=numbers, tight=("module",))
    everything = [*report.modules, Totals.of(report.modules)] if len(report.modules) > 1 else report.modules
    for each in everything:
        tables.row(table, each.module, ", ".join(each.files), *_counts(each).values())
    return table


def _attention(report: ImportReport) -> Iterator[RenderableType]:
    yield from _titled("Quarantined: set aside, everything else was imported", _quarantine(report))
    yield from _titled("Not read", (f"{each.file}: {each.reason}. {each.do}" for each in report.not_read))
    yield from _titled("Columns", _columns(report))
    yield from _titled("Recorded as it stands, and to be looked at", _discrepancies(report))


def _titled(title: str, lines: Iterator[str]) -> Iterator[RenderableType]:
    found = [line.rstrip(".") + "." for line in lines]
    if found:
        yield tables.blank()
        yield tables.plain(title, "bold")
        yield tables.notes(found)


def _quarantine(report: ImportReport) -> Iterator[str]:
    for group in report.quarantine_groups():
        rows = ", ".join(map(str, group.example_rows)) + (", ..." if group.count > len(group.example_rows) else "")
        column = f" {group.column}:" if group.column else ""
        reason = shorten(group.reason, _LONGEST_REASON, placeholder=" ...")
        yield f"{group.file}: {_counted(group.count, 'rows')} ({rows}):{column} {reason}. {group.do}"


def _columns(report: ImportReport) -> Iterator[str]:
    for each in report.files:
        if each.columns_unknown:
            yield f"{each.file}: not known and not used: {', '.join(each.columns_unknown)}"
        if each.columns_not_brought:
            yield f"{each.file}: not brought, so blank in every row: {', '.join(each.columns_not_brought)}"


def _discrepancies(report: ImportReport) -> Iterator[str]:
    for each in report.discrepancies:
        where = f" ({', '.join(each.examples)})" if each.examples else ""
        yield f"{each.kind}: {_counted(each.count, each.counted)}{where}"
    if report.absent_children:
        yield (
            "open at the end of the year before, and not in this return: "
            f"{_counted(report.absent_children, 'children')}"
        )


def _counted(count: int, noun: str) -> str:
    return f"{count} {_ONE.get(noun, noun) if count == 1 else noun}"
