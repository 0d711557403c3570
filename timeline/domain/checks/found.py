"""What was found in one child's history, with the source rows to look at, and until when it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.rule import Finding
from timeline.domain.source_rows import SourceRow
from timeline.domain.story import Fact


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and the source rows of the facts it is about."""

    finding: Finding
    rows: tuple[SourceRow, ...]

    @classmethod
    def of(cls, finding: Finding, facts: Mapping[int, Fact]) -> Found:
        """The finding with the rows that stated its facts last. ``facts``: those that it may name, by the
        numbers of their identities."""
        concerned = [facts[identity.int] for identity in finding.facts]
        return cls(finding, tuple(dict.fromkeys(_rows(concerned))))


def _rows(facts: Iterable[Fact]) -> Iterator[SourceRow]:
    return (telling.source_row for fact in facts for telling in fact.told[-1:])


@dataclass(frozen=True, slots=True)
class Checked:
    """All that was found in one child's history, in the order of ``check``.

    ``turns_on``: the first later day as at which it may be otherwise though the child has the very same facts.
    """

    found: tuple[Found, ...]
    turns_on: date | None
