"""What is known of one child at a basis, as a clerk would lay it out: rows with a beginning and perhaps an end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from timeline.domain import codes
from timeline.domain import events as e

E = TypeVar("E", bound=e.Event)

SAME_DAY_RANK = {"S": 0, "L": 1, "T": 2, "U": 3, "P": 4, "B": 5}
"""Of rows begun on one day, which is current at the end of it: the more a row says has changed, the later."""


@dataclass(frozen=True)
class Line:
    """One line of a history: something said of a child, since when it was known, and when it was taken back.

    ``identity`` is the event's name in the log, by which an ending can point to its very beginning (``began_as``).
    """

    child: str
    event: e.Event
    known_on: date
    withdrawn_on: date | None
    identity: UUID | None = None

    def counts(self, as_at: date, known_at: date | None) -> bool:
        """Whether it was known, not taken back, and had happened by the end of the day asked about."""
        if self.event.occurred_on > as_at:
            return False
        if known_at is None:
            return self.withdrawn_on is None
        return self.known_on <= known_at and not (self.withdrawn_on is not None and self.withdrawn_on <= known_at)


@dataclass(frozen=True)
class Row:
    """A beginning and its ending, where one is known."""

    began: e.SpellBegan
    ended: e.SpellEnded | None

    @property
    def first_day(self) -> date:
        """The day it began."""
        return self.began.occurred_on

    @property
    def last_day(self) -> date | None:
        """The day it ended, on which it no longer holds. ``None`` while it goes on."""
        return self.ended.occurred_on if self.ended else None

    def holds_on(self, day: date) -> bool:
        """Whether it holds at the end of that day."""
        return self.first_day <= day and (self.last_day is None or day < self.last_day)


@dataclass(frozen=True)
class Paper:
    """All that is known of one child."""

    child: str
    born_on: date | None
    episodes: tuple[Row, ...]
    missing: tuple[Row, ...]
    requests: tuple[Row, ...]
    away: tuple[Row, ...]
    short_breaks: tuple[Row, ...]
    is_unaccompanied: bool
    visitors_appointed: frozenset[date]
    lines: tuple[Line, ...]

    def facts(self, kind: type[E]) -> list[E]:
        """Every different fact of a sort, by its day."""
        found = {line.event for line in self.lines if isinstance(line.event, kind)}
        return sorted(found, key=lambda event: event.occurred_on)

    def rows(self, spell: str) -> list[Row]:
        """Every row of a sort, by the day it began."""
        return sorted(_rows(spell, list(self.lines)), key=lambda row: row.first_day)

    def heard_last(self, facts: Iterable[E]) -> E | None:
        """Of facts that stand against each other, the one that became known last."""
        known = {fact: max(line.known_on for line in self.lines if line.event == fact) for fact in facts}
        last = [fact for fact, day in known.items() if day == max(known.values())]
        if len(last) > 1:
            raise UndecidedError
        return last[0] if last else None


def papers(lines: Iterable[Line], as_at: date, known_at: date | None) -> list[Paper]:
    """One paper a child, from the lines that count."""
    known = [line for line in lines if line.counts(as_at, known_at)]
    children = {line.child for line in known}
    return [_paper(child, [line for line in known if line.child == child], as_at) for child in children]


def _paper(child: str, lines: list[Line], as_at: date) -> Paper:
    episodes = end_what_is_open(_rows("episode", lines), _without_beginning(lines))
    # Where two birthdays stand against each other, the one heard last.
    born = [(line.known_on, line.event.born_on) for line in lines if isinstance(line.event, e.ChildRegistered)]
    return Paper(
        child=child,
        born_on=max(born)[1] if born else None,
        episodes=tuple(row for row in episodes if not _is_short_break(row)),
        missing=tuple(_absences(lines, "missing", "M")),
        requests=tuple(_rows("visitor-request", lines)),
        away=tuple(_absences(lines, "away", "A")),
        short_breaks=tuple(row for row in episodes if _is_short_break(row)),
        is_unaccompanied=_is_unaccompanied(lines, as_at),
        visitors_appointed=frozenset(
            line.event.occurred_on for line in lines if isinstance(line.event, e.IndependentVisitorMatched)
        ),
        lines=tuple(lines),
    )


def _is_unaccompanied(lines: list[Line], as_at: date) -> bool:
    """By the status heard last: whether it is one that had not ended by the end of the day."""
    told = [
        ((line.known_on, line.event.occurred_on), line.event.ceases_on is None or line.event.ceases_on > as_at)
        for line in lines
        if isinstance(line.event, e.UnaccompaniedAsylumSeekerRecorded)
    ]
    heard_last = {goes_on for heard, goes_on in told if heard == max(told)[0]}
    if len(heard_last) > 1:
        raise UndecidedError
    return True in heard_last


def _is_short_break(row: Row) -> bool:
    return isinstance(row.began, e.EpisodeBegan) and row.began.legal_status in codes.SHORT_BREAK


def _absences(lines: list[Line], kind: str, category: str) -> list[Row]:
    """Incidents. What a table tells with times of day is the return's incident of that day; an end that only the return
    has is its end."""
    reported = _rows(kind, lines)
    found = [row for row in _rows("missing-incident", lines) if _category(row.began) == category]
    told = [row.first_day for row in found]
    for at, row in enumerate(found):
        same = [each for each in reported if each.first_day == row.first_day]
        if row.ended is None and len(same) == 1:
            found[at] = Row(row.began, same[0].ended)
    return [*(row for row in reported if row.first_day not in told), *found]


def _category(event: e.Event) -> str | None:
    return event.category if isinstance(event, (e.MissingIncidentBegan, e.MissingIncidentEnded)) else None


def _rows(kind: str, lines: list[Line]) -> list[Row]:
    begun = {
        line.event: line.identity for line in lines if isinstance(line.event, e.SpellBegan) and line.event.spell == kind
    }
    ended = [line.event for line in lines if isinstance(line.event, e.SpellEnded) and line.event.spell == kind]
    return [Row(beginning, _ending(beginning, identity, ended)) for beginning, identity in begun.items()]


def episode(row: Row) -> e.EpisodeBegan:
    """The beginning of an episode's row."""
    assert isinstance(row.began, e.EpisodeBegan)
    return row.began


