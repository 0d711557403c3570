"""The header of a statement: when it became known, what it covers, which files it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from timeline.domain.days import year_ending, year_window
from timeline.domain.events import EVENTS
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.ingest.journal.words import LineError, Word, day_of, quoted

OPENING = frozenset({"known", "return", "covering"})
JOURNAL = "journal"
_KIND = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Header:
    """A draft without its rows."""

    known_on: date
    source: str
    files: tuple[str, ...]
    coverage: Coverage | None

    @classmethod
    def of(cls, draft: Draft) -> Header:
        """The header of a draft."""
        return cls(draft.known_on, draft.source, draft.files, draft.coverage)

    def key(self) -> tuple[object, ...]:
        """A hashable key that is equal for equal headers."""
        covered = self.coverage and (self.coverage.first, self.coverage.last, self.coverage.silence_counts_in)
        return (self.known_on, self.source, self.files, covered)


def read_header(words: list[Word], file: str) -> Header:
    """The header in these words, in a journal of this name. ``LineError`` where they cannot be read."""
    rest = list(words)
    days = _covered_days(rest)
    expect(rest, "known")
    known_on = take_day(rest)
    modules = take_modules(rest) if rest and rest[0].is_keyword("modules") else ()
    source, files = _origin(rest) if rest and rest[0].is_keyword("from") else (JOURNAL, (file,))
    if rest:
        raise LineError("the header has words that do not belong to it", _FORMS)
    if days is None and modules:
        raise LineError("only a header that covers a year or a span of days can name modules", _FORMS)
    coverage = None if days is None else Coverage(first=days[0], last=days[1], silence_counts_in=modules)
    return Header(known_on, source, files, coverage)


_FORMS = 'Write "known DAY", "return DAY known DAY modules A,B" or "covering DAY DAY known DAY"'


def _covered_days(rest: list[Word]) -> tuple[date, date] | None:
    if rest[0].is_keyword("return"):
        rest.pop(0)
        return _return_year(take_day(rest))
    if rest[0].is_keyword("covering"):
        rest.pop(0)
        return take_day(rest), take_day(rest)
    return None


def _return_year(last: date) -> tuple[date, date]:
    if last != year_ending(last) or (last.month, last.day) != (3, 31):
        raise LineError("a return's year ends on 31 March", "Write the 31 March on which the year ends")
    return year_window(last).first, last


def expect(rest: list[Word], keyword: str) -> None:
    """Remove the next word, which must be this keyword."""
    if not rest or not rest[0].is_keyword(keyword):
        raise LineError(f'the word "{keyword}" is expected', _FORMS)
    rest.pop(0)


def take_day(rest: list[Word]) -> date:
    """Remove and return the next word, which must be a day."""
    if not rest:
        raise LineError("a day is missing", _FORMS)
    return day_of(rest.pop(0).text)


def take_modules(rest: list[Word]) -> tuple[str, ...]:
    """Remove a keyword and the modules after it; return the modules."""
    rest.pop(0)
    modules = tuple(rest.pop(0).text.split(",")) if rest else ()
    known = sorted({event.module for event in EVENTS.values()})
    if not modules or not set(modules) <= set(known):
        raise LineError("a module has an unknown name", f"Write one or more of {','.join(known)}, without blanks")
    return modules


def _origin(rest: list[Word]) -> tuple[str, tuple[str, ...]]:
    rest.pop(0)
    kind = rest.pop(0).text if rest and not rest[0].quoted else None
    if kind is not None and not _KIND.fullmatch(kind):
        raise LineError("the kind of source is not valid", 'Write from ssda903 "file", or only from "file"')
    if kind is None and not rest:
        raise LineError("the file's name is missing", 'Write from "file" with the name in quotation marks')
    files = []
    while rest and rest[0].quoted and rest[0].key is None:
        files.append(rest.pop(0).text)
    return kind or JOURNAL, tuple(files)


def header_line(header: Header, file: str) -> str:
    """The line of a header in a journal of this name."""
    parts = [*_coverage_words(header.coverage), "known", header.known_on.isoformat()]
    if header.coverage and header.coverage.silence_counts_in:
        parts += ["modules", ",".join(header.coverage.silence_counts_in)]
    if (header.source, header.files) != (JOURNAL, (file,)):
        kind = [] if header.source == JOURNAL and header.files else [header.source]
        parts += ["from", *kind, *map(quoted, header.files)]
    return " ".join(parts)


def _coverage_words(coverage: Coverage | None) -> list[str]:
    if coverage is None:
        return []
    first, last = coverage.first, coverage.last
    if last == year_ending(last) and first == year_window(last).first:
        return ["return", last.isoformat()]
    return ["covering", first.isoformat(), last.isoformat()]
