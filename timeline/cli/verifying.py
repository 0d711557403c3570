"""Baselines run again by either road: those that do not reproduce, with what of each does not."""

from __future__ import annotations

from collections.abc import Sequence

from replay import baselines
from replay.baselines import Failure
from timeline.cli import output
from timeline.domain.attestations import BaselineTaken
from timeline.projections.tables import NotFromTablesError
from timeline.store import CaseLog

Failed = list[tuple[str, list[Failure]]]


def failed_from_the_log(log: CaseLog, asked: Sequence[BaselineTaken]) -> Failed:
    """The chain is walked once, then each is run again."""
    if not asked:
        return []
    with output.patience("Checking the hash chain", 2 * log.head().position) as advance:
        verdict = log.verify(advance)
    found = []
    with output.patience("Running baselines again", len(asked)) as advance:
        for done, baseline in enumerate(asked, 1):
            found.append((baseline.title, baselines.verify(log, baseline, verdict)))
            advance(done)
    return [(title, failures) for title, failures in found if failures]


def failed_from_projections(log: CaseLog, asked: Sequence[BaselineTaken]) -> Failed:
    """Those that do not reproduce from the projections; those that these cannot tell of are named."""
    found = []
    with output.patience("Running baselines again", len(asked)) as advance:
        for done, baseline in enumerate(asked, 1):
            try:
                found.append((baseline.title, baselines.verify_from_projections(log, baseline)))
            except NotFromTablesError as error:
                output.say(f"timeline: {baseline.title} was not verified: {error}. Verify it from the log.")
            advance(done)
    return [(title, failures) for title, failures in found if failures]
