"""Placements: a run of episodes with the same carer or home.

Only a new carer or home makes a new placement: RNE S, P, B. Not a change of legal status (L), nor of the record of a
placement whose carer stays (T, U), nor the existing carer becoming the adopter (A3, A5). A temporary placement (T0-T4,
and M1-M3 in returns before 2015) is none, and the child who returns from it to the same home has not moved: the home
is kept while the child is away.

Source: docs/definitions/stability.md; NI 62; 903 rules 380, 381, 383, 434-436.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from timeline.domain.codes import (
    ADOPTION_OF_ANY_YEAR,
    ADOPTION_WITH_CURRENT_CARER,
    FOSTER_OF_ANY_YEAR,
    MISSING_PLACEMENTS,
    NEW_PLACEMENT_REASONS,
    TEMPORARY_PLACEMENTS,
)
from timeline.domain.events import PlacementDetails
from timeline.domain.spells.episodes import Episode, Stay
from timeline.domain.spells.spell import Spell

AWAY_FROM_HOME = TEMPORARY_PLACEMENTS | MISSING_PLACEMENTS
CARERS_WHO_MAY_ADOPT = FOSTER_OF_ANY_YEAR | ADOPTION_OF_ANY_YEAR


@dataclass(slots=True)
class _Home:
    """A placement while it is being put together."""

    details: PlacementDetails
    start: date
    end: date | None
    facts: dict[UUID, None] = field(default_factory=dict)

    def lived_in(self, stay: Stay) -> None:
        self.end = stay.span.end
        self.facts.update(dict.fromkeys(stay.episode.facts))


def placements(run: Sequence[Stay]) -> tuple[Spell, ...]:
    """The placements of one period of care, from its stays in order."""
    homes: list[_Home] = []
    by_episode: dict[int, _Home] = {}
    home: _Home | None = None
    away = False
    for stay in run:
        row = stay.episode
        temporary = row.placement.type in AWAY_FROM_HOME
        if id(row) in by_episode:  # an episode laid over this one has ended: the child is back in this one's home
            home = by_episode[id(row)]
        elif not temporary and (home is None or _is_a_move(home, row, away=away)):
            home = _Home(row.placement, stay.span.start, stay.span.end)
            homes.append(home)
        if home is not None:
            home.lived_in(stay)
            by_episode[id(row)] = home
            if not temporary:
                home.details = row.placement
        away = temporary
    return tuple(_spell(home) for home in homes)


def _is_a_move(home: _Home, row: Episode, *, away: bool) -> bool:
    """Whether this episode begins in another home than the one the child was in, or was away from."""
    if row.placement.type in ADOPTION_WITH_CURRENT_CARER and home.details.type in CARERS_WHO_MAY_ADOPT:
        return False
    if (away or row.reason_for_new_episode == "S") and row.placement == home.details:
        return False
    return row.reason_for_new_episode in NEW_PLACEMENT_REASONS


def _spell(home: _Home) -> Spell:
    return Spell("placement", home.start, home.end, {"placement_type": home.details.type}, tuple(home.facts))


def all_placements(runs: Iterable[Sequence[Stay]]) -> tuple[Spell, ...]:
    """The placements of every period of care: a new period begins with a new placement."""
    return tuple(spell for run in runs for spell in placements(run))
