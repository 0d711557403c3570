"""What a question names: measures and their breakdowns.

Apart from ``options``, so that a command without figures does not wait for every definition to be imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.cli.problems import UsageError, closest
from timeline.domain.basis import Basis
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators import in_force as indicators_in_force


def indicator(name: str) -> Indicator:
    """A measure by its id."""
    found = CATALOGUE.get(name)
    if found is None:
        do = closest(name, CATALOGUE, "See `timeline measures`")
        raise UsageError("measure", "there is no measure of this id", do)
    return found


def indicators(names: Sequence[str]) -> list[Indicator]:
    """These measures, each once; all of them where none is named."""
    return [indicator(name) for name in dict.fromkeys(names)] or list(CATALOGUE.values())


def in_force(asked: Sequence[Indicator], at: Basis) -> list[Indicator]:
    """The definitions of these measures that were in force on the day asked about."""
    return [indicators_in_force(each, at.as_at) for each in asked]


_BY_SENSE: Mapping[str, str] = {
    "gender": "sex",
    "ethnic": "ethnicity",
    "ethnic-group": "ethnicity",
    "cin": "need",
    "category-of-need": "need",
    "ls": "legal-status",
    "status": "legal-status",
    "place": "placement",
    "placement-type": "placement",
    "length": "duration",
    "rec": "reason",
}
"""What people call a breakdown that has another name."""


def dimension(name: str | None, of: Sequence[Indicator]) -> Dimension | None:
    """A breakdown that every one of these measures has."""
    if name is None:
        return None
    found = DIMENSIONS.get(name)
    shared = [each for each in DIMENSIONS if all(each in one.dimensions for one in of)]
    if found is None:
        meant = _BY_SENSE.get(name.strip().lower())
        do = f"Did you mean {meant}" if meant in shared else closest(name, shared)
        raise UsageError("--by", "there is no such breakdown", do)
    for one in of:
        if name not in one.dimensions:
            raise UsageError("--by", f"{one.id} has no such breakdown", f"It has: {', '.join(one.dimensions)}")
    return found
