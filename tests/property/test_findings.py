"""The findings in the projections are those of the log, however the tables came to be up to date, whatever the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.property.test_projections import Part, parts
from tests.store.making import Ticking, note, yearly
from tests.support import profiles
from tests.support.finding import agree, from_the_log, move_on, moved_on, step_by_step_as_from_nothing
from tests.support.logs import LONG_AFTER, a_log, rows
from tests.support.postgres import postgres_server, postgres_url
from timeline.domain.attestations import ChildrenMerged, ReturnReceived
from timeline.domain.checks import Found
from timeline.domain.events import (
    AdoptionDecided,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    ChildRegistered,
    Event,
    WentMissing,
)
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.projections.checking import last_known_on
from timeline.projections.engines import Engine
from timeline.projections.tables import rebuild, schema
from timeline.store import open_log

__all__ = ["postgres_server", "postgres_url"]


@profiles.one_in(5)
@given(parts(), st.sampled_from((1, 2, 200)), st.lists(moved_on, min_size=3, max_size=3))
def test_step_by_step_or_from_nothing_they_are_those_of_the_log(said: list[Part], batch: int, steps: list[int]) -> None:
    step_by_step_as_from_nothing(said, steps, batch)


@profiles.one_in(5)
@given(parts(), st.data())
def test_until_the_day_on_which_a_child_is_due_it_has_the_same_findings(said: list[Part], data: st.DataObject) -> None:
    """Would fail for a fact, a cover or a return that is seen only later and was not thought of."""
    with a_log() as log:
        for part in said:
            part.into(log)
        state = rebuild(log).state
        if state.checked_on is None:
            return
        with log.database.reading() as connection:
            due = {row.child: row.due_on for row in connection.execute(select(schema.CHECK_AGAIN))}
        day = state.checked_on + timedelta(data.draw(moved_on))
        then, now = (_by_child(from_the_log(log, each)) for each in (day, state.checked_on))
        for child in then.keys() | now.keys():
            if child not in due or due[child] > day:
                assert then.get(child) == now.get(child)


NAMES = ("7", "07", "N1", "n1")
"""Two that look like one, and two more: all of one day of birth and sex."""


@st.composite
def yearly_returns(draw: st.DrawFn) -> list[Part]:
    """Returns of three years in any order, each without some of the children; now and then two are found to be one."""
    began = {name: date(2009, 4, 1) + timedelta(draw(st.sampled_from((0, 40, 364, 365, 400, 800)))) for name in NAMES}
    ended = {name: day + timedelta(draw(st.sampled_from((0, 1, 300, 365, 1000, 9000)))) for name, day in began.items()}
    found = []
    for year in draw(st.permutations((2010, 2011, 2012))):
        sent = [name for name in NAMES if began[name] <= date(year, 3, 31) and draw(st.booleans())]
        drafts = [(name, yearly(year, *_of_child(began[name], ended[name], date(year, 3, 31)))) for name in sent]
        received = ReturnReceived(
            year_ending=date(year, 3, 31), known_on=date(year, 6, 30), modules=("Episodes",), children=len(sent)
        )
        merged = ChildrenMerged(known_on=date(2012, draw(st.integers(1, 12)), 1), child="7", into="N1")
        found.append(Part(drafts, [received, *([merged] if draw(st.integers(0, 5)) == 0 else [])]))
    return found


def _of_child(began: date, ended: date, last: date) -> list[Event]:
    start = BecameLookedAfter.from_content({"occurred_on": began.isoformat(), "legal_status": "C2", "placement": {}})
    over = {"occurred_on": ended.isoformat(), "began_on": began.isoformat(), "reason_episode_ceased": "E4A"}
    born = ChildRegistered.from_content({"occurred_on": "2004-06-05", "sex": "2"})
    return [born, start, *([CeasedToBeLookedAfter.from_content(over)] if ended <= last else [])]


@profiles.one_in(5)
@given(yearly_returns(), st.lists(moved_on, min_size=3, max_size=3))
def test_newcomers_and_children_who_look_alike_are_those_of_the_log(said: list[Part], steps: list[int]) -> None:
    step_by_step_as_from_nothing(said, steps)


def test_the_returns_drawn_have_newcomers_and_children_who_look_alike() -> None:
    for rule in ("newcomer-begun-before", "identifiers-alike"):
        find(yearly_returns(), lambda said, rule=rule: rule in _rules(said))  # type: ignore[misc]


def _rules(said: list[Part]) -> set[str]:
    with a_log() as log:
        for part in said:
            part.into(log)
        day = last_known_on(log, Engine.AUTO)
        return set() if day is None else {each.finding.rule.id for each in from_the_log(log, day)}


def _by_child(found: list[Found]) -> dict[str, list[Found]]:
    children: dict[str, list[Found]] = {}
    for each in found:
        children.setdefault(each.finding.child, []).append(each)
    return children


def test_sqlite_and_postgresql_find_the_same(postgres_url: str) -> None:
    """One log of each, to which every example adds."""
    with a_log() as sqlite, open_log(postgres_url, clock=Ticking(LONG_AFTER)) as postgresql:

        @settings(max_examples=4, suppress_health_check=list(HealthCheck))
        @given(parts(), moved_on)
        def they_agree(said: list[Part], days: int) -> None:
            for log in (sqlite, postgresql):
                for part in said:
                    part.into(log)
                rebuild(log)
                move_on(log, days % 50)
                rebuild(log)
                agree(log)
            assert rows(sqlite) == rows(postgresql)

        they_agree()


@st.composite
def changing_returns(draw: st.DrawFn) -> list[Part]:
    """Returns of three years, in any order, of children whose particulars, episodes and incidents are told otherwise
    from one to the next; now and then one is sent again, lacks a child, or a journal states something again."""
    found = []
    for year in draw(st.permutations((2010, 2011, 2012, draw(st.sampled_from((2010, 2011, 2012)))))):
        sent = [(name, draw(_told_so(year))) for name in ("C1", "C2") if draw(st.integers(0, 4))]
        known_on = date(year, draw(st.integers(6, 9)), draw(st.integers(1, 28)))
        drafts = [(name, _whole(year, known_on, events)) for name, events in sent]
        modules = ("Header", "Episodes", "Missing", "PlacedAdoption")
        said = ReturnReceived(year_ending=date(year, 3, 31), known_on=known_on, modules=modules, children=len(sent))
        if draw(st.integers(0, 3)) == 0:
            drafts.append(("C1", note(known_on.isoformat(), draw(_told_so(year))[0])))
        found.append(Part(drafts, [said]))
    return found


@st.composite
def _told_so(draw: st.DrawFn, year: int) -> list[Event]:
    born = {"occurred_on": draw(st.sampled_from(("2004-06-05", "2004-06-06"))), "sex": draw(st.sampled_from("12"))}
    rows: list[Event] = [ChildRegistered.from_content(born)]
    began = draw(st.sampled_from(("2009-05-01", "2009-05-02")))
    status = draw(st.sampled_from(("C2", "V2")))
    rows.append(BecameLookedAfter.from_content({"occurred_on": began, "legal_status": status, "placement": {}}))
    if draw(st.booleans()):
        rows.append(WentMissing.from_content({"occurred_on": draw(st.sampled_from(("2009-06-01", "2010-06-01")))}))
    if draw(st.booleans()):
        rows.append(AdoptionDecided.from_content({"occurred_on": draw(st.sampled_from(("2009-07-01", "2010-07-01")))}))
    return [each for each in rows if each.occurred_on <= date(year, 3, 31)]


def _whole(year: int, known_on: date, events: list[Event]) -> Draft:
    modules = ("Header", "Episodes", "Missing", "PlacedAdoption")
    coverage = Coverage(first=date(year - 1, 4, 1), last=date(year, 3, 31), silence_counts_in=modules)
    return Draft(
        known_on, "ssda903", ("return.csv",), coverage, tuple((each, 0, n) for n, each in enumerate(events, 2))
    )


@profiles.one_in(5)
@given(changing_returns(), st.lists(moved_on, min_size=4, max_size=4))
def test_what_returns_changed_is_what_the_log_says_step_by_step_or_from_nothing(
    said: list[Part], steps: list[int]
) -> None:
    step_by_step_as_from_nothing(said, steps)


@profiles.one_in(5)
@given(changing_returns(), st.randoms(use_true_random=False))
def test_no_order_of_loading_and_no_other_child_has_a_part_in_what_returns_changed(
    said: list[Part], random: Random
) -> None:
    """Days of knowing order the returns. Two of one year known on one day are ordered by their loading: those apart."""
    days = [(each.said[0].known_on, each.said[0].year_ending) for each in said]  # type: ignore[attr-defined]
    if len(set(days)) < len(days):
        return
    alone = [replace(each, drafts=[draft for draft in each.drafts if draft[0] == "C1"]) for each in said]
    found = [_of_first_child(each) for each in (said, random.sample(said, len(said)), alone)]
    assert found[0] == found[1] == found[2]


def _of_first_child(said: list[Part]) -> list[tuple[str, tuple[date, ...]]]:
    """What is found of C1 by rules about two returns: another child may be the same one, or not."""
    with a_log() as log:
        for part in said:
            part.into(log)
        found = from_the_log(log, date(2013, 1, 1))
        compared = [each.finding for each in found if each.finding.rule.compare and each.finding.child == "C1"]
        return [(each.rule.id, each.days) for each in compared]


def test_the_returns_drawn_change_particulars_episodes_incidents_and_decisions() -> None:
    rules = ("sex-changed", "open-episode-begun-on-another-day", "missing-open-and-gone", "adoption-decision-moved")
    not_the_least = settings(phases=[Phase.generate], database=None)
    for rule in rules:
        find(changing_returns(), lambda said, rule=rule: rule in _rules(said), settings=not_the_least)  # type: ignore[misc]
