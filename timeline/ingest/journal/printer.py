"""Drafts, or the statements of a log, as the text of a journal."""

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
    """An event as one line of a journal. Failing property tests print it, so that it can be pasted into a test."""
    return " ".join([event.occurred_on.isoformat(), as_word(child), event.name, *field_words(event)])


def print_journal(
    statements: Iterable[tuple[str, Draft]], *, file: str = "journal", recorded: Iterable[tuple[str, Entry]] = ()
) -> str:
    """The text that ``parse_journal(text, file)`` reads back as the same statements.

    Adjacent statements with equal headers about different children share one header. A withdrawal is printed with the
    fact it withdraws where the statements, or ``recorded``, hold that fact; otherwise with the fact's identity.
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
        line = _entry_line(child, entry, withdrawable)
        lines.append(line + _place(file, row, line=len(lines) + 1))


def _place(file: int, row: int, *, line: int) -> str:
    if file:
        return f" @{file + 1}:{row}"
    return "" if row == line else f" @{row}"


def _entry_line(child: str, entry: Entry, withdrawable: Entries) -> str:
    if isinstance(entry, Event):
        return event_line(child, entry)
    assert isinstance(entry, FactWithdrawn)
    withdrawn = withdrawable.get((child, entry.fact))
    if withdrawn is None:
        identity = entry.content()["fact"]
        return f"withdraw id:{identity} {as_word(child)} because {quoted(entry.reason)}"
    return f"withdraw {_entry_line(child, withdrawn, withdrawable)} because {quoted(entry.reason)}"


def _withdrawable(statements: list[tuple[str, Draft]], recorded: Iterable[tuple[str, Entry]]) -> Entries:
    """The entries that withdrawals may name. Computing identities is slow, so only children with a withdrawal count."""
    stated = [(child, row[0]) for child, draft in statements for row in draft.rows]
    concerned = {child for child, entry in stated if isinstance(entry, FactWithdrawn)}
    entries = [
        pair for pair in [*stated, *recorded] if pair[0] in concerned and isinstance(pair[1], (Event, FactWithdrawn))
    ]
    return {(child, fact_id(child, entry)): entry for child, entry in entries}
