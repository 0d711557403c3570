"""Questions put to a log: the figures, the members, the explanation of a child.

Every answer names the position of the log it was given at: a basis without one is pinned to the head first, so that
what is printed can be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.domain.basis import Basis
from timeline.domain.spells import Case, case
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.dimensions import Dimension
from timeline.projections.algebra.explanation import Explanation, explain
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.listing import Listed, Listing, lines
from timeline.projections.algebra.rates import with_rate
from timeline.projections.algebra.reach import history_from
from timeline.projections.algebra.uncertainty import Uncertainty
from timeline.projections.indicators.expected import EXPECTED_WAITS
from timeline.projections.rulebook.population import Estimate
from timeline.store import CaseLog

EPISODES = "Episodes"


def pinned(log: CaseLog, basis: Basis) -> Basis:
    """The basis with its position: the head of the log, where it names none."""
    if basis.position is not None:
        return basis
    return replace(basis, position=log.head().position)


def measure(
    log: CaseLog,
    indicators: Sequence[Indicator],
    basis: Basis,
    by: Dimension | None = None,
    *,
    intervals: bool = False,
    estimates: Sequence[Estimate] = (),
) -> list[Answer]:
    """The figures of some indicators at one basis, in one pass over the log.

    ``intervals``: with the 95 % interval of every percentage of children, and the wait to be expected beside those who
    still wait; ``StatisticsMissingError`` where the library for it is not installed. ``estimates``: of the population,
    for rates per 10,000 of the figures that have one.
    """
    basis = pinned(log, basis)
    setting = log.setting(basis)
    whole_from = history_from([each.year_ending for each in setting.received if EPISODES in each.modules], basis.as_at)
    tallies = [Tally.start(indicator, basis, by, setting.brought, whole_from) for indicator in indicators]
    told = [Uncertainty.start(EXPECTED_WAITS, indicators, basis.as_at)] if intervals else []
    for each in cases(log, basis):
        child = remembering(each)
        for tally in tallies:
            tally.add(child)
        for uncertainty in told:
            uncertainty.add(child)
    answers = [tally.answer() for tally in tallies]
    for uncertainty in told:
        answers = [uncertainty.beside(answer) for answer in answers]
    return [with_rate(answer, estimates) for answer in answers] if estimates else answers


def work_list(log: CaseLog, listing: Listing, basis: Basis) -> list[Listed]:
    """The children on a work list, who has waited longest first."""
    return lines(listing, cases(log, basis), basis.as_at)


def cases(log: CaseLog, basis: Basis) -> Iterable[Case]:
    """Every child of the log at the basis, one after the other."""
    return (case(story) for story in log.stories(basis))


def one_case(log: CaseLog, child: str, basis: Basis) -> Case | None:
    """One child at the basis, by the name it goes by; ``None`` where the log holds nothing of the child."""
    story = log.story(child, basis)
    return None if story is None else case(story)


def explain_child(log: CaseLog, indicator: Indicator, child: str, basis: Basis) -> Explanation | None:
    """Why a child is in a figure or out of it; ``None`` where the log holds nothing of the child."""
    basis = pinned(log, basis)
    found = one_case(log, child, basis)
    return None if found is None else explain(indicator, found, basis)
