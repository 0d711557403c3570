"""What a kind of table is: the columns of its rows, and the facts of a row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from timeline.domain.events import Event
from timeline.ingest.cells import CellError, Row

_Row = TypeVar("_Row", bound="TableRow")


class Planned:
    """Marks a column of days that may be in the future: planned, or set by a court."""


def may_lie_ahead(field: FieldInfo) -> bool:
    """Whether the column holds planned days."""
    return any(isinstance(each, Planned) for each in field.metadata)


class TableRow(BaseModel, ABC):
    """One row. Its fields are its columns, in capitals; ``child`` is the first. Every column must be in the file.

    ``docs/reference/tables.md`` prints the docstrings of the fields.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    identifying: ClassVar[frozenset[str]] = frozenset()
    """Optional fields that are a part of ``subject``. Where such a cell cannot be read, the row is set aside."""

    child: str
    """The child's identifier in the return."""

    @abstractmethod
    def subject(self) -> Hashable:
        """What the row is about, within the child. A table has one row for each subject."""

    @abstractmethod
    def facts(self) -> list[Event]:
        """The facts of the row, its beginning first."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns in order, the child's first."""
        return tuple(name.upper() for name in cls.model_fields)

    @classmethod
    def child_column(cls) -> str:
        """The column that names the child."""
        return "CHILD"

    @classmethod
    def holds(cls, field: str) -> str | None:
        """What a column holds, for the documentation; ``None`` where it follows from the field's type."""
        return None

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row of these cells. Raises ``CellError`` for the first unreadable cell that its facts need. Other
        unreadable cells are left out (``Row.left_out``)."""
        sorts = _sorts(cls)
        cells = {name: row.raw_day(name.upper()) if name in sorts.days else row.raw(name.upper()) for name in sorts.all}
        cells["child"] = row.identifier(cls.child_column())
        for name in sorts.happenings:
            row.refuse_if_ahead(name.upper(), cells[name])
        try:
            return cls.model_validate(cells)
        except ValidationError as error:
            return _without(cls, cells, row, error)


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its name on the command line, its row model, and the cells of an example row.

    ``made_by``: the SQL that makes it from several tables of a database, if needed. ``fills``: the module of its facts,
    where it differs from the name.
    """

    name: str
    row: type[TableRow]
    example: tuple[str, ...]
    made_by: str | None = None
    fills: str | None = None

    @property
    def module(self) -> str:
        """The module of its facts, as indicators name their sources."""
        return self.fills or self.name


def refusal(column: str, reason: str, do: str) -> PydanticCustomError:
    """The error of a rule between cells. ``column``: the one to correct."""
    return PydanticCustomError("refused", "{reason}", {"column": column, "reason": reason, "do": do})


def not_before(column: str, day: date | None, earlier: str, earlier_day: date | None) -> None:
    """Refuse the cell of ``column`` where both days are given and its day is before the other."""
    if day and earlier_day and day < earlier_day:
        raise refusal(column, f"it is before {earlier}", f"Correct {column} or {earlier}")


class _Sorts(NamedTuple):
    """The fields of a row except the child (``all``): those with days, the days on which something happened
    (``happenings``), and those left out where they cannot be read (``beside``)."""

    all: tuple[str, ...]
    days: frozenset[str]
    happenings: tuple[str, ...]
    beside: frozenset[str]


@cache
def _sorts(kind: type[TableRow]) -> _Sorts:
    fields = {name: field for name, field in kind.model_fields.items() if name != "child"}
    days = {name for name, field in fields.items() if field.annotation in (date, date | None)}
    happenings = tuple(name for name in fields if name in days and not may_lie_ahead(fields[name]))
    may_be_blank = {name for name, field in fields.items() if _may_be_blank(field.annotation)}
    beside = may_be_blank.difference(happenings, kind.identifying)
    return _Sorts(tuple(fields), frozenset(days), happenings, frozenset(beside))


def _may_be_blank(annotation: Any) -> bool:
    return NoneType in get_args(annotation) or get_origin(annotation) is tuple


def _without(kind: type[_Row], cells: Mapping[str, str], row: Row, error: ValidationError) -> _Row:
    """The row without the cells of this error. Raises ``CellError`` where the row needs one of them."""
    found = error.errors(include_url=False, include_input=False)
    unread = [_cell_error(each, row) for each in found]
    names = {str(each["loc"][0]) if each["loc"] else "" for each in found}  # "" for a rule between cells
    needed = names - _sorts(kind).beside
    if needed:
        raise next(each for each in unread if "" in needed or each.column.lower() in needed)
    try:
        read = kind.model_validate({**cells, **dict.fromkeys(names, "")})
    except ValidationError:  # a rule between cells needs this one
        raise unread[0] from None
    for each in unread:
        row.leave_out(each)
    return read


def _cell_error(error: ErrorDetails, row: Row) -> CellError:
    context: dict[str, Any] = error["ctx"]  # every validator of a row raises ``refusal``
    column = context["column"] or str(error["loc"][0]).upper()
    return row.refuse(column, context["reason"], context["do"])
