"""An import reads the story of every child with an open episode, and of few others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import Ticking, note, withdrawal, yearly
from tests.support import profiles
from tests.support.histories import scenes
from tests.support.returns import returns
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.imports import ImportRecorded, ImportUndone, ModuleImported
from timeline.domain.statements import RETURN
from timeline.domain.story import Draft
from timeline.ingest.ssda903 import discrepancies
from timeline.ingest.ssda903.discrepancies import absent_children, maybe_open
from timeline.store import CaseLog, open_log

LONG_AFTER = datetime(2500, 1, 1, tzinfo=UTC)
DRAFTS = st.one_of(
    returns().map(lambda sent: list(sent.drafts)),
    scenes(crowds=False).map(lambda scene: list(scene.history.drafts)),
)


def in_memory(drafts: Iterable[tuple[str, Draft]]) -> CaseLog:
    log = open_log(":memory:", clock=Ticking(LONG_AFTER))
    log.record(drafts)
    return log


def bases(drafts: list[tuple[str, Draft]]) -> list[Basis]:
    """The days about which an import asks and those round the facts, as known on days when something became known."""
    known = sorted({draft.known_on for _, draft in drafts})
    firsts = {draft.coverage.first for _, draft in drafts if draft.coverage}
    occurred = {row[0].occurred_on for _, draft in drafts for row in draft.rows if isinstance(row[0], e.Event)}
    days = sorted(firsts | {day + timedelta(days=step) for day in occurred if day.year > 1 for step in (-1, 0)})
    return [Basis(day, known_at) for day in days[-4:] for known_at in (None, *known[-2:])]


def all_of(_log: CaseLog, _basis: Basis, children: Iterable[str]) -> list[str]:
    """Every child, so that every story is read."""
    return list(children)


@profiles.one_in(2)
@given(DRAFTS)
def test_every_child_with_an_open_episode_is_found(drafts: list[tuple[str, Draft]]) -> None:
    with in_memory(drafts) as log, pytest.MonkeyPatch.context() as patch:
        found = [absent_children(log, basis, []) for basis in bases(drafts)]
        patch.setattr(discrepancies, "maybe_open", all_of)
        assert found == [absent_children(log, basis, []) for basis in bases(drafts)]


# ------------------------------------------------------------------------------------------- whose story is read

END_OF_YEAR = Basis(date(2012, 3, 31), date(2013, 6, 30))


def began(day: str, *, home: str = "AB1 2CD") -> e.EpisodeBegan:
    return e.BecameLookedAfter(
        occurred_on=date.fromisoformat(day),
        legal_status="C2",
        category_of_need="N1",
        placement=e.PlacementDetails(type="U1", postcode=home),
        home_postcode=None,
    )


def ceased(day: str, began_on: str) -> e.SpellEnded:
    return e.CeasedToBeLookedAfter(
        occurred_on=date.fromisoformat(day),
        began_on=date.fromisoformat(began_on),
        began_as=None,
        reason_episode_ceased="E8",
        reason_place_change=None,
    )


IN_CARE = began("2010-05-01")
LEFT = ceased("2011-09-01", "2010-05-01")
GONE = (yearly(2011, IN_CARE), yearly(2012, IN_CARE, LEFT))


def imported(year: int) -> ImportRecorded:
    """The entry about the import of the return of a year, which brought Episodes."""
    return ImportRecorded(
        number=0,
        program="test",
        source=RETURN,
        files=("return.csv",),
        year_ending=date(year, 3, 31),
        first=date(year - 1, 4, 1),
        last=date(year, 3, 31),
        known_on=date(year, 6, 30),
        partial=False,
        modules=(ModuleImported(module="Episodes", read=1),),
        children=1,
    )


def is_read(*drafts: Draft, basis: Basis = END_OF_YEAR) -> bool:
    """Whether the story of a child has to be read."""
    with in_memory([("C1", draft) for draft in drafts]) as log:
        return maybe_open(log, basis, ["C1"]) == ["C1"]


def test_a_child_who_left_as_the_last_return_states_is_passed_over() -> None:
    assert not is_read(*GONE)
    assert not is_read(*reversed(GONE))


def test_a_table_about_something_else_since_changes_nothing() -> None:
    assert not is_read(*GONE, note("2012-12-01", e.ReviewHeld(occurred_on=date(2011, 6, 1), participation="PN1")))


def test_the_story_of_a_child_who_is_still_there_is_read() -> None:
    assert is_read(GONE[0])
    assert is_read(*GONE, basis=Basis(date(2011, 8, 31), date(2013, 6, 30)))  # before the child left
    assert is_read(*GONE, basis=Basis(date(2012, 3, 31), date(2012, 6, 29)))  # before that was known


def test_the_story_of_a_child_who_came_back_is_read() -> None:
    assert is_read(*GONE, yearly(2013, began("2012-02-01")))
    assert is_read(*GONE, note("2012-12-01", began("2012-02-01")))


def test_where_something_was_withdrawn_the_story_is_read() -> None:
    assert is_read(*GONE, note("2012-12-01", withdrawal("C1", LEFT)))


def test_where_two_episodes_began_on_one_day_the_story_is_read() -> None:
    assert is_read(yearly(2012, IN_CARE, began("2010-05-01", home="AB9 9AB"), LEFT))


def test_where_an_import_was_undone_the_story_is_read() -> None:
    """The ending that the undone import states counts no more; only the story knows."""
    with in_memory([]) as log:
        for number, draft in enumerate(GONE, start=1):
            log.record([("C1", draft)], imported=imported(2010 + number))
        assert maybe_open(log, END_OF_YEAR, ["C1"]) == []
        log.record([], [ImportUndone(number=2, because="wrong file", program="test")])
        assert maybe_open(log, END_OF_YEAR, ["C1"]) == ["C1"]
