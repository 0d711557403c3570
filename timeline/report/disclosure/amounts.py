"""What is withheld of numbers that count no children (spells, the unknown): a total and its parts by one breakdown.

Which child brought what is not known, so the relations are the plain ones: the parts of a total add up to it, and what
is left of a denominator too. A small part is withheld, and further parts with it, the smallest first, until their
sum allows each of them any number from 1 to 5. Where no part is left, the total is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from timeline.projections.algebra.indicator import Unit
from timeline.report.disclosure.counts import FEW, SMALL, Place, Placed, counts_spells, of_spells
from timeline.report.disclosure.rows import Part

TOTAL = None
"""The label of a total."""

Label = str | None
Numbers = Mapping[Label, int]


@dataclass(frozen=True, slots=True)
class Family:
    """One amount, in all and in parts. ``sensitive``: the labels whose number is always withheld;
    ``left``: what is left of the denominator, that must stay open too."""

    numbers: Numbers
    left: Numbers
    sensitive: frozenset[Label]
    places: Mapping[Label, tuple[Place, ...]]


def withheld_places(rows: Sequence[Placed]) -> frozenset[Place]:
    """The places of amounts that must not be printed. Amounts that are equal in every number are one."""
    families = list(_families(rows))
    withheld: dict[tuple[tuple[Label, int], ...], set[Label]] = {}
    for family in families:
        withheld.setdefault(_key(family), set()).update(_withheld(family))
    return frozenset(
        place
        for family in families
        for label, places in family.places.items()
        if label in withheld[_key(family)]
        for place in places
    )


def _key(family: Family) -> tuple[tuple[Label, int], ...]:
    return tuple(sorted(family.numbers.items(), key=lambda pair: (pair[0] is not TOTAL, pair[0] or "")))


def _withheld(family: Family) -> frozenset[Label]:
    """The labels of this family that are withheld."""
    small = {label for label, number in family.numbers.items() if 0 < number <= SMALL}
    found = small | {label for label in family.sensitive if family.numbers[label]}
    parts = sorted((number, label) for label, number in family.numbers.items() if label is not TOTAL and number)
    for _, label in parts:
        if not found or _is_open(family, found):
            break
        found.add(label)
    if found and not _is_open(family, found):
        found.add(TOTAL)
    return frozenset(found)


def _is_open(family: Family, withheld: set[Label]) -> bool:
    """Whether no withheld part can be worked out from the total and the other parts."""
    alone = len([label for label in withheld if family.numbers[label]]) == 1
    return TOTAL in withheld or not (alone or _is_tight(family.numbers, withheld) or _is_tight(family.left, withheld))


def _is_tight(numbers: Numbers, withheld: set[Label]) -> bool:
    """Whether the parts withheld hold too little for a small one among them to be anything from 1 to 5."""
    parts = [number for label in withheld if (number := numbers.get(label, 0))]
    return any(number <= SMALL for number in parts) and sum(parts) < len(parts) - 1 + SMALL


def _families(rows: Sequence[Placed]) -> Iterator[Family]:
    """By measure, by reading and by part: what each row has of it."""
    by_reading: dict[tuple[int, object], list[Placed]] = {}
    for each in rows:
        if each.reading is not None:
            by_reading.setdefault((each.answer, id(each.reading)), []).append(each)
    for family in by_reading.values():
        if counts_spells(family[0]):
            yield _family(family, "numerator")
        if of_spells(family[0]):
            yield _family(family, "denominator")
        if family[0].row.unknown is not None:
            yield _family(family, "unknown")


def _family(rows: Sequence[Placed], part: Part) -> Family:
    numbers = {each.label: _number(each, part) for each in rows}
    left: dict[Label, int] = {}
    sensitive: set[Label] = set()
    if part == "numerator" and of_spells(rows[0]):
        left = {each.label: (each.row.denominator or 0) - (each.row.numerator or 0) for each in rows}
        sensitive = {label for label, number in left.items() if 0 < number <= SMALL}
        sensitive |= {each.label for each in rows if _is_share_of_few(each)}
    return Family(numbers, left, frozenset(sensitive), {each.label: (each.place(part),) for each in rows})


def _number(each: Placed, part: Part) -> int:
    row = each.row
    number = {"numerator": row.numerator, "denominator": row.denominator, "unknown": row.unknown}[part]
    assert number is not None
    return number


def _is_share_of_few(each: Placed) -> bool:
    return each.row.unit is Unit.PERCENT and 0 < (each.row.denominator or 0) <= FEW
