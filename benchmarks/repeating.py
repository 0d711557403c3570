"""A larger population: the same children again and again, under new names.

The engine treats each child by itself, so what these cost is what as many different ones of the same sort would. Every
copy is a copy in memory too: no array is read twice where it would be another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np

from timeline.projections.algebra.columnar.frame import Codes, Frame, Ints, Rows

AT_ONCE = 50_000
"""Children in one frame."""

R = TypeVar("R", bound=Rows)


def populations(base: Frame, copies: int, at_once: int = AT_ONCE) -> Iterator[Frame]:
    """Frames that are the base so many times, in all."""
    most = max(1, at_once // max(1, len(base)))
    for first in range(0, copies, most):
        yield repeated(base, min(most, copies - first))


def repeated(frame: Frame, times: int) -> Frame:
    """The children of a frame so many times, one copy after the other."""
    return Frame(
        names=[f"{name}-{n}" for n in range(times) for name in frame.names],
        children=_rows(frame.children, len(frame), times),
        spells={kind: _rows(rows, len(frame), times) for kind, rows in frame.spells.items()},
    )


def _rows(rows: R, children: int, times: int) -> R:
    columns: dict[str, Any] = {each.name: _column(getattr(rows, each.name), times) for each in fields(rows)}
    return replace(rows, **{**columns, "child": _children(rows.child, children, times)})


def _children(child: Ints, children: int, times: int) -> Ints:
    copies = np.arange(times, dtype=np.int32) * np.int32(children)
    return (copies[:, None] + child[None, :]).reshape(-1).astype(np.int32, copy=False)


def _column(column: object, times: int) -> object:
    if isinstance(column, np.ndarray):
        return np.tile(column, times)
    if isinstance(column, Codes):
        return replace(column, numbers=np.tile(column.numbers, times))
    if isinstance(column, dict):
        return {name: _column(each, times) for name, each in column.items()}
    raise TypeError(f"a column of {type(column).__name__} cannot be repeated")
