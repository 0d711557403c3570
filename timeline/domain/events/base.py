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
    told_apart_by: ClassVar[tuple[str, ...]] = ()
    """The fields that, with the day, say which of several of the kind is meant."""

    may_lie_ahead: ClassVar[bool] = False
    """Whether a source may state it before its day: it is planned, or dated on the last day of a year."""

    occurred_on: date


SpellKey = tuple[str, date]
"""Which spell, or which mark: its kind, with what tells it apart from others, and its day."""


def _named(kind: str, event: Event) -> str:
    """The kind with what tells this one apart from others of it."""
    if not event.told_apart_by:
        return kind
    return "/".join([kind, *[str(getattr(event, field)) for field in event.told_apart_by]])


class SpellBegan(Event):
    """Something with a length began. ``spell`` names its kind."""

    spell: ClassVar[str]

    @property
    def spell_key(self) -> SpellKey:
        """Which spell this begins: its kind and the day it began."""
        return (_named(self.spell, self), self.occurred_on)


class SpellEnded(Event):
    """Something with a length ended. ``began_on`` names which; ``began_as`` the very beginning, only where a source
    has several of the kind that began on that day."""

    spell: ClassVar[str]

    began_on: date
    began_as: FactId | None

    @property
    def spell_key(self) -> SpellKey:
        """Which spell this ends: its kind and the day it began."""
        return (_named(self.spell, self), self.began_on)


class SpellDetail(Event):
    """Something that happened to a spell while it lasted and is said in the row of its beginning. ``began_on`` names
    the spell; when the row is said anew, this is said anew with it."""

    spell: ClassVar[str]

    began_on: date

    @property
    def spell_key(self) -> SpellKey:
        """Which spell this belongs to: its kind and the day it began."""
        return (_named(self.spell, self), self.began_on)


class Mark(Event):
    """Something without a length, said in a row of its own. The same said anew takes the place of what was said."""

    @property
    def mark_key(self) -> SpellKey:
        """Which happening this is: its kind and its day."""
        return (_named(self.name, self), self.occurred_on)
