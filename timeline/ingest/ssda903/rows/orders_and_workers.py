"""SWEpisodes and DoLo rows: allocations of social workers, and orders depriving a child of liberty."""

from __future__ import annotations

import re
from hashlib import blake2b

from timeline.domain.days import Window
from timeline.domain.events import (
    DeprivationOfLibertyEnded,
    DeprivedOfLiberty,
    Event,
    SocialWorkerAllocated,
    SocialWorkerLeft,
)
from timeline.ingest.cells import Row

NOT_KEPT = "NOT KEPT"
"""What an exported return has in place of an identifier. With a digest behind it, it is the worker of that digest."""

_DIGEST_KEPT = re.compile(rf"{NOT_KEPT} ([0-9A-F]{{16}})")


def social_worker(row: Row, year: Window) -> list[Event]:
    """The allocation and, once it is over, its end."""
    began_on, ended_on = row.needed_day("SW_DECOM"), row.day("SW_DEC")
    worker = row.text("SW_ID")
    events: list[Event] = [
        SocialWorkerAllocated(occurred_on=began_on, worker=worker and digest(worker), reason=row.code("SW_REASON"))
    ]
    if ended_on is not None:
        events.append(SocialWorkerLeft(occurred_on=ended_on, began_on=began_on, began_as=None))
    return events


def digest(worker: str) -> str:
    """Sixteen hexadecimal signs that are the same for one worker and say nothing of who it is."""
    kept = _DIGEST_KEPT.fullmatch(worker)
    if kept is not None:
        return kept[1].lower()
    return blake2b(worker.encode(), digest_size=8).hexdigest()


def deprivation_of_liberty(row: Row, year: Window) -> list[Event]:
    """The order and, once it is over, its end."""
    began_on, ended_on = row.needed_day("DOLO_START"), row.day("DOLO_END")
    events: list[Event] = [DeprivedOfLiberty(occurred_on=began_on)]
    if ended_on is not None:
        events.append(DeprivationOfLibertyEnded(occurred_on=ended_on, began_on=began_on, began_as=None))
    return events
