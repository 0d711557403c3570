"""What is wrong in the recorded histories: out of fresh projections, or child by child from the log. Both are the same.

May be asked at any basis; the projections hold the findings as at the last day on which anything became known.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, checked
from timeline.projections.engines import Engine, Say, projections_answer
from timeline.projections.tables import day_of_findings, findings_from_tables, reason_against_findings
from timeline.store import CaseLog


def last_known_on(log: CaseLog, engine: Engine) -> date | None:
    """The last day on which anything became known of a child; ``None`` where nothing did."""
    day = None if engine is Engine.REFERENCE else day_of_findings(log)
    return log.last_known_on() if day is None else day


def histories_checked(log: CaseLog, basis: Basis, *, engine: Engine, say: Say) -> list[Found]:
    """What is found in every child's history, in the order of names and, of one child, of ``check``."""
    if projections_answer(partial(reason_against_findings, log, basis), engine=engine, say=say):
        return findings_from_tables(log, basis)
    return [found for story in log.stories(basis) for found in checked(story).found]
