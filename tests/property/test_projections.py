"""The projections say what the log says: the same cases, figures and members, however they came to be up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.store.making import Ticking
from tests.support import profiles
from tests.support.asking import comparable
from tests.support.opening import Opening, openings, received
from timeline.domain.attestations import Attestation, ChildrenMerged, ChildrenParted, FactMoved
from timeline.domain.basis import Basis
from timeline.domain.entries import fact_id
from timeline.domain.events import Event
from timeline.domain.spells import Case, case
from timeline.projections.algebra.derived import DERIVED, remembering
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.projections.tables import cases_from_tables, measure_from_tables, rebuild, schema
from timeline.projections.tables.deriving import ALL_KINDS
from timeline.store import CaseLog, open_log

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
EVERYTHING = list(CATALOGUE.values())
Part = tuple[list[tuple[str, object]], list[Attestation]]


@contextmanager
def a_log() -> Iterator[CaseLog]:
    """An empty log in memory."""
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        yield log


def whole(found: Case) -> dict[str, object]:
    """All of a case but the facts of its story."""
    known = remembering(found)
    return {
        "child": found.child,
        "modules": found.modules,
        "born on": found.born_on,
        "registered": found.registered,
        "unaccompanied": found.unaccompanied,
        "never sent again": found.never_sent_again,
        "spells": {kind: tuple(known.spells[kind]) for kind in ALL_KINDS},
    }


def from_the_log(log: CaseLog, basis: Basis) -> list[dict[str, object]]:
    """Every case, by the road that is the meaning."""
    return [whole(case(story)) for story in log.stories(basis)]


def from_the_tables(log: CaseLog, basis: Basis) -> list[dict[str, object]]:
    """Every case, by the other."""
    return [whole(each) for each in cases_from_tables(log, basis)]


def rows(log: CaseLog) -> list[set[tuple[object, ...]]]:
    """Every row of every table, in no order."""
    found: list[set[tuple[object, ...]]] = []
    with log.database.reading() as connection:
        for table in schema.LIVE:
            read = [tuple(row) for row in connection.execute(select(table))]
            assert len(set(read)) == len(read), "a row stands there twice"
            found.append(set(read))
    return found


@st.composite
def parts(draw: st.DrawFn) -> tuple[Opening, list[list[tuple[str, object]]], list[list[Attestation]]]:
    """What is recorded, in some parts, each with what is said of the log as a whole: returns, and who is who."""
    opening = draw(openings())
    drafts = draw(st.permutations([*opening.history.drafts, *opening.returns]))
    cuts = sorted(draw(st.lists(st.integers(0, len(drafts)), min_size=2, max_size=3)))
    said = [drafts[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return opening, said, [[*received(part), *draw(_rekeyed(part, opening))] for part in said]


@st.composite
def _rekeyed(draw: st.DrawFn, part: list[tuple[str, object]], opening: Opening) -> list[Attestation]:
    children = sorted({child for child, _ in part})
    if len(children) < 2 or draw(st.integers(0, 2)):
        return []
    one, other = draw(st.permutations(children))[:2]
    day = opening.question.as_at + timedelta(days=draw(st.sampled_from((-400, 0, 30))))
    said: list[Attestation] = [ChildrenMerged(known_on=day, child=one, into=other)]
    if draw(st.booleans()):
        said.append(ChildrenParted(known_on=day + timedelta(days=draw(st.sampled_from((0, 20)))), child=one))
    facts = [
        fact_id(one, entry)
        for child, draft in part
        if child == one
        for entry, _, _ in draft.rows
        if isinstance(entry, Event)
    ]
    if facts and draw(st.booleans()):
        said.append(FactMoved(known_on=day, child=one, fact=draw(st.sampled_from(facts)), to=other))
    return said


def bases(log: CaseLog, opening: Opening, draw: st.DrawFn) -> list[Basis]:
    """Days asked about and days of knowing at random, most of them next to one on which something changes."""
    occurred, known = {opening.question.as_at}, set[date]()
    for child in log.children():
        for record in log.records(child):
            if isinstance(record.entry, Event):
                occurred.add(record.entry.occurred_on)
            elif hasattr(record.entry, "known_on"):
                known.add(record.entry.known_on)
    days = st.builds(lambda day, by: day + timedelta(days=by), st.sampled_from(sorted(occurred)), BESIDE)
    known_at = (
        st.none()
        if not known
        else st.one_of(
            st.none(), st.builds(lambda day, by: day + timedelta(days=by), st.sampled_from(sorted(known)), BESIDE)
        )
    )
    return draw(st.lists(st.builds(Basis, days, known_at), min_size=1, max_size=6))


BESIDE = st.sampled_from((0, 0, -1, 1, 60, -60, 366))


@profiles.one_in(3)
@given(parts(), st.data())
def test_cases_from_the_tables_are_those_from_the_log_whatever_was_recorded_in_between(made, data) -> None:
    opening, said, attested = made
    with a_log() as log:
        for drafts, entries in zip(said, attested, strict=True):
            log.record(drafts, entries)
            rebuild(log, batch=data.draw(st.sampled_from((1, 2, 200))))
        for basis in bases(log, opening, data.draw):
            assert from_the_tables(log, basis) == from_the_log(log, basis)
        step_by_step = rows(log)
        rebuild(log, from_nothing=True)
        assert rows(log) == step_by_step
