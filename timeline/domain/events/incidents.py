"""Missing, and away without authorisation."""

from __future__ import annotations

from datetime import time
from typing import ClassVar, Literal

from timeline.domain.events.base import SpellBegan, SpellEnded


class WentMissing(SpellBegan):
    """The child was missing: whereabouts not known. Source: Missing, MIS_START where MISSING is M."""

    name: ClassVar[str] = "went-missing"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "missing"


class WentAwayWithoutAuthorisation(SpellBegan):
    """The child was away without authorisation: whereabouts known. Source: Missing, MIS_START where MISSING is A."""

    name: ClassVar[str] = "went-away-without-authorisation"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "away"


class ReturnedFromMissing(SpellEnded):
    """The missing child was found or came back. Source: Missing, MIS_END where MISSING is M."""

    name: ClassVar[str] = "returned-from-missing"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "missing"


class ReturnedFromAway(SpellEnded):
    """The child who was away without authorisation came back. Source: Missing, MIS_END where MISSING is A."""

    name: ClassVar[str] = "returned-from-away"
    module: ClassVar[str] = "Missing"
    spell: ClassVar[str] = "away"


class MissingIncidentBegan(SpellBegan):
    """An incident of the return, told with its time of day: ``category`` M (missing) or A (away), ``began_at`` local
    time. It is the incident that the return says to have begun on this day.

    Source: the local table ``missing-incidents``, MISSING, START, START_TIME.
    """

    name: ClassVar[str] = "missing-incident-began"
    module: ClassVar[str] = "missing-incidents"
    spell: ClassVar[str] = "missing-incident"
    told_apart_by: ClassVar[tuple[str, ...]] = ("category", "began_at")

    category: Literal["M", "A"]
    began_at: time | None


class MissingIncidentEnded(SpellEnded):
    """The incident's end, told with its time of day: ``ended_at``, local time.

    Source: the local table ``missing-incidents``, END, END_TIME.
    """

    name: ClassVar[str] = "missing-incident-ended"
    module: ClassVar[str] = "missing-incidents"
    spell: ClassVar[str] = "missing-incident"
    told_apart_by: ClassVar[tuple[str, ...]] = ("category", "began_at")

    category: Literal["M", "A"]
    began_at: time | None
    ended_at: time | None
