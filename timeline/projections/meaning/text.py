"""A definition as a text that says all it means, as at a day, and the digest of that text: its identity.

The text is in the field's words: those in which people read it, made exact by brackets, with the codes and limits that
can matter by the end of the day asked about, and with what every word in it means. No name of the program is in it, and
nothing of a later year: a code list of next year leaves the identity at every earlier day as it was. The text of each
released definition is kept in ``docs/definitions/released``.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from timeline.projections.algebra.definition import span_words
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.meaning.attributes import ATTRIBUTES
from timeline.projections.meaning.clauses import Clause
from timeline.projections.meaning.conventions import ALWAYS, MOMENTS, OPERATORS, STATISTICS, UNITS
from timeline.projections.meaning.exact import Exact, said_again
from timeline.projections.meaning.terms import TERMS

Line = str


@lru_cache(maxsize=2_048)
def definition_text(indicator: Indicator, day: date) -> str:
    """All that the definition means as at a day, a line a statement, ended by a newline."""
    return _said(indicator, Exact(day, said_again(indicator)))


def _said(indicator: Indicator, say: Exact) -> str:
    declared = [*_head(indicator, say), *_rows(indicator, say), *_left_out(indicator, say)]
    numbered = list(say.numbered())
    named = ["", *numbered] if numbered else []
    return "\n".join([*declared, *named, "", "what the words mean", *_meanings(say)]) + "\n"


def identity(indicator: Indicator, day: date) -> str:
    """``sha256:`` and the digest of the text as at a day: what a baseline attests of the definition.

    The text changes only on days from which a code or a limit can matter, so it is made once for all days between two.
    """
    firsts = _firsts(indicator, day.year)
    passed = bisect_right(firsts, day)
    return _identity(indicator, firsts[passed - 1] if passed else date.min)


def same_meaning(one: Indicator, other: Indicator, day: date) -> bool:
    """Whether two definitions mean the same as at a day."""
    return one is other or identity(one, day) == identity(other, day)


@lru_cache(maxsize=8_192)
def _identity(indicator: Indicator, day: date) -> str:
    return "sha256:" + hashlib.sha256(definition_text(indicator, day).encode()).hexdigest()


@lru_cache(maxsize=1_024)
def _firsts(indicator: Indicator, year: int) -> tuple[date, ...]:
    """The days from which a code or a limit can matter, to the end of a year at least."""
    say = Exact(date(year, 12, 31))
    _said(indicator, say)
    return tuple(sorted(say.firsts))


def _head(indicator: Indicator, say: Exact) -> Iterator[Line]:
    yield f"measure: {indicator.id}"
    yield f"counts each child who has: {say.part(indicator.counted)}"
    if indicator.window_months is not None:
        yield f"window: the {span_words(indicator.window_months)} to {_window_end(indicator)}"
    yield f"breakdowns look at the child: {MOMENTS[indicator.seen]}"
    yield f"no figure where nothing is known of: {', '.join(sorted(indicator.needs))}"


def _window_end(indicator: Indicator) -> str:
    ago = indicator.window_ago
    return f"the day {span_words(ago)} before the day" if ago else "the day"


def _rows(indicator: Indicator, say: Exact) -> Iterator[Line]:
    for number, reading in enumerate(indicator.readings, 1):
        group = ", ".join(f"{key} = {label}" for key, label in reading.group)
        yield ""
        yield f"row {number}: {group or 'the figure'}"
        yield from (f"  {line}" for line in _row(indicator, reading, say))


def _row(indicator: Indicator, reading: Reading, say: Exact) -> Iterator[Line]:
    yield f"value: {_value(indicator, reading)}"
    if reading.counted is not None:
        yield f"counts, in place of those above, each child who has: {say.part(reading.counted)}"
    if reading.meets is not None:
        yield f"is met by a child who: {say.part(reading.meets)}"
    if reading.possible is not None:
        yield f"may be met, days alone not deciding, by a child who: {say.part(reading.possible)}"
    if reading.unknown is not None:
        unknown = "is not known of" if isinstance(reading.unknown, SpellExpression) else "is not known of a child who"
        yield f"{unknown}: {say.part(reading.unknown)}"
    if reading.spells is not None:
        yield f"its number is that of: {say.part(reading.spells)}"
    if reading.out_of is not None:
        yield f"of all: {say.part(reading.out_of)}"
    if reading.days is not None:
        yield f"the days are those of: {say.part(reading.days.of)}"
    if reading.number is not None:
        yield f"the numbers are the {say.attribute(reading.number.attribute)} of: {say.part(reading.number.of)}"
    if reading.needs:
        yield f"no figure where nothing is known of: {', '.join(sorted(reading.needs))}"


def _value(indicator: Indicator, reading: Reading) -> str:
    unit = indicator.unit_of(reading)
    told = reading.days or reading.number
    statistic = f"{STATISTICS[told.told_as]}, " if told is not None else ""
    return f"{unit.value}: {statistic}{UNITS[unit]}"


def _left_out(indicator: Indicator, say: Exact) -> Iterator[Line]:
    if indicator.excluded:
        yield ""
    for label, question in indicator.excluded:
        yield f"left out and told of, {label}: of who is not counted, a child who {say.part(question)}"


def _meanings(say: Exact) -> Iterator[Line]:
    """What the words stand for that the definition uses, in an order that is none of the program's."""
    yield from (f"* {sentence}" for sentence in ALWAYS)
    yield from sorted(f"* {OPERATORS[each]}." for each in say.operators if each in OPERATORS)
    for kind in sorted(say.kinds, key=lambda kind: TERMS[kind].name):
        yield from _listed(TERMS[kind].name, TERMS[kind].clauses(say.day), say)
    for name in sorted(say.attributes, key=lambda name: ATTRIBUTES[name].name):
        if ATTRIBUTES[name].clauses:
            yield from _listed(ATTRIBUTES[name].name, ATTRIBUTES[name].clauses, say)


def _listed(name: str, clauses: tuple[Clause, ...], say: Exact) -> Iterator[Line]:
    yield f"{name}:"
    yield from (f"  - {text}" for clause in clauses if (text := say.clause(clause)) is not None)
