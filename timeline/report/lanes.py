"""Drawing a child's years: one lane a kind of spell, days mapped to columns.

A column is a run of days. A spell that is shorter than a column still fills one, so that every spell is visible. A
spell that is open at the end of the day asked about runs to the last column and ends in an arrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.domain.spells import Spell
from timeline.report.words import ended_by


@dataclass(frozen=True, slots=True)
class Characters:
    """What a lane is drawn with."""

    full: str
    line: str
    light: str
    waiting: str
    mark: str
    short: str
    onward: str
    tick: str


UNICODE = Characters(full="█", line="─", light="▒", waiting="░", mark="●", short="▪", onward="►", tick="│")
ASCII = Characters(full="#", line="-", light="%", waiting=":", mark="o", short="+", onward=">", tick="|")


@dataclass(frozen=True, slots=True)
class Scale:
    """Days ``first`` to ``last``, both drawn, over ``width`` columns."""

    first: date
    last: date
    width: int

    def column(self, day: date) -> int:
        """The column that the day lies in."""
        days = (self.last - self.first).days + 1
        place = (min(max(day, self.first), self.last) - self.first).days
        return place * self.width // days

    def columns(self, start: date, end: date | None) -> range:
        """The columns of ``[start, end)``, at least one; to the last where it is open."""
        first = self.column(start)
        if end is None:
            return range(first, self.width)
        until = self.column(end - timedelta(days=1)) + 1 if end > start else first + 1
        return range(first, max(until, first + 1))


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture."""

    title: str
    drawn: str


Draw = Callable[[Spell, int, Characters], str]
"""What fills the columns of one spell: as many characters as it has columns."""


def solid(_spell: Spell, width: int, characters: Characters) -> str:
    """A full block."""
    return characters.full * width


def lightly(_spell: Spell, width: int, characters: Characters) -> str:
    """A lighter block."""
    return characters.light * width


def waiting(_spell: Spell, width: int, characters: Characters) -> str:
    """The lightest block."""
    return characters.waiting * width


def marked(_spell: Spell, width: int, characters: Characters) -> str:
    """One mark, on a day."""
    return (characters.mark + " " * width)[:width]


def lettered(attribute: str) -> Draw:
    """The code of an attribute, then a line to the end; one character where the spell is shorter than its code."""

    def draw(spell: Spell, width: int, characters: Characters) -> str:
        code = spell.attributes[attribute] or "?"
        return (code + characters.line * width)[:width] if len(code) <= width else characters.short * width

    return draw


def lane(title: str, spells: Sequence[Spell], scale: Scale, draw: Draw, characters: Characters) -> Lane:
    """One lane; where spells share a column, the later one shows."""
    cells = [" "] * (scale.width + 1)
    for place, spell in enumerate(spells):
        following = spells[place + 1] if place + 1 < len(spells) else None
        end = ended_by(spell, scale.last)
        columns = _up_to(scale.columns(spell.start, end), following, end, scale)
        cells[columns.start : columns.stop] = draw(spell, len(columns), characters)
        if end is None:
            cells[scale.width] = characters.onward
    return Lane(title, "".join(cells))


def _up_to(columns: range, following: Spell | None, end: date | None, scale: Scale) -> range:
    """The columns less the one in which the next spell begins after this one ended."""
    if following is None or end is None or following.start < end:
        return columns
    return range(columns.start, max(columns.start, min(columns.stop, scale.column(following.start))))


def joined(spells: Iterable[Spell], attribute: str) -> list[Spell]:
    """Spells that follow each other without a gap and have the same code, as one."""
    found: list[Spell] = []
    for spell in spells:
        before = found[-1] if found else None
        if before and before.end == spell.start and before.attributes[attribute] == spell.attributes[attribute]:
            found[-1] = before._replace(end=spell.end)
        else:
            found.append(spell)
    return found


_YEAR = 4
"""Characters of a year."""


def axis(scale: Scale, characters: Characters) -> tuple[str, str]:
    """The years over their ticks: a tick at each 1 January, a year where there is room for all of it."""
    years, ticks = [" "] * (scale.width + 1), [" "] * (scale.width + 1)
    free = 0
    for day in _new_years(scale):
        column = scale.column(day)
        ticks[column] = characters.tick
        at = min(column, scale.width + 1 - _YEAR)  # the last one is moved back to the edge
        if at >= free:
            years[at : at + _YEAR] = str(day.year)
            free = at + _YEAR + 1
    return "".join(years).rstrip(), "".join(ticks).rstrip()


def _new_years(scale: Scale) -> Iterable[date]:
    return (
        day
        for year in range(scale.first.year, scale.last.year + 1)
        if scale.first <= (day := date(year, 1, 1)) <= scale.last
    )
