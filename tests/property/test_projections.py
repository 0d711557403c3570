"""The projections say what the log says: the same cases, figures and members, however they came to be up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replay import baselines
from replay.differences import differences
from tests.store.making import Ticking
from tests.support import profiles
from tests.support.asking import comparable
from tests.support.cases import cases_from_rows
from tests.support.columns import say_the_same
from tests.support.logs import LONG_AFTER, a_log, rows
from tests.support.opening import Drafts, openings, received
from tests.support.postgres import postgres_server, postgres_url
from timeline.domain.attestations import Attestation, ChildrenMerged, ChildrenParted, FactMoved
from timeline.domain.basis import Basis
from timeline.domain.entries import fact_id
from timeline.domain.events import Event
from timeline.domain.spells import Case, case
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.sides import Side
from timeline.projections.engines import FROM_COLUMNS, FROM_THE_LOG, Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators.superseded.missing import MISSING_BY_DAYS
from timeline.projections.questions import measure
from timeline.projections.tables import NotFromTablesError, leaves, measure_from_columns, rebuild
from timeline.projections.tables.derivations import ALL_KINDS
from timeline.store import CaseLog, open_log

__all__ = ["postgres_server", "postgres_url"]

EVERYTHING = list(CATALOGUE.values())
SOME = [CATALOGUE[each] for each in ("looked-after", "placements-3-plus", "missing-over-24h", "visitor-received")]
MISSING = CATALOGUE["missing-over-24h"]
SIMPLE = [
    CATALOGUE[each] for each in ("looked-after", "placements-3-plus", "duration-open", "started", "placement-type")
]
BESIDE = st.sampled_from((0, 0, -1, 1, 60, -60, 366))


@dataclass(frozen=True)
class Part:
    """What is recorded at once: of children, and of the log as a whole."""

    drafts: Drafts
    said: list[Attestation]

    def into(self, log: CaseLog) -> None:
        """Record it."""
        log.record(self.drafts, self.said)


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Histories and returns in any order, in two or three parts; now and then children are found to be one."""
    opening = draw(openings())
    drafts = draw(st.permutations([*opening.history.drafts, *opening.returns]))
    cuts = sorted(draw(st.lists(st.integers(0, len(drafts)), min_size=1, max_size=2)))
    found = [drafts[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return [Part(part, [*received(part), *draw(rekeyings(part, opening.question.as_at))]) for part in found]


@st.composite
def rekeyings(draw: st.DrawFn, part: Drafts, about: date) -> list[Attestation]:
    """Two children are one, are parted again, or a fact was the other's; or nothing of it."""
    children = sorted({child for child, _ in part})
    if len(children) < 2 or draw(st.integers(0, 2)):
        return []
    one, other = draw(st.permutations(children))[:2]
    day = about + timedelta(days=draw(st.sampled_from((-400, 0, 30))))
    said: list[Attestation] = [ChildrenMerged(known_on=day, child=one, into=other)]
    if draw(st.booleans()):
        said.append(ChildrenParted(known_on=day + timedelta(days=draw(st.sampled_from((0, 20)))), child=one))
    facts = [
        fact_id(one, entry)
        for child, draft in part
        for entry, _, _ in draft.rows
        if child == one and isinstance(entry, Event)
    ]
    if facts and draw(st.booleans()):
        said.append(FactMoved(known_on=day, child=one, fact=draw(st.sampled_from(facts)), to=other))
    return said


def bases(said: list[Part]) -> st.SearchStrategy[Basis]:
    """Days asked about and days of knowing, most of them next to one on which something changes."""
    drafts = [draft for part in said for _, draft in part.drafts]
    occurred = {entry.occurred_on for draft in drafts for entry, _, _ in draft.rows if isinstance(entry, Event)}
    known = {draft.known_on for draft in drafts} | {entry.known_on for part in said for entry in part.said}  # type: ignore[attr-defined]
    return st.builds(Basis, _about(occurred), st.one_of(st.none(), _about(known)))


def _about(days: set[date]) -> st.SearchStrategy[date]:
    some = sorted(days) or [date(2012, 3, 31)]
    return st.builds(lambda day, by: day + timedelta(days=by), st.sampled_from(some), BESIDE)


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


def agree(log: CaseLog, basis: Basis) -> None:
    """Both roads come to the same cases."""
    from_the_log = [whole(case(story)) for story in log.stories(basis)]
    assert [whole(each) for each in cases_from_rows(log, basis)] == from_the_log


@profiles.one_in(5)
@given(parts(), st.sampled_from((1, 2, 200)), st.data())
def test_step_by_step_or_from_nothing_they_hold_every_case_of_the_log(
    said: list[Part], batch: int, data: st.DataObject
) -> None:
    with a_log() as log:
        for part in said:
            part.into(log)
            rebuild(log, batch=batch)
            agree(log, data.draw(bases(said)))
        step_by_step = rows(log)
        assert rebuild(log).identifiers == 0
        assert rows(log) == step_by_step, "once more changes nothing"
        rebuild(log, from_nothing=True)
        assert rows(log) == step_by_step


@profiles.one_in(5)
@given(parts(), st.data())
def test_every_measure_has_its_figures_and_its_members(said: list[Part], data: st.DataObject) -> None:
    with a_log() as log:
        for part in said:
            part.into(log)
        rebuild(log)
        basis = data.draw(bases(said))
        tables = measure_from_columns(log, EVERYTHING, basis)
        from_the_log = measure(log, EVERYTHING, basis, engine=Engine.REFERENCE)
        for one, other in zip(tables, from_the_log, strict=True):
            assert comparable(one.rows) == comparable(other.rows), one.indicator.id
            assert (one.basis, one.window, one.never_sent_again) == (other.basis, other.window, other.never_sent_again)


@profiles.one_in(5)
@given(parts(), st.data())
def test_a_baseline_reproduces_from_them_or_they_say_that_they_cannot_tell(
    said: list[Part], data: st.DataObject
) -> None:
    with a_log() as log:
        taken = []
        for number, part in enumerate(said):
            part.into(log)
            taken.append(baselines.take(log, str(number), SOME, data.draw(bases(said))))
        rebuild(log)
        for baseline in taken:
            try:
                assert baselines.verify_from_projections(log, baseline) == []
            except NotFromTablesError:
                assert baseline is not taken[-1], "nothing was loaded after the last"


ANSWERED = Counter[str]()
"""How often each engine answered, so that these laws are known to have been about both."""


def _said(told: list[str]) -> str:
    (line,) = told
    ANSWERED[line.partition(":")[0]] += 1
    return line


@profiles.one_in(5)
@given(parts(), st.data())
def test_as_the_log_was_before_the_figures_are_those_of_the_log(said: list[Part], data: st.DataObject) -> None:
    with a_log() as log:
        positions = []
        for part in said:
            part.into(log)
            positions.append(log.head().position)
        rebuild(log)
        basis = replace(data.draw(bases(said)), position=data.draw(st.sampled_from(positions)))
        for indicator in data.draw(st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=6, unique=True)):
            told: list[str] = []
            (found,) = measure(log, [indicator], basis, note=told.append)
            (expected,) = measure(log, [indicator], basis, engine=Engine.REFERENCE)
            assert comparable(found.rows) == comparable(expected.rows), (indicator.id, _said(told))
            assert found.never_sent_again == expected.never_sent_again, (indicator.id, _said(told))
            _said(told)


@st.composite
def two_bases(draw: st.DrawFn, said: list[Part], positions: list[int]) -> tuple[Basis, Basis]:
    """Mostly one day as it was known when the log held half of it and as it is known now, be it by position or not."""
    one, other = draw(bases(said)), draw(bases(said))
    held = st.sampled_from((*positions, *(positions[-1:] * 4)))
    older, newer = (replace(each, position=draw(held)) for each in (one, other))
    if draw(st.integers(0, 3)):
        newer = replace(newer, as_at=older.as_at)
    if draw(st.booleans()):
        newer = replace(newer, known_at=None)
    return older, newer


@profiles.one_in(5)
@given(parts(), st.data())
def test_who_moved_between_two_figures_and_why_is_told_alike_by_both_engines(
    said: list[Part], data: st.DataObject
) -> None:
    with a_log() as log:
        positions = []
        for part in said:
            part.into(log)
            positions.append(log.head().position)
        rebuild(log)
        older, newer = data.draw(two_bases(said, positions))
        asked = data.draw(st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=6, unique=True))
        pairs = [(Side(each, older), Side(each, newer)) for each in (*asked, *SIMPLE)]
        pairs += [(Side(asked[0], older), Side(asked[-1], newer)), (Side(MISSING_BY_DAYS, older), Side(MISSING, newer))]
        told: list[str] = []
        found = differences(log, pairs, note=told.append)
        expected = differences(log, pairs, engine=Engine.REFERENCE)
        for one, other in zip(found, expected, strict=True):
            assert (one.moves, one.rows()) == (other.moves, other.rows()), (one.before.indicator.id, _said(told))
        ANSWERED["moves"] += sum(len(each.moves) for each in found) if _said(told) == FROM_COLUMNS else 0


