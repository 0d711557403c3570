"""Adoption: decisions, matches, reversals."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from timeline.domain.events.base import Event, SpellBegan, SpellEnded


class MatchedWithAdopters(Event):
    """A child adopted in the year ``year_ending`` had been matched with these adopters. Occurs on the day of the
    match, or where that is blank of the decision.

    Source: AD1, DATE_MATCH, DATE_INT, FOSTER_CARE, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR.
    """

    name: ClassVar[str] = "matched-with-adopters"
    module: ClassVar[str] = "AD1"

    year_ending: date
    matched_on: date | None
    decided_on: date | None
    by_former_foster_carer: bool | None
    number_of_adopters: str | None
    sex_of_adopters: str | None
    legal_status_of_adopters: str | None


class AdoptionDecided(SpellBegan):
    """It was decided that the child should be placed for adoption. Source: PlacedAdoption, DATE_PLACED."""

    name: ClassVar[str] = "adoption-decided"
    module: ClassVar[str] = "PlacedAdoption"
    spell: ClassVar[str] = "adoption-decision"


class AdoptionDecisionReversed(SpellEnded):
    """It was decided that the child should no longer be placed for adoption.

    Source: PlacedAdoption, DATE_PLACED_CEASED, REASON_PLACED_CEASED.
    """

    name: ClassVar[str] = "adoption-decision-reversed"
    module: ClassVar[str] = "PlacedAdoption"
    spell: ClassVar[str] = "adoption-decision"

    reason: str | None
