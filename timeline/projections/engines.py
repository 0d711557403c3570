"""Which interpreter answers a question: the columnar one out of fresh projections, or the reference one from the log.

The figures are the same. Which of them answered, and why not the faster, can be asked for (``--verbose``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from timeline.domain.basis import Basis
from timeline.projections.tables import reason_against
from timeline.store import CaseLog


class Engine(Enum):
    """What works a figure out. The figures are the same."""

    AUTO = "auto"  # the fastest that has an answer to the question
    REFERENCE = "reference"  # child by child from the log: written to be checked by reading


Say = Callable[[str], object]
"""Told which engine answered, and why not a faster one."""

FROM_COLUMNS = "answered from the projections"
FROM_THE_LOG = "answered from the log"


def chosen(log: CaseLog, bases: Sequence[Basis], engine: Engine, say: Say, *, cases_needed: bool = False) -> Engine:
    """The engine that answers at these bases: the one asked for, or the reference where the columns have no answer.

    ``cases_needed``: whether the question is about more than figures and members, which the columns do not hold.
    """
    return chosen_unless(
        lambda: "intervals are worked out from the log" if cases_needed else reason_against(log, bases), engine, say
    )


def chosen_unless(reason: Callable[[], str | None], engine: Engine, say: Say) -> Engine:
    """The same, where ``reason`` tells what is against the projections, if anything is."""
    if engine is Engine.REFERENCE:
        say(f"{FROM_THE_LOG}, as asked")
        return engine
    against = reason()
    say(FROM_COLUMNS if against is None else f"{FROM_THE_LOG}: {against}")
    return Engine.AUTO if against is None else Engine.REFERENCE
