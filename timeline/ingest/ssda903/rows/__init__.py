"""From one row to its facts: a builder for each module.

A builder takes a row and the return's year and returns one to three events. It raises ``CellError`` for the first
unreadable cell that the fact needs: the fact's day, its kind, an ending. Other unreadable cells are left blank
(``Row``). A builder knows no file, no child and no other row. May import ``timeline.domain`` and ``cells``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from timeline.domain.days import Window
from timeline.domain.events import Event
from timeline.ingest.cells import Row
from timeline.ingest.ssda903.rows.adoption import decision, match
from timeline.ingest.ssda903.rows.episodes import episode
from timeline.ingest.ssda903.rows.outcomes import care_leaver_outcomes, health_outcomes, review
from timeline.ingest.ssda903.rows.particulars import header, previous_permanence, unaccompanied_asylum_seeker
from timeline.ingest.ssda903.rows.spells import deprivation_of_liberty, missing, social_worker

Builder = Callable[[Row, Window], list[Event]]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "Header": header,
        "Episodes": episode,
        "Reviews": review,
        "UASC": unaccompanied_asylum_seeker,
        "OC2": health_outcomes,
        "OC3": care_leaver_outcomes,
        "AD1": match,
        "PlacedAdoption": decision,
        "PrevPerm": previous_permanence,
        "Missing": missing,
        "SWEpisodes": social_worker,
        "DoLo": deprivation_of_liberty,
    }
)
"""The builder of each module."""

__all__ = ["BUILDERS", "Builder"]
