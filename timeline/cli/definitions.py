"""What a question names: measures and their breakdowns.

Apart from ``options``, so that a command without figures does not wait for every definition to be imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from timeline.cli.problems import UsageError, closest
from timeline.domain.basis import Basis
from timeline.lazy import lazy
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import CATALOGUE, DEFINITIONS
from timeline.projections.indicators import in_force as indicators_in_force

if TYPE_CHECKING:
    from timeline.projections.indicators import attested
else:
    attested = lazy("timeline.projections.indicators.attested")


def indicator(name: str, version: str | None = None) -> Indicator:
    """A measure by its id; by a version of its definition that was kept, where one is named."""
    found = CATALOGUE.get(name)
    if found is None:
        do = closest(name, CATALOGUE, "See `timeline measures`")
        raise UsageError("measure", "there is no measure of this id", do)
    return found if version is None else _of_version(name, version)


def _of_version(name: str, version: str) -> Indicator:
    """By the version's name, or the one it had when baselines attested it."""
    kept = {each.version: each for each in DEFINITIONS[name]}
    former = {each.named_then: each.version for each in attested.ATTESTED_AS.values() if each.measure == name}
    version = version if version in kept else former.get(version, version)
    if version not in kept:
        do = f"It has: {', '.join(kept)}"
        raise UsageError("--definition-version", f"{name} has no definition of this version", do)
    return kept[version]


def indicators(names: Sequence[str], version: str | None = None) -> list[Indicator]:
    """These measures, each once; all of them where none is named. A version is that of one measure."""
    asked = list(dict.fromkeys(names))
    if version is not None and len(asked) != 1:
        raise UsageError("--definition-version", "a version is one measure's", "Name one measure")
    return [indicator(name, version) for name in asked] or list(CATALOGUE.values())


def in_force(asked: Sequence[Indicator], at: Basis) -> list[Indicator]:
    """The definitions of these measures that were in force on the day asked about."""
    return [indicators_in_force(each, at.as_at) for each in asked]


_OTHER_NAMES: Mapping[str, str] = {
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
        meant = _OTHER_NAMES.get(name.strip().lower())
        do = f"Did you mean {meant}" if meant in shared else closest(name, shared)
        raise UsageError("--by", "there is no such breakdown", do)
    for one in of:
        if name not in one.dimensions:
            raise UsageError("--by", f"{one.id} has no such breakdown", f"It has: {', '.join(one.dimensions)}")
    return found