def _without_beginning(lines: list[Line]) -> list[e.SpellEnded]:
    """The endings of episodes that name a beginning which is not there."""
    begun = [line for line in lines if isinstance(line.event, e.EpisodeBegan)]
    return [
        line.event
        for line in lines
        if isinstance(line.event, e.EpisodeEnded | e.CeasedToBeLookedAfter)
        and not any(
            line.event.began_on == each.event.occurred_on and line.event.began_as in (None, each.identity)
            for each in begun
        )
    ]


def end_what_is_open(rows: list[Row], endings: list[e.SpellEnded]) -> list[Row]:
    """An ending whose beginning was re-dated ends the episode that is open on its day, of two the one begun last.

    ``docs/decisions/0018-imports-and-readings.md``, day by day. An episode begun on the day itself is not
    open before the ending. Which of several such endings of one day ends what, no rule says.
    """
    found = list(rows)
    for day in sorted({ending.occurred_on for ending in endings}):
        open_then = [row for row in found if row.first_day < day and (row.last_day is None or day < row.last_day)]
        last = begun_last(open_then)
        if last is None:
            continue
        told = [ending for ending in endings if ending.occurred_on == day]
        if len(told) > 1:
            raise UndecidedError
        found[found.index(last)] = Row(last.began, told[0])
    return found


def begun_last(rows: Iterable[Row]) -> Row | None:
    """Of some episodes the one begun last; begun on one day, the one the table puts last."""
    in_order = sorted(rows, key=_begun)
    if len(in_order) > 1 and _begun(in_order[-1]) == _begun(in_order[-2]):
        raise UndecidedError
    return in_order[-1] if in_order else None


def _begun(row: Row) -> tuple[date, int, bool, date]:
    rank = SAME_DAY_RANK[episode(row).reason_for_new_episode]
    return (row.first_day, rank, row.last_day is None, row.last_day or date.max)


class UndecidedError(Exception):
    """No published rule says which of two things counts: they differ in nothing that the rules name."""


def _ending(beginning: e.SpellBegan, identity: UUID | None, ended: list[e.SpellEnded]) -> e.SpellEnded | None:
    """The ending that names this beginning. An ending reported without a date ends nothing."""
    mine = [
        ending
        for ending in ended
        if not isinstance(ending, e.EndingReportedWithoutDate)
        and ending.began_on == beginning.occurred_on
        and ending.began_as in (None, identity)
        and _are_told_apart_alike(beginning, ending)
    ]
    if beginning.spell == "visitor-request":  # a request is answered once: by what answered it first
        return _the_one(min, mine, lambda ending: (ending.occurred_on, _is_withdrawal(ending)))
    return _the_one(max, mine, lambda ending: (ending.occurred_on, _is_ceasing(ending)))


def _are_told_apart_alike(beginning: e.SpellBegan, ending: e.SpellEnded) -> bool:
    """Several incidents can begin on one day: the time of day and the category say which."""
    return [getattr(beginning, field) for field in beginning.told_apart_by] == [
        getattr(ending, field) for field in ending.told_apart_by
    ]


def _the_one(
    pick: Callable[..., e.SpellEnded | None], endings: list[e.SpellEnded], key: Callable[[e.SpellEnded], object]
) -> e.SpellEnded | None:
    """The first or the last ending. Of two on one day, for different reasons, none is either."""
    found = pick(endings, key=key, default=None)
    if found is None:
        return None
    reasons = {_reason(ending) for ending in endings if key(ending) == key(found)}
    if len(reasons) > 1:
        raise UndecidedError
    return found


def _reason(ending: e.SpellEnded) -> str | None:
    if isinstance(ending, e.CeasedToBeLookedAfter):
        return ending.reason_episode_ceased
    return ending.reason if isinstance(ending, e.IndependentVisitorRequestWithdrawn) else None


def _is_withdrawal(ending: e.SpellEnded) -> bool:
    return isinstance(ending, e.IndependentVisitorRequestWithdrawn)


def _is_ceasing(ending: e.SpellEnded) -> bool:
    return isinstance(ending, e.CeasedToBeLookedAfter)
