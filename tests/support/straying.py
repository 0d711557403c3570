"""The anything mode: any event on any day, in any order, of a beginning told before or of none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.support import making
from tests.support.anchors import Jump, Lag, Question, known_on, land
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Stray:
    """Any event on any day, known any day."""

    sort: str
    jump: Jump
    pick: int
    lag: Lag


def stray(told: list[Tell], this: Stray, question: Question) -> Tell:
    """The stray event, told."""
    before = told[this.pick % len(told)].event.occurred_on if told else question.as_at
    day = land(this.jump, at=before, since=before, about=question.as_at)
    event, of = SORTS[this.sort](day, this.pick, told)
    return Tell(event, known_on(this.lag, day, question), of)


Made = tuple[e.Event, e.SpellBegan | None]


def _episode(day: date, pick: int, _told: list[Tell]) -> Made:
    statuses = (*making.STATUSES, "V3", "V4")
    placement = making.temporary(pick) if pick % 4 == 0 else making.home(pick)
    return making.episode("SLPTBU"[pick % 6], day, placement, status=making.one_of(statuses, pick // 6)), None


def _episode_ending(day: date, pick: int, told: list[Tell]) -> Made:
    began, of = _some_beginning(e.EpisodeBegan, told, day, pick)
    if pick % 2:
        return making.goes_on(began, day, pick), of
    return making.ceases(began, day, pick), of


def _undated_ending(day: date, pick: int, told: list[Tell]) -> Made:
    began, of = _some_beginning(e.EpisodeBegan, told, day, pick)
    return making.undated_ending(began, pick), of


def _missing(day: date, _pick: int, _told: list[Tell]) -> Made:
    return e.WentMissing(occurred_on=day), None


def _return(day: date, pick: int, told: list[Tell]) -> Made:
    began, of = _some_beginning(e.WentMissing, told, day, pick)
    return e.ReturnedFromMissing(occurred_on=day, began_on=began, began_as=None), of


def _request(day: date, _pick: int, _told: list[Tell]) -> Made:
    return e.IndependentVisitorRequested(occurred_on=day), None


def _answer(day: date, pick: int, told: list[Tell]) -> Made:
    began, of = _some_beginning(e.IndependentVisitorRequested, told, day, pick)
    day = max(began, day)
    return (making.matched_request(began, day) if pick % 2 else making.withdrawn_request(began, day, pick // 2)), of


def _unaccompanied(day: date, pick: int, told: list[Tell]) -> Made:
    born_on = date(day.year - 15, 1, 1)
    return making.unaccompanied(born_on, day if pick % 2 else None), None


def _other(day: date, pick: int, _told: list[Tell]) -> Made:
    return making.other_event(day, pick), None


def _some_beginning(
    kind: type[e.SpellBegan], told: list[Tell], day: date, pick: int
) -> tuple[date, e.SpellBegan | None]:
    """A beginning told before; now and then one that nobody told."""
    begun = [tell.event for tell in told if isinstance(tell.event, kind)]
    if not begun or pick % 17 == 0:
        return day, None
    event = begun[pick % len(begun)]
    return event.occurred_on, event


SORTS: dict[str, Callable[[date, int, list[Tell]], Made]] = {
    "episode": _episode,
    "episode's ending": _episode_ending,
    "ending without a date": _undated_ending,
    "missing": _missing,
    "return": _return,
    "request": _request,
    "answer": _answer,
    "unaccompanied": _unaccompanied,
    "other": _other,
}
