"""Missing incidents with times of day. The return has the days of them only."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from timeline.domain.events import Event, MissingIncidentBegan, MissingIncidentEnded
from timeline.ingest.cell_texts import read_code
from timeline.ingest.cells import Refusal
from timeline.ingest.tables.columns import Day, DayOrBlank, TimeOrBlank, cell_reader
from timeline.ingest.tables.kinds import TableKind, TableRow, not_before, refusal

Category = Literal["M", "A"]


def _category(text: str) -> str | Refusal | None:
    return read_code("MISSING", text)


class MissingIncidentRow(TableRow):
    """Missing incidents with times of day, in local time. A row is the return's incident that began on the day."""

    identifying: ClassVar[frozenset[str]] = frozenset({"start_time"})

    missing: Annotated[Category, cell_reader(_category, Refusal("it is blank", "Write M or A"))]
    """M: missing, whereabouts not known; A: away without authorisation, whereabouts known."""
    start: Day
    """The day the incident began, as the return has it in MIS_START."""
    start_time: TimeOrBlank
    """The time of day at which it began, as 22:30."""
    end: DayOrBlank
    """The day the child was found or came back."""
    end_time: TimeOrBlank
    """The time of day of it."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        not_before("END", self.end, "START", self.start)
        if self.end_time and not self.end:
            raise refusal("END", "a time is given, but not its day", "Give the day in END, or no time")
        if self.end and self.start_time and self.end_time and self._ended_before_it_began(self.end):
            raise refusal("END_TIME", "it is before START_TIME on one day", "Correct START_TIME or END_TIME")
        return self

    def _ended_before_it_began(self, end: date) -> bool:
        began, ended = self.start_time or time.min, self.end_time or time.max
        return datetime.combine(end, ended) < datetime.combine(self.start, began)

    def subject(self) -> tuple[object, ...]:
        """The category, and the day and time at which it began."""
        return self.missing, self.start, self.start_time

    def facts(self) -> list[Event]:
        """The incident with its times, and its end."""
        facts: list[Event] = [
            MissingIncidentBegan(occurred_on=self.start, category=self.missing, began_at=self.start_time)
        ]
        if self.end:
            facts.append(
                MissingIncidentEnded(
                    occurred_on=self.end,
                    began_on=self.start,
                    began_as=None,
                    category=self.missing,
                    began_at=self.start_time,
                    ended_at=self.end_time,
                )
            )
        return facts


MISSING_INCIDENTS = TableKind(
    "missing-incidents", MissingIncidentRow, ("C1", "M", "2012-02-10", "22:30", "2012-02-12", "07:15")
)
