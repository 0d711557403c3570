"""Baselines: the list of them, one in full, and what of one does not reproduce."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.projections.algebra.indicator import Indicator
from timeline.report import tables
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json
from timeline.report.cells import csv_text, key_values
from timeline.report.shapes import Failure
from timeline.report.values import NO_VALUE
from timeline.report.words import basis_words, day_words, row_words

CSV_COLUMNS = ("baseline", *BASIS_COLUMNS, "chain_hash", "measures")
FAILURE_COLUMNS = ("baseline", "measure", "what", "group", "attested", "found")

FIGURES = "figures"
"""What fails where a figure does: then it is told row by row."""

Definitions = Mapping[str, Indicator | None]
"""The definition each measure of a baseline was taken with; ``None`` where this program has it no longer."""


def as_json(baselines: Iterable[BaselineTaken]) -> list[dict[str, Any]]:
    """Each with its basis and the ids of its measures."""
    return [
        {
            "baseline": baseline.title,
            "basis": basis_json(baseline.basis),
            "reading": baseline.basis.reading,
            "chain_hash": baseline.chain_hash,
            "measures": [each.measure for each in baseline.measures],
        }
        for baseline in baselines
    ]


def as_csv(baselines: Iterable[BaselineTaken]) -> str:
    """One line a baseline."""
    rows = (
        (
            *(baseline.title, *basis_cells(baseline.basis), baseline.chain_hash),
            ";".join(each.measure for each in baseline.measures),
        )
        for baseline in baselines
    )
    return csv_text(CSV_COLUMNS, rows)


def as_table(baselines: Sequence[BaselineTaken]) -> RenderableType:
    """One row a baseline, in the order they were taken."""
    if not baselines:
        return tables.plain("No baseline was taken yet.")
    numbers = ("log position", "measures")
    table = tables.grid(["baseline", "as at", "as known at", *numbers], right=numbers, tight=("as at", "as known at"))
    for baseline in baselines:
        known = "all that is known" if baseline.known_at is None else day_words(baseline.known_at)
        days = (day_words(baseline.as_at), known)
        tables.row(table, baseline.title, *days, f"{baseline.position:,}", len(baseline.measures))
    return table


# ----------------------------------------------------------------------------------------------------------------- one


def one_as_json(baseline: BaselineTaken) -> dict[str, Any]:
    """All that was attested."""
    return {
        "baseline": baseline.title,
        "basis": basis_json(baseline.basis),
        "reading": baseline.basis.reading,
        "chain_hash": baseline.chain_hash,
        "measures": [
            {
                "measure": each.measure,
                "definition": {"version": each.version, "hash": each.definition},
                **({} if each.coverage is None else {"coverage": json.loads(each.coverage)}),
                "rows": json.loads(each.figures),
                "members": each.members,
            }
            for each in baseline.measures
        ],
    }


def one_as_table(baseline: BaselineTaken, definitions: Definitions) -> RenderableType:
    """The figures as they were attested, not run again."""
    head = tables.heading(
        f"Baseline {baseline.title}", basis_words(baseline.basis), f"hash of the log {baseline.chain_hash}"
    )
    return Group(head, *(_measure(each, definitions.get(each.measure)) for each in baseline.measures))


def _measure(each: AttestedMeasure, indicator: Indicator | None) -> RenderableType:
    numbers = ("number", "of", "value", "possible")
    table = tables.grid(["", *numbers, "unit"], right=numbers)
    rows = json.loads(each.figures)
    for row in rows:
        unit = row.get("unit") or (indicator.unit.value if indicator else None)
        cells = (_plain(row["numerator"]), row["denominator"], _plain(row["value"]), _possible(row), unit)
        tables.row(table, row_words(row["group"], indicator.title if indicator else each.measure), *cells)
    reasons = dict.fromkeys(f"{NO_VALUE} no figure: {row['reason']}." for row in rows if "reason" in row)
    told = [*reasons, *_coverage_words(each)]
    kept = "" if indicator else ", which this program has no longer: it cannot be run again"
    return Group(
        tables.blank(),
        tables.plain(indicator.title if indicator else each.measure, "bold"),
        tables.plain(f"{each.measure}, definition {each.version}{kept}", "dim"),
        tables.indented(table),
        *([tables.notes(told)] if told else []),
    )


def _coverage_words(each: AttestedMeasure) -> Iterator[str]:
    """The covered days that the figures stand on, and the rows set aside."""
    runs = [] if each.coverage is None else json.loads(each.coverage)
    if runs:
        yield f"Covered: {'; '.join(map(_run_words, runs))}."


def _run_words(run: Mapping[str, Any]) -> str:
    counted = run["set_aside"]
    set_aside = "" if counted == 0 else f", set aside {'not counted' if counted is None else counted}"
    if not run.get("stated", True):
        return f"{run['module']} not stated"
    days = f"up to {run['to']}" if run["from"] is None else f"{run['from']} to {run['to']}"
    return f"{run['module']} {days}{set_aside}"


def _plain(value: object) -> object:
    return NO_VALUE if value is None else value


def _possible(row: Mapping[str, Any]) -> object:
    return row["possible"]["numerator"] if "possible" in row else None


# --------------------------------------------------------------------------------------------- what does not reproduce

Failed = Sequence[tuple[str, Sequence[Failure]]]
"""Baselines by name, each with what of it does not reproduce."""


def failures_as_json(failed: Failed) -> list[dict[str, Any]]:
    """One entry for each thing that does not reproduce; of a figure one for each row. ``[]`` where everything does."""
    return [
        {"baseline": name, "measure": failure.measure, "what": failure.what, **told}
        for name, failures in failed
        for failure in failures
        for told in _told(failure)
    ]


def _told(failure: Failure) -> Iterator[dict[str, Any]]:
    if failure.what != FIGURES:
        yield {"attested": failure.attested, "found": failure.found}
        return
    for group, attested, found in rows_that_differ(failure):
        yield {"group": dict(group), "attested": attested, "found": found}


Fields = dict[str, Any] | None
"""What a row has that the other side's has not; ``None`` where there is no such row."""


