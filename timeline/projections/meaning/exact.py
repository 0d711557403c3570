"""Saying an expression exactly: every part in brackets, what is said again by a number, and only what can matter by a
day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from timeline.projections.algebra.definition import Codes, Say, parts, words
from timeline.projections.algebra.expressions import SpellExpression, Spells
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.questions import Question
from timeline.projections.meaning.attributes import ATTRIBUTES
from timeline.projections.meaning.clauses import Clause, Part, can_matter, first_day_of
from timeline.projections.meaning.terms import TERMS
from timeline.projections.rulebook.limits import DatedLimit

NOT_RECORDED = "not recorded"

Expression = SpellExpression | Question


def said_again(declaration: object) -> tuple[Expression, ...]:
    """The parts of a declaration that come up more than once, the plain kinds apart. A part of a part that comes up
    again only with it is none."""
    found: Counter[Expression] = Counter()

    def walk(thing: object) -> None:
        thing = _bare(thing)
        if isinstance(thing, Expression) and not isinstance(thing, Spells):
            found[thing] += 1
            if found[thing] > 1:
                return
        for part in parts(thing):
            walk(part)

    walk(declaration)
    return tuple(part for part, times in found.items() if times > 1)


def _bare(of: object) -> object:
    """Without what people call it, which is none of its meaning."""
    while isinstance(of, Called):
        of = of.of
    return of


class Exact(Say):
    """As at a day. It notes what was said: the operators, the kinds of spell and the attributes used, and the first
    days of all that is dated, be they after the day. ``again``: the parts that are said more than once, each of which
    is said by its number, counted from 1 as they first come up."""

    def __init__(self, day: date, again: Iterable[Expression] = ()) -> None:
        self.day = day
        self.numbers: dict[Expression, int | None] = dict.fromkeys(again)
        self.operators: set[type[object]] = set()
        self.kinds: set[str] = set()
        self.attributes: set[str] = set()
        self.firsts: set[date] = set()

    def part(self, of: object) -> str:
        """In brackets, but for the plain name of a kind."""
        bare = _bare(of)
        if bare not in self.numbers:
            said = self.whole(bare)
            return said if isinstance(bare, Spells) else f"[{said}]"
        if self.numbers[bare] is None:
            self.numbers[bare] = 1 + sum(number is not None for number in self.numbers.values())
        return f"[part {self.numbers[bare]}]"

    def whole(self, of: object) -> str:
        """The part itself, not by its number."""
        self.operators.add(type(of))
        return words(of, self)

    def numbered(self) -> Iterator[str]:
        """Each part that was said by its number, in their order, with those that come up only here."""
        told = 0
        while told < sum(number is not None for number in self.numbers.values()):
            told += 1
            part = next(part for part, number in self.numbers.items() if number == told)
            yield f"part {told}: {self.whole(part)}"

    def kind(self, kind: str) -> str:
        self.kinds.add(kind)
        return TERMS[kind].name

    def attribute(self, name: str) -> str:
        self.attributes.add(name)
        return ATTRIBUTES[name].name

    def codes(self, attribute: str, codes: Codes) -> str:
        field = ATTRIBUTES[attribute].field
        listed = [
            Part(code, None if field is None else first_day_of(field, code))
            for code in sorted(code for code in codes if code is not None)
        ]
        listed += [Part(NOT_RECORDED)] if None in codes else []
        return " or ".join(self._parts(listed)) or "no code yet"

    def limit(self, limit: DatedLimit) -> str:
        listed = [
            Part(f"{days} days" if first is None else f"{days} days for what began", first) for first, days in limit
        ]
        return ", ".join(self._parts(listed)) or "no limit yet"

    def clause(self, clause: Clause) -> str | None:
        """A sentence as at the day; ``None`` where it says nothing yet."""
        self.firsts |= clause.firsts
        return clause.text(self.day)

    def _parts(self, listed: list[Part]) -> list[str]:
        self.firsts |= {part.first for part in listed if part.first is not None}
        return [part.text() for part in listed if can_matter(part.first, self.day)]
