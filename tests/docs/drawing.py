"""What counts when, as a small drawing: one spell at a time, moved along the window, and whether it counts there.

The verdicts are the reference interpreter's own, so a drawing cannot say anything else than the definition does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.domain.spells import KINDS, Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.reference import spells

AS_AT = date(2012, 3, 31)
BORN = date(2002, 6, 15)
DAY = timedelta(days=1)
WIDTH = 60
MARGIN = 12  # columns before the window and after it


def drawing(indicator: Indicator) -> str:
    """The drawing of the spells that make a child count; empty where more than one sort of spell decides."""
    expression = indicator.counted
    kinds = {part.kind for part in parts(expression) if isinstance(part, x.Spells)}
    if len(kinds) != 1 or not kinds <= KINDS.keys():
        return ""
    (kind,) = kinds
    attributes = {
        part.attribute: part.codes[0] for part in parts(expression) if isinstance(part, x.Where) and part.codes
    }
    window = Window.trailing(AS_AT, indicator.window_months or 12)
    lines = [_axis(window)]
    for label, start, end in positions(window):
        spell = Spell(kind, start, end, _Recorded(attributes), ())
        counted = bool(spells(expression, _case(replace(spell)), AS_AT))
        lines.append(f"{_bar(window, start, end)}  {'counts  ' if counted else '-       '} {label}")
    return "\n".join([f"counts: {words(expression)}", "", *lines])


class _Recorded(dict[str, str | None]):
    """The attributes that the definition asks for; every other is not recorded."""

    def __missing__(self, key: str) -> None:
        return None


def _case(spell: Spell) -> Case:
    found = {kind: ((spell,) if kind == spell.kind else ()) for kind in KINDS}
    return Case(Story("", Basis(AS_AT), (), frozenset()), frozenset(), BORN, None, None, found)


def parts(expression: object) -> Iterator[object]:
    """An expression and all that it is made of."""
    yield expression
    if is_dataclass(expression):
        for each in fields(expression):
            yield from parts(getattr(expression, each.name))


def positions(window: Window) -> list[tuple[str, date, date | None]]:
    """Where a spell can stand to the window, edge by edge."""
    first, last = window.first, window.last
    before, middle = first - timedelta(days=60), first + (last - first) / 2
    return [
        ("ended the day before the window", before, first - DAY),
        ("ended on its first day", before, first),
        ("ended on its second day", before, first + DAY),
        ("ended in the middle of it", before, middle),
        ("began and ended in it", first + timedelta(days=40), middle),
        ("ended on the day asked about", middle, last),
        ("began in it, still open", middle, None),
        ("began before it, still open", before, None),
        ("began on the day asked about", last, None),
        ("began the day after", last + DAY, None),
    ]


def _column(window: Window, day: date) -> int:
    span = (window.last - window.first).days or 1
    inside = WIDTH - 2 * MARGIN
    return max(0, min(WIDTH - 1, MARGIN + round((day - window.first).days * inside / span)))


def _axis(window: Window) -> str:
    line = [" "] * WIDTH
    for day in (window.first, window.last):
        line[_column(window, day)] = "|"
    for at in range(_column(window, window.first) + 1, _column(window, window.last)):
        line[at] = "="
    return f"{''.join(line)}  {window.first} to {window.last}"


def _bar(window: Window, start: date, end: date | None) -> str:
    line = [" "] * WIDTH
    left = _column(window, start)
    right = WIDTH - 1 if end is None else max(left, _column(window, end))
    for at in range(left, right + 1):
        line[at] = "-"
    line[left] = "["
    line[right] = ">" if end is None else ")"
    return "".join(line)
