"""What counts when, as a small drawing: one spell at a time, moved along the window, and whether it counts there.

The verdicts are the reference interpreter's own, so a drawing cannot say anything else than the definition does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from itertools import combinations

from timeline.domain.basis import Basis
from timeline.domain.days import Window, add_months, age
from timeline.domain.spells import KINDS, Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.derived import DERIVED
from timeline.projections.algebra.explanation import root
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.reference import spells

AS_AT = date(2012, 3, 31)
BIRTHS = (date(2002, 6, 15), date(1997, 6, 15), date(1995, 6, 15), date(1993, 1, 15))
DAY = timedelta(days=1)
WIDTH = 60
MARGIN = 12  # columns before the window and after it


def drawing(indicator: Indicator) -> str:
    """The drawing of the spells that make a child count. Where more than one sort of spell decides, one is moved along
    the window and the others last throughout, or are not there; the child is of an age at which anything counts. The
    window alone, where it takes more than that."""
    window = Window.trailing(add_months(AS_AT, -indicator.window_ago), indicator.window_months or 12)
    for scene in _scenes(indicator.counted):
        verdicts = [scene.counts(start, end) for _, start, end in positions(window)]
        if any(verdicts):
            lines = (
                f"{_bar(window, start, end)}  {'counts  ' if counts else '-       '} {label}"
                for counts, (label, start, end) in zip(verdicts, positions(window), strict=True)
            )
            return "\n".join([f"counts: {words(indicator.counted)}", scene.told(), "", _axis(window), *lines])
    return "\n".join([f"counts: {words(indicator.counted)}", "", _axis(window)])


@dataclass(frozen=True)
class Scene:
    """What is there besides the spell that is moved: the other sorts, from birth on, and the child's day of birth."""

    expression: x.SpellExpression
    moved: str
    there: tuple[str, ...]
    born: date

    def counts(self, start: date, end: date | None) -> bool:
        """Whether a spell with these days counts."""
        attributes = _Recorded(
            (part.attribute, part.codes[0])
            for part in parts(self.expression)
            if isinstance(part, x.Where) and part.codes
        )
        told = [Spell(self.moved, start, end, attributes, ())]
        told += [Spell(kind, self.born, None, attributes, ()) for kind in self.there]
        found = {kind: tuple(spell for spell in told if spell.kind == kind) for kind in (*KINDS, *DERIVED)}
        story = Story("", Basis(AS_AT), (), frozenset())
        return bool(spells(self.expression, Case(story, frozenset(), self.born, None, None, found), AS_AT))

    def told(self) -> str:
        """In words."""
        besides = f"; besides, throughout: {', '.join(map(plural, self.there))}" if self.there else ""
        return f"drawn: {plural(self.moved)} of a child of {age(self.born, AS_AT)}{besides}"


def _scenes(expression: x.SpellExpression) -> Iterator[Scene]:
    moved = _moved(expression)
    others = sorted({part.kind for part in parts(expression) if isinstance(part, x.Spells)} - {moved})
    for born in BIRTHS:
        for number in range(len(others) + 1):
            for there in combinations(others, number):
                yield Scene(expression, moved, there, born)


def _moved(expression: x.SpellExpression) -> str:
    """The kind of the spells that the expression chooses from."""
    found = root(expression)
    assert isinstance(found, x.Spells)
    return found.kind


def plural(kind: str) -> str:
    """What several spells of a kind are called."""
    return words(x.Spells(kind))


class _Recorded(dict[str, str | None]):
    """The attributes that the definition asks for; every other is not recorded."""

    def __missing__(self, key: str) -> None:
        return None


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
        ("began three years before it, still open", add_months(first, -36), None),
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
