"""A partial result as named arrays, such as another process or another engine can keep, send and add up.

Arrays of the same name of two parts of the population come together by one rule: those whose name begins with ``told``
are joined end to end, all others are added, and one that a part has not is all zero there. The names are listed in
``docs/reference/partial-results.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.projections.algebra.spans.knowledge_states import Rectangles
from timeline.projections.algebra.spans.rows import COUNTS
from timeline.projections.algebra.spans.totals import Brought, Partial, RowSums

Arrays = Mapping[str, NDArray[Any]]

_TOLD = "told"
_CORNERS = ("first", "until", "known_first", "known_until")


def to_arrays(partial: Partial) -> dict[str, NDArray[Any]]:
    """The arrays of a partial result."""
    found: dict[str, NDArray[Any]] = {
        "never_sent_again": partial.never_sent_again,
        "endings_alone": partial.endings_alone,
    }
    found |= {f"excluded/{number}": each for number, each in enumerate(partial.excluded)}
    found |= {f"modules/{words}": each for words, each in partial.modules.items()}
    for number, row in enumerate(partial.rows):
        found |= _of_row(row, f"row/{number}", f"{_TOLD}/{number}")
    for (number, label), row in partial.labelled.items():
        found |= _of_row(row, f"label/{number}", f"{_TOLD}-label/{number}", f"/{label}")
    return found


def _of_row(row: RowSums, counts: str, told: str, label: str = "") -> dict[str, NDArray[Any]]:
    """``counts``, ``told``: what the names of either sort of array begin with; ``label``: what they end with."""
    found: dict[str, NDArray[Any]] = {f"{counts}/{name}{label}": getattr(row, name) for name in COUNTS}
    found |= {f"{told}/{name}{label}": getattr(row.brought.at, name) for name in _CORNERS}
    numbers = {"number": row.brought.number, "growing": row.brought.growing}
    return found | {f"{told}/{name}{label}": each for name, each in numbers.items()}


def from_arrays(arrays: Arrays) -> Partial:
    """The partial result of these arrays. ``KeyError`` where one is missing that every partial result has."""
    shape = arrays["never_sent_again"].shape
    labelled = [name.split("/", 3) for name in arrays if name.startswith("label/")]
    return Partial(
        rows=tuple(
            _row(arrays, shape, f"row/{number}", f"{_TOLD}/{number}") for number in range(_count(arrays, "row"))
        ),
        excluded=tuple(arrays[f"excluded/{number}"] for number in range(_count(arrays, "excluded"))),
        modules={name.partition("/")[2]: each for name, each in arrays.items() if name.startswith("modules/")},
        never_sent_again=arrays["never_sent_again"],
        endings_alone=arrays["endings_alone"],
        labelled={
            (int(number), label): _row(arrays, shape, f"label/{number}", f"{_TOLD}-label/{number}", f"/{label}")
            for _, number, name, label in labelled
            if name == COUNTS[0]
        },
    )


def together(one: Arrays, other: Arrays) -> dict[str, NDArray[Any]]:
    """The arrays of both parts of the population: the whole of the rule."""
    found = dict(one)
    for name, array in other.items():
        if name not in found:
            found[name] = array
        elif name.startswith(_TOLD):
            found[name] = np.concatenate([found[name], array])
        else:
            found[name] = found[name] + array
    return found


def _count(arrays: Arrays, sort: str) -> int:
    return len({name.split("/")[1] for name in arrays if name.startswith(f"{sort}/")})


def _row(arrays: Arrays, shape: tuple[int, ...], counts: str, told: str, label: str = "") -> RowSums:
    rows, columns = shape
    at = Rectangles((rows, columns), *(arrays[f"{told}/{name}{label}"] for name in _CORNERS))
    brought = Brought(at, arrays[f"{told}/number{label}"], arrays[f"{told}/growing{label}"])
    found: dict[str, Any] = {name: arrays[f"{counts}/{name}{label}"] for name in COUNTS}
    return RowSums(**found, brought=brought)
