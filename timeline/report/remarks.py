"""The remarks under figures of many bases: each once, with the days it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from timeline.projections.algebra.answers import Figure, Point
from timeline.report.coverage import NOT_COVERED, endings_alone_words, not_stated_words, set_aside_of, set_aside_words
from timeline.report.figure_pages import TAKEN_FOR, TWO_NUMBERS
from timeline.report.values import NO_VALUE
from timeline.report.words import day_words, row_words


def remarks(points: Sequence[Point], *, first_rows: bool) -> Iterator[str]:
    """What the numbers do not show. ``first_rows``: of the first row of each point."""
    rows = [(point, row) for point in points for row in (point.rows[:1] if first_rows else point.rows)]
    yield from _left_out(points)
    yield from _not_recorded(rows)
    yield from _short_histories(rows)
    if any(row.possible is not None for _, row in rows):
        yield TWO_NUMBERS
    yield from _without_figure(rows)
    yield from _coverage(points)
    yield from endings_alone_words(points)
    yield from _never_sent_again(points)
    yield points[-1].indicator.sentence
    yield definitions(points)


def _left_out(points: Sequence[Point]) -> Iterator[str]:
    labels = dict.fromkeys(label for point in points for label in point.rows[0].excluded)
    counts = (f"{label} {_between(point.rows[0].excluded.get(label, 0) for point in points)}" for label in labels)
    if labels:
        yield f"Left out: {'; '.join(counts)}."


def _not_recorded(rows: Iterable[tuple[Point, Figure]]) -> Iterator[str]:
    found: dict[str, list[int]] = {}
    for point, row in rows:
        if row.unknown is not None:
            found.setdefault(row_words(row.group, point.indicator.title), []).append(row.unknown)
    for label, counts in found.items():
        if max(counts):
            yield f"Not recorded ({label}): {_between(counts)}, counted among all and not in the number."


def _short_histories(rows: Iterable[tuple[Point, Figure]]) -> Iterator[str]:
    """From when on the returns hold every episode, and as at which days a row asks further back."""
    short: dict[date, list[date]] = {}
    for point, row in rows:
        if row.history_from is not None:
            short.setdefault(row.history_from, []).append(point.basis.as_at)
    for day, asked in short.items():
        yield f"The returns tell of every episode from {day_words(day)} on; asked further back: {_days(asked)}."


def _without_figure(rows: Iterable[tuple[Point, Figure]]) -> Iterator[str]:
    found: dict[tuple[str, str], list[date]] = {}
    for point, row in rows:
        if row.reason is not None:
            found.setdefault(_no_figure(point, row, row.reason), []).append(point.basis.as_at)
    for (words, why), asked in found.items():
        yield f"{words} ({_days(asked)}): {why}."


def _no_figure(point: Point, row: Figure, reason: str) -> tuple[str, str]:
    """What is printed in place of the figure, and why, without the days of its own point."""
    if row.not_covered:
        return NOT_COVERED, _OF_ITS_POINT.sub("", reason)
    return f"{NO_VALUE} no figure", _reason(point, reason)


_OF_ITS_POINT = re.compile(r", (?:not on|and) [^(]*\([^)]*\)")
"""The part of a reason that names the days needed, and what would cover them."""


def _coverage(points: Sequence[Point]) -> Iterator[str]:
    """The remarks on the coverage of all points, each once."""
    of_points = dict.fromkeys(point.coverage or () for point in points)
    unstated = dict.fromkeys(run.module for runs in of_points for run in runs if not run.stated)
    if unstated:
        yield not_stated_words(list(unstated))
    counts: dict[str, list[int]] = {}
    for set_aside in map(set_aside_of, of_points):
        for module, number in set_aside.items():
            counts.setdefault(module, []).append(number)
    if counts:
        yield set_aside_words({module: _between(numbers) for module, numbers in counts.items()})


def _reason(point: Point, reason: str) -> str:
    """The reason, without the days of its own point."""
    basis = point.basis
    then = "by then" if basis.known_at == basis.as_at else f"by {basis.known_at}"
    return reason.removesuffix(f" as at {basis.as_at}").replace(f"by {basis.known_at}", then)


def _never_sent_again(points: Sequence[Point]) -> Iterator[str]:
    numbers = [point.never_sent_again for point in points]
    if max(numbers):
        taken = TAKEN_FOR[points[0].basis.never_sent_again]
        children = "child" if max(numbers) == 1 else "children"
        yield f"Open periods never sent again: {_between(numbers)} {children}, {taken}."


def definitions(points: Iterable[Point]) -> str:
    """The definition of the points; where it changes between them, each with its days."""
    runs = [
        (version, [point.basis.as_at for point in run])
        for version, run in groupby(points, key=lambda point: (point.indicator.id, point.indicator.version))
    ]
    ((name, _), _), *_ = runs
    if len(runs) == 1:
        return f"{name}, definition {runs[0][0][1]}"
    return f"{name}, " + "; ".join(f"definition {version} as at {_days(asked)}" for (_, version), asked in runs)


def _between(counts: Iterable[int]) -> str:
    """``3``, or ``2 to 5``."""
    least, most = min(found := list(counts)), max(found)
    return str(most) if least == most else f"{least} to {most}"


def _days(asked: Iterable[date]) -> str:
    """``31 March 2011``, or ``3 days from 31 March 2011 to 31 March 2013``."""
    found = sorted(set(asked))
    if len(found) == 1:
        return day_words(found[0])
    return f"{len(found)} days from {day_words(found[0])} to {day_words(found[-1])}"
