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

from timeline.projections.algebra.columnar.sums import ADDED, Partial, Places, RowSums, Told

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
        found |= {f"row/{number}/{name}": getattr(row, name) for name in ADDED}
        found |= {f"{_TOLD}/{number}/{name}": getattr(row.told.places, name) for name in _CORNERS}
        found |= {f"{_TOLD}/{number}/number": row.told.number, f"{_TOLD}/{number}/growing": row.told.growing}
    return found


def from_arrays(arrays: Arrays) -> Partial:
    """The partial result of these arrays. ``KeyError`` where one is missing that every partial result has."""
    shape = arrays["never_sent_again"].shape
    return Partial(
        rows=tuple(_row(arrays, number, shape) for number in range(_count(arrays, "row"))),
        excluded=tuple(arrays[f"excluded/{number}"] for number in range(_count(arrays, "excluded"))),
        modules={name.partition("/")[2]: each for name, each in arrays.items() if name.startswith("modules/")},
        never_sent_again=arrays["never_sent_again"],
        endings_alone=arrays["endings_alone"],
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


def _row(arrays: Arrays, number: int, shape: tuple[int, ...]) -> RowSums:
    rows, columns = shape
    places = Places((rows, columns), *(arrays[f"{_TOLD}/{number}/{name}"] for name in _CORNERS))
    told = Told(places, arrays[f"{_TOLD}/{number}/number"], arrays[f"{_TOLD}/{number}/growing"])
    added: dict[str, Any] = {name: arrays[f"row/{number}/{name}"] for name in ADDED}
    return RowSums(**added, told=told)
