"""The documentation of every kind of table, generated from the row models: ``docs/reference/tables.md``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from timeline.ingest.tables.kinds import TableKind, may_lie_ahead
from timeline.ingest.tables.registry import TABLES, template
from timeline.ingest.tables.ssd import NOT_READ

_HOLDS = {
    date: "a day",
    time: "a time of day",
    bool: "Y or N",
    str: "a short text",
}


def reference() -> str:
    """Every kind of table: its rows, its columns and their meaning, what identifies a row, an example."""
    kinds = [line for kind in TABLES.values() for line in _described(kind)]
    return "\n".join([_INTRODUCTION, *kinds, *_not_read()]) + "\n"


_INTRODUCTION = """\
# Local tables

Data that no national collection holds is imported from CSV files, one kind of table each. `timeline template KIND`
prints a header row with an example, `timeline import table KIND FILE --known-on DATE` imports a file. This page is
generated from the row models that read the files.

* Days are `DD/MM/YYYY` or `YYYY-MM-DD`, times of day `HH:MM`. Yes and no are `Y` and `N`. Words may be in any case.
* Every column must be in the file, in any order; a cell may be blank unless the list below has *needed*.
* **A row states one thing as a whole.** A later row about the same thing, in the same table or a later one, replaces it
  from the day the later row became known. For each kind the list below names what identifies a row: a row with another
  value of these is about another thing, and the old row stays until a journal withdraws it.
* A row that is no longer in a table takes nothing back. A table may be the whole register, or only what is new.
* `CHILD` is the identifier of the return. Names, case numbers and narratives about a child must not be in any column: a
  text is a category of 60 characters at most, and is kept in lower case.
* A row is set aside, with the column and what to do, where a cell that its fact needs cannot be read: the child, the
  day on which something happened, what happened. Any other cell that cannot be read is left out and counted, and its
  row is recorded without it. All other rows are imported. Importing a file again adds nothing.
* A day on which something happened cannot be later than the day the table became known: such a row is set aside. A
  planned day may be in the future where the list below has *which may lie ahead*.
* `NULL`, `NaN`, `None`, `N/A`, `NA`, `#N/A` and `-` in any case, and as days 1900-01-01, 1899-12-30 and 9999-12-31, are
  read as blank and counted. Any other day before 1950 cannot be read.
"""


def _described(kind: TableKind) -> Iterator[str]:
    row = kind.row
    yield f"## {kind.name}\n"
    yield f"{_text(row.__doc__)}\n"
    yield "| column | holds | meaning |"
    yield "|---|---|---|"
    for column, (name, field) in zip(row.columns(), row.model_fields.items(), strict=True):
        yield f"| `{column}` | {row.holds(name) or _holds(field)} | {_text(field.description)} |"
    yield f"\nIdentified by: the child; {_lowered(_text(row.subject.__doc__))}\n"
    yield f"```\n{template(kind.name)}```\n"
    if kind.made_by is not None:
        yield f"Made by:\n\n```sql\n{kind.made_by}```\n"


def _not_read() -> Iterator[str]:
    yield "## Tables of SSD that are not read\n"
    yield "| table | why |"
    yield "|---|---|"
    yield from (f"| {table} | {why} |" for table, why in NOT_READ.items())


def _text(documented: str | None) -> str:
    return " ".join((documented or "").split())


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _holds(field: FieldInfo) -> str:
    sorts, needed = _sorts(field.annotation)
    if get_origin(sorts) is tuple:
        return f"any of: {', '.join(get_args(get_args(sorts)[0]))}"
    if get_origin(sorts) is Literal:
        words = ", ".join(get_args(sorts))
        return f"needed; one of: {words}" if needed else f"one of: {words}"
    words = f"{_HOLDS[sorts]}, which may lie ahead" if may_lie_ahead(field) else _HOLDS[sorts]
    return f"needed; {words}" if needed else words


def _sorts(annotation: Any) -> tuple[Any, bool]:
    """The type of a cell that is not blank, and whether the cell is needed."""
    if get_origin(annotation) in (Union, UnionType):
        return next(each for each in get_args(annotation) if each is not NoneType), False
    return annotation, True
