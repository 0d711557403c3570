"""From the text of a journal to drafts. Parsing stops at the first error, because journals are written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.domain.attestations import Attestation
from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import Event
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Draft
from timeline.ingest.cell_texts import EARLIEST, FORMULA_LEADERS, SCIENTIFIC_CHILD, TOO_EARLY, is_scientific
from timeline.ingest.cells import AHEAD
from timeline.ingest.errors import IngestError
from timeline.ingest.journal.attestations import ATTESTATION_WORDS, read_attested
from timeline.ingest.journal.fields import ChildEntry, read_fact
from timeline.ingest.journal.headers import OPENING, Header, read_header
from timeline.ingest.journal.words import IDENTITY, LineError, Word, split_words

_PLACE = re.compile(r"@(?:([1-9]\d*):)?([1-9]\d*)", re.ASCII)


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
    lines: list[tuple[int, str, Entry]] = field(default_factory=list)

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        head = self.header
        for child, rows in self.rows.items():
            yield child, Draft(head.known_on, head.source, head.files, head.coverage, tuple(rows))


def parse_journal(text: str, file: str = "journal") -> list[tuple[str, Draft]]:
    """One draft for each child under each header, in the order of the text.

    Raises ``JournalError`` at the first line that cannot be read.
    """
    blocks, _ = _read(text, file)
    return [draft for block in blocks for draft in block.drafts()]


class Attested(NamedTuple):
    """An entry about the log as a whole, with its line in the journal."""

    line: int
    entry: Attestation


def parse_attested(text: str, file: str = "journal") -> list[Attested]:
    """The entries about the log as a whole: returns received, children merged or parted, facts moved. Raises as
    ``parse_journal``.
    """
    _, attested = _read(text, file)
    return attested


class JournalRead(NamedTuple):
    """The drafts of a journal, and its entries about the log as a whole."""

    drafts: list[tuple[str, Draft]]
    attested: list[Attested]


def read_journal(text: str, file: str = "journal") -> JournalRead:
    """All of a journal, to be recorded. ``JournalError`` also at the first impossible fact: it happened after its
    known-on day or before 1950, or its child's identifier is a formula or in scientific notation. A withdrawal of such
    a fact is possible."""
    blocks, attested = _read(text, file)
    for block in blocks:
        _refuse_impossible(block, file)
    return JournalRead([draft for block in blocks for draft in block.drafts()], attested)


def _refuse_impossible(block: _Block, file: str) -> None:
    for line, child, entry in block.lines:
        if not isinstance(entry, Event):
            continue
        if entry.occurred_on > block.header.known_on and not entry.may_lie_ahead:
            raise JournalError(file, line, AHEAD.reason, "Correct the day, or the day in the header above it")
        if entry.occurred_on < EARLIEST:
            raise JournalError(file, line, TOO_EARLY.reason, "Correct the year")
        if child.startswith(FORMULA_LEADERS):
            do = "Write the child's own identifier"
            raise JournalError(file, line, "the child begins with =, +, - or @, as a formula does", do)
        if is_scientific(child):
            raise JournalError(file, line, f"the child: {SCIENTIFIC_CHILD.reason}", "Write the child's own identifier")


def _read(text: str, file: str) -> tuple[list[_Block], list[Attested]]:
    blocks: list[_Block] = []
    attested: list[Attested] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        try:
            words = split_words(line)
            if words and any(words[0].is_keyword(keyword) for keyword in ATTESTATION_WORDS):
                attested.append(Attested(number, read_attested(words)))
            else:
                _read_line(words, number, blocks, file)
        except LineError as error:
            raise JournalError(file, number, error.what, error.do) from None
    return blocks, attested


def _read_line(words: list[Word], number: int, blocks: list[_Block], file: str) -> None:
    if not words:
        return
    if any(words[0].is_keyword(keyword) for keyword in OPENING):
        blocks.append(_Block(read_header(words, file)))
        return
    if not blocks:
        raise LineError("a fact comes before any header", 'Write "known DAY" above it')
    _add(blocks[-1], words, number)


def _add(block: _Block, words: list[Word], number: int) -> None:
    place, words = _take_place(words, number, len(block.header.files))
    if words and words[0].is_keyword("nothing"):
        if len(words) != 2:
            raise LineError("the word nothing is followed by one child", "Write nothing CHILD")
        block.rows.setdefault(words[1].text, [])
        return
    child, entry = _read_entry(words)
    block.lines.append((number, child, entry))
    block.rows.setdefault(child, []).append((entry, *place))


def _take_place(words: list[Word], number: int, files: int) -> tuple[tuple[int, int], list[Word]]:
    last = words[-1]
    if last.quoted or last.key or not last.text.startswith("@"):
        return (0, number), words
    found = _PLACE.fullmatch(last.text)
    if not found or int(found[1] or 1) > max(files, 1):
        raise LineError("the words after @ are not a row", "Write @ROW or @FILE:ROW, counted from 1")
    return (int(found[1] or 1) - 1, int(found[2])), words[:-1]


def _read_entry(words: list[Word]) -> ChildEntry:
    depth = 0
    while depth < len(words) and words[depth].is_keyword("withdraw"):
        depth += 1
    reasons, body = _take_reasons(words[depth:])
    if len(reasons) != depth:
        raise LineError(
            "the number of reasons is not the number of withdrawals", 'Write because "reason" once for each withdraw'
        )
    if depth and body and IDENTITY.fullmatch(body[0].text) and not body[0].quoted:
        return _withdrawn_by_identity(body, reasons)
    return _withdrawn(read_fact(body), reasons)


def _take_reasons(words: list[Word]) -> tuple[list[str], list[Word]]:
    reasons: list[str] = []
    while len(words) >= 2 and words[-2].is_keyword("because") and words[-1].key is None:
        reasons.insert(0, words[-1].text)
        words = words[:-2]
    return reasons, words


def _withdrawn(stated: ChildEntry, reasons: list[str]) -> ChildEntry:
    child, entry = stated
    for reason in reasons:
        entry = FactWithdrawn(fact=fact_id(child, entry), reason=reason)
    return ChildEntry(child, entry)


def _withdrawn_by_identity(body: list[Word], reasons: list[str]) -> ChildEntry:
    if len(body) != 2:
        raise LineError("an identity is followed by the child alone", 'Write withdraw id:ID CHILD because "reason"')
    child = body[1].text
    entry = FactWithdrawn.from_content({"fact": body[0].text.removeprefix("id:"), "reason": reasons[0]})
    return _withdrawn(ChildEntry(child, entry), reasons[1:])
