"""The breakdowns: how every counted group is labelled, from which of the days asked about until which.

A group is looked at through the first of the spells that make it count, at the moment that the indicator names. So its
labels are spans as everything else is: each label is a set, and together the sets of one row are where it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from timeline.domain.codes import CODE_LISTS, NOT_RECORDED, group
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN, Codes, Ints, Longs
from timeline.projections.algebra.dimensions import UASC, UASC_NOT
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Indicator, Moment, Reading
from timeline.projections.algebra.spans.interval_sets import Counts, IntervalSet, foremost, overlaps, union
from timeline.projections.algebra.spans.relation_operators import pairs
from timeline.projections.algebra.spans.rows import counted
from timeline.projections.algebra.spans.spell_operators import first_of, in_parts, spells
from timeline.projections.algebra.spans.spell_sets import Population, SpellSet, attribute_of
from timeline.projections.rulebook.bands import (
    AGE_BANDS,
    BEFORE_BIRTH,
    DURATION_BETWEEN,
    DURATION_LONGEST,
    DURATIONS_WITHIN,
)
from timeline.projections.rulebook.thresholds import TWO_YEARS

Word = Callable[[str | None], str]
"""What a code is called."""


@dataclass(frozen=True, eq=False)
class Subjects:
    """The spell that makes each group count, wherever it does. ``day``: the moment at which it is looked at;
    ``NOT_KNOWN``: the day asked about."""

    of: Population
    spells: SpellSet
    day: Ints

    def taken(self, which: Longs, lo: Longs, hi: Longs) -> Subjects:
        """Some parts of them."""
        return Subjects(self.of, self.spells.taken(which, lo=lo, hi=hi), self.day[which])

    def reached(self, days: Ints) -> Longs:
        """The place from which on the moment is at some day or after it."""
        return np.where(self.day == NOT_KNOWN, self.of.asked.first(days), np.where(self.day >= days, 0, self.of.width))

    def in_steps(self, *days: Ints) -> tuple[Subjects, Longs]:
        """Parted where the moment reaches each of some days, which follow one another; and how many of the days each
        part has reached."""
        found = self.spells
        edges = [found.lo, *(np.clip(self.reached(each), found.lo, found.hi) for each in days), found.hi]
        numbered = replace(found, began=np.arange(len(found)))
        parts, step = in_parts(numbered, *pairwise(edges))
        which = parts.began
        assert which is not None
        return self.taken(which, parts.lo, parts.hi), step

    def inside(self, begin: Longs, until: Longs) -> tuple[Subjects, Longs]:
        """Parted by spans on the line that do not overlap, in order: and of each part which span it is in."""
        spans = IntervalSet(self.of.groups, self.of.width, begin, until)
        which, inside = overlaps(self.spells.begin, self.spells.until, spans)
        lo = np.maximum(self.spells.lo[which], spans.lo[inside])
        return self.taken(which, lo, np.minimum(self.spells.hi[which], spans.hi[inside])), inside


def subjects(counted: SpellSet, seen: Moment, of: Population) -> Subjects:
    """The spells that make each group count. ``counted``: all of them."""
    found = first_of(counted)
    if seen is Moment.START:
        return Subjects(of, found, found.start)
    as_at = np.full(len(found), NOT_KNOWN, dtype=np.int32)
    return Subjects(of, found, np.where(found.end < FOREVER, found.end, as_at) if seen is Moment.END else as_at)


Labelled = tuple[Subjects, Longs | Ints, Sequence[str]]
"""Subjects, some of them in parts; of each part the place of its label among some labels, of which several may be one,
and those labels. ``NOT_KNOWN`` is the last."""


def labels(dimension: str, indicator: Indicator, reading: Reading, of: Population) -> dict[str, IntervalSet]:
    """Of each label of a row where a group has it. ``KeyError`` where the dimension has no meaning here."""
    key = ("labels", dimension, indicator.seen, reading.counted or indicator.counted)
    return of.once(key, lambda: _labels(dimension, counted(indicator, reading, of), indicator.seen, of))


def _labels(dimension: str, counted: SpellSet, seen: Moment, of: Population) -> dict[str, IntervalSet]:
    found, place, words = LABELS[dimension](subjects(counted, seen, of))
    names = sorted(set(words))
    order = np.argsort(found.spells.begin, kind="stable")
    begin, until = found.spells.begin[order], found.spells.until[order]
    label = np.array([names.index(word) for word in words])[place[order]]
    parts = {name: np.flatnonzero(label == number) for number, name in enumerate(names)}
    return {name: union(of.groups, of.width, begin[part], until[part]) for name, part in parts.items() if len(part)}


def _words(codes: Codes, word: Word) -> Sequence[str]:
    return [word(code) for code in (*codes.words, None)]


def _by_age(s: Subjects) -> Labelled:
    spans, born = s.of.born()
    parts, seen = s.inside(spans.begin, spans.until)
    attained = [calendar.birthdays(born[seen], band.low) for band in AGE_BANDS]
    numbered = replace(parts, spells=replace(parts.spells, facts=np.arange(len(seen))))
    found, step = numbered.in_steps(*attained)
    assert found.spells.facts is not None
    known = born[seen][found.spells.facts] != NOT_KNOWN
    words = (BEFORE_BIRTH, *(band.label for band in AGE_BANDS), NOT_RECORDED)
    return found, np.where(known, step, NOT_KNOWN), words


def _by_duration(s: Subjects) -> Labelled:
    """From the spell's beginning to its end or the moment, whichever is earlier: the limits are passed one after
    another, and none after the end."""
    start, end = s.spells.start, s.spells.end
    beyond = [calendar.add_months(start, months) + np.int32(1) for _, months in DURATIONS_WITHIN]
    days = (*beyond, calendar.add_months(start, TWO_YEARS))
    found, step = s.in_steps(*(np.where(day > end, np.int32(FOREVER), day) for day in days))
    return found, step, (*(label for label, _ in DURATIONS_WITHIN), DURATION_BETWEEN, DURATION_LONGEST)


def _by_code_in_force(attribute: str, word: Word) -> Callable[[Subjects], Labelled]:
    return lambda s: _code_in_force(s, attribute, word)


def _code_in_force(s: Subjects, attribute: str, word: Word) -> Labelled:
    """By the code of the first episode in force; where care ended on the day, of the day before."""
    of, found = s.of, s.spells
    episodes = spells(Spells("episode"), of)
    i, j, lo, hi = pairs(found, episodes)
    parts = [np.stack(edges) for edges in _in_force(s, episodes, i, j, lo, hi)]
    pair = np.concatenate([np.flatnonzero(begin < until) for begin, until in parts])
    begin, until = np.concatenate([edges[:, edges[0] < edges[1]] for edges in parts], axis=1)
    order = np.lexsort((episodes.row[j[pair]], i[pair]))
    pair, begin, until = pair[order], begin[order], until[order]
    first = i[pair] * (of.width + 1)
    which, begin, until = foremost(first + begin, first + until, of.width)
    pair, first = pair[which], first[which]
    own = np.arange(len(found)) * (of.width + 1)
    without = ~Counts.of(len(found), of.width, begin, until).between(1)
    rest, gap = overlaps(own + found.lo, own + found.hi, without)
    codes = attribute_of(episodes, of.frame, attribute)
    numbers = np.append(codes.numbers[j[pair]], np.full(len(rest), NOT_KNOWN, dtype=np.int32))
    lo = np.append(begin - first, np.maximum(found.lo[rest], without.lo[gap]))
    hi = np.append(until - first, np.minimum(found.hi[rest], without.hi[gap]))
    return s.taken(np.append(i[pair], rest), lo, hi), numbers, _words(codes, word)


def _in_force(s: Subjects, episodes: SpellSet, i: Longs, j: Longs, lo: Longs, hi: Longs) -> list[tuple[Longs, Longs]]:
    """The spans of places at which each pair's episode is in force: at a moment that stays, at all or none of them; at
    the day asked about, before the day on which care ended, on it by the day before, and after it."""
    asked, start, end = s.of.asked, episodes.start[j], episodes.end[j]
    day, ended = s.day[i], s.spells.end[i]
    stays = day != NOT_KNOWN
    last = day - (day == ended)
    at_moment, on_the_day_before = (start <= last) & (last < end), (start < ended) & (ended <= end)
    begin, until = np.maximum(lo, asked.first(start)), np.minimum(hi, asked.first(end))
    on, after = asked.first(ended), asked.first(ended + np.int32(1))
    return [
        (np.where(stays & at_moment, lo, hi), hi),
        (np.where(stays, hi, begin), np.minimum(until, on)),
        (np.where(~stays & on_the_day_before, np.maximum(lo, on), hi), np.minimum(hi, after)),
        (np.where(stays, hi, np.maximum(begin, after)), until),
    ]


def _by_particular(column: str, field: str) -> Callable[[Subjects], Labelled]:
    def label(s: Subjects) -> Labelled:
        codes: Codes = getattr(s.of.frame.children, column)
        found, row = _with_particulars(s)
        return found, codes.numbers[row], _words(codes, lambda code: group(field, code))

    return label


def _with_particulars(s: Subjects) -> tuple[Subjects, Longs]:
    """Parted where something else is seen of the child itself; and the row of each part."""
    rows, lo, hi = s.of.particulars()
    first = s.of.frame.children.child[rows].astype(np.int64) * (s.of.width + 1)
    order = np.argsort(first + lo, kind="stable")
    found, which = s.inside((first + lo)[order], (first + hi)[order])
    return found, rows[order][which]


def _by_unaccompanied(s: Subjects) -> Labelled:
    found, row = _with_particulars(s)
    until = s.of.frame.children.unaccompanied_to[row]
    found, step = found.in_steps(until)
    return found, step, (UASC, UASC_NOT)


def _by_attribute(attribute: str) -> Callable[[Subjects], Labelled]:
    def label(s: Subjects) -> Labelled:
        codes = attribute_of(s.spells, s.of.frame, attribute)
        return s, codes.numbers, _words(codes, lambda code: code or NOT_RECORDED)

    return label


def _provider(code: str | None) -> str:
    return NOT_RECORDED if code is None else CODE_LISTS["PLACE_PROVIDER"].meaning(code)


LABELS: Mapping[str, Callable[[Subjects], Labelled]] = {
    "age": _by_age,
    "sex": _by_particular("sex", "SEX"),
    "ethnicity": _by_particular("ethnicity", "ETHNIC"),
    "need": _by_code_in_force("category_of_need", lambda code: group("CIN", code)),
    "legal-status": _by_code_in_force("legal_status", lambda code: group("LS", code)),
    "placement": _by_code_in_force("placement_type", lambda code: group("PLACE", code)),
    "provider": _by_code_in_force("placement_provider", _provider),
    "uasc": _by_unaccompanied,
    "duration": _by_duration,
    "destination": _by_attribute("destination"),
    "reason": _by_attribute("reason_ceased"),
    "service": _by_attribute("service"),
}
"""Every dimension of ``algebra.dimensions`` by its id."""
