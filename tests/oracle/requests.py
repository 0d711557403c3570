"""Requests for an independent visitor. Taken back and made again within 30 days, it is the one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.oracle.paper import Paper, Row
from timeline.domain import events as e

REPEATED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Request:
    """One request, from the day it was first made, with what became of it last."""

    made_on: date
    answer: e.SpellEnded | None

    @property
    def appointed_on(self) -> date | None:
        """The day a visitor was appointed."""
        return self.answer.occurred_on if isinstance(self.answer, e.IndependentVisitorMatched) else None

    @property
    def withdrawn_for(self) -> str | None:
        """The reason it was taken back, ``""`` where none is given, ``None`` when it was not."""
        if not isinstance(self.answer, e.IndependentVisitorRequestWithdrawn):
            return None
        return self.answer.reason or ""

    @property
    def is_open(self) -> bool:
        """Whether it is still unanswered."""
        return self.answer is None


def requests(paper: Paper) -> list[Request]:
    """The child's requests in the order they were made."""
    made: list[Request] = []
    for row in sorted(paper.requests, key=lambda row: row.first_day):
        if made and _is_repeat(made[-1], row):
            made[-1] = Request(made[-1].made_on, row.ended)
        else:
            made.append(Request(row.first_day, row.ended))
    return made


def _is_repeat(before: Request, row: Row) -> bool:
    if before.answer is None or before.withdrawn_for is None:
        return False
    taken_back = before.answer.occurred_on
    return taken_back <= row.first_day <= taken_back + REPEATED_WITHIN
