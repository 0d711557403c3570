"""Words, continued: the operators of two sorts of spell, and those that look from another day."""

from __future__ import annotations

from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.definition import AS_READ, Say, span_words, words
from timeline.projections.algebra.naming import Called


@words.register
def _words_of_called(e: Called, say: Say = AS_READ) -> str:
    return say.called(e)


@words.register
def _words_of_during(e: r.During, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, begun during {say.part(e.other)}"


@words.register
def _words_of_following(e: r.Following, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, begun within {span_words(e.months)} after {say.part(e.other)}"


@words.register
def _words_of_preceding(e: r.Preceding, say: Say = AS_READ) -> str:
    how = "" if e.months is None else f"by no more than {span_words(e.months)} "
    return f"{say.part(e.of)}, ended {how}before {say.part(e.other)}"


@words.register
def _words_of_with_the_one_before(e: r.WithTheOneBefore, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, counted from the beginning of the one before of {say.part(e.other)}"


@words.register
def _words_of_ago(e: t.Ago, say: Say = AS_READ) -> str:
    later = f" and {e.days_later} day later" if e.days_later else ""
    return f"({say.part(e.of)}) as at {span_words(e.months)} before the day{later}"


@words.register
def _words_of_begun_since(e: t.BegunSince, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} begun {span_words(e.months)} before the day or later"


@words.register
def _words_of_last_begun(e: t.LastBegun, say: Say = AS_READ) -> str:
    return f"the last begun of {say.part(e.of)}"


@words.register
def _words_of_once(e: t.Once, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, each once"


@words.register
def _words_of_since(e: t.Since, say: Say = AS_READ) -> str:
    return f"the time since the beginning of {say.part(e.of)}"


@words.register
def _words_of_ending(e: t.Ending, say: Say = AS_READ) -> str:
    return f"the ending of {say.part(e.of)}"


@words.register
def _words_of_until(e: t.Until, say: Say = AS_READ) -> str:
    return f"the time from the beginning of {say.part(e.of)} until {say.part(e.other)}"
