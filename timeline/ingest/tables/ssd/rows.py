"""A row of an SSD extract: a row of a local table whose first column names the child as SSD does."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator

from timeline.domain.days import Window
from timeline.domain.events import Event
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.ssda903.rows import BUILDERS
from timeline.ingest.tables.kinds import TableRow

Raw = Annotated[str, BeforeValidator(str)]
"""The text of a cell. The return's module checks it."""

_COLUMN = re.compile(r"\b[A-Z_]{2,}\b")

ANY_YEAR = Window(date.min, date.max)
"""The modules used here do not depend on the year of a row."""


class SsdRow(TableRow):
    """A row whose child is in ``person``, a column of SSD."""

    person: ClassVar[str]
    written: ClassVar[Mapping[str, str]] = {}
    """What a cell holds, for the documentation, where it differs from the field's type."""

    child: str
    """SSD's identifier of the child: the same as the return's."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns in order, the child's first, in capitals."""
        return (cls.person.upper(), *(name.upper() for name in cls.model_fields if name != "child"))

    @classmethod
    def holds(cls, field: str) -> str | None:
        """What the column holds in SSD."""
        return cls.written.get(field)

    @classmethod
    def child_column(cls) -> str:
        """The column that names the child."""
        return cls.person.upper()


class ReturnRow(SsdRow):
    """A row with the data of a row of the return's ``module``, read by the module's builder. ``return_columns``: the
    return's column for each of its own."""

    module: ClassVar[str]
    return_columns: ClassVar[Mapping[str, str]]

    @classmethod
    def holds(cls, field: str) -> str | None:
        """What the return's column holds."""
        return f"as {cls.return_columns[field]}" if field in cls.return_columns else super().holds(field)

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row of these cells. ``CellError`` names the column of SSD."""
        read = super().read(row)
        cells = read.as_return_row(row.known_on)
        try:
            BUILDERS[cls.module](cells, ANY_YEAR)
        except CellError as error:
            raise _with_own_columns(cls.return_columns, error) from None
        own = _own_names(cls.return_columns)
        for column, unread in cells.not_taken.items():
            row.not_taken[own[column]] = unread and _with_own_columns(cls.return_columns, unread)
        return read

    def subject(self) -> Hashable:
        """The type of the first fact and its day."""
        first = self.facts()[0]
        return type(first), first.occurred_on

    def facts(self) -> list[Event]:
        """The facts of the return's row."""
        return BUILDERS[self.module](self.as_return_row(date.max), ANY_YEAR)

    def as_return_row(self, known_on: date) -> Row:
        """The equivalent row of the return."""
        return Row({theirs: getattr(self, name) for name, theirs in self.return_columns.items()}, known_on)


def _own_names(return_columns: Mapping[str, str]) -> dict[str, str]:
    """SSD's column for each of the return's."""
    return {theirs: name.upper() for name, theirs in return_columns.items()}


def _with_own_columns(return_columns: Mapping[str, str], error: CellError) -> CellError:
    """The error with the columns of SSD instead of the return's."""
    own = _own_names(return_columns)

    def worded(text: str) -> str:
        return _COLUMN.sub(lambda found: own.get(found[0], found[0]), text)

    reason, do = error.refusal
    return CellError(own[error.column], error.value, Refusal(worded(reason), worded(do)))
