"""The indicators: one file a family, each the declarations and nothing else.

To add one: declare it in its family's file, and name it in ``CATALOGUE``. The properties of every indicator, the
command line and the catalogue take it from there; the oracle in ``tests/oracle`` must be given its own reading of it.
May import ``algebra``, ``rulebook`` and the code groups of ``timeline.domain.codes``.
"""

from collections.abc import Mapping

from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators.ceasing import CEASED_BY_DURATION, CEASED_DESTINATION
from timeline.projections.indicators.flows import CEASED, STARTED
from timeline.projections.indicators.missing import MISSING_OVER_24H
from timeline.projections.indicators.periods import MULTIPLE_PERIODS
from timeline.projections.indicators.placements import PLACEMENTS_3_PLUS
from timeline.projections.indicators.stocks import (
    LEGAL_STATUS,
    LEGAL_STATUS_S20,
    LOOKED_AFTER,
    PLACED_WITH_PARENTS,
    PLACEMENT_TYPE,
)
from timeline.projections.indicators.visitors import VISITOR_RECEIVED, VISITOR_WAITING

CATALOGUE: Mapping[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        LOOKED_AFTER,
        STARTED,
        CEASED,
        CEASED_BY_DURATION,
        CEASED_DESTINATION,
        MULTIPLE_PERIODS,
        PLACEMENTS_3_PLUS,
        LEGAL_STATUS_S20,
        LEGAL_STATUS,
        PLACED_WITH_PARENTS,
        PLACEMENT_TYPE,
        MISSING_OVER_24H,
        VISITOR_RECEIVED,
        VISITOR_WAITING,
    )
}
"""Every indicator by its id, in the order in which they are listed."""

SUPERSEDED: tuple[Indicator, ...] = ()
"""Definitions that were changed since a release. They stay runnable, because old baselines need them."""

DEFINITIONS: Mapping[str, tuple[Indicator, ...]] = {
    name: (indicator, *(old for old in SUPERSEDED if old.id == name)) for name, indicator in CATALOGUE.items()
}
"""Every definition of every indicator, the present one first."""
