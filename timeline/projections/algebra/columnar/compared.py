"""Two figures at a time, by arrays: the answers of both, and who stands otherwise in the second than in the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from timeline.domain.basis import Basis
from timeline.projections.algebra.columnar.asked import (
    CHILDREN_A_POINT,
    Everyone,
    Heard,
    Stating,
    cells_at,
    frames_in_parts,
    needed,
)
from timeline.projections.algebra.columnar.cells import Cells
from timeline.projections.algebra.columnar.frame import Frame, Longs, Truths
from timeline.projections.algebra.columnar.standing import Numbers, Stands, standing
from timeline.projections.algebra.sides import Compared, Pair, Side, rows_of_both


def compared(
    frames: Iterable[Frame], pairs: Sequence[Pair], stating: Stating, then: Mapping[Basis, Basis]
) -> list[Compared]:
    """Each two figures, with the children who moved between them. ``then``: where the frames have each basis."""
    everything = _Everything.of(pairs, stating)
    for part, fitting in frames_in_parts(frames, CHILDREN_A_POINT):
        cells = {basis: cells_at(part, everything.kinds, then[basis], fitting) for basis in everything.heard}
        everything.add(part, cells)
    return everything.found()


@dataclass(frozen=True)
class _Everything:
    """What frames come to while they go by: of every side its answer, of every pair who moved."""

    pairs: Sequence[Pair]
    kinds: frozenset[str]
    sides: Mapping[Side, Everyone]
    heard: Mapping[Basis, Heard]
    moved: Sequence[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, pairs: Sequence[Pair], stating: Stating) -> _Everything:
        """No frame yet."""
        sides = list(dict.fromkeys(side for pair in pairs for side in pair))
        return cls(
            pairs=pairs,
            kinds=needed([side.indicator for side in sides]),
            sides={side: Everyone.nobody(side.indicator, None) for side in sides},
            heard={side.basis: Heard.at(side.basis, stating(side.basis)) for side in sides},
            moved=[[] for _ in pairs],
        )

    def add(self, frame: Frame, cells: Mapping[Basis, Cells]) -> None:
        """The children of one frame, at every basis."""
        names = np.array(frame.names, dtype=np.object_)
        for basis, found in cells.items():
            self.heard[basis].add(found)
        for side, everyone in self.sides.items():
            everyone.add(cells[side.basis], names[cells[side.basis].child])
        for (older, newer), moved in zip(self.pairs, self.moved, strict=True):
            differ = np.zeros(len(frame), dtype=np.bool_)
            for row, instead in rows_of_both(older.indicator, newer.indicator):
                differ |= _differ(len(frame), _stands(older, row, cells), _stands(newer, instead, cells))
            moved.extend(names[differ])

    def found(self) -> list[Compared]:
        """The answers, and who moved."""
        answers = {side: self.heard[side.basis].answer(everyone) for side, everyone in self.sides.items()}
        return [
            Compared(answers[older], answers[newer], frozenset(moved))
            for (older, newer), moved in zip(self.pairs, self.moved, strict=True)
        ]


_Stood = tuple[Stands, Longs]
"""How cells stand in a row, and which child of the frame each is."""


def _stands(side: Side, row: int, cells: Mapping[Basis, Cells]) -> _Stood:
    asked = cells[side.basis]
    return standing(side.indicator, side.indicator.readings[row], asked), asked.child


def _differ(children: int, one: _Stood, other: _Stood) -> Truths:
    """Of each child whether it stands otherwise in the one than in the other. Who does not count stands in one way."""
    found = np.zeros(children, dtype=np.bool_)
    for name in ("counted", "meets", "possible", "unknown", "numerator", "out_of"):
        found |= _of_children(children, one, name) != _of_children(children, other, name)
    return found | _bring_others(children, _brought(one), _brought(other))


def _of_children(children: int, stood: _Stood, name: str) -> Longs:
    stands, child = stood
    found = np.zeros(children, dtype=np.int64)
    found[child] = getattr(stands, name)
    return found


def _brought(stood: _Stood) -> tuple[Longs, Longs]:
    """The numbers that children bring, with the child of each: child by child, and of each the least first."""
    stands, child = stood
    numbers: Numbers = stands.numbers
    by = child[numbers.cell]
    order = np.lexsort((numbers.number, by))
    return by[order], numbers.number[order]


def _bring_others(children: int, one: tuple[Longs, Longs], other: tuple[Longs, Longs]) -> Truths:
    """Of each child whether it brings other numbers."""
    many, others = (np.bincount(by, minlength=children) for by, _ in (one, other))
    found = np.asarray(many != others)
    (by, number), (_, instead) = ((each[~found[each]], numbers[~found[each]]) for each, numbers in (one, other))
    found[by[number != instead]] = True
    return found
