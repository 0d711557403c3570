"""What the public functions return: small frozen values, each with ``to_dicts()`` for a table of any kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar, overload

Number = int | float
Group = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a measure at one basis.

    ``group``: what the row is of, as ``{"duration": "within 1 month"}``; empty for a measure's only row. ``value``: in
    ``unit``, rounded as every output of this program rounds it; ``None`` where there is no figure, for ``reason``.
    ``possible``: how many children meet it or may, where days alone cannot decide. ``excluded``: who was left out, by
    reason. ``unknown``: how many were counted of whom it is not recorded. ``known_at``: ``None`` for all that is known.
    ``definition``: the digest of the definition's text.
    """

    measure: str
    title: str
    unit: str
    group: Group
    as_at: date
    known_at: date | None
    position: int
    numerator: int | None
    denominator: int | None
    value: Number | None
    possible: int | None
    unknown: int | None
    excluded: Mapping[str, int]
    reason: str | None
    version: str
    definition: str

    def to_dict(self) -> dict[str, Any]:
        """One flat row: each part of the group is a column ``group.NAME``, each reason one ``excluded.REASON``."""
        found = {name: getattr(self, name) for name in self.__slots__ if name not in ("group", "excluded")}
        found |= {f"group.{name}": label for name, label in self.group.items()}
        return found | {f"excluded.{reason}": number for reason, number in self.excluded.items()}


@dataclass(frozen=True, slots=True)
class Member:
    """A child in one row of a measure. ``possible``: whether it meets the row or may, where days cannot decide."""

    measure: str
    group: Group
    child: str = field(repr=False)
    meets: bool
    possible: bool

    def to_dict(self) -> dict[str, Any]:
        """One flat row: each part of the group is a column ``group.NAME``."""
        found: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__ if name != "group"}
        return found | {f"group.{name}": label for name, label in self.group.items()}


@dataclass(frozen=True, slots=True)
class CoveredDays:
    """Days that imports cover in one module. ``first``: ``None`` for everything before ``last``. ``rows_set_aside``:
    the number of their rows that could not be read; ``None`` where no import counted them."""

    module: str
    first: date | None
    last: date | None
    rows_set_aside: int | None

    def to_dict(self) -> dict[str, Any]:
        """As a row."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline in the log: its name, the basis of its figures, and the measures it attests."""

    name: str
    as_at: date
    known_at: date | None
    position: int
    chain_hash: str
    measures: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As a row."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a baseline attests and that does not reproduce. ``measure``: ``None`` where it is the log
    itself."""

    baseline: str
    measure: str | None
    what: str
    attested: str
    found: str

    def to_dict(self) -> dict[str, Any]:
        """As a row."""
        return {name: getattr(self, name) for name in self.__slots__}


R = TypeVar("R", Figure, Member, CoveredDays, Baseline, Difference)


class Rows(Sequence[R], Generic[R]):
    """Rows in their order, never changed. Equal where their rows are."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[R] | Iterator[R]) -> None:
        self._rows: tuple[R, ...] = tuple(rows)

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[R]: ...
    def __getitem__(self, place: int | slice) -> R | Rows[R]:
        return Rows(self._rows[place]) if isinstance(place, slice) else self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return self._rows == other._rows if isinstance(other, Rows) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __repr__(self) -> str:
        """How many there are, and of what: rows may name children."""
        return f"<{len(self)} rows of {type(self[0]).__name__}>" if self._rows else "<no rows>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, all with the same keys: ready for ``pandas.DataFrame`` or ``csv.DictWriter``."""
        found = [row.to_dict() for row in self._rows]
        columns = dict.fromkeys(name for row in found for name in row)
        return [{name: row.get(name) for name in columns} for row in found]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a child is in a measure or out of it: ``verdict`` in a sentence, and ``details`` as ``timeline explain
    --format json`` prints them, down to the source rows."""

    child: str = field(repr=False)
    verdict: str
    details: Mapping[str, Any] = field(repr=False)
