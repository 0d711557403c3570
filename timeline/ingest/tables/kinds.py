"""What a kind of table is: the columns of its rows, and the facts a row says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from timeline.domain.events import Event
from timeline.ingest.cells import CellError, Refusal, Row, read_day


class TableRow(BaseModel, ABC):
    """One row. Its fields are its columns, in capitals; ``child`` is the first. Every column must be in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    child: str

    @abstractmethod
    def subject(self) -> object:
        """What of the child the row is about. A table says it once."""

    @abstractmethod
    def facts(self) -> list[Event]:
        """What the row says, its beginning first."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns in order."""
        return tuple(name.upper() for name in cls.model_fields)

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row these cells say. Raises ``CellError`` for the first cell that cannot be read."""
        cells = {name: row.raw(name.upper()) for name in cls.model_fields if name != "child"}
        try:
            return cls.model_validate({"child": row.identifier("CHILD"), **cells})
        except ValidationError as error:
            raise _cell_error(error, row) from None


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table: its name on the command line, its rows, and an example of one, column by column."""

    name: str
    row: type[TableRow]
    example: tuple[str, ...]


def refusal(column: str, reason: str, do: str) -> PydanticCustomError:
    """The error of a rule between cells. ``column``: the one to look at."""
    return PydanticCustomError("refused", "{reason}", {"column": column, "reason": reason, "do": do})


def _cell_error(error: ValidationError, row: Row) -> CellError:
    first = error.errors(include_url=False, include_input=False)[0]
    context: dict[str, Any] = first["ctx"]  # every validator of a row raises ``refusal`` or reads no further
    column = context["column"] or str(first["loc"][0]).upper()
    return CellError(column, row.raw(column), Refusal(context["reason"], context["do"]))


def _read_cell(read: Callable[[str], object], text: str) -> object:
    value = read(text)
    if isinstance(value, Refusal):
        raise refusal("", value.reason, value.do)
    return value


def _needed_day(text: str) -> object:
    return read_day(text) if text else Refusal("it is blank", "Give the day: without it there is no fact to record")


def _day_or_blank(text: str) -> object:
    return read_day(text) if text else None


Day = Annotated[date, BeforeValidator(lambda text: _read_cell(_needed_day, text))]
"""A day that must be given."""

DayOrBlank = Annotated[date | None, BeforeValidator(lambda text: _read_cell(_day_or_blank, text))]
"""A day, ``None`` where it is blank."""


def one_of(*allowed: str) -> BeforeValidator:
    """One of these texts in any case, ``None`` where it is blank."""

    def read(text: str) -> object:
        known = " ".join(text.lower().split())
        if known and known not in allowed:
            return Refusal("it is none of the table's reasons", f"Write one of: {', '.join(allowed)}")
        return known or None

    return BeforeValidator(lambda text: _read_cell(read, text))
