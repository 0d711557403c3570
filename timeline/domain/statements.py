"""Who said what of a child, and since when it has been known.

A fact does not know who reported it: it is only what happened. A **statement** is one source speaking once about one
child: the facts it says, row by row, the day from which they were known, and, for a yearly return, what it covered.
The same fact may be said by many statements; the log holds it once. See ``docs/decisions/0004-corrections.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import ClassVar, NamedTuple, Protocol

from timeline.domain.canonical import canonical_text
from timeline.domain.days import year_ending
from timeline.domain.entries import Entry, FactId, Value


class FactWithdrawn(Entry):
    """A source takes a fact back: it was never so. Withdrawing a withdrawal restores the fact.

    Source: the journal, or a correction entered by hand. What a yearly return no longer says needs none of these: its
    statement tells.
    """

    name: ClassVar[str] = "fact-withdrawn"

    fact: FactId
    reason: str


class Said(Value):
    """One fact as one row of a source says it. ``file`` counts in ``Statement.files``; ``row`` counts from 1, the
    header row of a file being row 1; a line of a journal is its line number."""

    fact: FactId
    file: int
    row: int


class Coverage(Value):
    """What a source was about, for one child.

    ``first`` to ``last``, both inclusive: the days it covers, for a return its year. ``silence_counts_in``: the modules
    in which a fact of this child that is in the source's scope and is not said counts as withdrawn. For a return those
    are the modules it brought, for a child with at least one episode row in it, less those in which a row of the child
    could not be read; for a local table there are none, and a row only replaces what an earlier row said of the same.
    """

    first: date
    last: date
    silence_counts_in: tuple[str, ...]


class Covered(Protocol):
    """What ``Coverage`` says, in whatever form."""

    @property
    def first(self) -> date:
        """The first day."""
        ...

    @property
    def last(self) -> date:
        """The last day."""
        ...

    @property
    def silence_counts_in(self) -> tuple[str, ...]:
        """The modules."""
        ...


RETURN = "ssda903"
"""The source of a yearly return, as statements and imports name it."""


def about(source: str, coverage: Covered | None) -> date:
    """The day by which sources known on one day are put in order: of a return the end of its year, also of a year so
    far; of another source the last day it covers; of single facts, none is later."""
    if coverage is None:
        return date.max
    return year_ending(coverage.last) if source == RETURN else coverage.last


class Statement(Entry):
    """One source speaking once about one child.

    ``known_on``: the day the authority knew it (a return's submission day, a record's entry day). ``source``: what
    kind of source (``ssda903``, ``table``, ``journal``). ``files``: where the rows stand. ``coverage``: ``None`` for a
    source that speaks of single facts. ``says``: the facts and withdrawals, in the source's order.
    """

    name: ClassVar[str] = "statement"

    known_on: date
    source: str
    files: tuple[str, ...]
    coverage: Coverage | None
    says: tuple[Said, ...]

    @property
    def return_to(self) -> date | None:
        """The last day of the yearly return that it is of; ``None`` for any other source."""
        return self.coverage.last if self.coverage is not None and self.source == RETURN else None

    def precedence(self, position: int) -> tuple[date, date, int]:
        """Which of two statements has the last word: the one known later; known on one day, the one about the later
        year; single facts and corrections after whole returns; last, the one the log stored later."""
        return (self.known_on, about(self.source, self.coverage), position)

    def identity(self) -> str:
        """What was said, known when, covering what. Not the file names and row numbers: the same return saved again
        under another name, or with its rows in another order, says nothing new."""
        covering = None if self.coverage is None else canonical_text(self.coverage)
        said = [canonical_text(row.fact) for row in self.says]
        return statement_identity(covering, canonical_text(self.known_on), said)


def statement_identity(coverage: str | None, known_on: str, said: Collection[str]) -> str:
    """The ``identity`` of a statement by the canonical texts of what it says, and in which order."""
    ordered = said if coverage is None else sorted(set(said))
    return f'{{"coverage":{coverage or "null"},"known_on":{known_on},"says":[{",".join(ordered)}]}}'


class StatementTexts(NamedTuple):
    """The ``identity`` and the ``canonical`` content of a statement."""

    identity: str
    content: str


def statement_texts(statement: Statement, facts: Sequence[str]) -> StatementTexts:
    """Both texts, written quicker than one by one. ``facts``: what it says, ``shortened``, in its order."""
    quoted = [f'"{fact}"' for fact in facts]
    coverage, known_on = statement.coverage, canonical_text(statement.known_on)
    covering = None
    if coverage is not None:
        covering = _covering(coverage.first, coverage.last, coverage.silence_counts_in)
    rows = ",".join(
        f'{{"fact":{fact},"file":{row.file},"row":{row.row}}}' for fact, row in zip(quoted, statement.says, strict=True)
    )
    files, source = _files(statement.files), canonical_text(statement.source)
    begun = "{" if covering is None else f'{{"coverage":{covering},'
    content = f'{begun}"files":{files},"known_on":{known_on},"says":[{rows}],"source":{source}}}'
    return StatementTexts(statement_identity(covering, known_on, quoted), content)


@lru_cache
def _covering(first: date, last: date, silence_counts_in: tuple[str, ...]) -> str:
    """The text of a coverage: one return covers nearly every child alike."""
    return canonical_text(Coverage(first=first, last=last, silence_counts_in=silence_counts_in))


@lru_cache
def _files(files: tuple[str, ...]) -> str:
    return canonical_text(files)
