"""Missing, and away without authorisation."""

from __future__ import annotations

from typing import ClassVar

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
