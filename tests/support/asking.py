"""Asking the engine about a generated history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date

from tests.support.anchors import Question
from tests.support.telling import History
from timeline.domain.basis import Basis
from timeline.domain.entries import Recorded
from timeline.domain.spells import Case, case
from timeline.domain.story import tell
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.figures import answer
from timeline.projections.algebra.indicator import Unit
from timeline.projections.indicators import CATALOGUE

Records = Mapping[str, list[Recorded]]
Figures = dict[str, tuple[tuple[object, ...], ...]]


def cases(records: Records, question: Question) -> list[Case]:
    """Every child's case at a basis."""
    basis = Basis(question.as_at, question.known_at)
    return [case(tell(child, entries, basis)) for child, entries in records.items()]


def answers(
    records: Records, question: Question, by: str | None = None, only: Iterable[str] = CATALOGUE
) -> dict[str, Answer]:
    """Every indicator's answer at a basis, or only some indicators'; by a dimension, of those that have it."""
    return answers_at(records, Basis(question.as_at, question.known_at), by, only)


def answers_at(
    records: Records, basis: Basis, by: str | None = None, only: Iterable[str] = CATALOGUE
) -> dict[str, Answer]:
    """The same at a basis, which may hold less than all that was recorded."""
    people = [case(tell(child, entries, basis)) for child, entries in records.items()]
    asked = [each for each in map(CATALOGUE.__getitem__, only) if by is None or by in each.dimensions]
    return {each.id: answer(each, people, basis, DIMENSIONS[by] if by else None) for each in asked}


def figures(records: Records, question: Question) -> Figures:
    """Everything that any indicator answers, in a form that can be compared and printed."""
    return {measure: comparable(each.rows) for measure, each in answers(records, question).items()}


def comparable(rows: Iterable[Row], names: Mapping[str, str] | None = None) -> tuple[tuple[object, ...], ...]:
    """Every field of every row; the children under other names, where those are given.

    Of the reason for having no figure only that there is one: its words name the basis.
    """
    return tuple(
        (
            *(_plain(getattr(row, field.name), names) for field in fields(row) if field.name != "reason"),
            bool(row.reason),
        )
        for row in rows
    )


def _plain(value: object, names: Mapping[str, str] | None) -> object:
    if isinstance(value, Mapping):
        return tuple(sorted((str(key), str(each)) for key, each in value.items()))
    if isinstance(value, frozenset):
        return tuple(sorted(names[each] if names else each for each in value))
    return value


def standing(row: Row) -> tuple[object, ...]:
    """Who stands in a row, and the numbers that come of it: all but what grows of itself from day to day."""
    number = None if row.unit is Unit.DAYS else row.numerator
    return (number, row.denominator, row.counted, row.meets, row.possible, dict(row.excluded), row.unknown)


def differing(one: Figures, other: Figures, among: Iterable[str] | None = None) -> list[str]:
    """The indicators that do not answer the same: none, where a law holds."""
    return [each for each in (CATALOGUE if among is None else among) if one[each] != other[each]]


def ask(history: History, question: Question) -> Figures:
    """Everything that any indicator answers about a history."""
    return figures(history.records, question)


def plus_days(question: Question, as_at: int = 0, known_at: int = 0) -> Question:
    """The question asked about another day. What is known without limit stays so."""
    known = None if question.known_at is None else _later(question.known_at, known_at)
    return Question(_later(question.as_at, as_at), known)


def _later(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)
