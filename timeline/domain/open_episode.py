"""Whether a child's latest episode has ended, from the child's outline where the last return settles it.

An import asks this about every child that it does not mention. Most of those left years ago, and their last return
states the ending. Their stories would give the same answer (``tests/property/test_open_episode.py``); reading every
one of them makes an import a fifth slower. Where the outline does not settle it, the story must be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.canonical import shortened
from timeline.domain.events import EndingReportedWithoutDate, EpisodeBegan, Event, SpellEnded
from timeline.domain.outlines import Heading, Outline, UnclearError
from timeline.domain.received import EPISODES
from timeline.domain.statements import FactWithdrawn


def has_ended(outline: Outline, basis: Basis) -> bool:
    """Whether it is certain that the child's latest episode had ended as at a basis. ``False`` where it is open, where
    there is none, and where only the story can tell.

    The outline reaches the head of the log, the basis has no position, and every statement counts as it was recorded:
    ``Setting.is_plain``, and the child is not re-keyed.
    """
    try:
        episodes = _episodes(outline)
        asserted = _last_asserted(outline, episodes, basis)
    except UnclearError:
        return False
    begun = [(fact, event) for fact, event in episodes.items() if _has_begun(event, basis)]
    latest = max((event.occurred_on for _, event in begun), default=None)
    of_the_day = [fact for fact, event in begun if event.occurred_on == latest]
    if latest is None or len(of_the_day) != 1 or of_the_day[0] not in asserted:
        return False
    return any(_ends(episodes[fact], of_the_day[0], latest, basis) for fact in asserted)


def _episodes(outline: Outline) -> Mapping[str, Event]:
    """Every fact of the module Episodes, by its identity. ``UnclearError`` where an entry withdraws a fact or is not of
    the present form."""
    kinds = outline.kinds
    if any(kind is None or issubclass(kind, FactWithdrawn) for kind in kinds.values()):
        raise UnclearError
    return {fact: outline.event(fact) for fact, kind in kinds.items() if getattr(kind, "module", None) == EPISODES}


def _last_asserted(outline: Outline, episodes: Mapping[str, Event], basis: Basis) -> list[str]:
    """The facts of episodes in the last return that covers them; none where another source has stated one since."""
    known = [(each, heading) for each, heading in outline.statements.items() if basis.knows(heading.known_on)]
    for statement, heading in sorted(known, key=lambda each: _precedence(each[1]), reverse=True):
        asserted = [fact for fact in outline.says(statement) if fact in episodes]
        if heading.coverage is not None and EPISODES in heading.coverage.silence_counts_in:
            return asserted
        if asserted:
            return []
    return []


def _precedence(heading: Heading) -> tuple[date, date, int]:
    """As ``Statement.precedence``."""
    return (heading.known_on, heading.coverage.last if heading.coverage else date.max, heading.position)


def _has_begun(event: Event, basis: Basis) -> bool:
    return isinstance(event, EpisodeBegan) and basis.reaches(event.occurred_on)


def _ends(event: Event, began: str, on: date, basis: Basis) -> bool:
    if not isinstance(event, SpellEnded) or isinstance(event, EndingReportedWithoutDate):
        return False
    names_another = event.began_as is not None and shortened(event.began_as) != began
    return event.began_on == on and not names_another and basis.reaches(event.occurred_on)
