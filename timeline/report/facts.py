"""Facts of a child: the day, what happened in words, since when it is known, and every source row of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from timeline.domain.story import Fact, Telling
from timeline.report import column
from timeline.report.bases import iso
from timeline.report.value import Cell, Table, records
from timeline.report.words import event_words, short_day, source_row_words

COLUMNS = (
    *("day", "event", "words", "known_since"),
    *("known_on", "source", "file", "row", "return_to", "position"),
)


def data(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """``said_by``: the rows that assert it since it is known without a break, in the order they became known."""
    return [
        {
            "day": iso(fact.event.occurred_on),
            "event": fact.event.name,
            "words": event_words(fact.event),
            "content": fact.event.content(),
            "known_since": iso(fact.known_on),
            "said_by": [_citation_json(citation) for citation in fact.told],
        }
        for fact in facts
    ]


def _citation_json(citation: Telling) -> dict[str, Any]:
    return {
        "known_on": iso(citation.known_on),
        "source": citation.source,
        "file": citation.file,
        "row": citation.row,
        "return_to": iso(citation.return_to),
        "position": citation.position,
    }


def table_of(child: str, facts: Iterable[Fact]) -> Table:
    """One line for each source row of each fact."""
    return records(("child", *COLUMNS), ((child, *line) for fact in facts for line in cells(fact)))


def cells(fact: Fact) -> Iterator[tuple[Cell, ...]]:
    """One line for each source row of a fact, in the order of ``COLUMNS``."""
    for citation in fact.told:
        yield (
            *(fact.event.occurred_on, fact.event.name, event_words(fact.event), fact.known_on),
            *(citation.known_on, citation.source, citation.file, citation.row, citation.return_to, citation.position),
        )


def block(facts: Iterable[Fact], *, codes_alone: bool = False) -> Table:
    """One row a fact, its source rows under its words. ``codes_alone``: without the meanings of codes."""
    rows = []
    for fact in facts:
        sources = dict.fromkeys(_citation_words(citation, fact) for citation in fact.told)
        words = (event_words(fact.event, codes_alone=codes_alone), *sources)
        rows.append((fact.event.occurred_on, fact.known_on, words))
    return Table([*column.days("day", "known since"), *column.texts("what happened, and its source rows")], rows)


def _citation_words(citation: Telling, fact: Fact) -> str:
    again = "" if citation.known_on == fact.known_on else f", known {short_day(citation.known_on).strip()}"
    return f"- {source_row_words(citation.source_row)}{again}"
