"""One fact of a journal from its words: a day, a child, an event, its fields."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from timeline.domain.entries import Entry
from timeline.domain.events import EVENTS, Event
from timeline.ingest.journal.fields import read_event
from timeline.ingest.journal.words import LineError, Word, day_of


class SaidOf(NamedTuple):
    """An entry, and of whom it is said."""

    child: str
    entry: Entry


def read_fact(words: list[Word]) -> SaidOf:
    """The fact these words say."""
    if len(words) < 3 or any(word.key for word in words[:3]):
        raise LineError("a fact has a day, a child and an event", "Write DAY CHILD EVENT field=value ...")
    day, child, name, *values = words
    if not child.text.strip():
        raise LineError("the child is blank", "Write the child's identifier after the day")
    return SaidOf(child.text, read_event(event_named(name.text), day_of(day.text), values))


def event_named(name: str) -> type[Event]:
    """The event of this name."""
    if name in EVENTS:
        return EVENTS[name]
    close = get_close_matches(name, EVENTS, n=1)
    do = f"Write {close[0]}, if that is meant" if close else f"Write one of {', '.join(sorted(EVENTS))}"
    raise LineError("no event has this name", do)
