"""Drafts, or the statements of a log, as a journal's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import Event
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Draft
from timeline.ingest.journal.fields import field_words
from timeline.ingest.journal.headers import Header, header_line
from timeline.ingest.journal.words import as_word, quoted

Entries = Mapping[tuple[str, UUID], Entry]


def event_line(child: str, event: Event) -> str:
    """An event as one line of a journal. Used as the text of a failing example, which can then be pasted as a test."""
    return " ".join([event.occurred_on.isoformat(), as_word(child), event.name, *field_words(event)])


def print_journal(
    statements: Iterable[tuple[str, Draft]], *, file: str = "journal", recorded: Iterable[tuple[str, Entry]] = ()
) -> str:
    """The text that ``parse_journal(text, file)`` reads back as these very statements.

    Statements with one header, next to each other and about different children, stand under one header. A withdrawal is
    printed as the fact it takes back where the statements, or ``recorded``, hold that fact; otherwise by its identity.
    """
    statements = list(statements)
    withdrawable = _withdrawable(statements, recorded)
    lines: list[str] = []
    for block in _blocks(statements):
        if lines:
            lines.append("")
        lines.append(header_line(Header.of(block[0][1]), file))
        for child, draft in block:
            _print_rows(lines, child, draft, withdrawable)
    return "".join(f"{line}\n" for line in lines)


def _blocks(statements: list[tuple[str, Draft]]) -> Iterator[list[tuple[str, Draft]]]:
    block: list[tuple[str, Draft]] = []
    for child, draft in statements:
        goes_on = block and Header.of(block[0][1]).key() == Header.of(draft).key()
        if block and (not goes_on or any(child == named for named, _ in block)):
            yield block
            block = []
        block.append((child, draft))
    if block:
        yield block


def _print_rows(lines: list[str], child: str, draft: Draft, withdrawable: Entries) -> None:
    if not draft.rows:
        lines.append(f"nothing {as_word(child)}")
    for entry, file, row in draft.rows:
        said = _entry_line(child, entry, withdrawable)
        lines.append(said + _place(file, row, line=len(lines) + 1))


def _place(file: int, row: int, *, line: int) -> str:
    if file:
        return f" @{file + 1}:{row}"
    return "" if row == line else f" @{row}"


def _entry_line(child: str, entry: Entry, withdrawable: Entries) -> str:
    if isinstance(entry, Event):
        return event_line(child, entry)
    assert isinstance(entry, FactWithdrawn)
    taken = withdrawable.get((child, entry.fact))
    if taken is None:
        identity = entry.content()["fact"]
        return f"withdraw id:{identity} {as_word(child)} because {quoted(entry.reason)}"
    return f"withdraw {_entry_line(child, taken, withdrawable)} because {quoted(entry.reason)}"


def _withdrawable(statements: list[tuple[str, Draft]], recorded: Iterable[tuple[str, Entry]]) -> Entries:
    """What the withdrawals may name. Identities cost time: only those of children with a withdrawal are worked out."""
    said = [(child, row[0]) for child, draft in statements for row in draft.rows]
    concerned = {child for child, entry in said if isinstance(entry, FactWithdrawn)}
    entries = [
        pair for pair in [*said, *recorded] if pair[0] in concerned and isinstance(pair[1], (Event, FactWithdrawn))
    ]
    return {(child, fact_id(child, entry)): entry for child, entry in entries}
