"""The window of a row, where it is another than the main figure's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from timeline.domain.days import Window, add_months
from timeline.projections.algebra import times as t
from timeline.projections.algebra.definition import parts
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.algebra.needs import WINDOWED, looks_within

Group = Mapping[str, str | int]


def follow_up_window(indicator: Indicator, group: Group, as_at: date) -> Window | None:
    """The window of those whom a row counts, in a measure that follows children up since: its last day is T0 where the
    row is of then. ``None`` of a measure that follows nobody up, and of a row without a window. ``group``: the row's
    label, with that of a breakdown."""
    if not indicator.window_ago:
        return None
    counted = _reading(indicator, group).counted or indicator.counted
    windows = [each for each in looks_within(counted, 0, 0) if each.months]
    if not windows:
        return None
    first, last = max(windows, key=lambda each: each.ago).first_and_last(as_at)
    return Window(first, last)


def row_window(indicator: Indicator, group: Group, as_at: date) -> Window | None:
    """The window that a row prints as its own: that of those followed up, in measures of what follows; elsewhere the
    one window that it asks about, where that is not the main figure's. ``None``: the row has no other."""
    if indicator.window_ago:
        return follow_up_window(indicator, group, as_at)
    asked = set(_windows(_reading(indicator, group), 0))
    if len(asked) != 1 or indicator.window_months is None:
        return None
    ((months, ago),) = asked
    if months is None or (months, ago) == (indicator.window_months, 0):
        return None
    return Window.trailing(add_months(as_at, -ago), months)


def _reading(indicator: Indicator, group: Group) -> Reading:
    """The reading that a label is of."""
    labelled = [each for each in indicator.readings if set(each.group) <= group.items()]
    return max(labelled, key=lambda each: len(each.group), default=indicator.readings[0])


def _windows(part: object, ago: int) -> Iterator[tuple[int | None, int]]:
    """Every window within a declaration: of how many months, ending how many months ago."""
    ago += part.months if isinstance(part, t.Ago) else 0
    for inner in parts(part):
        yield from _windows(inner, ago)
    if isinstance(part, WINDOWED):
        yield getattr(part, "months", None), ago
