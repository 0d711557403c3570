"""Words, continued: the operators of two sorts of spell, and those that look from another day."""

from __future__ import annotations

from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.definition import span_words, words
from timeline.projections.algebra.naming import Called


@words.register
def _(e: Called) -> str:
    return e.name


@words.register
def _(e: r.During) -> str:
    return f"{words(e.of)}, begun during {words(e.other)}"


@words.register
def _(e: r.Following) -> str:
    return f"{words(e.of)}, begun within {span_words(e.months)} after {words(e.other)}"


@words.register
def _(e: r.Preceding) -> str:
    how = "" if e.months is None else f"by no more than {span_words(e.months)} "
    return f"{words(e.of)}, ended {how}before {words(e.other)}"


@words.register
def _(e: r.WithTheOneBefore) -> str:
    return f"{words(e.of)}, counted from the beginning of the one before of {words(e.other)}"


@words.register
def _(e: t.Ago) -> str:
    later = f" and {e.days_later} day later" if e.days_later else ""
    return f"({words(e.of)}) as at {span_words(e.months)} before the day{later}"


@words.register
def _(e: t.BegunSince) -> str:
    return f"{words(e.of)} begun {span_words(e.months)} before the day or later"


@words.register
def _(e: t.LastBegun) -> str:
    return f"the last begun of {words(e.of)}"


@words.register
def _(e: t.Once) -> str:
    return f"{words(e.of)}, each once"


@words.register
def _(e: t.Since) -> str:
    return f"the time since the beginning of {words(e.of)}"


@words.register
def _(e: t.Ending) -> str:
    return f"the ending of {words(e.of)}"


@words.register
def _(e: t.Until) -> str:
    return f"the time from the beginning of {words(e.of)} until {words(e.other)}"
