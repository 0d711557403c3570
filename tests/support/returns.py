"""Returns sent year after year: each says what touched its year, as the authority then believed it to have been.

What a return says can be wrong in the ways real returns are: a row left out, a code or a day told otherwise, a start
stated anew. A year may be sent again after a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from tests.support import making
from tests.support.anchors import Question, questions
from tests.support.rows import CareRow, CareRows, cares
from timeline.domain import events as e
from timeline.domain.entries import Entry, fact_id
from timeline.domain.statements import Coverage, FactWithdrawn
from timeline.domain.story import Draft
from timeline.ingest.journal import print_journal

MODULES = ("Episodes", "Missing")
YEARS = 4


@dataclass(frozen=True)
class Sent:
    """One return: for which year (0 is the last), how many days after the one before, and what is wrong in it."""

    year: int
    days_later: int
    errors: tuple[tuple[str, int], ...]
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Returns:
    """The returns that came in, in order, each a statement a child, and the day asked about."""

    question: Question
    drafts: tuple[tuple[str, Draft], ...]

    def __repr__(self) -> str:
        return f"{self.question}\n{print_journal(self.drafts)}"

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        printer.text(repr(self))


ERRORS = ("left out", "other status", "other home", "ends a day later", "begins a day later", "still open")


def _with_errors(rows: Sequence[CareRow], errors: Iterable[tuple[str, int]]) -> list[CareRow]:
    told = list(rows)
    for error, pick in errors:
        if not told:
            break
        number = pick % len(told)
        row = told.pop(number)
        told[number:number] = _wrong(row, error, pick)
    return told


def _wrong(row: CareRow, error: str, pick: int) -> list[CareRow]:
    later = timedelta(days=1)
    wrong = {
        "left out": [],
        "other status": [replace(row, status=making.one_of(making.ORDINARY, pick))],
        "other home": [replace(row, placement=making.one_of(making.HOMES, pick))],
        "ends a day later": [replace(row, end=row.end + later if row.end else None)],
        "begins a day later": [replace(row, start=row.start + later)],
        "still open": [replace(row, end=None)],
    }
    return wrong[error]


def _touching(rows: Iterable[CareRow], first: date, last: date) -> list[CareRow]:
    """The rows that touch the year, as they stood at its end: what ends later is still open."""
    found = [row for row in rows if row.start <= last and (row.end is None or row.end >= first)]
    return [row if row.end is None or row.end <= last else replace(row, end=None) for row in found]


def _facts(rows: Iterable[CareRow]) -> list[Entry]:
    rows = list(rows)
    entries: list[Entry] = []
    for row in rows:
        entries.append(row.beginning)
        if row.ending is not None:
            entries.append(row.ending)
    return list(dict.fromkeys(entries))


def _incidents(nights: Iterable[tuple[date, int]], first: date, last: date) -> list[Entry]:
    entries: list[Entry] = []
    for day, long in nights:
        over = day + timedelta(days=long)
        if day <= last and over >= first:
            entries.append(e.WentMissing(occurred_on=day))
            if over <= last:
                entries.append(e.ReturnedFromMissing(occurred_on=over, began_on=day, began_as=None))
    return entries


def _year(question: Question, year: int) -> tuple[date, date]:
    end = question.as_at.year + (question.as_at.month > 3) - year
    return date(end - 1, 4, 1), date(end, 3, 31)


def returns() -> st.SearchStrategy[Returns]:
    """Returns of some years about one or two children, and now and then a correction by hand between them."""
    return questions().flatmap(returns_about)


@st.composite
def returns_about(draw: st.DrawFn, question: Question) -> Returns:
    """Returns of the years before a day asked about. See ``returns``."""
    lives = draw(st.lists(st.tuples(cares(question), _NIGHTS), min_size=1, max_size=2))
    drafts: list[tuple[str, Draft]] = []
    known_on = _year(question, YEARS - 1)[1]
    for sent in draw(_SENT):
        known_on = _known_on(question, sent, known_on, drafts)
        for number, (rows, nights) in enumerate(lives):
            drafts.extend(_statement(f"C{number}", question, sent, rows, nights, known_on))
    return Returns(
        question, (*drafts, *draw(st.lists(_BY_HAND, max_size=1).map(lambda few: _corrections(drafts, few))))
    )


def _known_on(question: Question, sent: Sent, before: date, drafts: Sequence[tuple[str, Draft]]) -> date:
    """The day the return was known. Two may be known on one day, if they are about different years."""
    known_on = max(before, _year(question, sent.year)[1]) + timedelta(days=sent.days_later)
    last = _year(question, sent.year)[1]
    taken = {(draft.known_on, draft.coverage.last) for _, draft in drafts if draft.coverage}
    while (known_on, last) in taken:
        known_on += timedelta(days=1)
    return known_on


_BY_HAND = st.tuples(st.integers(0, 99), st.integers(0, 99), st.sampled_from((0, 1, 200)))


def _corrections(
    drafts: Sequence[tuple[str, Draft]], by_hand: Iterable[tuple[int, int, int]]
) -> list[tuple[str, Draft]]:
    """Facts that a return said, taken back by hand some days later."""
    found: list[tuple[str, Draft]] = []
    for which, row, days in by_hand if drafts else ():
        child, draft = drafts[which % len(drafts)]
        entry = draft.rows[row % len(draft.rows)][0]
        taken = FactWithdrawn(fact=fact_id(child, entry), reason="never so")
        known_on = draft.known_on + timedelta(days=days)
        found.append((child, Draft(known_on, "journal", ("journal",), None, ((taken, 0, 1),))))
    return found


_NIGHTS = st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 60)), max_size=2)
_SENT = st.lists(
    st.builds(
        Sent,
        st.sampled_from((3, 2, 2, 1, 1, 0, 0)),
        st.sampled_from((0, 1, 60, 120, 366)),
        st.lists(st.tuples(st.sampled_from(ERRORS), st.integers(0, 99)), max_size=2).map(tuple),
        st.sampled_from((MODULES, MODULES, ("Episodes",), ())),
    ),
    min_size=2,
    max_size=6,
)


def _statement(
    child: str, question: Question, sent: Sent, rows: CareRows, nights: Sequence[tuple[int, int]], known_on: date
) -> list[tuple[str, Draft]]:
    first, last = _year(question, sent.year)
    said = _facts(_with_errors(_touching(rows, first, last), sent.errors))
    days = [(question.as_at - timedelta(days=back), long) for back, long in nights]
    entries = [*said, *(_incidents(days, first, last) if "Missing" in sent.modules else [])]
    if not said:  # a child without an episode row in a return is not in its scope
        return []
    coverage = Coverage(first=first, last=last, silence_counts_in=sent.modules)
    numbered = tuple((entry, 0, row) for row, entry in enumerate(entries, 2))
    return [(child, Draft(known_on, "ssda903", ("episodes.csv",), coverage, numbered))]
