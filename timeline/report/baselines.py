"""Baselines: the list of them, one in full, and what of one does not reproduce."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.projections.algebra.indicator import Indicator
from timeline.report import column
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, key_values
from timeline.report.value import GAP, Block, Cell, Heading, Line, Notes, Report, Table, records
from timeline.report.values import NO_VALUE
from timeline.report.words import basis_words, day_words, row_words

if TYPE_CHECKING:
    from timeline.report.shapes import Failure

CSV_COLUMNS = ("baseline", *BASIS_COLUMNS, "chain_hash", "measures")
FAILURE_COLUMNS = ("baseline", "measure", "what", "group", "attested", "found")

FIGURES = "figures"
"""What fails where a figure does. It is compared row by row."""

Definitions = Mapping[str, Indicator | None]
"""The definition each measure of a baseline was taken with; ``None`` where this program has it no longer."""


def report(baselines: Sequence[BaselineTaken]) -> Report:
    """One row a baseline, in the order they were taken."""
    return Report(
        page=lambda: _page(baselines),
        data=lambda: [{**_head(each), "measures": [one.measure for one in each.measures]} for each in baselines],
        records=lambda: records(
            CSV_COLUMNS,
            [
                (
                    *(each.title, *basis_cells(each.basis), each.chain_hash),
                    ";".join(one.measure for one in each.measures),
                )
                for each in baselines
            ],
        ),
    )


def _head(baseline: BaselineTaken) -> dict[str, Any]:
    return {
        "baseline": baseline.title,
        "basis": basis_json(baseline.basis),
        "reading": baseline.basis.reading,
        "chain_hash": baseline.chain_hash,
    }


def _page(baselines: Sequence[BaselineTaken]) -> Iterator[Block]:
    if not baselines:
        yield Line("No baseline was taken yet.")
        return
    columns = column.texts("baseline") + column.days("as at", "as known at") + column.counts("log position", "measures")
    rows = [
        (
            *(each.title, day_words(each.as_at)),
            "all that is known" if each.known_at is None else day_words(each.known_at),
            *(f"{each.position:,}", len(each.measures)),
        )
        for each in baselines
    ]
    yield Table(columns, rows)


# ----------------------------------------------------------------------------------------------------------------- one


def report_of(baseline: BaselineTaken, definitions: Definitions) -> Report:
    """All that was attested, not run again. CSV has it as the list of baselines has it."""
    return report([baseline])._replace(page=lambda: _page_of(baseline, definitions), data=lambda: _data_of(baseline))


def _data_of(baseline: BaselineTaken) -> dict[str, Any]:
    return {
        **_head(baseline),
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


def _page_of(baseline: BaselineTaken, definitions: Definitions) -> Iterator[Block]:
    basis = [basis_words(baseline.basis), f"hash of the log {baseline.chain_hash}"]
    yield Heading(f"Baseline {baseline.title}", basis)
    for each in baseline.measures:
        yield GAP
        yield from _measure(each, definitions.get(each.measure))


_NUMBERS = column.counts("number", "of") + column.figures("value") + column.counts("possible")
_FIGURES = column.texts("") + _NUMBERS + column.texts("unit")


def _measure(each: AttestedMeasure, indicator: Indicator | None) -> Iterator[Block]:
    title = indicator.title if indicator else each.measure
    rows = json.loads(each.figures)
    reasons = dict.fromkeys(f"{NO_VALUE} no figure: {row['reason']}." for row in rows if "reason" in row)
    notes = [*reasons, *_coverage_words(each)]
    kept = "" if indicator else ", which this program has no longer: it cannot be run again"
    yield Heading(title, [f"{each.measure}, definition {each.version}{kept}"], level=2)
    yield Table(_FIGURES, [_figure(row, title, indicator) for row in rows], indent=True)
    if notes:
        yield Notes(notes)


def _figure(row: Mapping[str, Any], title: str, indicator: Indicator | None) -> tuple[Cell, ...]:
    unit = row.get("unit") or (indicator.unit.value if indicator else None)
    numbers = (_plain(row["numerator"]), row["denominator"], _plain(row["value"]), _possible(row))
    return (row_words(row["group"], title), *numbers, unit)


def _coverage_words(each: AttestedMeasure) -> Iterator[str]:
    """The covered days behind the figures, and the rows set aside."""
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


def _plain(value: Any) -> Any:
    return NO_VALUE if value is None else value


def _possible(row: Mapping[str, Any]) -> Any:
    return row["possible"]["numerator"] if "possible" in row else None


# --------------------------------------------------------------------------------------------- what does not reproduce

Failed = Sequence[tuple[str, Sequence["Failure"]]]
"""Baselines by name, each with what of it does not reproduce."""


def report_of_failures(failed: Failed) -> Report:
    """A diff: one entry for each thing that does not reproduce, of a figure one for each row. Empty where everything
    does."""
    return Report(
        page=lambda: _page_of_failures(failed),
        data=lambda: [
            {"baseline": name, "measure": failure.measure, "what": failure.what, **sides}
            for name, failures in failed
            for failure in failures
            for sides in _sides(failure)
        ],
        records=lambda: records(
            FAILURE_COLUMNS,
            [
                (name, failure.measure, failure.what, key_values(sides.get("group", {})), *_both(sides))
                for name, failures in failed
                for failure in failures
                for sides in _sides(failure)
            ],
        ),
    )


def _sides(failure: Failure) -> Iterator[dict[str, Any]]:
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


def _page_of_failures(failed: Failed) -> Iterator[Block]:
    """The baseline, the measure, what it is of, as attested and as found."""
    for name, failures in failed:
        yield Heading(f"Baseline {name} does NOT reproduce", level=2)
        for failure in failures:
            for sides in _sides(failure):
                row = [row_words(sides["group"], "")] if sides.get("group") else []
                attested, found = _both(sides)
                yield Line(", ".join([failure.measure or "the log", failure.what, *row]), indent=True)
                yield Line(attested, indent=True, mark="- attested", width=12)
                yield Line(found, indent=True, mark="+ found", width=12)
        yield GAP


def _both(sides: Mapping[str, Any]) -> tuple[str, str]:
    return (_fields_words(sides["attested"]), _fields_words(sides["found"]))


def _fields_words(fields: str | Fields) -> str:
    if isinstance(fields, str):
        return fields
    if fields is None:
        return "no such row"
    return "; ".join(f"{key} {json.dumps(value)}" for key, value in fields.items()) or "nothing of this"
