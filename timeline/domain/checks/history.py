"""The history of one child as the rules look at it: every episode as reported, and what each follows on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from timeline.domain.codes import EPISODE_CONTINUES
from timeline.domain.spells import Case, Spell, case
from timeline.domain.spells.episodes import Episode, episodes
from timeline.domain.story import Story

START = "S"


@dataclass(frozen=True, slots=True)
class History:
    """One child at a basis. ``rows``: every episode as reported, in the order they began, those without a day too."""

    case: Case
    rows: tuple[Episode, ...]
    began: Mapping[date, tuple[Episode, ...]]
    ended: Mapping[date, tuple[Episode, ...]]
    previous: Mapping[tuple[UUID, ...], Episode]

    @property
    def story(self) -> Story:
        """The facts."""
        return self.case.story

    @property
    def as_at(self) -> date:
        """The day asked about."""
        return self.story.basis.as_at

    @property
    def born_on(self) -> date | None:
        """The day of birth, where it is known."""
        return self.case.born_on

    @property
    def begins_in_care(self) -> bool:
        """Whether the first episode recorded is no start: the child was looked after before, and it is not told since
        when."""
        return bool(self.rows) and self.rows[0].reason_for_new_episode != START

    @property
    def incidents(self) -> tuple[Spell, ...]:
        """Missing and away without authorisation, each stream in the order they began."""
        return self.case.spells["missing_incident"]

    def beginning_on(self, day: date, *, besides: Episode) -> tuple[Episode, ...]:
        """The other episodes that began on this day."""
        return tuple(row for row in self.began.get(day, ()) if not same_report(row, besides))

    def ending_on(self, day: date, *, besides: Episode) -> tuple[Episode, ...]:
        """The other episodes that lasted until this day: one without a day does not lead up to another."""
        return tuple(row for row in self.ended.get(day, ()) if not same_report(row, besides))

    def follows(self, row: Episode) -> Episode | None:
        """The episode that this one follows on: of those that reach the day it began, the one begun last."""
        return self.previous.get(row.facts)


def history(story: Story) -> History:
    """The history that a story tells."""
    rows = episodes(story)
    return History(
        case=case(story),
        rows=rows,
        began=_by_day((row.began_on, row) for row in rows),
        ended=_by_day((row.ended_on, row) for row in rows if row.ended_on is not None and lasts(row)),
        previous={row.facts: before for n, row in enumerate(rows) if (before := _previous(rows[:n], row))},
    )


def lasts(row: Episode) -> bool:
    """Whether the episode has a day at all."""
    return not row.span.is_empty()


def ceased(row: Episode) -> bool:
    """Whether the episode ended with the child no longer looked after, by its code."""
    return row.reason_episode_ceased is not None and row.reason_episode_ceased not in EPISODE_CONTINUES


def same_report(row: Episode, other: Episode) -> bool:
    """Whether both are one beginning, of which several endings are reported (another rule names that)."""
    return row.facts[0] == other.facts[0]


def _by_day(rows: Iterable[tuple[date, Episode]]) -> dict[date, tuple[Episode, ...]]:
    found: dict[date, list[Episode]] = defaultdict(list)
    for day, row in rows:
        found[day].append(row)
    return {day: tuple(on_the_day) for day, on_the_day in found.items()}


def _previous(earlier: Sequence[Episode], row: Episode) -> Episode | None:
    for before in reversed(earlier):
        reaches = before.ended_on is None or before.ended_on >= row.began_on
        if reaches and not same_report(before, row):
            return before
    return None
