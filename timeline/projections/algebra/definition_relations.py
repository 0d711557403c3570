"""Words, continued: the operators of two sorts of spell, and those that look from another day."""

from __future__ import annotations

from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.definition import AS_READ, Say, span_words, words
from timeline.projections.algebra.naming import Called


@words.register
def _(e: Called, say: Say = AS_READ) -> str:
    return say.called(e)


@words.register
def _(e: r.During, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, begun during {say.part(e.other)}"


@words.register
def _(e: r.Following, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, begun within {span_words(e.months)} after {say.part(e.other)}"


@words.register
def _(e: r.Preceding, say: Say = AS_READ) -> str:
    how = "" if e.months is None else f"by no more than {span_words(e.months)} "
    return f"{say.part(e.of)}, ended {how}before {say.part(e.other)}"


@words.register
def _(e: r.WithTheOneBefore, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, counted from the beginning of the one before of {say.part(e.other)}"


@words.register
def _(e: t.Ago, say: Say = AS_READ) -> str:
    later = f" and {e.days_later} day later" if e.days_later else ""
    return f"({say.part(e.of)}) as at {span_words(e.months)} before the day{later}"


@words.register
def _(e: t.BegunSince, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} begun {span_words(e.months)} before the day or later"


@words.register
def _(e: t.LastBegun, say: Say = AS_READ) -> str:
    return f"the last begun of {say.part(e.of)}"


@words.register
def _(e: t.Once, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, each once"


@words.register
def _(e: t.Since, say: Say = AS_READ) -> str:
    return f"the time since the beginning of {say.part(e.of)}"


@words.register
def _(e: t.Ending, say: Say = AS_READ) -> str:
    return f"the ending of {say.part(e.of)}"


@words.register
def _(e: t.Until, say: Say = AS_READ) -> str:
    return f"the time from the beginning of {say.part(e.of)} until {say.part(e.other)}"
