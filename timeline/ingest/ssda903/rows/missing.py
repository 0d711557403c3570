"""A Missing row: an incident of being missing, or away without authorisation."""

from __future__ import annotations

from timeline.domain import events as e
from timeline.domain.days import Window
from timeline.ingest.cells import Row

_KINDS: dict[str, tuple[type[e.SpellBegan], type[e.SpellEnded]]] = {
    "M": (e.WentMissing, e.ReturnedFromMissing),
    "A": (e.WentAwayWithoutAuthorisation, e.ReturnedFromAway),
}


def missing(row: Row, year: Window) -> list[e.Event]:
    """The beginning and, once it is over, the return."""
    began, ended = _KINDS[row.needed_code("MISSING")]
    began_on = row.needed_day("MIS_START")
    ended_on = row.day("MIS_END")
    events: list[e.Event] = [began(occurred_on=began_on)]
    if ended_on is not None:
        events.append(ended(occurred_on=ended_on, began_on=began_on, began_as=None))
    return events
