"""Where a placement lies, as extracts of the case system found it: the return as it is sent does not say."""

from __future__ import annotations

from timeline.domain.events import LookedAfterObserved
from timeline.domain.spells import Case, Spell


def placement_locations(case: Case) -> tuple[Spell, ...]:
    """From the day of each extract that gives a location until the placement it was found of ends or the next extract
    gives one. ``location``: IN or OUT of the authority's area. None where no placement was in force on that day."""
    found = [(fact, event) for fact, event in case.story.of(LookedAfterObserved) if event.placement_location]
    days = [event.occurred_on for _, event in found]
    spells: list[Spell] = []
    for (fact, event), day, following in zip(found, days, [*days[1:], None], strict=False):
        home = next((each for each in case.spells["placement"] if each.open_at(day)), None)
        if home is not None:
            ends = [end for end in (home.end, following) if end is not None]
            attributes = {"location": event.placement_location}
            spells.append(Spell("placement_location", day, min(ends, default=None), attributes, (fact.id, *home.facts)))
    return tuple(spells)
