"""A fact in words: a day, a child, an event and its fields, taken from the registered event types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ValidationError

from timeline.domain.entries import Entry
from timeline.domain.events import EVENTS, Event
from timeline.ingest.journal.words import LineError, Word, as_word, day_of

_DAY_FIELD = "occurred_on"
_WHOLE_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?", re.ASCII)
_NO = type(None)


def field_words(event: Event) -> Iterator[str]:
    """The fields that are not blank, each as a word, in the event's order."""
    return _as_words(event.content(), prefix="")


def _as_words(content: dict[str, Any], prefix: str) -> Iterator[str]:
    for name, value in content.items():
        path = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _as_words(value, prefix=f"{path}.")
        elif path != _DAY_FIELD:
            yield f"{path}={_as_text(value)}"


def _as_text(value: object) -> str:
    return as_word(value) if isinstance(value, str) else str(value).lower()


def read_event(kind: type[Event], occurred_on: date, words: Iterable[Word]) -> Event:
    """The event of this kind with these fields. ``LineError`` where a field cannot be read or is missing."""
    content: dict[str, Any] = _blank_groups(kind)
    content[_DAY_FIELD] = occurred_on
    for word in words:
        if word.key is None:
            raise LineError(
                "a field has no name", "Write field=value, with quotation marks around a value that has blanks"
            )
        _place(content, kind, word.key.split("."), word.text)
    try:
        return kind.from_content(content)
    except ValidationError as error:
        raise _refused(error) from None


def _blank_groups(kind: type[BaseModel]) -> dict[str, Any]:
    """An empty group for each field that is a group, because all its fields may be blank."""
    return {name: {} for name in kind.model_fields if _group(kind, name)}


def _group(kind: type[BaseModel], name: str) -> type[BaseModel] | None:
    sort = _sort(kind, name)
    return sort if isinstance(sort, type) and issubclass(sort, BaseModel) else None


def _sort(kind: type[BaseModel], name: str) -> Any:
    """The type of a field when it is not blank."""
    sort = kind.model_fields[name].annotation
    if get_origin(sort) in (Union, UnionType):
        given = [each for each in get_args(sort) if each is not _NO]
        sort = given[0] if len(given) == 1 else sort
    return get_args(sort)[0] if get_origin(sort) is Annotated else sort


def _place(content: dict[str, Any], kind: type[BaseModel], path: list[str], text: str) -> None:
    name, *inner = path
    if name not in kind.model_fields or name == _DAY_FIELD:
        raise _no_such_field(kind)
    group = _group(kind, name)
    if group and inner:
        _place(content[name], group, inner, text)
    elif group or inner:
        raise _no_such_field(kind)
    elif name in content:
        raise LineError(f"{name} is given twice", "Leave one of them out")
    else:
        content[name] = _value(name, _sort(kind, name), text)


def _no_such_field(kind: type[BaseModel]) -> LineError:
    known = ", ".join(_paths(kind)) or "none"
    return LineError("this event has no field of that name", f"Its fields are: {known}")


def _paths(kind: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name in kind.model_fields:
        group = _group(kind, name)
        if group:
            yield from _paths(group, f"{prefix}{name}.")
        elif name != _DAY_FIELD:
            yield f"{prefix}{name}"


def _value(name: str, sort: Any, text: str) -> Any:
    """The value of a text, read strictly: pydantic alone would read 20120131 as a number of seconds."""
    if sort is bool:
        return _yes_or_no(name, text)
    if sort is int:
        return _whole_number(name, text)
    if sort is date:
        return day_of(text)
    if sort is time and not _TIME.fullmatch(text):
        raise LineError(f"{name} is not a time of day", "Write it as 22:30:00")
    if sort is UUID and len(text) != 22:
        raise LineError(f"{name} is not an identity", "Write the 22 characters of a printed journal")
    return text


def _yes_or_no(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise LineError(f"{name} is not yes or no", "Write true or false")
    return text == "true"


def _whole_number(name: str, text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise LineError(f"{name} is not a whole number", "Write digits alone")
    return int(text)


def _refused(error: ValidationError) -> LineError:
    """Names the fields and what is wrong with them, not their values."""
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    fields = sorted({".".join(map(str, problem["loc"])) for problem in problems})
    why = sorted(
        {problem["msg"].removeprefix("Value error, ") for problem in problems if problem["type"] == "value_error"}
    )
    return LineError(
        f"these fields are missing or not possible: {', '.join(fields)}",
        "; ".join(["Give each field a possible value", *why]),
    )


# ------------------------------------------------------------------------------------------------------- a whole fact


class ChildEntry(NamedTuple):
    """An entry and its child."""

    child: str
    entry: Entry


def read_fact(words: list[Word]) -> ChildEntry:
    """The fact in these words. ``LineError`` where they cannot be read."""
    if len(words) < 3 or any(word.key for word in words[:3]):
        raise LineError("a fact has a day, a child and an event", "Write DAY CHILD EVENT field=value ...")
    day, child, name, *values = words
    if not child.text.strip():
        raise LineError("the child is blank", "Write the child's identifier after the day")
    return ChildEntry(child.text, read_event(event_named(name.text), day_of(day.text), values))


def event_named(name: str) -> type[Event]:
    """The event type of this name. ``LineError`` where there is none; it suggests the nearest name."""
    if name in EVENTS:
        return EVENTS[name]
    close = get_close_matches(name, EVENTS, n=1)
    do = f"Write {close[0]} if you mean that" if close else f"Write one of {', '.join(sorted(EVENTS))}"
    raise LineError("no event has this name", do)
