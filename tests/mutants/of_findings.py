"""Planted faults of the findings in the projections: who is checked again when the day moves on, and who answers."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_CHECKING = "timeline/projections/tables/checker.py"

OF_FINDINGS = (
    Mutant(
        name="not-checked-again-on-the-day",
        wrong="A child whose 18th birthday is the last day on which anything became known is not checked again",
        file="timeline/projections/tables/affected.py",
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
        old="days = [*self._still_to_come(known), *",
        new="days = [*",
    ),
    Mutant(
        name="cover-still-to-come-forgotten",
        wrong="A child is not checked again when the year begins that a source covers",
        file=_CHECKING,
        old=", *known.covered.values()]",
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
    Mutant(
        name="compared-with-a-draft",
        wrong="A return that is sent again is compared with the first one of its year, which had made the change",
        file="timeline/domain/restated.py",
        old="earlier = _without_year(knowledge, year_ending(coverage.last)).live",
        new="earlier = knowledge.live",
    ),
    Mutant(
        name="confirmed-by-nobody-else",
        wrong="A change that a journal confirmed is still named",
        file="timeline/domain/checks/changes.py",
        old="statement.return_to is not None and year_ending(statement.return_to) == each.by.year_ending",
        new="True",
    ),
    Mutant(
        name="gone-before-it-happened",
        wrong="What a return retracted is named before the day on which it would have happened",
        file="timeline/domain/checks/changes.py",
        old="return not history.holds(identity) and history.has_come(gone.event.occurred_on)",
        new="return not history.holds(identity)",
    ),
    Mutant(
        name="told-late-by-a-year-without-the-child",
        wrong="An episode is told late though it had ended before the year of the return that had the child",
        file="timeline/domain/checks/between.py",
        old="(ended is None or ended > year_window(each.year_ending).first)",
        new="True",
    ),
    Mutant(
        name="looked-after-as-far-as-is-known",
        wrong="Who was looked after before the returns in the log begin is no care leaver",
        file="timeline/domain/checks/entitled.py",
        old="return first <= last and received.issuperset(range(first, last + 1))",
        new="return first <= last",
    ),
)
"""What a history breaks, out of the tables."""
