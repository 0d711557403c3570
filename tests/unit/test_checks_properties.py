"""Properties of the checks: order and names change nothing, and a history that keeps the rules breaks none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks_histories import (
    beginning,
    born,
    episode,
    missing,
    review,
    said,
    story,
)
from tests.unit.drawn_events import FIRST_DAY, STATED_BY, anything, near_days, returned_for
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.checks import RULES, check, checked
from timeline.domain.codes import CIN
from timeline.domain.received import Absence
from timeline.domain.spells.episodes import episodes

MISSED = Absence(date(2017, 3, 31), date(2018, 3, 31))


@settings(deadline=None)
@given(anything, st.randoms(use_true_random=False), STATED_BY)
def test_the_order_in_which_a_history_was_recorded_changes_nothing(
    events: list[e.Event], random: Random, by: int | None
) -> None:
    found = check(story(events, by=by), returned_for(by))
    shuffled = random.sample(events, len(events))
    assert check(story(shuffled, by=by), returned_for(by)) == found


@settings(deadline=None)
@given(anything, STATED_BY)
def test_another_name_of_the_child_changes_nothing(events: list[e.Event], by: int | None) -> None:
    another = story(events, child="another child", by=by)
    assert said(check(another, returned_for(by))) == said(check(story(events, by=by), returned_for(by)))


@settings(deadline=None)
@given(anything)
def test_findings_are_distinct_in_the_catalogue_s_order_and_name_facts_of_the_story(events: list[e.Event]) -> None:
    told = story(events)
    found = check(told)
    assert len(set(found)) == len(found)
    order = [list(RULES).index(finding.rule.id) for finding in found]
    assert order == sorted(order)
    place = [fact.id for fact in told.facts]
    for finding in found:
        assert finding.facts
        assert [place.index(fact) for fact in finding.facts] == sorted(place.index(fact) for fact in finding.facts)
        assert list(finding.days) == sorted(set(finding.days))


# ------------------------------------------------------------------------------------- the day that is asked about

BIRTHDAYS = [date(year, month, day) for year, month, day in ((2017, 1, 1), (2028, 1, 1), (2034, 4, 3))]
DAYS = sorted(
    {
        *(FIRST_DAY + timedelta(days) for days in range(12, 120)),
        *(date(year, 4, 1) - timedelta(before) for year in range(2017, 2036) for before in (0, 1)),
        *(day - timedelta(before) for day in BIRTHDAYS for before in (0, 1)),
    }
)
"""Those after all that happens: while limits run out, at the ends of reporting years, at the 18th birthday."""

still_open = st.builds(
    episode,
    began=near_days,
    reason=st.sampled_from(["S", "P"]),
    status=st.sampled_from(["V2", "V3", "V4", "L1", "L2", "J2"]),
    need=st.just("N1"),
    place=st.sampled_from(["K2", "U6 Elm", "K3", "T1", "T3", "T4"]),
)
open_perhaps = st.tuples(anything, st.lists(still_open, max_size=2)).map(lambda both: [*both[0], *chain(*both[1])])


@settings(deadline=None)
@given(open_perhaps, st.sampled_from(DAYS), st.sampled_from([None, MISSED]), STATED_BY)
def test_the_same_facts_have_the_same_findings_until_the_day_that_is_told(
    events: list[e.Event], as_at: date, missing: Absence | None, by: int | None
) -> None:
    """Fails for a rule that asks for the day itself, and not whether a day has come."""
    told = replace(story(events, as_at=as_at, by=by), absence=missing)
    first = checked(told, returned_for(by))
    assert first.turns_on is None or first.turns_on > as_at
    for day in DAYS:
        if as_at < day and (first.turns_on is None or day < first.turns_on):
            assert checked(replace(told, basis=Basis(day)), returned_for(by)).found == first.found, day


@settings(deadline=None)
@given(open_perhaps, st.sampled_from(DAYS))
def test_a_history_without_an_open_episode_has_the_same_findings_for_ever(events: list[e.Event], as_at: date) -> None:
    told = story(events, as_at=as_at)
    is_open = any(row.ended_on is None for row in episodes(told))
    is_open = is_open or any(match.year_ending > as_at for _, match in told.of(e.MatchedWithAdopters))
    assert is_open or checked(told).turns_on is None


# ---------------------------------------------------------------------------------------- a legal history, walked

STATUSES = ["V2", "C1", "C2"]
REAL_HOMES = ["U6 Elm", "U4 Oak", "K2 Ash", "U3 Yew"]
SIX_WEEKS = 42
KINDS = ["L", "P", "T", "B", "U", "hospital", "missing", "review", "gap", "break"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["L", "P", "T", "B", "U", "hospital", "missing", "review", "gap", "break"]), st.integers(1, 90)
    ),
    max_size=12,
)


@dataclass
class Walk:
    """A child walked through care by the rules, one step after the other. Every step takes at least a day."""

    need: str
    on: date = date(2013, 5, 1)
    status: str = "V2"
    home: str = "U6 Elm"
    reason: str = "S"
    events: list[e.Event] = field(default_factory=born)

    def close(self, after: int, code: str) -> date:
        """The episode that is open now began on ``on``; it ends so many days later."""
        end = self.on + timedelta(after)
        self.events += episode(
            self.on.isoformat(),
            self.reason,
            end.isoformat(),
            code,
            status=self.status,
            need=self.need,
            place=self.home,
        )
        return end

    def step(self, kind: str, after: int) -> None:
        if kind in ("missing", "review"):
            self._meanwhile(kind)
        elif kind in ("gap", "break"):
            self._cease(after, short_break=kind == "break")
        else:
            self._go_on(kind, after)

    def _go_on(self, kind: str, after: int) -> None:
        self.on, self.reason = self.close(after, "X1"), kind
        if kind == "hospital":
            home, self.home, self.reason = self.home, "T1", "P"
            self.on, self.home = self.close(min(after, SIX_WEEKS), "X1"), home
        if kind in ("L", "B", "U"):
            self.status = _next(STATUSES, self.status)
        if kind in ("P", "T", "B", "U"):
            self.home = _next(REAL_HOMES, self.home)

    def _cease(self, after: int, *, short_break: bool) -> None:
        end = self.close(after, "E4A" if self.on.year > 2014 else "E8")
        if short_break:  # ordinary care may follow on the day a short break ends: the two are kept apart
            last = end + timedelta(2)
            self.events += episode(end.isoformat(), "S", last.isoformat(), "E8", status="V3", need=self.need)
            end = last
        else:
            self.need = _next(sorted(code.code for code in CIN.codes), self.need)
        self.on, self.reason = end + timedelta(0 if short_break else 1), "S"

    def _meanwhile(self, kind: str) -> None:
        began = self.on.isoformat()
        if kind == "review":
            self.events += review(began)
        elif not any(isinstance(event, e.WentMissing) and event.occurred_on == self.on for event in self.events):
            self.events += missing(began, (self.on + timedelta(1)).isoformat())


def _next(choices: list[str], one: str) -> str:
    return choices[(choices.index(one) + 1) % len(choices)]


@settings(deadline=None)
@given(st.sampled_from([code.code for code in CIN.codes]), STEPS, st.booleans())
def test_a_history_that_keeps_the_rules_breaks_none(need: str, steps: list[tuple[str, int]], over: bool) -> None:
    walk = Walk(need)
    for kind, after in steps:
        walk.step(kind, after)
    if over:
        walk.close(30, "E4B" if walk.on.year > 2014 else "E8")
    else:
        walk.events.append(
            beginning(walk.on.isoformat(), walk.reason, status=walk.status, need=walk.need, place=walk.home)
        )
    assert said(check(story(walk.events))) == []


@settings(deadline=None)
@given(anything)
def test_what_is_said_twice_is_found_once(events: list[e.Event]) -> None:
    assert said(check(story([*events, *events]))) == said(check(story(events)))
