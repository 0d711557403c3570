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
"""A cell as it stands: the module that reads it checks it."""

_COLUMN = re.compile(r"\b[A-Z_]{2,}\b")

ANY_YEAR = Window(date.min, date.max)
"""Which year a row is about has no part in what the modules say that are used here."""


class SsdRow(TableRow):
    """A row whose child stands in ``person``, a column of SSD."""

    person: ClassVar[str]
    written: ClassVar[Mapping[str, str]] = {}
    """What a cell holds, for the documentation, where that is not what it is read as."""

    child: str
    """SSD's identifier of the child: the same as the return's."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns in order, the child's first, as they stand in capitals."""
        return (cls.person.upper(), *(name.upper() for name in cls.model_fields if name != "child"))

    @classmethod
    def holds(cls, field: str) -> str | None:
        """What the column holds in SSD."""
        return cls.written.get(field)

    @classmethod
    def child_column(cls) -> str:
        """The column that names the child."""
        return cls.person.upper()


class ReturnedRow(SsdRow):
    """A row that says what a row of the return's ``module`` says. ``stands_for``: the return's column for each of its
    own. The module's own reading decides what can be read."""

    module: ClassVar[str]
    stands_for: ClassVar[Mapping[str, str]]

    @classmethod
    def holds(cls, field: str) -> str | None:
        """What the return's column holds."""
        return f"as {cls.stands_for[field]}" if field in cls.stands_for else super().holds(field)

    @classmethod
    def read(cls, row: Row) -> Self:
        """The row these cells say. ``CellError`` names the column of SSD."""
        read = super().read(row)
        cells = read.as_returned(row.known_on)
        try:
            BUILDERS[cls.module](cells, ANY_YEAR)
        except CellError as error:
            raise _in_the_words_of(cls.stands_for, error) from None
        own = _own_names(cls.stands_for)
        for column, unread in cells.not_taken.items():
            row.not_taken[own[column]] = unread and _in_the_words_of(cls.stands_for, unread)
        return read

    def subject(self) -> Hashable:
        """The day and what it is about."""
        first = self.facts()[0]
        return type(first), first.occurred_on

    def facts(self) -> list[Event]:
        """What the return's row would say."""
        return BUILDERS[self.module](self.as_returned(date.max), ANY_YEAR)

    def as_returned(self, known_on: date) -> Row:
        """The row of the return that this one stands for."""
        return Row({theirs: getattr(self, name) for name, theirs in self.stands_for.items()}, known_on)


def _own_names(stands_for: Mapping[str, str]) -> dict[str, str]:
    """SSD's column for each of the return's."""
    return {theirs: name.upper() for name, theirs in stands_for.items()}


def _in_the_words_of(stands_for: Mapping[str, str], error: CellError) -> CellError:
    """The error with the columns of SSD in the place of the return's."""
    own = _own_names(stands_for)

    def worded(text: str) -> str:
        return _COLUMN.sub(lambda found: own.get(found[0], found[0]), text)

    reason, do = error.refusal
    return CellError(own[error.column], error.value, Refusal(worded(reason), worded(do)))
