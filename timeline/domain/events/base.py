"""What every event is: something that happened to a child on a day, and, for what has a length, its two ends.

Codes are those of ``timeline.domain.codes``, in the canonical spelling; ``None`` is what the source left blank.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from timeline.domain.codes import CODE_LISTS
from timeline.domain.entries import Entry, FactId


def _known(field: str) -> Callable[[str], str]:
    """A validator that lets pass what is a code of this list in some year, in its canonical spelling."""
    codes = CODE_LISTS[field]

    def check(code: str) -> str:
        if not codes.is_known(code):
            raise ValueError(f"not a code of {field} in any year")
        return code

    return check


Sex = Annotated[str, AfterValidator(_known("SEX"))]
Ethnicity = Annotated[str, AfterValidator(_known("ETHNIC"))]
LegalStatus = Annotated[str, AfterValidator(_known("LS"))]
CategoryOfNeed = Annotated[str, AfterValidator(_known("CIN"))]
PlacementType = Annotated[str, AfterValidator(_known("PLACE"))]
PlacementProvider = Annotated[str, AfterValidator(_known("PLACE_PROVIDER"))]
ReasonEpisodeCeased = Annotated[str, AfterValidator(_known("REC"))]
ReasonPlaceChange = Annotated[str, AfterValidator(_known("REASON_PLACE_CHANGE"))]
Participation = Annotated[str, AfterValidator(_known("REVIEW_CODE"))]


class Event(Entry):
    """Something that happened to a child on a day. ``module``: whose rows say it, a 903 module or a local table."""

    module: ClassVar[str]

    occurred_on: date


class SpellBegan(Event):
    """Something with a length began. ``spell`` names its kind."""

    spell: ClassVar[str]

    @property
    def spell_key(self) -> tuple[str, date]:
        """Which spell this begins: its kind and the day it began."""
        return (self.spell, self.occurred_on)


class SpellEnded(Event):
    """Something with a length ended. ``began_on`` names which; ``began_as`` the very beginning, only where a source
    has several of the kind that began on that day."""

    spell: ClassVar[str]

    began_on: date
    began_as: FactId | None

    @property
    def spell_key(self) -> tuple[str, date]:
        """Which spell this ends: its kind and the day it began."""
        return (self.spell, self.began_on)
