"""How published figures have changed: a day's figure as first published and as known later, a baseline and today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from replay.baselines import definition_of, reproduces
from replay.differences import Difference, Move, differences
from replay.errors import BaselineError
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.sides import Side
from timeline.projections.cases import pinned
from timeline.projections.engines import Engine, Note, discard
from timeline.projections.indicators import CATALOGUE, in_force
from timeline.store import CaseLog

Published = tuple[date, date, date | None]
"""The as-at day of a figure, its known-at day when first published, and a later one (``None``: all that is known)."""


@dataclass(frozen=True, slots=True)
class Restated:
    """The default row of a measure on one day, as first published and as known later, and why the two differ.

    ``moves``: the change that each child makes to the numerator, with its causes. They add up to the whole change.
    """

    as_at: date
    first_known_at: date
    later_known_at: date | None
    position: int | None
    first: Row
    later: Row
    moves: tuple[Move, ...]

    @property
    def came_in(self) -> frozenset[str]:
        """Children in the numerator as known later, who were not as first known."""
        return self.later.meets - self.first.meets

    @property
    def went_out(self) -> frozenset[str]:
        """Children in the numerator as first known, who are not as known later."""
        return self.first.meets - self.later.meets


def restated(
    log: CaseLog,
    indicator: Indicator,
    published: Iterable[Published],
    never_sent_again: NeverSentAgain = NeverSentAgain.KEEP,
    *,
    beyond_coverage: bool = False,
    engine: Engine = Engine.AUTO,
    note: Note = discard,
) -> list[Restated]:
    """For each (as at, first known at, later known at): the row as first known, as known later, and the moves."""
    position = pinned(log, Basis(date.max)).position

    def side(as_at: date, known_at: date | None) -> Side:
        return Side(in_force(indicator, as_at), Basis(as_at, known_at, position, never_sent_again))

    pairs = [(side(as_at, first), side(as_at, later)) for as_at, first, later in published]
    found = differences(log, pairs, engine=engine, note=note, beyond_coverage=beyond_coverage)
    return [_restated(difference) for difference in found]


def _restated(difference: Difference) -> Restated:
    then, now = difference.before, difference.after
    assert then.basis.known_at is not None
    return Restated(
        as_at=then.basis.as_at,
        first_known_at=then.basis.known_at,
        later_known_at=now.basis.known_at,
        position=then.basis.position,
        first=then.rows[0],
        later=now.rows[0],
        moves=tuple(move for move in difference.moves if move.row == 0 and move.numerator),
    )


# ------------------------------------------------------------------------------------------------- since a baseline


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """A baseline beside newer figures, measure by measure.

    ``lost``: measures that cannot be compared, because this program no longer has a definition that one side was taken
    with, or because the newer side lacks the measure. ``not_reproduced``: measures whose older figure cannot be
    reproduced as attested; their differences explain another figure.
    """

    differences: tuple[Difference, ...]
    lost: tuple[AttestedMeasure, ...]
    not_reproduced: tuple[AttestedMeasure, ...]


def compare_baseline(
    log: CaseLog,
    then: BaselineTaken,
    now: BaselineTaken | None,
    basis: Basis,
    only: Sequence[str] = (),
    *,
    engine: Engine = Engine.AUTO,
    note: Note = discard,
) -> BaselineComparison:
    """Compare a baseline with another one (``now``), or where that is ``None`` with the present definitions at a basis.

    ``basis``: that of the newer side, with its position. ``only``: compare these measures alone. ``BaselineError``
    where the baseline lacks one of them.
    """
    chosen = _chosen(then, only)
    present = _present(basis) if now is None else _definitions(now)
    pairs: list[tuple[AttestedMeasure, tuple[Side, Side]]] = []
    lost: list[AttestedMeasure] = []
    for each in chosen:
        older, newer = definition_of(each, then.as_at), present.get(each.measure)
        if older is None or newer is None:
            lost.append(each)
        else:
            pairs.append((each, (Side(older, then.basis), Side(newer, basis))))
    found = differences(log, [sides for _, sides in pairs], engine=engine, note=note)
    attested = zip((each for each, _ in pairs), found, strict=True)
    return BaselineComparison(
        differences=tuple(found),
        lost=tuple(lost),
        not_reproduced=tuple(each for each, difference in attested if not reproduces(each, difference.before)),
    )


def _chosen(then: BaselineTaken, only: Sequence[str]) -> list[AttestedMeasure]:
    held = {each.measure: each for each in then.measures}
    if not set(only) <= held.keys():
        raise BaselineError("--measure", "the baseline does not hold this measure", f"It holds: {', '.join(held)}")
    return [each for each in then.measures if not only or each.measure in only]


def _present(basis: Basis) -> Mapping[str, Indicator]:
    return {name: in_force(indicator, basis.as_at) for name, indicator in CATALOGUE.items()}


def _definitions(baseline: BaselineTaken) -> Mapping[str, Indicator]:
    found = {each.measure: definition_of(each, baseline.as_at) for each in baseline.measures}
    return {measure: indicator for measure, indicator in found.items() if indicator is not None}
