"""Write returns, local tables and the truth as files, child by child and in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from timeline.synthetic.authority import Authority, ChildTruth, histories
from timeline.synthetic.defects import can_spoil, draw_defect, spoil
from timeline.synthetic.findings import SentReturn, findings
from timeline.synthetic.local import REGISTERS, Entry, entries, lines_of, never_looked_after
from timeline.synthetic.modules import (
    HEADERS,
    VISITOR_HEADER,
    modules_of,
    return_lines,
    truth_lines,
    visitor_line,
)
from timeline.synthetic.record_errors import Change, draw_change
from timeline.synthetic.returns import differences, rows_in_return
from timeline.synthetic.years import TEXT

_CHANGES_HEADER: Final = "CHILD,YEAR_ENDING,KIND,DECOM,FIELD,TOLD,TRUE"
_DEFECTS_HEADER: Final = "CHILD,YEAR_ENDING,MODULE,COLUMN,DEFECT"
_FINDINGS_HEADER: Final = "CHILD,RULE,WHY"
_YEARLY_ANSWERS: Final = frozenset({"oc2", "oc3"})

Sink = Callable[[str], object]


class WrittenReturn(NamedTuple):
    """A return on disk: its folder, the 31 March on which its year ends, the day it was submitted."""

    folder: Path
    year_ending: date
    known_on: date


class WrittenTables(NamedTuple):
    """The local tables of one year on disk, ``KIND.csv`` each: rows new or changed in it, and the known-on day."""

    folder: Path
    known_on: date


class Written(NamedTuple):
    """The paths of everything written; ``returns`` and ``registers`` in order of time."""

    returns: tuple[WrittenReturn, ...]
    tables: Path
    truth: Path
    registers: tuple[WrittenTables, ...]


class _Sinks(NamedTuple):
    """The functions that write lines: by year and module, and for each table."""

    returns: tuple[Mapping[str, Sink], ...]
    registers: tuple[Mapping[str, Sink], ...]
    truth: Mapping[str, Sink]
    visitors: Sink
    changes: Sink
    defects: Sink
    findings: Sink


def write_returns(
    authority: Authority,
    directory: Path,
    on_child: Callable[[], object] | None = None,
    *,
    registers: bool = True,
) -> Written:
    """Write ``returns/YYYY/*.csv``, ``tables/*.csv``, ``tables/YYYY/*.csv`` and ``truth/*.csv`` under the directory.

    A return's folder is named by the calendar year it ends in. It has every module of that year, empty where there are
    no rows. ``tables/YYYY`` has the rows of each local table that are new or changed in that year, as at its end,
    including children at the edge of care who are in no return; ``registers=False`` leaves these folders out. ``truth``
    has the true modules at the last simulated day (without OC2 and OC3, which are never wrong in a return);
    ``changes.csv``, each untrue field of a return; ``defects.csv``, each row spoilt on purpose; and ``findings.csv``,
    each rule that a check finds broken, with the reason, where all of this and the extract of the last day are
    imported. Existing files are replaced. ``on_child`` is called after each child, for a progress bar.

    Raises ``OSError`` where a file cannot be written.
    """
    written = _plan(authority, directory, registers=registers)
    with ExitStack() as stack:
        sinks = _open_all(authority, written, stack)
        for truth in histories(authority):
            _write_child(authority, truth, sinks)
            if on_child is not None:
                on_child()
        for child, rows in never_looked_after(authority) if registers else ():
            _write_registers(authority, child, rows, sinks)
    return written


def _plan(authority: Authority, directory: Path, *, registers: bool) -> Written:
    returns = tuple(
        WrittenReturn(directory / "returns" / str(year.number), year.year_ending, year.known_on)
        for year in authority.return_years
    )
    tables = directory / "tables"
    years = authority.return_years if registers else ()
    yearly = tuple(WrittenTables(tables / str(year.number), year.tables_known_on) for year in years)
    return Written(returns, tables, directory / "truth", yearly)


def _open_all(authority: Authority, written: Written, stack: ExitStack) -> _Sinks:
    last = authority.return_years[-1].number
    truth_modules = [module for module in modules_of(last) if module not in _YEARLY_ANSWERS]
    return _Sinks(
        returns=tuple(
            _open_all_of(stack, sent.folder, {each: HEADERS[each] for each in modules_of(sent.year_ending.year)})
            for sent in written.returns
        ),
        registers=tuple(_open_all_of(stack, each.folder, REGISTERS) for each in written.registers),
        truth=_open_all_of(stack, written.truth, {module: HEADERS[module] for module in truth_modules}),
        visitors=_open(stack, written.tables / "visitor-requests.csv", VISITOR_HEADER),
        changes=_open(stack, written.truth / "changes.csv", _CHANGES_HEADER),
        defects=_open(stack, written.truth / "defects.csv", _DEFECTS_HEADER),
        findings=_open(stack, written.truth / "findings.csv", _FINDINGS_HEADER),
    )


def _open_all_of(stack: ExitStack, folder: Path, headers: Mapping[str, str]) -> dict[str, Sink]:
    return {name: _open(stack, folder / f"{name}.csv", header) for name, header in headers.items()}


def _open(stack: ExitStack, path: Path, header: str) -> Sink:
    """Create a file with its header row. No field needs quoting, so lines are written unchanged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file: TextIO = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    file.write(f"{header}\n")
    return file.write


def _write_child(authority: Authority, truth: ChildTruth, sinks: _Sinks) -> None:
    change = draw_change(authority, truth)
    child = truth.person.child
    sent = _sent(authority, truth, change)
    for each, modules in zip(sent, sinks.returns, strict=True):
        for module, line in each.lines:
            modules[module](f"{line}\n")
        if (spoilt := each.defect) is not None:
            sinks.defects(f"{child},31/03/{each.year.number},{spoilt.module},{spoilt.column},{spoilt.kind}\n")
    for module, line in truth_lines(truth, authority.return_years[-1]):
        sinks.truth[module](f"{line}\n")
    for request in truth.visitors:
        sinks.visitors(f"{visitor_line(child, request)}\n")
    rows = _written_entries(authority, truth) if sinks.registers else []
    _write_registers(authority, child, rows, sinks)
    for wrong in differences(truth, change, authority.return_years):
        sinks.changes(
            f"{child},31/03/{wrong.year},{wrong.kind},{TEXT[wrong.start]},{wrong.field},{wrong.sent},{wrong.true}\n"
        )
    for rule, why in sorted(set(findings(authority, truth, change, sent, rows))):
        sinks.findings(f"{child},{rule},{why}\n")


def _written_entries(authority: Authority, truth: ChildTruth) -> list[Entry]:
    """The rows of the local registers that are known by the end of the last year. No file has a later one."""
    last = authority.return_years[-1].last
    return [entry for entry in entries(authority, truth) if entry.since <= last]


def _write_registers(authority: Authority, child: str, rows: Sequence[Entry], sinks: _Sinks) -> None:
    for year, registers in zip(authority.return_years, sinks.registers, strict=False):  # empty without registers
        for register, line in lines_of(child, rows, year):
            registers[register](f"{line}\n")


def _sent(authority: Authority, truth: ChildTruth, change: Change | None) -> list[SentReturn]:
    """Every return about the child, with the defect in the first one that has a row for it."""
    defect = draw_defect(authority, truth)
    sent: list[SentReturn] = []
    for year in authority.return_years:
        rows = rows_in_return(truth, change, year)
        lines = return_lines(truth, rows, year)
        planted = defect if defect is not None and can_spoil(defect, lines) else None
        if planted is not None:
            lines, defect = spoil(planted, lines, year.number), None
        sent.append(SentReturn(year, rows, lines, planted))
    return sent
