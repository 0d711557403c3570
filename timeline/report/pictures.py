"""A child's timeline: a picture in the terminal, the legend of its codes, and the facts it is drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.counted import counted
from timeline.domain.days import age
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Fact
from timeline.report import facts, spells
from timeline.report.bases import basis_json, iso
from timeline.report.lanes import (
    ASCII,
    UNICODE,
    Characters,
    Draw,
    Scale,
    axis,
    joined,
    lane,
    lettered,
    lightly,
    marked,
    solid,
    waiting,
)
from timeline.report.value import GAP, Bar, Block, Drawn, DrawnBlock, Heading, Line, Picture, Report, Room
from timeline.report.words import basis_words, code_words, day_words, ended_by

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


def report(case: Case, basis: Basis, *, brief: bool = False) -> Report:
    """A child's spells and facts. ``brief``: the page has the picture alone."""
    return Report(
        page=lambda: _page(case, basis, brief=brief),
        data=lambda: {
            "child": case.child,
            "basis": basis_json(basis),
            "born_on": iso(case.born_on),
            "spells": [spells.data(spell, basis.as_at) for spell in _all(case)],
            "facts": facts.data(case.story.facts),
        },
        records=lambda: spells.table(case.child, _all(case), basis.as_at),
    )


def _all(case: Case) -> Iterator[Spell]:
    return (spell for found in case.spells.values() for spell in found)


def _page(case: Case, basis: Basis, *, brief: bool) -> Iterator[Block]:
    """The picture, its legend, and the facts under it."""
    yield Heading(f"Child {case.child}{_age_words(case, basis)}", [basis_words(basis)])
    if not case.story.facts:
        yield from (GAP, Line("Nothing is known of this child at this basis."))
        return
    if any(_all(case)):
        yield from (GAP, Picture([*_bars(case, basis)], lambda room: _lanes(case, basis, room)))
    if not brief:
        yield GAP
        yield from _facts(case.story.facts)


def _facts(found: Sequence[Fact]) -> Iterator[Block]:
    yield from (Heading("Facts", level=2), facts.block(found, codes_alone=True))
    meanings = code_words(fact.event for fact in found)
    if meanings:
        yield from (GAP, Line("; ".join(meanings), "dim", indent=True))


def _bars(case: Case, basis: Basis) -> Iterator[Bar]:
    for kind, title, _, _ in LANES:
        for spell in case.spells[kind]:
            yield Bar(title, spell.start, ended_by(spell, basis.as_at), spells.attributes(spell))


def _age_words(case: Case, basis: Basis) -> str:
    if case.born_on is None or case.born_on > basis.as_at:
        return ""
    return f", born {day_words(case.born_on)}, aged {age(case.born_on, basis.as_at)}"


def _lanes(case: Case, basis: Basis, room: Room) -> Iterator[DrawnBlock]:
    """The lanes in characters, and what the characters mean."""
    characters = ASCII if room.ascii_only else UNICODE
    scale = _scale(case, basis.as_at, max(room.width - _TITLES - 1, _NARROWEST))
    for line in axis(scale, characters):
        if line:
            yield Drawn([((" " * _TITLES + line)[: _TITLES + scale.width + 1], "dim")])
    for kind, title, draw, style in LANES:
        found = case.spells[kind]
        if found:
            joined_up = joined(found, "legal_status") if kind == "episode" else found
            drawn = lane(title, joined_up, scale, draw, characters)
            yield Drawn([(f"{drawn.title:{_TITLES}}", ""), (drawn.drawn.rstrip(), style)])
    empty = [title for kind, title, _, _ in LANES if not case.spells[kind]]
    if empty:
        yield Line(f"none: {', '.join(empty)}", "dim")
    yield from (GAP, _legend(scale, characters))


def _scale(case: Case, as_at: date, width: int) -> Scale:
    first = min(spell.start for spell in _all(case))
    return Scale(date(first.year, 1, 1), max(as_at, first), width)


def _legend(scale: Scale, characters: Characters) -> Line:
    days = round(((scale.last - scale.first).days + 1) / scale.width)
    return Line(
        f"{characters.onward} still open; {characters.short} shorter than its code; {characters.mark} a day; "
        f"one column is about {counted(days, 'day')}",
        "dim",
        indent=True,
    )
