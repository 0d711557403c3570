"""What a question names: measures and their breakdowns.

Apart from ``options``, so that a command without figures does not wait for every definition to be imported.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        raise UsageError(
            "measure", "there is no measure of this id", closest(name, CATALOGUE, "See `timeline measures`")
        )
    return found


def indicators(names: Sequence[str]) -> list[Indicator]:
    """These measures, each once; all of them where none is named."""
    return [indicator(name) for name in dict.fromkeys(names)] or list(CATALOGUE.values())


def in_force(asked: Sequence[Indicator], at: Basis) -> list[Indicator]:
    """The definitions of these measures that were in force on the day asked about."""
    return [indicators_in_force(each, at.as_at) for each in asked]


def dimension(name: str | None, of: Sequence[Indicator]) -> Dimension | None:
    """A breakdown that every one of these measures has."""
    if name is None:
        return None
    found = DIMENSIONS.get(name)
    shared = [each for each in DIMENSIONS if all(each in one.dimensions for one in of)]
    if found is None:
        raise UsageError("--by", "there is no such breakdown", closest(name, shared))
    for one in of:
        if name not in one.dimensions:
            raise UsageError("--by", f"{one.id} has no such breakdown", f"It has: {', '.join(one.dimensions)}")
    return found
