"""Events that local tables tell: any of them, and endings of what was told before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from timeline.domain import events as e

T = TypeVar("T")

MODULES = (
    "plans",
    "plan-reviews",
    "assessments",
    "health-assessments",
    "audits",
    "audit-actions",
    "gateway-decisions",
    "court-applications",
    "court-hearings",
    "court-orders",
    "edge-of-care",
    "referrals",
    "missing-incidents",
)
LOCAL_EVENTS: tuple[type[e.Event], ...] = tuple(
    event for event in e.EVENTS.values() if event.module in MODULES and event.module != "missing-incidents"
)
TIMES = (None, time(0, 0), time(7, 15), time(22, 30), time(23, 59))
TEXTS = ("one", "two")


def local_event(day: date, pick: int, told: Iterable[e.Event]) -> tuple[e.Event, e.SpellBegan | None]:
    """One of these events, and the beginning told before that it belongs to, where there is one."""
    return event_of(_one(LOCAL_EVENTS, pick), day, pick // len(LOCAL_EVENTS), told)


def timed_incident(day: date, pick: int) -> tuple[e.MissingIncidentBegan, e.MissingIncidentEnded]:
    """An incident with times of day, of none to two days."""
    category: Literal["M", "A"] = "A" if pick % 5 == 0 else "M"
    began = e.MissingIncidentBegan(occurred_on=day, category=category, began_at=_one(TIMES, pick))
    ended = e.MissingIncidentEnded(
        occurred_on=day + timedelta(days=pick % 3),
        began_on=day,
        began_as=None,
        category=category,
        began_at=began.began_at,
        ended_at=_one(TIMES, pick // 5),
    )
    return began, ended


def event_of(kind: type[e.Event], day: date, pick: int, told: Iterable[e.Event]) -> tuple[e.Event, e.SpellBegan | None]:
    """An event of this kind with every field drawn; an ending about a day after what it ends."""
    content = {name: _drawn(name, kind.model_fields[name].annotation, day, pick) for name in kind.model_fields}
    if not issubclass(kind, (e.SpellEnded, e.SpellDetail)):
        return kind.from_content(content), None
    begun = [each for each in told if isinstance(each, e.SpellBegan) and each.spell == kind.spell]
    if not begun or pick % 11 == 0:
        return kind.from_content(content), None
    began = _one(tuple(begun), -1 - pick % 2)
    content |= {name: getattr(began, name) for name in kind.told_apart_by}
    after = max(day, began.occurred_on + timedelta(days=pick % 3))
    content |= {"occurred_on": after, "began_on": began.occurred_on}
    return kind.from_content(content), began if issubclass(kind, e.SpellEnded) else None


def _drawn(name: str, sort: Any, day: date, pick: int) -> object:
    """A value for a field; blank now and then, where it may be."""
    salted = pick // (1 + sum(map(ord, name)) % 7)
    if get_origin(sort) in (Union, UnionType):
        given = next(each for each in get_args(sort) if each is not type(None))
        return None if salted % 4 == 0 or name == "began_as" else _drawn(name, given, day, pick)
    if get_origin(sort) is Literal:
        return _one(get_args(sort), salted)
    return {date: day, str: _one(TEXTS, salted), bool: salted % 2 == 0, time: _one(TIMES[1:], salted)}[sort]


def _one(options: tuple[T, ...], pick: int) -> T:
    return options[pick % len(options)]
