"""AD1 and PlacedAdoption rows: the match with adopters, and the decision to place for adoption."""

from __future__ import annotations

from timeline.domain.days import Window
from timeline.domain.events import AdoptionDecided, AdoptionDecisionReversed, Event, MatchedWithAdopters
from timeline.ingest.cells import Row


def match(row: Row, year: Window) -> list[Event]:
    """The match of a child adopted in the year; where its day is blank, on the day of the decision."""
    matched_on = row.day("DATE_MATCH")
    decided_on = row.day("DATE_INT") if matched_on is None else row.day_beside("DATE_INT")
    occurred_on = matched_on or decided_on
    if occurred_on is None:
        raise row.refuse(
            "DATE_MATCH", "it is blank, and so is DATE_INT", "Give the day of the match or of the decision"
        )
    matched = MatchedWithAdopters(
        occurred_on=occurred_on,
        year_ending=year.last,
        matched_on=matched_on,
        decided_on=decided_on,
        by_former_foster_carer=row.flag("FOSTER_CARE"),
        number_of_adopters=row.code("NB_ADOPTR"),
        sex_of_adopters=row.code("SEX_ADOPTR"),
        legal_status_of_adopters=row.code("LS_ADOPTR"),
    )
    return [matched]


def decision(row: Row, year: Window) -> list[Event]:
    """The decision and, where it was reversed, the reversal with its reason."""
    decided_on, reversed_on = row.needed_day("DATE_PLACED"), row.day("DATE_PLACED_CEASED")
    reason = row.code("REASON_PLACED_CEASED")
    events: list[Event] = [AdoptionDecided(occurred_on=decided_on)]
    if reversed_on is not None:
        events.append(
            AdoptionDecisionReversed(occurred_on=reversed_on, began_on=decided_on, began_as=None, reason=reason)
        )
    elif reason is not None:
        raise row.refuse(
            "DATE_PLACED_CEASED",
            "it is blank, but there is a reason",
            "Give the day of the reversal, or leave out its reason",
        )
    return events
