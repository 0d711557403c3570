"""A return once it is opened, in any form: tables of modules, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from timeline.ingest.cells import Refusal
from timeline.ingest.report import NotRead
from timeline.ingest.ssda903.layouts import Table


class Line(NamedTuple):
    """One row of a table with its number in the source: its cells in the order of the table's columns, or a refusal.

    Where the row as a whole cannot be read, ``about`` is the likely child and ``whole`` the row's text.
    """

    table: Table
    number: int
    cells: list[str] | Refusal
    about: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened file. Each call of ``lines`` reads its rows from the beginning."""

    tables: tuple[Table, ...]
    not_read: tuple[NotRead, ...]
    lines: Callable[[], Iterator[Line]]


def unread(file: str, refusal: Refusal) -> Opened:
    """A file that cannot be read, with the reason."""
    return Opened((), (NotRead(file, refusal.reason, refusal.do),), lambda: iter(()))
