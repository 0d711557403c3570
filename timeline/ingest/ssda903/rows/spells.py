"""Missing, SWEpisodes and DoLo rows: incidents, allocations of social workers, orders depriving a child of liberty."""

from __future__ import annotations

import re
from hashlib import blake2b

from timeline.domain import events as e
from timeline.domain.days import Window
from timeline.ingest.cells import Row

NOT_KEPT = "NOT KEPT"
"""What an export writes in place of an identifier. In SW_ID the digest of the social worker's number follows it."""

_DIGEST_KEPT = re.compile(rf"{NOT_KEPT} ([0-9A-F]{{16}})")
_INCIDENTS: dict[str, tuple[type[e.SpellBegan], type[e.SpellEnded]]] = {
    "M": (e.WentMissing, e.ReturnedFromMissing),
    "A": (e.WentAwayWithoutAuthorisation, e.ReturnedFromAway),
}


def missing(row: Row, year: Window) -> list[e.Event]:
    """The start of an incident and, once it is over, its end."""
    began, ended = _INCIDENTS[row.needed_code("MISSING")]
    began_on = row.needed_day("MIS_START")
    ended_on = row.day("MIS_END")
    events: list[e.Event] = [began(occurred_on=began_on)]
    if ended_on is not None:
        events.append(ended(occurred_on=ended_on, began_on=began_on, began_as=None))
    return events


def social_worker(row: Row, year: Window) -> list[e.Event]:
    """The start of an allocation and, once it is over, its end."""
    began_on, ended_on = row.needed_day("SW_DECOM"), row.day("SW_DEC")
    worker = row.text("SW_ID")
    events: list[e.Event] = [
        e.SocialWorkerAllocated(occurred_on=began_on, worker=worker and digest(worker), reason=row.code("SW_REASON"))
    ]
    if ended_on is not None:
        events.append(e.SocialWorkerLeft(occurred_on=ended_on, began_on=began_on, began_as=None))
    return events


def digest(worker: str) -> str:
    """Sixteen hexadecimal digits: the same for the same worker, from which the number cannot be recovered."""
    kept = _DIGEST_KEPT.fullmatch(worker)
    if kept is not None:
        return kept[1].lower()
    return blake2b(worker.encode(), digest_size=8).hexdigest()


def deprivation_of_liberty(row: Row, year: Window) -> list[e.Event]:
    """The start of an order and, once it is over, its end."""
    began_on, ended_on = row.needed_day("DOLO_START"), row.day("DOLO_END")
    events: list[e.Event] = [e.DeprivedOfLiberty(occurred_on=began_on)]
    if ended_on is not None:
        events.append(e.DeprivationOfLibertyEnded(occurred_on=ended_on, began_on=began_on, began_as=None))
    return events
