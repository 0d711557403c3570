"""Stories in rows and in facts: the rows of ``tests.support.stories``, and beside them lines of the journal.

A line that begins with a day is the journal's: ``2012-03-31 C1 health-outcomes-recorded teeth_check=true``.
"""

from __future__ import annotations

import re
from datetime import date

from tests.support.stories import Block, Told, read, record
from timeline.ingest.journal import parse_journal

_FACT = re.compile(r"\s*\d{4}-\d{2}-\d{2} ")
_KNOWN = re.compile(r"\s*(known|return) .*")
KNOWN_LONG_AGO = "known 1990-01-01"


def told(text: str) -> Told:
    """The story that rows and facts tell, statement by statement."""
    blocks = []
    for part in _statements(text):
        head = part[0].strip() if _KNOWN.fullmatch(part[0]) else KNOWN_LONG_AGO
        rows = [line for line in part if not _FACT.match(line)]
        blocks.extend(read("\n".join(rows)))
        blocks.extend(_facts(head, [line for line in part if _FACT.match(line)]))
    return record(blocks)


def _statements(text: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        if _KNOWN.fullmatch(line):
            parts.append([])
        parts[-1].append(line)
    return [part for part in parts if any(line.strip() for line in part)]


def _facts(head: str, lines: list[str]) -> list[Block]:
    drafts = parse_journal("\n".join([head, *lines])) if lines else []
    return [
        Block(date.fromisoformat(head.split()[-1]), None, {child: [entry for entry, _, _ in draft.rows]})
        for child, draft in drafts
    ]
