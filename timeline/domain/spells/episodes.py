"""Episodes: the rows of the return, put together from the facts, and which is in force on each day.

A return names an episode by the day it began. Where several began on one day an ending that does not say which of them
it means ends them all. Overlaps, gaps and episodes without a day are kept as reported: ``checks`` names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple
from uuid import UUID

from timeline.domain.codes import SHORT_BREAK
from timeline.domain.days import Span
from timeline.domain.events import CeasedToBeLookedAfter, EpisodeBegan, EpisodeEnded, PlacementDetails
from timeline.domain.order import RANK, order_key
from timeline.domain.story import Fact, Story

REASON_RANK = {kind.reason_for_new_episode: rank for kind, rank in RANK.items() if issubclass(kind, EpisodeBegan)}

Ending = EpisodeEnded | CeasedToBeLookedAfter


class Episode(NamedTuple):
    """One row of the return: a beginning and the ending it has, if any. ``facts`` names both."""

    began_on: date
    ended_on: date | None
    reason_for_new_episode: str
    legal_status: str | None
    category_of_need: str | None
    placement: PlacementDetails
    reason_episode_ceased: str | None
    reason_place_change: str | None
    facts: tuple[UUID, ...]

    @property
    def span(self) -> Span:
        """The days it lasts: none where it ends on or before the day it began."""
        return Span(self.began_on, self.ended_on)

    def is_open_at(self, day: date) -> bool:
        """Whether it is running at the end of the day."""
        return self.began_on <= day and (self.ended_on is None or self.ended_on > day)

    @property
    def is_short_break(self) -> bool:
        """Whether its legal status is V3 or V4."""
        return self.legal_status in SHORT_BREAK


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which one episode is the one in force."""

    span: Span
    episode: Episode


def episodes(story: Story) -> tuple[Episode, ...]:
    """Every episode of the story, in the order they began."""
    endings: dict[date, list[tuple[Fact, Ending]]] = defaultdict(list)
    for fact, continued in story.of(EpisodeEnded):
        endings[continued.began_on].append((fact, continued))
    for fact, ceased in story.of(CeasedToBeLookedAfter):
        endings[ceased.began_on].append((fact, ceased))
    found: list[Episode] = []
    own: set[UUID] = set()
    for fact, beginning in story.of(EpisodeBegan):
        rows = _rows(fact, beginning, endings[beginning.occurred_on])
        own.update(identity for row in rows for identity in row.facts)
        found.extend(rows)
    if len(found) > 1:
        found.sort(key=_begun)
    if story.basis.reading >= _FROM_READING:
        alone = [pair for group in endings.values() for pair in group if pair[0].id not in own]
        found = _with_open_ones_ended(found, alone)
    return tuple(found)


_FROM_READING = 2
"""The first reading under which an ending without a beginning of its own ends the episode that is open."""


def _with_open_ones_ended(found: list[Episode], alone: list[tuple[Fact, Ending]]) -> list[Episode]:
    """An ending whose beginning was re-dated ends the episode that is open on its day, of two the one begun last.

    Decided in ``docs/decisions/0018-imports-and-readings.md``. ``found``: in the order they began. An episode with
    several endings of its own has a row for each: the one that is ended here stands for those that were open then.
    """
    for told, end in sorted(alone, key=lambda pair: order_key(pair[1])):
        last = next((row for row in reversed(found) if _is_open_before(row, end)), None)
        if last is not None:
            found = [row for row in found if row.facts[0] != last.facts[0] or not _is_open_before(row, end)]
            found.append(_ended_by(last, told, end))
            found.sort(key=_begun)
    return found


def _ended_by(row: Episode, told: Fact, end: Ending) -> Episode:
    return row._replace(
        ended_on=end.occurred_on,
        reason_episode_ceased=end.reason_episode_ceased,
        reason_place_change=end.reason_place_change,
        facts=(row.facts[0], told.id),
    )


def _is_open_before(row: Episode, end: Ending) -> bool:
    return row.began_on < end.occurred_on and (row.ended_on is None or row.ended_on > end.occurred_on)


def endings_without_beginning(story: Story, rows: Iterable[Episode] | None = None) -> tuple[Fact, ...]:
    """The endings that end nothing: their beginning is no longer recorded, and no episode ends on their day.
    ``rows``: the episodes of the story, where they are derived already."""
    begun = {began.occurred_on for _, began in story.of(EpisodeBegan)}
    ends = [*story.of(EpisodeEnded), *story.of(CeasedToBeLookedAfter)]
    alone = [(fact, end) for fact, end in ends if end.began_on not in begun]
    if not alone:
        return ()
    ended = {row.ended_on for row in (episodes(story) if rows is None else rows)}
    return tuple(fact for fact, end in alone if end.occurred_on not in ended)


def _begun(row: Episode) -> tuple[date, int, date]:
    """By the day, by the reason in the order of one day, and then the one that goes on longer last. What is still alike
    stays in the order of the content."""
    return (row.began_on, REASON_RANK[row.reason_for_new_episode], row.ended_on or date.max)


def _rows(fact: Fact, began: EpisodeBegan, endings: Sequence[tuple[Fact, Ending]]) -> Iterable[Episode]:
    own = [(told, end) for told, end in endings if end.began_as in (None, fact.id)]
    if not own:
        return [_episode(fact, began, None, None)]
    if len(own) > 1:
        own.sort(key=lambda pair: order_key(pair[1]))
    return [_episode(fact, began, told, end) for told, end in own]


def _episode(fact: Fact, began: EpisodeBegan, told: Fact | None, end: Ending | None) -> Episode:
    return Episode(
        began_on=began.occurred_on,
        ended_on=end.occurred_on if end else None,
        reason_for_new_episode=began.reason_for_new_episode,
        legal_status=began.legal_status,
        category_of_need=began.category_of_need,
        placement=began.placement,
        reason_episode_ceased=end.reason_episode_ceased if end else None,
        reason_place_change=end.reason_place_change if end else None,
        facts=(fact.id, told.id) if told else (fact.id,),
    )


def stays(rows: Sequence[Episode]) -> tuple[Stay, ...]:
    """Which episode is in force on each day: of those that cover it, the one begun last.

    ``rows`` in the order they began. Days that no episode covers belong to no stay.
    """
    lasting = [row for row in rows if row.ended_on is None or row.ended_on > row.began_on]
    edges = sorted({day for row in lasting for day in (row.began_on, row.ended_on) if day is not None})
    found: list[Stay] = []
    for start, end in zip_longest(edges, edges[1:]):
        current = next((row for row in reversed(lasting) if row.is_open_at(start)), None)
        if current is None:
            continue
        if found and found[-1].episode is current and found[-1].span.end == start:
            found[-1] = Stay(Span(found[-1].span.start, end), current)
        else:
            found.append(Stay(Span(start, end), current))
    return tuple(found)
