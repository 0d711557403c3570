"""What an import does to what is known, in numbers and sentences: asserted again, taken back, known earlier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from timeline.domain.counted import counted
from timeline.domain.effects import FactsOf
from timeline.report.bases import iso
from timeline.report.words import day_words

if TYPE_CHECKING:
    from timeline.report.shapes import Moves, Outcome


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """What it does to what is known, by module, and which figures that can move."""
    effects, moves = outcome.effects, outcome.moves
    earlier = effects.known_earlier
    return {
        "added": _facts_json(effects.added),
        "restated": _facts_json(effects.restated),
        "taken_back": _facts_json(effects.taken_back),
        "known_earlier": {**_facts_json(earlier), "from": iso(effects.earlier_from), "to": iso(effects.earlier_to)}
        if earlier.facts
        else None,
        "can_move": None if moves.as_at_from is None else _moves_json(moves),
    }


def _moves_json(moves: Moves) -> dict[str, Any]:
    """``as_at_from``: ``null`` where figures as at any day can move."""
    return {
        "as_at_from": None if moves.as_at_from == date.min else iso(moves.as_at_from),
        "known_at_from": iso(moves.known_at_from),
        "baselines": list(moves.baselines),
    }


def _facts_json(found: FactsOf) -> dict[str, Any]:
    return {"facts": found.facts, "children": found.children, "by_module": dict(sorted(found.by_module.items()))}


def outcome_lines(outcome: Outcome, *, new: int, dry_run: bool) -> Iterator[str]:
    """The same as sentences. A number of 0 has no sentence. ``new``: how many facts are new to the log."""
    effects, moves = outcome.effects, outcome.moves
    would = "would be " if dry_run else ""
    yield from _holding_again(effects.added, new)
    for what, found in (("asserted again", effects.restated), ("taken back", effects.taken_back)):
        if found.facts:
            yield f"{facts_words(found)} {would}{what} ({_modules_words(found)})"
    earlier = effects.known_earlier
    if earlier.facts and effects.earlier_from and effects.earlier_to:
        days = f"{day_words(effects.earlier_from)} to {day_words(effects.earlier_to)}"
        known = f"{facts_words(earlier)} {would}known earlier ({_modules_words(earlier)})"
        yield f"{known}: figures as known from {days} can move"
    if moves.as_at_from is not None and moves.known_at_from is not None:
        asked = "any day" if moves.as_at_from == date.min else f"{day_words(moves.as_at_from)} or later"
        yield f"Figures can move as at {asked}, as known at {day_words(moves.known_at_from)} or later"
    if moves.baselines:
        named = ", ".join(moves.baselines)
        yield f"Baselines with such figures: {named}. They still reproduce; `timeline baseline diff` shows what moved"


def brief_lines(outcome: Outcome, *, new: int) -> Iterator[str]:
    """A line each for the facts that hold again, are taken back, or are known earlier. ``new``: as in
    ``outcome_lines``."""
    effects = outcome.effects
    yield from _holding_again(effects.added, new)
    for what, found in (("taken back", effects.taken_back), ("known earlier", effects.known_earlier)):
        if found.facts:
            yield f"{facts_words(found)} {what}"


def _holding_again(added: FactsOf, new: int) -> Iterator[str]:
    """A sentence about facts that are not new to the log: their import was undone before, or they were taken back."""
    if added.facts > new:
        yield f"{facts_words(added)} that did not hold before ({_modules_words(added)}): {new} of them new to the log"


def facts_words(found: FactsOf) -> str:
    """As "5 facts of 2 children"."""
    return f"{counted(found.facts, 'fact')} of {counted(found.children, 'child')}"


def _modules_words(found: FactsOf) -> str:
    return ", ".join(f"{module} {number}" for module, number in sorted(found.by_module.items()))
