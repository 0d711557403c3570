"""Two figures at a time: the answers of both, and who stands otherwise in the second than in the first.

Each side is one cell: a population at one place. Who moved is the difference of any two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from timeline.domain.basis import Basis
from timeline.projections.algebra.columnar.frame import Frame, Longs, Truths
from timeline.projections.algebra.sides import Compared, Pair, Side, rows_of_both
from timeline.projections.algebra.spans.evaluate import CHILDREN_A_POINT, Everyone, Heard, Stating, needed
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.knowledge_states import in_parts, states
from timeline.projections.algebra.spans.rows import COUNTS, Row, row
from timeline.projections.algebra.spans.spell_sets import Population


def compared(
    frames: Iterable[Frame], pairs: Sequence[Pair], stating: Stating, then: Mapping[Basis, Basis]
) -> list[Compared]:
    """Each two figures, with the children who moved between them. ``then``: where the frames have each basis."""
    sides = _Sides.of(pairs, stating)
    for part in in_parts(frames, CHILDREN_A_POINT):
        grids = {basis: Grid.of([then[basis]]) for basis in sides.heard}
        sides.add(part, {basis: states(part, sides.kinds, grid).population() for basis, grid in grids.items()})
    return sides.found()


@dataclass(frozen=True)
class _Sides:
    """What frames come to while they go by: of every side its answer, of every pair who moved."""

    pairs: Sequence[Pair]
    kinds: frozenset[str]
    sides: Mapping[Side, Everyone]
    heard: Mapping[Basis, Heard]
    moved: Sequence[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, pairs: Sequence[Pair], stating: Stating) -> _Sides:
        """No frame yet."""
        sides = list(dict.fromkeys(side for pair in pairs for side in pair))
        return cls(
            pairs=pairs,
            kinds=needed([side.indicator for side in sides]),
            sides={side: Everyone.nobody(side.indicator, None) for side in sides},
            heard={side.basis: Heard.at(side.basis, stating(side.basis)) for side in sides},
            moved=[[] for _ in pairs],
        )

    def add(self, frame: Frame, cells: Mapping[Basis, Population]) -> None:
        """The children of one frame, at every basis."""
        names = np.array(frame.names, dtype=np.object_)
        for basis, of in cells.items():
            self.heard[basis].add(of)
        for side, everyone in self.sides.items():
            everyone.add(cells[side.basis], names)
        for (older, newer), moved in zip(self.pairs, self.moved, strict=True):
            differ = np.zeros(len(frame), dtype=np.bool_)
            for place, instead in rows_of_both(older.indicator, newer.indicator):
                differ |= _differ(_row(older, place, cells), _row(newer, instead, cells))
            moved.extend(names[differ])

    def found(self) -> list[Compared]:
        """The answers, and who moved."""
        answers = {side: self.heard[side.basis].answer(everyone) for side, everyone in self.sides.items()}
        return [
            Compared(answers[older], answers[newer], frozenset(moved))
            for (older, newer), moved in zip(self.pairs, self.moved, strict=True)
        ]


def _row(side: Side, place: int, cells: Mapping[Basis, Population]) -> Row:
    return row(side.indicator, side.indicator.readings[place], cells[side.basis])


def _differ(one: Row, other: Row) -> Truths:
    """Of each child whether it stands otherwise in the one than in the other. Who does not count stands in one way."""
    children = one.counted.groups
    found = np.zeros(children, dtype=np.bool_)
    for name in COUNTS:
        many, others = (np.bincount(getattr(each, name).group, minlength=children) for each in (one, other))
        found |= many != others
    return found | _bring_others(children, _brought(one), _brought(other))


def _brought(of: Row) -> tuple[Longs, Longs]:
    """The numbers that children bring, with the child of each: child by child, and of each the least first."""
    numbers = of.numbers
    order = np.lexsort((numbers.number, numbers.group))
    return numbers.group[order], numbers.number[order]


def _bring_others(children: int, one: tuple[Longs, Longs], other: tuple[Longs, Longs]) -> Truths:
    """Of each child whether it brings other numbers."""
    many, others = (np.bincount(by, minlength=children) for by, _ in (one, other))
    found = np.asarray(many != others)
    (by, number), (_, instead) = ((each[~found[each]], numbers[~found[each]]) for each, numbers in (one, other))
    found[by[number != instead]] = True
    return found