def rows_that_differ(failure: Failure) -> Iterator[tuple[Mapping[str, Any], Fields, Fields]]:
    """Each row of two figures that is not the same in both, with what differs."""
    attested, found = (_by_group(text) for text in (failure.attested, failure.found))
    for key in dict.fromkeys([*attested, *found]):
        old, new = attested.get(key), found.get(key)
        if old != new:
            group = (old or new or {})["group"]
            yield group, _without_equals(old, new), _without_equals(new, old)


def _by_group(figures: str) -> dict[str, dict[str, Any]]:
    return {json.dumps(row["group"], sort_keys=True): row for row in json.loads(figures)}


def _without_equals(row: Fields, other: Fields) -> Fields:
    if row is None or other is None:
        return row and {key: value for key, value in row.items() if key != "group"}
    return {key: value for key, value in row.items() if key not in other or other[key] != value}


def failures_as_csv(failed: Failed) -> str:
    """One line for each thing that does not reproduce; of a figure one for each row."""
    rows = (
        (name, failure.measure, failure.what, key_values(told.get("group", {})), *_both(told))
        for name, failures in failed
        for failure in failures
        for told in _told(failure)
    )
    return csv_text(FAILURE_COLUMNS, rows)


def failures_as_table(failed: Failed) -> RenderableType:
    """A diff: the baseline, the measure, what it is of, as attested and as found."""
    return Group(*(part for name, failures in failed for part in _baseline_failed(name, failures)))


def _baseline_failed(name: str, failures: Sequence[Failure]) -> Iterator[RenderableType]:
    yield tables.plain(f"Baseline {name} does NOT reproduce", "bold")
    for failure in failures:
        for told in _told(failure):
            row = [row_words(told["group"], "")] if told.get("group") else []
            attested, found = _both(told)
            yield tables.indented(tables.plain(", ".join([failure.measure or "the log", failure.what, *row])))
            yield tables.hanging("- attested", 12, attested)
            yield tables.hanging("+ found", 12, found)
    yield tables.blank()


def _both(told: Mapping[str, Any]) -> tuple[str, str]:
    return (_fields_words(told["attested"]), _fields_words(told["found"]))


def _fields_words(fields: str | Fields) -> str:
    if isinstance(fields, str):
        return fields
    if fields is None:
        return "no such row"
    return "; ".join(f"{key} {json.dumps(value)}" for key, value in fields.items()) or "nothing of this"
