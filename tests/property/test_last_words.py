"""Nobody is passed over by an import who has an episode that is open; and nearly everybody is who has none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import Ticking, note, withdrawal, yearly
from tests.support import profiles
from tests.support.histories import scenes
from tests.support.returns import returns
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.story import Draft
from timeline.ingest.ssda903 import absent_children
from timeline.store import CaseLog, open_log

LONG_AFTER = datetime(2500, 1, 1, tzinfo=UTC)
DRAFTS = st.one_of(
    returns().map(lambda sent: list(sent.drafts)),
    scenes(crowds=False).map(lambda scene: list(scene.history.drafts)),
)


class Telling:
    """A log that tells everybody's story, and passes over nobody."""

    def __init__(self, log: CaseLog) -> None:
        self.children, self.stories = log.children, log.stories

    def maybe_looked_after(self, _basis: Basis, children: Iterable[str]) -> Iterable[str]:
        return children


def in_memory(drafts: Iterable[tuple[str, Draft]]) -> CaseLog:
    log = open_log(":memory:", clock=Ticking(LONG_AFTER))
    log.record(drafts)
    return log


def bases(drafts: list[tuple[str, Draft]]) -> list[Basis]:
    """The days about which an import asks, and those round the facts; as known on the days that something was said."""
    known = sorted({draft.known_on for _, draft in drafts})
    firsts = {draft.coverage.first for _, draft in drafts if draft.coverage}
    occurred = {row[0].occurred_on for _, draft in drafts for row in draft.rows if isinstance(row[0], e.Event)}
    days = sorted(firsts | {day + timedelta(days=step) for day in occurred if day.year > 1 for step in (-1, 0)})
    return [Basis(day, known_at) for day in days[-4:] for known_at in (None, *known[-2:])]


@profiles.one_in(2)
@given(DRAFTS)
def test_whoever_has_an_open_episode_is_found(drafts: list[tuple[str, Draft]]) -> None:
    with in_memory(drafts) as log:
        for basis in bases(drafts):
            assert absent_children(log, basis, []) == absent_children(Telling(log), basis, [])  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------------------- who is passed over

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


def looked_at(*drafts: Draft, basis: Basis = END_OF_YEAR) -> bool:
    """Whether the story of a child has to be told."""
    with in_memory([("C1", draft) for draft in drafts]) as log:
        return log.maybe_looked_after(basis, ["C1"]) == ["C1"]


def test_whoever_left_as_the_last_return_says_is_passed_over() -> None:
    assert not looked_at(*GONE)
    assert not looked_at(*reversed(GONE))


def test_a_table_that_speaks_of_something_else_since_changes_nothing() -> None:
    assert not looked_at(*GONE, note("2012-12-01", e.ReviewHeld(occurred_on=date(2011, 6, 1), participation="PN1")))


def test_whoever_is_still_there_is_looked_at() -> None:
    assert looked_at(GONE[0])
    assert looked_at(*GONE, basis=Basis(date(2011, 8, 31), date(2013, 6, 30)))  # before the child left
    assert looked_at(*GONE, basis=Basis(date(2012, 3, 31), date(2012, 6, 29)))  # before that was known


def test_whoever_came_back_is_looked_at() -> None:
    assert looked_at(*GONE, yearly(2013, began("2012-02-01")))
    assert looked_at(*GONE, note("2012-12-01", began("2012-02-01")))


def test_wherever_something_was_taken_back_the_story_is_told() -> None:
    assert looked_at(*GONE, note("2012-12-01", withdrawal("C1", LEFT)))


def test_where_two_episodes_began_on_one_day_the_story_is_told() -> None:
    assert looked_at(yearly(2012, IN_CARE, began("2010-05-01", home="AB9 9AB"), LEFT))


def test_a_log_as_it_stood_at_a_position_is_told() -> None:
    with in_memory([("C1", draft) for draft in GONE]) as log:
        assert log.maybe_looked_after(Basis(END_OF_YEAR.as_at, None, 3), ["C1"]) == ["C1"]
