"""A journal's text becomes drafts. It is written by hand, so the first error stops it and names its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import EVENTS, Event
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Draft
from timeline.ingest.errors import IngestError
from timeline.ingest.journal.fields import read_event
from timeline.ingest.journal.headers import OPENING, Header, read_header
from timeline.ingest.journal.words import LineError, Word, day_of, split_words

_PLACE = re.compile(r"@(?:([1-9]\d*):)?([1-9]\d*)", re.ASCII)
_IDENTITY = re.compile(r"id:[A-Za-z0-9_-]{22}")


class JournalError(IngestError):
    """A line of a journal that cannot be read: its number, what is wrong, what to write instead."""

    def __init__(self, file: str, line: int, what: str, do: str) -> None:
        super().__init__(f"{file}, line {line}", what, do)
        self.line = line


Row = tuple[Entry, int, int]


@dataclass(slots=True)
class _Block:
    header: Header
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        head = self.header
        for child, rows in self.rows.items():
            yield child, Draft(head.known_on, head.source, head.files, head.coverage, tuple(rows))


def parse_journal(text: str, file: str = "journal") -> list[tuple[str, Draft]]:
    """What the journal says: one draft for each child under each header, in the order they stand.

    Raises ``JournalError`` at the first line that cannot be read.
    """
    blocks: list[_Block] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        try:
            _read_line(split_words(line), number, blocks, file)
        except LineError as error:
            raise JournalError(file, number, error.what, error.do) from None
    return [draft for block in blocks for draft in block.drafts()]


def _read_line(words: list[Word], number: int, blocks: list[_Block], file: str) -> None:
    if not words:
        return
    if any(words[0].says(keyword) for keyword in OPENING):
        blocks.append(_Block(read_header(words, file)))
        return
    if not blocks:
        raise LineError("a fact stands before any header", 'Write "known DAY" above it')
    _add(blocks[-1], words, number)


def _add(block: _Block, words: list[Word], number: int) -> None:
    place, words = _take_place(words, number, len(block.header.files))
    if words and words[0].says("nothing"):
        if len(words) != 2:
            raise LineError("after nothing comes one child", "Write nothing CHILD")
        block.rows.setdefault(words[1].text, [])
        return
    said = _read_said(words)
    block.rows.setdefault(said.child, []).append((said.entry, *place))


def _take_place(words: list[Word], number: int, files: int) -> tuple[tuple[int, int], list[Word]]:
    last = words[-1]
    if last.quoted or last.key or not last.text.startswith("@"):
        return (0, number), words
    found = _PLACE.fullmatch(last.text)
    if not found or int(found[1] or 1) > max(files, 1):
        raise LineError("the row it stands in is not given as one", "Write @ROW or @FILE:ROW, counted from 1")
    return (int(found[1] or 1) - 1, int(found[2])), words[:-1]


class _SaidOf(NamedTuple):
    child: str
    entry: Entry


def _read_said(words: list[Word]) -> _SaidOf:
    depth = 0
    while depth < len(words) and words[depth].says("withdraw"):
        depth += 1
    reasons, body = _take_reasons(words[depth:])
    if len(reasons) != depth:
        raise LineError("there are not as many reasons as withdrawals", 'Write because "reason" once for each withdraw')
    if depth and body and _IDENTITY.fullmatch(body[0].text) and not body[0].quoted:
        return _withdrawn_by_identity(body, reasons)
    return _withdrawn(_read_fact(body), reasons)


def _take_reasons(words: list[Word]) -> tuple[list[str], list[Word]]:
    reasons: list[str] = []
    while len(words) >= 2 and words[-2].says("because") and words[-1].key is None:
        reasons.insert(0, words[-1].text)
        words = words[:-2]
    return reasons, words


def _withdrawn(said: _SaidOf, reasons: list[str]) -> _SaidOf:
    for reason in reasons:
        said = _SaidOf(said.child, FactWithdrawn(fact=fact_id(said.child, said.entry), reason=reason))
    return said


def _withdrawn_by_identity(body: list[Word], reasons: list[str]) -> _SaidOf:
    if len(body) != 2:
        raise LineError("after an identity comes the child alone", 'Write withdraw id:ID CHILD because "reason"')
    child = body[1].text
    entry = FactWithdrawn.from_content({"fact": body[0].text.removeprefix("id:"), "reason": reasons[0]})
    return _withdrawn(_SaidOf(child, entry), reasons[1:])


def _read_fact(words: list[Word]) -> _SaidOf:
    if len(words) < 3 or any(word.key for word in words[:3]):
        raise LineError("a fact has a day, a child and an event", "Write DAY CHILD EVENT field=value ...")
    day, child, name, *values = words
    if not child.text.strip():
        raise LineError("the child is blank", "Write the child's identifier after the day")
    return _SaidOf(child.text, read_event(_event_named(name.text), day_of(day.text), values))


def _event_named(name: str) -> type[Event]:
    if name in EVENTS:
        return EVENTS[name]
    close = get_close_matches(name, EVENTS, n=1)
    do = f"Write {close[0]}, if that is meant" if close else f"Write one of {', '.join(sorted(EVENTS))}"
    raise LineError("no event has this name", do)
