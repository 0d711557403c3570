"""What is wrong in the recorded histories: out of fresh projections, or child by child from the log. Both are the same.

May be asked at any basis; the projections hold the findings as at the last day on which anything became known.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from timeline.domain.basis import Basis
from timeline.domain.checks import Found, checked, checked_against
from timeline.domain.checks.across import Registered
from timeline.domain.chronicle import Chronicle
from timeline.domain.reference import Reference
from timeline.domain.story import NotStoredError, Story
from timeline.projections.across import received_whenever, registered, returned_of, with_those_alike
from timeline.projections.engines import Engine, Note, projections_answer
from timeline.projections.tables import day_of_findings, findings_from_tables, reason_against_findings
from timeline.store import CaseLog, StoreError


def last_known_on(log: CaseLog, engine: Engine) -> date | None:
    """The last day on which anything became known of a child; ``None`` where nothing did."""
    day = None if engine is Engine.REFERENCE else day_of_findings(log)
    return log.last_known_on() if day is None else day


def histories_checked(log: CaseLog, basis: Basis, *, engine: Engine, note: Note) -> list[Found]:
    """What is found in every child's history, in the order of names and, of one child, of ``check``; then what is found
    of several children at once. ``StoreError`` where the log is damaged."""
    if projections_answer(partial(reason_against_findings, log, basis), engine=engine, note=note):
        return findings_from_tables(log, basis)
    found, everybody = list[Found](), list[Registered]()
    received = received_whenever(log, basis)
    for chronicle in log.chronicles([basis]):
        if chronicle.heard(basis):
            story = _story(log, chronicle, basis)
            found.extend(checked(story, returned_of(chronicle, basis, received)).found)
            everybody.extend([who] if (who := registered(story)) else [])
    return list(with_those_alike(log, basis, found, everybody))


def histories_checked_against(log: CaseLog, basis: Basis, reference: Reference) -> list[Found]:
    """What the rules that need reference lists find, in the order of names and, of one child, of ``RULES``. Always from
    the log: projections hold nothing that depends on a list. ``StoreError`` where the log is damaged."""
    found: list[Found] = []
    received = received_whenever(log, basis)
    for chronicle in log.chronicles([basis]):
        if chronicle.heard(basis):
            story, returned = _story(log, chronicle, basis), returned_of(chronicle, basis, received)
            found.extend(checked_against(story, returned, reference))
    return found


def _story(log: CaseLog, chronicle: Chronicle, basis: Basis) -> Story:
    try:
        return chronicle.story(basis)
    except NotStoredError as error:
        problem = str(error)
    raise StoreError(log.database.where, problem, "Run `timeline log verify`")
