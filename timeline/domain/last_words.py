"""Whether a child's latest episode is over by the last return that speaks of the child, without telling the story.

An import asks of everybody it says nothing of whether an episode is still open. Of nearly all of them it has been over
for years, and their last return says so. Where that is plain, the story would say the same
(``tests/property/test_last_words.py``); where anything might make it otherwise, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.canonical import shortened
from timeline.domain.events import EndingReportedWithoutDate, EpisodeBegan, Event, SpellEnded
from timeline.domain.received import EPISODES


@dataclass(frozen=True, slots=True)
class Word:
    """What can be seen of a statement from outside. ``covers_to`` and ``silence_counts_in``: of its coverage. ``says``:
    looks into it for the facts that it says, ``shortened``."""

    known_on: date
    covers_to: date | None
    silence_counts_in: Collection[str]
    position: int
    says: Callable[[], Collection[str]]

    def precedence(self) -> tuple[date, date, int]:
        """As ``Statement.precedence``."""
        return (self.known_on, self.covers_to or date.max, self.position)


def is_over(words: Iterable[Word], episodes: Mapping[str, Event], basis: Basis) -> bool:
    """Whether a child's latest episode had ended as at a basis, as far as that is plain.

    ``words``: of every statement about the child. ``episodes``: every fact of the module Episodes that the log holds of
    the child, by its identity, ``shortened``. Neither may leave anything out, and no statement may withdraw a fact.
    """
    heard = sorted((word for word in words if basis.knows(word.known_on)), key=Word.precedence, reverse=True)
    said = _said_last(heard, episodes)
    begun = [(fact, event) for fact, event in episodes.items() if _has_begun(event, basis)]
    latest = max((event.occurred_on for _, event in begun), default=None)
    of_the_day = [fact for fact, event in begun if event.occurred_on == latest]
    if latest is None or len(of_the_day) != 1 or of_the_day[0] not in said:
        return False
    return any(_ends(episodes[fact], of_the_day[0], latest, basis) for fact in said)


def _said_last(heard: Iterable[Word], episodes: Mapping[str, Event]) -> list[str]:
    """The facts of episodes that the last return said that covered them; none where another source has spoken of
    episodes since."""
    for word in heard:
        said = [fact for fact in word.says() if fact in episodes]
        if EPISODES in word.silence_counts_in:
            return said
        if said:
            return []
    return []


def _has_begun(event: Event, basis: Basis) -> bool:
    return isinstance(event, EpisodeBegan) and basis.reaches(event.occurred_on)


def _ends(event: Event, began: str, on: date, basis: Basis) -> bool:
    if not isinstance(event, SpellEnded) or isinstance(event, EndingReportedWithoutDate):
        return False
    names_another = event.began_as is not None and shortened(event.began_as) != began
    return event.began_on == on and not names_another and basis.reaches(event.occurred_on)