def test_both_engines_answered() -> None:
    """Run after the laws that count: of an empty log or one engine alone they would say nothing."""
    if ANSWERED[FROM_COLUMNS] + ANSWERED[FROM_THE_LOG] >= 200:  # as in CI
        assert min(ANSWERED[each] for each in (FROM_COLUMNS, FROM_THE_LOG, "moves")) >= 20, ANSWERED


@contextmanager
def leaves_of(children: int) -> Iterator[None]:
    """Leaves of columns that begin with so many children, and are full with one more than twice as many."""
    with patch.object(leaves, "LEAF", children), patch.object(leaves, "FULL", 2 * children + 1):
        yield


@profiles.one_in(5)
@given(parts(), st.sampled_from((1, 2, 200)), st.sampled_from((1, 2)), st.sampled_from((1, 2, 3)))
def test_columns_say_what_the_rows_say_whatever_the_leaves(
    said: list[Part], batch: int, leaf: int, children_at_once: int
) -> None:
    with a_log() as log, leaves_of(leaf):
        for part in said:
            part.into(log)
            rebuild(log, batch=batch)
            say_the_same(log, children_at_once=children_at_once)
        rebuild(log, from_nothing=True, batch=batch)
        say_the_same(log, children_at_once=children_at_once)


def test_sqlite_and_postgresql_hold_the_same(postgres_url: str) -> None:
    """One log of each, to which every example adds."""
    with a_log() as sqlite, open_log(postgres_url, clock=Ticking(LONG_AFTER)) as postgresql:

        @settings(max_examples=4, suppress_health_check=list(HealthCheck))
        @given(parts(), st.data())
        def they_agree(said: list[Part], data: st.DataObject) -> None:
            for log in (sqlite, postgresql):
                for part in said:
                    part.into(log)
                rebuild(log)
            assert rows(sqlite) == rows(postgresql)
            say_the_same(postgresql)
            basis = data.draw(bases(said))
            on_sqlite = [whole(each) for each in cases_from_rows(sqlite, basis)]
            assert [whole(each) for each in cases_from_rows(postgresql, basis)] == on_sqlite

        they_agree()
