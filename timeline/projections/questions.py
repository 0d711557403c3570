"""Questions put to a log: the figures, the members, the explanation of a child.

Every answer names the position of the log it was given at: a basis without one is pinned to the head first, so that
what is printed can be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.days import year_window
from timeline.domain.spells import Case, case
from timeline.domain.story import tell
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.explanation import Explanation, explain
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.indicator import Indicator
from timeline.store import CaseLog


def pinned(log: CaseLog, basis: Basis) -> Basis:
    """The basis with its position: the head of the log, where it names none."""
    if basis.position is not None:
        return basis
    return replace(basis, position=log.head().position)


def measure(log: CaseLog, indicators: Sequence[Indicator], basis: Basis, by: Dimension | None = None) -> list[Answer]:
    """The figures of some indicators at one basis, in one pass over the log."""
    basis = pinned(log, basis)
    brought = modules_brought(log, basis)
    tallies = [Tally.start(indicator, basis, by, brought) for indicator in indicators]
    for each in cases(log, basis):
        for tally in tallies:
            tally.add(each)
    return [tally.answer() for tally in tallies]


def modules_brought(log: CaseLog, basis: Basis) -> frozenset[str]:
    """The modules that the returns known by then brought, of years that had begun: a header row without a row under it
    says that there was nothing."""
    return frozenset(
        module
        for record in log.attestations(basis.position)
        if isinstance(received := record.entry, ReturnReceived)
        if basis.knows(received.known_on) and basis.reaches(year_window(received.year_ending).first)
        for module in received.modules
    )


def cases(log: CaseLog, basis: Basis) -> Iterable[Case]:
    """Every child of the log at the basis, one after the other."""
    return (case(story) for story in log.stories(basis))


def one_case(log: CaseLog, child: str, basis: Basis) -> Case | None:
    """One child at the basis; ``None`` where the log holds nothing of the child."""
    records = log.records(child)
    return case(tell(child, records, basis)) if records else None


def explain_child(log: CaseLog, indicator: Indicator, child: str, basis: Basis) -> Explanation | None:
    """Why a child is in a figure or out of it; ``None`` where the log holds nothing of the child."""
    basis = pinned(log, basis)
    found = one_case(log, child, basis)
    return None if found is None else explain(indicator, found, basis)
