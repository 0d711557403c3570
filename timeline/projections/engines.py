"""Which interpreter answers a question: the engine of spans out of fresh projections, or the reference from the log.

The figures are the same. Which of them answered, and why not the faster, can be asked for (``--verbose``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from timeline.domain.basis import Basis
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.tables import reason_against
from timeline.store import CaseLog


class Engine(Enum):
    """What works a figure out. The figures are the same."""

    AUTO = "auto"  # the fastest that has an answer to the question
    REFERENCE = "reference"  # child by child from the log: written to be checked by reading


Note = Callable[[str], object]
"""Told which engine answered, and why not a faster one."""


def discard(_: str) -> None:
    """Where nobody asked which engine answered."""


FROM_COLUMNS = "answered from the projections"
FROM_THE_LOG = "answered from the log"


def columns_answer(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    by: Dimension | None = None,
    *,
    engine: Engine,
    note: Note,
    in_one_grid: bool = False,
    cases_needed: bool = False,
) -> bool:
    """Whether the columns answer at these bases: unless the reference was asked for, or they have no answer.

    ``in_one_grid``: whether all are to be answered in one pass. ``cases_needed``: whether the question is about more
    than figures and members, which the columns do not hold.
    """

    def against() -> str | None:
        if cases_needed:
            return "intervals are worked out from the log"
        return reason_against(log, indicators, bases, by, in_one_grid=in_one_grid)

    return projections_answer(against, engine=engine, note=note)


def projections_answer(against: Callable[[], str | None], *, engine: Engine, note: Note) -> bool:
    """The same, where ``against`` tells what is against the projections, if anything is."""
    if engine is Engine.REFERENCE:
        note(f"{FROM_THE_LOG}, as asked")
        return False
    reason = against()
    note(FROM_COLUMNS if reason is None else f"{FROM_THE_LOG}: {reason}")
    return reason is None
