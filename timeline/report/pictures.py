"""A child's timeline: a picture in the terminal, the legend of its codes, and the facts it is drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from timeline.domain.basis import Basis
from timeline.domain.days import age
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Fact
from timeline.report import facts, spells, tables
from timeline.report.bases import basis_json, iso
from timeline.report.lanes import (
    ASCII,
    UNICODE,
    Draw,
    Lane,
    Scale,
    Signs,
    axis,
    joined,
    lane,
    lettered,
    lightly,
    marked,
    solid,
    waiting,
)
from timeline.report.words import basis_words, code_words, day_words

LANES: tuple[tuple[str, str, Draw, str], ...] = (
    ("period_of_care", "looked after", solid, "blue"),
    ("episode", "legal status", lettered("legal_status"), "cyan"),
    ("placement", "placements", lettered("placement_type"), "green"),
    ("missing_incident", "missing", lettered("category"), "red"),
    ("review", "reviews", marked, "yellow"),
    ("short_break", "short breaks", lightly, "magenta"),
    ("visitor_request", "visitor requests", waiting, "magenta"),
)
"""The lanes in order: the kind of spell, the title, how it is drawn, its colour on a terminal."""

_TITLES = max(len(title) for _, title, _, _ in LANES) + 2
_NARROWEST = 20


# -------------------------------------------------------------------------------------------------------- JSON and CSV


def as_json(case: Case, basis: Basis) -> dict[str, Any]:
    """The spells by kind, in the order they began, and every fact."""
    return {
        "child": case.child,
        "basis": basis_json(basis),
        "born_on": iso(case.born_on),
        "spells": [spells.as_json(spell, basis.as_at) for spell in _all(case)],
        "facts": facts.as_json(case.story.facts),
    }


def as_csv(case: Case, basis: Basis) -> str:
    """One line a spell."""
    return spells.as_csv(case.child, _all(case), basis.as_at)


def _all(case: Case) -> Iterator[Spell]:
    return (spell for found in case.spells.values() for spell in found)


# ------------------------------------------------------------------------------------------------------------- picture


def as_table(case: Case, basis: Basis, *, brief: bool = False) -> RenderableType:
    """The picture, its legend, and the facts under it; ``brief``: without the facts."""
    head = tables.heading(f"Child {case.child}{_age_words(case, basis)}", basis_words(basis))
    if not case.story.facts:
        return Group(head, tables.blank(), tables.plain("Nothing is known of this child at this basis."))
    picture: list[RenderableType] = [tables.blank(), Picture(case, basis)] if any(_all(case)) else []
    facts: list[RenderableType] = [] if brief else [tables.blank(), *_facts(case.story.facts)]
    return Group(head, *picture, *facts)


def _facts(told: Sequence[Fact]) -> Iterator[RenderableType]:
    yield tables.plain("Facts", "bold")
    yield facts.as_table(told, codes_alone=True)
    meanings = code_words(fact.event for fact in told)
    if meanings:
        yield tables.blank()
        yield tables.indented(tables.plain("; ".join(meanings), "dim"))


def _age_words(case: Case, basis: Basis) -> str:
    if case.born_on is None or case.born_on > basis.as_at:
        return ""
    return f", born {day_words(case.born_on)}, aged {age(case.born_on, basis.as_at)}"


class Picture:
    """The lanes, as wide as there is room; in plain ASCII where the terminal has no other signs."""

    def __init__(self, case: Case, basis: Basis) -> None:
        self._case = case
        self._basis = basis

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        signs = ASCII if options.ascii_only else UNICODE
        scale = _scale(self._case, self._basis.as_at, max(options.max_width - _TITLES - 1, _NARROWEST))
        yield from self._axis(scale, signs)
        empty = [title for kind, title, _, _ in LANES if not self._case.spells[kind]]
        for kind, title, draw, style in LANES:
            found = self._case.spells[kind]
            if found:
                spells_of_lane = joined(found, "legal_status") if kind == "episode" else found
                yield _line(lane(title, spells_of_lane, scale, draw, signs), style)
        if empty:
            yield tables.plain(f"none: {', '.join(empty)}", "dim")
        yield tables.blank()
        yield _legend(scale, signs)

    def _axis(self, scale: Scale, signs: Signs) -> Iterator[Text]:
        for line in axis(scale, signs):
            if line:
                yield _unwrapped(" " * _TITLES + line, "dim", scale)


def _unwrapped(line: str, style: str, scale: Scale) -> Text:
    return Text(line[: _TITLES + scale.width + 1], style=style, no_wrap=True, overflow="crop")


def _line(drawn: Lane, style: str) -> Text:
    text = Text(f"{drawn.title:{_TITLES}}", no_wrap=True, overflow="crop")
    return text.append(drawn.drawn.rstrip(), style=style)


def _scale(case: Case, as_at: date, width: int) -> Scale:
    first = min(spell.start for spell in _all(case))
    return Scale(date(first.year, 1, 1), max(as_at, first), width)


def _legend(scale: Scale, signs: Signs) -> RenderableType:
    """What the signs in the picture mean; the meanings of the codes stand under the facts."""
    days = ((scale.last - scale.first).days + 1) / scale.width
    return tables.indented(
        tables.plain(
            f"{signs.onward} still open; {signs.short} shorter than its code; {signs.mark} a day; "
            f"one column is about {round(days)} {'day' if round(days) == 1 else 'days'}",
            "dim",
        )
    )
