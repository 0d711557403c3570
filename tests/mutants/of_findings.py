"""Planted faults of the findings in the projections: who is checked again when the day moves on, and who answers."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_CHECKING = "timeline/projections/tables/checking.py"

OF_FINDINGS = (
    Mutant(
        name="not-checked-again-on-the-day",
        wrong="A child whose 18th birthday is the last day on which anything became known is not checked again",
        file="timeline/projections/tables/concerned.py",
        old="again.due_on <= day",
        new="again.due_on < day",
    ),
    Mutant(
        name="open-for-ever-alike",
        wrong="What lasts too long is found by the day asked about, and no later day is known on which it will be",
        file="timeline/domain/checks/lengths.py",
        old="return history.has_lasted(span.start, days=days + 1)",
        new="return (history.story.basis.as_at - span.start).days > days",
    ),
    Mutant(
        name="still-to-come-forgotten",
        wrong="A child is not checked again when something happens that was known before",
        file=_CHECKING,
        old="days = [*self._still_to_come(heard), *",
        new="days = [*",
    ),
    Mutant(
        name="cover-still-to-come-forgotten",
        wrong="A child is not checked again when the year begins that a source covers",
        file=_CHECKING,
        old=", *heard.covered.values()]",
        new="]",
    ),
    Mutant(
        name="found-out-of-another-day",
        wrong="The projections say what is found as at another day than they hold",
        file="timeline/projections/tables/defects.py",
        old="if (basis.as_at, basis.known_at) != (state.checked_on, None):",
        new="if basis.known_at is not None:",
    ),
    Mutant(
        name="altered-findings-believed",
        wrong="A finding that somebody altered in the projections is told as if it had been found",
        file="timeline/projections/tables/defects.py",
        old="if checksum(rows) != state.findings:",
        new="if False:",
    ),
)
"""What a history breaks, out of the tables."""
