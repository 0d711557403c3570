"""The reference interpreter, continued: the operators of two sorts of spell, and those that look from another day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from timeline.domain.days import add_months, within_months
from timeline.domain.spells import Case, Spell
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.naming import Called
from timeline.projections.algebra.reference import Found, in_order, spells


@spells.register
def _spells_of_called(e: Called, case: Case, day: date) -> Found:
    return spells(e.of, case, day)


@spells.register
def _spells_of_during(e: r.During, case: Case, day: date) -> Found:
    others = spells(e.other, case, day)
    return [spell for spell in spells(e.of, case, day) if any(_is_during(spell, other) for other in others)]


def _is_during(spell: Spell, other: Spell) -> bool:
    if spell.start == other.start:
        return True
    return other.start < spell.start and (other.end is None or spell.start < other.end)


@spells.register
def _spells_of_following(e: r.Following, case: Case, day: date) -> Found:
    others = spells(e.other, case, day)
    return [spell for spell in spells(e.of, case, day) if any(_follows(spell, other, e.months) for other in others)]


def _follows(spell: Spell, other: Spell, months: int) -> bool:
    return other.end is not None and spell.start >= other.end and within_months(other.end, spell.start, months)


@spells.register
def _spells_of_preceding(e: r.Preceding, case: Case, day: date) -> Found:
    others = spells(e.other, case, day)
    return [spell for spell in spells(e.of, case, day) if any(_precedes(spell, other, e.months) for other in others)]


def _precedes(spell: Spell, other: Spell, months: int | None) -> bool:
    if spell.end is None or spell.end > other.start or spell.start >= other.start:
        return False
    return months is None or within_months(spell.end, other.start, months)


@spells.register
def _spells_of_with_the_one_before(e: r.WithTheOneBefore, case: Case, day: date) -> Found:
    others = sorted(spells(e.other, case, day), key=in_order)
    before = {other.end: other for other in others if other.end is not None}
    return [
        spell._replace(start=before[spell.start].start, facts=before[spell.start].facts + spell.facts)
        for spell in spells(e.of, case, day)
        if spell.start in before
    ]


@spells.register
def _spells_of_ago(e: t.Ago, case: Case, day: date) -> Found:
    return spells(e.of, case, add_months(day, -e.months) + timedelta(days=e.days_later))


@spells.register
def _spells_of_begun_since(e: t.BegunSince, case: Case, day: date) -> Found:
    earliest = add_months(day, -e.months)
    return [spell for spell in spells(e.of, case, day) if spell.start >= earliest]


@spells.register
def _spells_of_last_begun(e: t.LastBegun, case: Case, day: date) -> Found:
    return sorted(spells(e.of, case, day), key=_by_start_and_end)[-1:]


def _by_start_and_end(spell: Spell) -> tuple[date, date, tuple[date, str, int]]:
    return (spell.start, spell.end or date.max, in_order(spell))


@spells.register
def _spells_of_once(e: t.Once, case: Case, day: date) -> Found:
    once: dict[UUID, Spell] = {}
    for spell in sorted(spells(e.of, case, day), key=in_order):
        began = spell.facts[0]
        if began not in once or (once[began].end or date.max) < (spell.end or date.max):
            once[began] = spell
    return list(once.values())


@spells.register
def _spells_of_since(e: t.Since, case: Case, day: date) -> Found:
    return [spell._replace(end=None) for spell in spells(e.of, case, day)]


@spells.register
def _spells_of_ending(e: t.Ending, case: Case, day: date) -> Found:
    over = [(spell, spell.end) for spell in spells(e.of, case, day) if spell.end is not None and spell.end <= day]
    return sorted((spell._replace(start=end) for spell, end in over), key=in_order)


@spells.register
def _spells_of_until(e: t.Until, case: Case, day: date) -> Found:
    until = min((other.start for other in spells(e.other, case, day)), default=None)
    if until is None:
        return []
    return [spell._replace(end=max(spell.start, until)) for spell in spells(e.of, case, day)]
