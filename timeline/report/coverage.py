"""The coverage of a figure as JSON, as CSV cells and in words; the remarks on figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from timeline.domain.coverage import Covered
from timeline.domain.received import EPISODES
from timeline.projections.algebra.answers import AnyAnswer, AnyRow
from timeline.projections.algebra.needs import all_needs
from timeline.projections.algebra.row_windows import follow_up_window, row_window
from timeline.projections.attesting import runs_data
from timeline.report.bases import window_json
from timeline.report.words import day_words, row_words, window_words

NOT_COVERED = "not covered"
BEYOND_COVERAGE = "beyond coverage"

Runs = tuple[Covered, ...]


def coverage_json(answer: AnyAnswer) -> dict[str, Any]:
    """``coverage``: the runs of covered days of the modules needed; ``remarks``: what a reader must know. No coverage
    at reading 1, which has none."""
    coverage = {} if answer.coverage is None else {"coverage": runs_data(answer.coverage)}
    return {**coverage, "remarks": remarks_of(answer)}


def remarks_of(answer: AnyAnswer) -> list[str]:
    """What a reader must know of the figures, each remark once."""
    return [
        *short_histories(answer.rows, answer.indicator.title),
        *coverage_remarks(answer.coverage or ()),
        *endings_alone_words([answer]),
    ]


def endings_alone_words(answers: Sequence[AnyAnswer]) -> Iterator[str]:
    """How many endings end nothing, where the measures need episodes. Not at reading 1, which ends nothing by day."""
    counts = [each.endings_alone for each in answers if each.coverage is not None and needs_episodes(each)]
    if any(counts):
        least, most = min(counts), max(counts)
        number = str(most) if least == most else f"{least} to {most}"
        yield f"Endings of episodes without a beginning: {number}. They end nothing."


def needs_episodes(answer: AnyAnswer) -> bool:
    """Whether episodes have a part in the figures."""
    return EPISODES in all_needs(answer.indicator)


def short_histories(rows: Iterable[AnyRow], title: str) -> Iterator[str]:
    """From when on the returns have every episode, and which rows look further back."""
    short: dict[str, list[str]] = {}
    for row in rows:
        if row.history_from is not None:
            short.setdefault(day_words(row.history_from), []).append(row_words(row.group, title))
    for day, labels in short.items():
        yield f"The returns tell of every episode from {day} on; asks further back: {'; '.join(labels)}."


@lru_cache(maxsize=4_096)
def coverage_remarks(runs: Runs) -> tuple[str, ...]:
    """Which modules have no stated coverage, and how many rows were set aside."""
    return tuple(_coverage_remarks(runs))


def _coverage_remarks(runs: Runs) -> Iterator[str]:
    unstated = [run.module for run in runs if not run.stated]
    if unstated:
        yield not_stated_words(unstated)
    set_aside = set_aside_of(runs)
    if set_aside:
        yield set_aside_words({module: str(number) for module, number in set_aside.items()})
    uncounted = list(dict.fromkeys(run.module for run in runs if run.set_aside is None))
    if uncounted:
        yield f"Rows set aside were not counted by the version that recorded them: {', '.join(uncounted)}."


def not_stated_words(modules: Sequence[str]) -> str:
    """A sentence that names the modules whose coverage is not stated."""
    them = "it" if len(modules) == 1 else "them"
    return f"Coverage of {', '.join(modules)} is not stated: only journals have facts of {them}."


def set_aside_of(runs: Runs) -> dict[str, int]:
    """By module, the rows set aside in the imports of its runs. Modules without any are left out."""
    found: dict[str, int] = {}
    for run in runs:
        if run.set_aside:
            found[run.module] = found.get(run.module, 0) + run.set_aside
    return found


def set_aside_words(counts: Mapping[str, str]) -> str:
    """How many rows were set aside, by module."""
    words = ", ".join(f"{module} {number}" for module, number in counts.items())
    return f"Rows set aside in the imports that the figure stands on: {words}."


def state_words(row: AnyRow, runs: Runs | None) -> str | None:
    """The state of a row's coverage in one CSV cell; ``None`` at reading 1."""
    if row.not_covered:
        return NOT_COVERED
    if row.beyond_coverage:
        return BEYOND_COVERAGE
    if runs is None:
        return None
    return "covered" if all(run.stated for run in runs) else "not stated"


@lru_cache(maxsize=4_096)
def runs_words(runs: Runs | None) -> str:
    """All runs in one CSV cell: ``Episodes 2021-04-01 to 2022-03-31, 1 set aside; Missing not stated``."""
    return "; ".join(f"{run.module} {_days(run)}{_set_aside(run)}" for run in runs or ())


def _days(run: Covered) -> str:
    if not run.stated:
        return "not stated"
    return f"up to {run.last}" if run.first is None else f"{run.first} to {run.last}"


def _set_aside(run: Covered) -> str:
    if run.set_aside is None:
        return ", set aside not counted"
    return f", {run.set_aside} set aside" if run.set_aside else ""


# ------------------------------------------------------------------------------------------------------------- windows


def row_window_json(answer: AnyAnswer, row: AnyRow) -> dict[str, Any]:
    """The row's own window: of every row in measures of what follows, elsewhere where it is not that of the measure."""
    window = row_window(answer.indicator, row.group, answer.basis.as_at)
    return {} if window is None else {"window": window_json(window)}


def window_remarks(answer: AnyAnswer) -> Iterator[str]:
    """The windows of rows that differ from that of the first row, and from when to when rows are followed up."""
    first, as_at = follow_up_window(answer.indicator, answer.rows[0].group, answer.basis.as_at), answer.basis.as_at
    for row in answer.rows[1:]:
        window = follow_up_window(answer.indicator, row.group, as_at)
        if window is not None and window != first:
            yield f"Window of {row_words(row.group, answer.indicator.title)}: {window_words(window)}."
    yield from _follow_ups(answer)


def _follow_ups(answer: AnyAnswer) -> Iterator[str]:
    """For each last day of a window that lies before the day asked about, the rows followed up since."""
    as_at, rows = answer.basis.as_at, dict[date, list[str]]()
    for group in (dict(reading.group) for reading in answer.indicator.readings):
        window = follow_up_window(answer.indicator, group, as_at)
        if window is not None and window.last < as_at:
            rows.setdefault(window.last, []).append(row_words(group, answer.indicator.title))
    for last, named in rows.items():
        yield f"Followed up from {day_words(last)} (T0) to {day_words(as_at)} (D): {'; '.join(named)}."
