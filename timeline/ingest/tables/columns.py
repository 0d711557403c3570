"""What a column of a local table can hold: a day, a time of day, one of a few words, yes or no, a short text.

Each is a type of a row's field. A cell that cannot be read raises ``kinds.refusal`` with the reason and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator

from timeline.ingest.cell_texts import not_plain_text, read_cell_day
from timeline.ingest.cells import Refusal
from timeline.ingest.tables.kinds import Planned, refusal

LONGEST_TEXT = 60
"""In characters: enough for a category, too few for a narrative about a child."""

_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
_YES_OR_NO = {"y": True, "yes": True, "true": True, "1": True, "n": False, "no": False, "false": False, "0": False}
_SEPARATORS = re.compile(r"[;+,]")


_BLANK = Refusal("it is blank", "Give it: without it the row cannot be recorded")
_BLANK_DAY = Refusal("it is blank", "Give the day: without it the row cannot be recorded")


def cell_reader(read: Callable[[str], object], blank: object) -> BeforeValidator:
    """A validator that reads a cell with this function. ``blank``: the value of a blank cell, or its refusal."""

    def value_of(text: str) -> object:
        value = read(text) if text else blank
        if isinstance(value, Refusal):
            raise refusal("", value.reason, value.do)
        return value

    return BeforeValidator(value_of)


def _time(text: str) -> time | Refusal:
    found = _TIME.fullmatch(text)
    if found is None:
        return Refusal("it is not a time of day", "Write it as HH:MM, from 00:00 to 23:59")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        return Refusal("there is no such time of day", "Write it as HH:MM, from 00:00 to 23:59")
    return time(hour, minute)


def _yes_or_no(text: str) -> bool | Refusal:
    value = _YES_OR_NO.get(text.lower())
    return Refusal("it is neither yes nor no", "Write Y or N, or leave it blank") if value is None else value


def _text(text: str) -> str | Refusal:
    refused = not_plain_text(text)
    if refused is not None:
        return refused
    if len(text) > LONGEST_TEXT:
        return Refusal(f"it is longer than {LONGEST_TEXT} characters", "Give a category, and nothing about the child")
    return " ".join(text.lower().split())


def _word(known: tuple[str, ...]) -> Callable[[str], object]:
    do = f"Write one of: {', '.join(known)}"

    def read(text: str) -> object:
        found = " ".join(text.lower().split())
        return found if found in known else Refusal("it is not one of the allowed words", do)

    return read


def one_of(*allowed: str) -> BeforeValidator:
    """One of these reasons in any case, ``None`` where it is blank."""

    def read(text: str) -> object:
        known = " ".join(text.lower().split())
        if known not in allowed:
            return Refusal("it is not one of the allowed reasons", f"Write one of: {', '.join(allowed)}")
        return known

    return cell_reader(read, None)


def word(literal: Any, *, needed: bool = True) -> BeforeValidator:
    """One of the words of a ``Literal``, in any case."""
    return cell_reader(_word(get_args(literal)), _BLANK if needed else None)


def words(literal: Any) -> BeforeValidator:
    """Some of the words of a ``Literal``, separated by ``;``, ``+`` or ``,``; without repeats, sorted."""
    read_one = _word(get_args(literal))

    def read(text: str) -> object:
        found = [read_one(part) for part in map(str.strip, _SEPARATORS.split(text)) if part]
        refused = [each for each in found if isinstance(each, Refusal)]
        return refused[0] if refused else tuple(sorted({str(each) for each in found}))

    return cell_reader(read, ())


Day = Annotated[date, cell_reader(read_cell_day, _BLANK_DAY)]
"""A day on which something happened; required."""

DayOrBlank = Annotated[date | None, cell_reader(read_cell_day, None)]
"""A day on which something happened, ``None`` where it is blank."""

PlannedDay = Annotated[date, cell_reader(read_cell_day, _BLANK_DAY), Planned()]
"""A day that may be in the future; required."""

PlannedDayOrBlank = Annotated[date | None, cell_reader(read_cell_day, None), Planned()]
"""A day that may be in the future, ``None`` where it is blank."""

TimeOrBlank = Annotated[time | None, cell_reader(_time, None)]
"""A time of day as ``22:30``, to the minute; ``None`` where it is blank."""

YesOrNo = Annotated[bool, cell_reader(_yes_or_no, _BLANK)]
"""Yes or no."""

YesNoOrBlank = Annotated[bool | None, cell_reader(_yes_or_no, None)]
"""Yes or no, ``None`` where it is blank."""

Text = Annotated[str, cell_reader(_text, _BLANK)]
"""A short text in lower case: a category, never a narrative."""

TextOrBlank = Annotated[str | None, cell_reader(_text, None)]
"""A short text in lower case, ``None`` where it is blank."""
