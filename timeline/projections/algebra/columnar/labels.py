"""The breakdowns as array operations: how every counted cell is labelled at the moment the indicator sees the child."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from timeline.domain.codes import CODE_LISTS, NOT_RECORDED, group
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.found import Found, attribute_of, pairs
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Codes, Ints
from timeline.projections.algebra.columnar.spells import open_at, spells
from timeline.projections.algebra.dimensions import UASC, UASC_NOT
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Moment
from timeline.projections.rulebook.bands import (
    AGE_BANDS,
    BEFORE_BIRTH,
    DURATION_BETWEEN,
    DURATION_LONGEST,
    DURATIONS_WITHIN,
)
from timeline.projections.rulebook.thresholds import TWO_YEARS

Labels = NDArray[np.object_]
Label = Callable[[Cells, Found, Ints], Labels]
"""Of cells, of the spell that makes each count (one a cell), and of the moment's day."""


def labels(dimension: str, seen: Moment, cells: Cells, subject: Found) -> Labels:
    """The label of every subject, in order. ``KeyError`` where the dimension has no meaning here."""
    return LABELS[dimension](cells, subject, _moment(seen, cells, subject))


def _moment(seen: Moment, cells: Cells, subject: Found) -> Ints:
    as_at = cells.day[subject.cell]
    if seen is Moment.START:
        return subject.start
    return np.where(subject.over, subject.end, as_at) if seen is Moment.END else as_at


def _words(codes: Codes, word: Callable[[str | None], str]) -> Labels:
    told: Sequence[str] = [word(code) for code in (*codes.words, None)]
    return np.array(told, dtype=np.object_)[codes.numbers]


def _code_in_force(attribute: str, cells: Cells, subject: Found, day: Ints) -> Codes:
    """The code of the first episode in force on the day; where care ended on it, of the day before."""
    last_day = np.where(day == subject.end, day - 1, day)
    episodes = _ever(cells)
    a, b = pairs(subject, episodes)
    force = np.flatnonzero(open_at(episodes.taken(b), last_day[a]))[::-1]
    first = np.full(len(subject), NOT_KNOWN, dtype=np.int64)
    first[a[force]] = b[force]  # the first of each is written last
    codes = attribute_of(episodes, cells.frame, attribute)
    return replace(codes, numbers=np.append(codes.numbers, np.int32(NOT_KNOWN))[first])


def _ever(cells: Cells) -> Found:
    return spells(Spells("episode"), cells)


def _group_in_force(attribute: str, field: str) -> Label:
    return lambda cells, subject, day: _words(
        _code_in_force(attribute, cells, subject, day), lambda code: group(field, code)
    )


def _provider(cells: Cells, subject: Found, day: Ints) -> Labels:
    meaning = CODE_LISTS["PLACE_PROVIDER"].meaning
    codes = _code_in_force("placement_provider", cells, subject, day)
    return _words(codes, lambda code: NOT_RECORDED if code is None else meaning(code))


def _age(cells: Cells, subject: Found, day: Ints) -> Labels:
    found = np.full(len(subject), BEFORE_BIRTH, dtype=np.object_)
    for band in AGE_BANDS:  # each from the birthday of its lowest age on
        found[day >= cells.birthday(band.low)[subject.cell]] = band.label
    found[cells.born_on[subject.cell] == NOT_KNOWN] = NOT_RECORDED
    return found


def _particular(column: str, field: str) -> Label:
    def label(cells: Cells, subject: Found, day: Ints) -> Labels:
        codes: Codes = getattr(cells.frame.children, column)
        seen = replace(codes, numbers=cells.particular(codes.numbers, NOT_KNOWN)[subject.cell])
        return _words(seen, lambda code: group(field, code))

    return label


def _unaccompanied(cells: Cells, subject: Found, day: Ints) -> Labels:
    until = cells.particular(cells.frame.children.unaccompanied_to, NOT_KNOWN)[subject.cell]
    return np.where(until > day, UASC, UASC_NOT).astype(np.object_)


def _duration(cells: Cells, subject: Found, day: Ints) -> Labels:
    end = np.minimum(subject.end, day)
    months_on = calendar.add_months
    longest = end >= months_on(subject.start, TWO_YEARS)
    found = np.where(longest, DURATION_LONGEST, DURATION_BETWEEN).astype(np.object_)
    for label, months in reversed(DURATIONS_WITHIN):
        found[end <= months_on(subject.start, months)] = label
    return found


def _attribute(attribute: str) -> Label:
    return lambda cells, subject, day: _words(
        attribute_of(subject, cells.frame, attribute), lambda code: code or NOT_RECORDED
    )


LABELS: Mapping[str, Label] = {
    "age": _age,
    "sex": _particular("sex", "SEX"),
    "ethnicity": _particular("ethnicity", "ETHNIC"),
    "need": _group_in_force("category_of_need", "CIN"),
    "legal-status": _group_in_force("legal_status", "LS"),
    "placement": _group_in_force("placement_type", "PLACE"),
    "provider": _provider,
    "uasc": _unaccompanied,
    "duration": _duration,
    "destination": _attribute("destination"),
    "reason": _attribute("reason_ceased"),
    "service": _attribute("service"),
}
"""Every dimension of ``algebra.dimensions`` by its id."""
