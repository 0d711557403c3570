"""Questions about single children put to a log: each at a basis, why one is in a figure, who is on a work list.

Always answered from the log. Apart from ``questions``, so that they do not wait for the columns to be imported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.domain.basis import Basis
from timeline.lazy import lazy
from timeline.projections.algebra.indicator import Indicator
from timeline.store import CaseLog

if TYPE_CHECKING:
    from timeline.domain import spells
    from timeline.domain.spells import Case
    from timeline.projections.algebra import arithmetic, explanation, listing, needs, stated
else:
    spells = lazy("timeline.domain.spells")
    arithmetic, explanation, listing, needs, stated = (
        lazy(f"timeline.projections.algebra.{name}")
        for name in ("arithmetic", "explanation", "listing", "needs", "stated")
    )


def pinned(log: CaseLog, basis: Basis) -> Basis:
    """The basis with its position: the head of the log, where it names none."""
    if basis.position is not None:
        return basis
    return replace(basis, position=log.head().position)


def work_list(log: CaseLog, wanted: listing.Listing, basis: Basis) -> list[listing.Listed]:
    """The children on a work list, who has waited longest first."""
    return listing.lines(wanted, cases(log, basis), basis.as_at)


def cases(log: CaseLog, basis: Basis) -> Iterable[Case]:
    """Every child of the log at the basis, one after the other."""
    return (spells.case(story) for story in log.stories(basis))


def cases_together(log: CaseLog, bases: Collection[Basis]) -> Iterator[dict[Basis, Case]]:
    """Every child of the log, one after the other, at each of these bases at which anything is known of it."""
    for child in log.chronicles(bases):
        yield {basis: spells.case(log.story_of(child, basis)) for basis in bases if child.heard(basis)}


def one_case(log: CaseLog, child: str, basis: Basis) -> Case | None:
    """One child at the basis, by the name it goes by; ``None`` where the log holds nothing of the child."""
    story = log.story(child, basis)
    return None if story is None else spells.case(story)


def explain_child(
    log: CaseLog, indicator: Indicator, child: str, basis: Basis, *, beyond_coverage: bool = False
) -> explanation.Explanation | None:
    """Why a child is in a figure or out of it; ``None`` where the log holds nothing of the child.

    Where days that the measure's own row needs are not covered, there is no figure to be in, and the reason is given;
    with ``beyond_coverage`` beside the verdict, otherwise in its place.
    """
    basis = pinned(log, basis)
    found = one_case(log, child, basis)
    if found is None:
        return None
    of_log = stated.Stated(log.attestations(basis.position))(basis)
    reason = "; ".join(of_log.not_covered(arithmetic.lines_of(indicator)[0], basis.as_at)) or None
    coverage = of_log.covered(needs.all_needs(indicator), found.modules)
    if reason is not None and not beyond_coverage:
        return explanation.not_covered(indicator, basis, found.child, reason, coverage)
    return replace(explanation.explain(indicator, found, basis), reason=reason, coverage=coverage)
