"""What a kind of table is: the columns of its rows, and the facts a row says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from timeline.domain.events import Event
from timeline.ingest.cells import CellError, Refusal, Row


class TableRow(BaseModel, ABC):
    """One row. Its fields are its columns, in capitals; ``child`` is the first. Every column must be in the file.

    The text under a field says what the column holds, in ``docs/reference/tables.md`` too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    child: str
    """The child's identifier in the return."""

    @abstractmethod
    def subject(self) -> Hashable:
        """What of the child the row is about. A table says it once."""

    @abstractmethod
    def facts(self) -> list[Event]:
        """What the row says, its beginning first."""

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
        """What a column holds, for the documentation; ``None`` where the type of the field says it."""
        return None

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row these cells say. Raises ``CellError`` for the first cell that cannot be read."""
        cells = {name: row.raw(name.upper()) for name in cls.model_fields if name != "child"}
        try:
            return cls.model_validate({"child": row.identifier(cls.child_column()), **cells})
        except ValidationError as error:
            raise _cell_error(error, row) from None


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its name on the command line, its rows, and an example of one, column by column.

    ``made_by``: the SQL that makes it, where it is made of several tables of a database. ``fills``: the module whose
    facts it brings, where that has not its name.
    """

    name: str
    row: type[TableRow]
    example: tuple[str, ...]
    made_by: str | None = None
    fills: str | None = None

    @property
    def module(self) -> str:
        """The module whose facts it brings, as indicators name what they need."""
        return self.fills or self.name


def refusal(column: str, reason: str, do: str) -> PydanticCustomError:
    """The error of a rule between cells. ``column``: the one to look at."""
    return PydanticCustomError("refused", "{reason}", {"column": column, "reason": reason, "do": do})


def not_before(column: str, day: date | None, earlier: str, earlier_day: date | None) -> None:
    """Refuse the cell of ``column`` where both days are given and it is before the other."""
    if day and earlier_day and day < earlier_day:
        raise refusal(column, f"it is before {earlier}", f"Correct {column} or {earlier}")


def _cell_error(error: ValidationError, row: Row) -> CellError:
    first = error.errors(include_url=False, include_input=False)[0]
    context: dict[str, Any] = first["ctx"]  # every validator of a row raises ``refusal`` or reads no further
    column = context["column"] or str(first["loc"][0]).upper()
    return CellError(column, row.raw(column), Refusal(context["reason"], context["do"]))
