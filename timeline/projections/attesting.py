"""An answer as plain data: what a baseline attests of it, and what every printed form begins from.

A row's ``reason`` is words for a reader and no part of what has to reproduce: ``without_words`` leaves it out.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Any

from timeline.domain.coverage import Covered
from timeline.domain.entries import canonical_json
from timeline.projections.algebra.answers import Answer, AnyRow, possible_number
from timeline.projections.algebra.indicator import Unit
from timeline.projections.rounding import json_number

Runs = tuple[Covered, ...]


def row_data(row: AnyRow, unit: Unit) -> dict[str, Any]:
    """One row. What it has nothing of it leaves out: excluded, unknown, possible, reason, a unit of its own.

    Values are rounded half up to 6 decimals; ``value`` is ``None`` where there is no figure.
    """
    found: dict[str, Any] = {
        "group": dict(row.group),
        "numerator": row.numerator,
        "denominator": row.denominator,
        "value": json_number(row.value),
    }
    if row.excluded:
        found["excluded"] = dict(row.excluded)
    if row.unknown is not None:
        found["unknown"] = row.unknown
    if (possible := possible_number(row)) is not None:
        found["possible"] = {"numerator": possible, "value": json_number(row.possible_value)}
    if row.unit is not unit:
        found["unit"] = row.unit.value
    if row.reason is not None:
        found["reason"] = row.reason
    return found


def figures_data(answer: Answer) -> str:
    """Every row of an answer, as canonical JSON."""
    return canonical_json([row_data(row, answer.indicator.unit) for row in answer.rows])


def without_words(figures: str) -> Any:
    """The rows of canonical JSON without the reasons of those that have no figure."""
    return [{key: value for key, value in row.items() if key != "reason"} for row in json.loads(figures)]


def members_digest(answer: Answer) -> str:
    """``sha256:`` of who is counted, who meets and who may, row by row, each row's children sorted."""
    rows = [
        [dict(row.group), sorted(row.counted), sorted(row.meets), sorted(row.possible or ())] for row in answer.rows
    ]
    return "sha256:" + hashlib.sha256(canonical_json(rows).encode()).hexdigest()


@lru_cache(maxsize=4_096)
def runs_data(runs: Runs) -> list[dict[str, Any]]:
    """Each run of covered days with its module, first and last day, and the rows set aside in the returns it stands on.
    The first day is ``None`` where everything before is covered; of what only journals state both days are."""
    return [_run_data(run) for run in runs]


def _run_data(run: Covered) -> dict[str, Any]:
    days = {"module": run.module, "from": _day(run.first), "to": _day(run.last)}
    return {**days, **({} if run.stated else {"stated": False}), "set_aside": run.set_aside}


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
