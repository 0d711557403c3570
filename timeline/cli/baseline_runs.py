"""Baselines run again from the log or from the projections: what of each does not reproduce."""

from __future__ import annotations

from collections.abc import Sequence

from replay import baselines
from replay.baselines import Failure
from timeline.cli import output
from timeline.domain.attestations import BaselineTaken
from timeline.domain.counted import counted
from timeline.projections.tables import NotFromTablesError
from timeline.store import CaseLog, cores

Verified = list[tuple[BaselineTaken, list[Failure]]]
"""Baselines that were run again, each with what of it does not reproduce."""


def words_of(verified: Verified) -> str:
    """How many figures reproduce: ``reproduces: 2 of 2 figures``. None reproduces of a baseline that was taken from
    another log."""
    figures = sum(len(baseline.measures) for baseline, _ in verified)
    same = 0
    for baseline, failures in verified:
        failed = {failure.measure for failure in failures}
        same += 0 if None in failed else len(baseline.measures) - len(failed)
    return f"reproduces: {same} of {counted(figures, 'figure')}"


def from_the_log(log: CaseLog, asked: Sequence[BaselineTaken]) -> Verified:
    """Verify the chain once, then run all of them again in one pass over the children."""
    if not asked:
        return []
    with output.patience("Checking the hash chain", 2 * log.head().position) as advance:
        verdict = log.verify(advance, workers=cores())
    with output.patience("Running baselines again", sum(1 for _ in log.children())) as advance:
        return list(zip(asked, baselines.verify_all(log, asked, verdict, advance), strict=True))


def from_projections(log: CaseLog, asked: Sequence[BaselineTaken]) -> Verified:
    """Those that the projections can answer for; the others are named on stderr."""
    found = []
    with output.patience("Running baselines again", len(asked)) as advance:
        for done, baseline in enumerate(asked, 1):
            try:
                found.append((baseline, baselines.verify_from_projections(log, baseline)))
            except NotFromTablesError as error:
                output.note(f"timeline: {baseline.title} was not verified: {error}. Verify it from the log.")
            advance(done)
    return found
