"""The answers of a publication with the withheld parts blank."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.indicator import Statistic, Unit
from timeline.report.disclosure.amounts import withheld_places
from timeline.report.disclosure.counts import SMALL, Place, Placed, placed, sheet
from timeline.report.disclosure.rows import Part, PublishedAnswer, PublishedRow
from timeline.report.disclosure.suppression import withheld_cells

NO_CHILD: frozenset[str] = frozenset()

SHARES = frozenset({Unit.PERCENT, Unit.PER_CHILD, Unit.RATE})
"""The units of which the value is the numerator by the denominator."""


def controlled(answers: Sequence[Answer]) -> list[PublishedAnswer]:
    """The answers as they may be published, all of them in one publication.

    No number from 1 to 5 can be worked out from the rest by subtraction or division. What is blank is blank for
    that reason and named in the row; what is not blank is unchanged. No row names a child.
    """
    rows = placed(answers)
    cells = sheet(rows)
    places = {place for cell in withheld_cells(cells) for place in cells.printed[cell]} | withheld_places(rows)
    by_place = {(each.answer, each.number): each for each in rows}
    concerned = {answer for answer, _, _ in places}
    return [
        _answer(
            answer,
            [_row(row, by_place.get((n, m)), places, concerned=n in concerned) for m, row in enumerate(answer.rows)],
        )
        for n, answer in enumerate(answers)
    ]


def _answer(answer: Answer, rows: Iterable[PublishedRow]) -> PublishedAnswer:
    few = 0 < answer.never_sent_again <= SMALL
    found = replace(answer, rows=tuple(rows), never_sent_again=0 if few else answer.never_sent_again)
    return PublishedAnswer(**_fields(found), remark_withheld=few)


def _row(row: Row, each: Placed | None, places: set[Place], *, concerned: bool) -> PublishedRow:
    """``concerned``: something of its measure is withheld."""
    withheld = frozenset[Part]() if each is None else frozenset(_parts(each, places, concerned=concerned))
    blank = dict.fromkeys((name for part in withheld for name in _BLANK[part]), None)
    nameless = {"counted": NO_CHILD, "meets": NO_CHILD, "possible": _nameless(row.possible)}
    excluded = {"excluded": {label: number for label, number in row.excluded.items() if not _is_small(number)}}
    return PublishedRow(**(_fields(row) | nameless | excluded | blank), withheld=withheld)


def _nameless(children: frozenset[str] | None) -> frozenset[str] | None:
    """As many placeholders, without a child's identifier."""
    return None if children is None else frozenset(str(number) for number in range(len(children)))


def _is_small(number: int | None) -> bool:
    return number is not None and 0 < number <= SMALL


_BLANK: Mapping[Part, tuple[str, ...]] = {
    "numerator": ("numerator",),
    "denominator": ("denominator",),
    "value": ("value", "interval"),
    "possible": ("possible",),
    "possible value": ("possible_value",),
    "unknown": ("unknown",),
    "excluded": (),
}
"""The fields that are blank where a part is withheld. Of who was left out only the small numbers are."""


def _parts(each: Placed, places: Container[Place], *, concerned: bool) -> Iterator[Part]:
    """The parts of the row that are withheld."""
    row = each.row
    counts = frozenset(part for part in _COUNTS if each.place(part) in places)
    if each.is_beside:
        counts = _beside(row) if concerned or _is_few(row) else frozenset()
    yield from counts
    shares = row.unit in SHARES and "denominator" in counts
    if row.value is not None and (shares or "numerator" in counts or _is_of_one_child(each)):
        yield "value"
    if row.possible_value is not None and counts & {"possible", "denominator"}:
        yield "possible value"
    if any(_is_small(number) for number in row.excluded.values()):
        yield "excluded"


_COUNTS: tuple[Part, ...] = ("numerator", "denominator", "possible", "unknown")


def _beside(row: Row) -> frozenset[Part]:
    return frozenset[Part]({"numerator"} if row.denominator is None else {"numerator", "denominator"})


def _is_few(row: Row) -> bool:
    """Whether a number of the row, or what is left of one, is small."""
    number, of = row.numerator, row.denominator
    return any(map(_is_small, (number, of, None if number is None or of is None else of - number)))


def _is_of_one_child(each: Placed) -> bool:
    """Whether the value is that of one child alone, as the longest wait is."""
    statistic = (each.reading.days or each.reading.number) if each.reading else None
    return statistic is not None and statistic.told_as is Statistic.LONGEST


def _fields(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
