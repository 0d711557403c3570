"""What has happened to a baseline's figures since it was taken: its measures, then, beside the same measures now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from replay.baselines import definition_of, reproduces
from replay.differences import Difference, differences
from replay.errors import BaselineError
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.basis import Basis
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.sides import Side
from timeline.projections.engines import Engine, Note, discard
from timeline.projections.indicators import CATALOGUE, in_force
from timeline.store import CaseLog


@dataclass(frozen=True, slots=True)
class Since:
    """The differences, measure by measure.

    ``lost``: measures that cannot be set beside one another, for this program has no longer the definition that one of
    the sides was taken with, or the other side does not have the measure. ``not_reproduced``: measures whose older
    figure does not come out as it was attested, so that their differences explain another figure.
    """

    differences: tuple[Difference, ...]
    lost: tuple[AttestedMeasure, ...]
    not_reproduced: tuple[AttestedMeasure, ...]


def since(
    log: CaseLog,
    then: BaselineTaken,
    now: BaselineTaken | None,
    basis: Basis,
    only: Sequence[str] = (),
    *,
    engine: Engine = Engine.AUTO,
    note: Note = discard,
) -> Since:
    """Compare a baseline with another one, or (``now`` is ``None``) with the present definitions at a basis.

    ``basis``: that of the newer side, its position pinned. ``only``: these measures. ``BaselineError`` where the
    baseline does not hold one of them.
    """
    asked = _asked(then, only)
    present = _present(basis) if now is None else _definitions(now)
    pairs: list[tuple[AttestedMeasure, tuple[Side, Side]]] = []
    lost: list[AttestedMeasure] = []
    for each in asked:
        older, newer = definition_of(each, then.as_at), present.get(each.measure)
        if older is None or newer is None:
            lost.append(each)
        else:
            pairs.append((each, (Side(older, then.basis), Side(newer, basis))))
    found = differences(log, [sides for _, sides in pairs], engine=engine, note=note)
    attested = zip((each for each, _ in pairs), found, strict=True)
    return Since(
        differences=tuple(found),
        lost=tuple(lost),
        not_reproduced=tuple(each for each, difference in attested if not reproduces(each, difference.before)),
    )


def _asked(then: BaselineTaken, only: Sequence[str]) -> list[AttestedMeasure]:
    held = {each.measure: each for each in then.measures}
    if not set(only) <= held.keys():
        raise BaselineError("--measure", "the baseline does not hold this measure", f"It holds: {', '.join(held)}")
    return [each for each in then.measures if not only or each.measure in only]


def _present(basis: Basis) -> Mapping[str, Indicator]:
    return {name: in_force(indicator, basis.as_at) for name, indicator in CATALOGUE.items()}


def _definitions(baseline: BaselineTaken) -> Mapping[str, Indicator]:
    found = {each.measure: definition_of(each, baseline.as_at) for each in baseline.measures}
    return {measure: indicator for measure, indicator in found.items() if indicator is not None}
