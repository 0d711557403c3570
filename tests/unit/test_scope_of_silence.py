"""What a return takes back, sort of thing by sort of thing, and each edge of its year.

``docs/decisions/0003-returns-as-statements.md``. The year is 2011-12.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from timeline.domain import events as e
from timeline.domain.entries import Entry
from timeline.domain.returns import taken_back
from timeline.domain.statements import Coverage

BEFORE, FIRST, LAST, AFTER = date(2011, 3, 31), date(2011, 4, 1), date(2012, 3, 31), date(2012, 4, 1)
LONG_BEFORE, INSIDE, BORN = date(2010, 5, 1), date(2011, 8, 1), date(2000, 1, 1)
EVERY_MODULE = tuple(sorted({kind.module for kind in e.EVENTS.values()}))


def of(kind: type[e.Event], occurred_on: date, **fields: object) -> e.Event:
    return kind.from_content({"occurred_on": occurred_on, **fields})


def began(day: date, status: str = "V2") -> e.Event:
    return of(e.BecameLookedAfter, day, legal_status=status, placement={})


def ended(day: date, began_on: date, reason: str = "E4") -> e.Event:
    return of(e.CeasedToBeLookedAfter, day, began_on=began_on, reason_episode_ceased=reason)


def gone(*live: Entry, said: tuple[Entry, ...] = (), silence: tuple[str, ...] = EVERY_MODULE) -> list[Entry]:
    """Of what holds, what a return takes back that says this and whose silence counts in these modules."""
    everything = {UUID(int=number): entry for number, entry in enumerate((*live, *said))}
    told = {identity: entry for identity, entry in everything.items() if entry in said}
    held = {identity: entry for identity, entry in everything.items() if entry in live}
    coverage = Coverage(first=FIRST, last=LAST, silence_counts_in=silence)
    by_module: dict[str, dict[UUID, e.Event]] = {}
    for identity, entry in held.items():
        if isinstance(entry, e.Event):
            by_module.setdefault(entry.module, {})[identity] = entry
    said_events = {identity: entry for identity, entry in told.items() if isinstance(entry, e.Event)}
    return [everything[identity] for identity in sorted(taken_back(by_module, said_events, coverage))]


# ------------------------------------------------------------------------------------------------------------ episodes


@pytest.mark.parametrize(("began_on", "expected"), [(LONG_BEFORE, True), (FIRST, True), (LAST, True), (AFTER, False)])
def test_silence_takes_back_an_open_episode_begun_by_the_last_day(began_on: date, expected: bool) -> None:
    episode = began(began_on)
    assert gone(episode) == ([episode] if expected else [])


@pytest.mark.parametrize(("ended_on", "expected"), [(BEFORE, False), (FIRST, True), (LAST, True)])
def test_silence_takes_back_an_episode_and_its_ending_where_they_touch_the_year(ended_on: date, expected: bool) -> None:
    episode, ending = began(LONG_BEFORE), ended(ended_on, LONG_BEFORE)
    assert gone(episode, ending) == ([episode, ending] if expected else [])


def test_a_row_without_the_ending_takes_it_back_up_to_the_last_day_and_no_further() -> None:
    """A year sent again could not have said what came after its end."""
    episode = began(LONG_BEFORE)
    assert gone(episode, ended(LAST, LONG_BEFORE), said=(episode,)) == [ended(LAST, LONG_BEFORE)]
    assert gone(episode, ended(AFTER, LONG_BEFORE), said=(episode,)) == []


@pytest.mark.parametrize("day", [BEFORE, INSIDE, AFTER])
def test_an_ending_said_anew_replaces_the_one_before_wherever_it_lay(day: date) -> None:
    episode, old, new = began(LONG_BEFORE), ended(day, LONG_BEFORE), ended(day, LONG_BEFORE, "E8")
    assert gone(episode, old, said=(episode, new), silence=()) == [old]


def test_a_beginning_said_anew_replaces_the_one_before_and_no_other() -> None:
    old, other, new = began(LONG_BEFORE), began(BEFORE), began(LONG_BEFORE, "C2")
    assert gone(old, other, said=(new,), silence=()) == [old]


def test_an_ending_without_a_day_goes_with_its_row() -> None:
    undated = of(e.EndingReportedWithoutDate, LONG_BEFORE, began_on=LONG_BEFORE, reason_episode_ceased="E4")
    episode = began(LONG_BEFORE)
    assert gone(episode, undated, said=(episode,), silence=()) == [undated]
    assert gone(undated) == [undated]
    assert gone(undated, silence=()) == []
    assert gone(undated, ended(BEFORE, LONG_BEFORE)) == []


# ---------------------------------------------------------------------------------- what is held or counted in the year


@pytest.mark.parametrize(("day", "expected"), [(BEFORE, False), (FIRST, True), (LAST, True), (AFTER, False)])
def test_silence_takes_back_reviews_of_the_year(day: date, expected: bool) -> None:
    review = of(e.ReviewHeld, day, participation="PN1")
    assert gone(review) == ([review] if expected else [])
    assert gone(review, silence=("Episodes",)) == []


def test_a_review_said_anew_replaces_the_one_of_that_day() -> None:
    old, other = of(e.ReviewHeld, LONG_BEFORE, participation="PN1"), of(e.ReviewHeld, BEFORE)
    new = of(e.ReviewHeld, LONG_BEFORE, participation="PN2")
    assert gone(old, other, said=(new,), silence=()) == [old]


OUTCOMES = [
    (e.HealthOutcomesRecorded, {"sdq_score": 3}, {"sdq_score": 4}),
    (e.CareLeaverOutcomesRecorded, {"accommodation": "B1"}, {"accommodation": "B2"}),
]


@pytest.mark.parametrize(("kind", "old", "new"), OUTCOMES)
def test_the_year_s_outcomes_are_those_of_its_last_day(
    kind: type[e.Event], old: dict[str, object], new: dict[str, object]
) -> None:
    this_year, year_before = of(kind, LAST, **old), of(kind, BEFORE, **old)
    assert gone(this_year, year_before) == [this_year]
    assert gone(this_year, year_before, silence=()) == []
    assert gone(this_year, year_before, said=(of(kind, LAST, **new),), silence=()) == [this_year]


def test_a_match_belongs_to_the_year_of_the_adoption_not_to_its_own_day() -> None:
    def matched(year_ending: date, adopters: str) -> e.Event:
        return of(e.MatchedWithAdopters, LONG_BEFORE, year_ending=year_ending, number_of_adopters=adopters)

    this_year, year_before = matched(LAST, "MM"), matched(BEFORE, "MM")
    assert gone(this_year, year_before) == [this_year]
    assert gone(this_year, year_before, silence=()) == []
    assert gone(this_year, year_before, said=(matched(LAST, "FF"),), silence=()) == [this_year]


# --------------------------------------------------------------------------------------------------------- particulars


@pytest.mark.parametrize(("ceases_on", "expected"), [(None, True), (AFTER, True), (FIRST, True), (BEFORE, False)])
def test_silence_takes_back_a_status_that_lasts_into_the_year(ceases_on: date | None, expected: bool) -> None:
    status = of(e.UnaccompaniedAsylumSeekerRecorded, BORN, ceases_on=ceases_on)
    assert gone(status) == ([status] if expected else [])
    assert gone(status, silence=("Episodes",)) == []


PARTICULARS = [
    (e.ChildRegistered, {"ethnicity": "WBRI"}, {"ethnicity": "MWBC"}),
    (e.PreviousPermanenceRecorded, {"option": "P1"}, {"option": "P2"}),
    (e.PupilNumberDigested, {"digest": "1" * 32, "key": "a" * 8}, {"digest": "2" * 32, "key": "a" * 8}),
]


@pytest.mark.parametrize(("kind", "old", "new"), PARTICULARS)
def test_particulars_are_replaced_and_never_lost_to_silence(
    kind: type[e.Event], old: dict[str, object], new: dict[str, object]
) -> None:
    held = of(kind, BORN, **old)
    assert gone(held) == []
    assert gone(held, said=(began(INSIDE),)) == []
    assert gone(held, said=(of(kind, BORN, **new),), silence=()) == [held]


def test_a_status_said_anew_replaces_the_one_before() -> None:
    old = of(e.UnaccompaniedAsylumSeekerRecorded, BORN, ceases_on=BEFORE)
    new = of(e.UnaccompaniedAsylumSeekerRecorded, BORN, ceases_on=INSIDE)
    assert gone(old, said=(new,), silence=()) == [old]


# ------------------------------------------------------------------------------------------------------- local tables


def test_the_end_of_visits_goes_with_the_row_of_its_request() -> None:
    visits = of(e.IndependentVisitorEnded, INSIDE, requested_on=LONG_BEFORE)
    assert gone(visits, said=(of(e.IndependentVisitorRequested, LONG_BEFORE),), silence=()) == [visits]
    assert gone(visits, said=(of(e.IndependentVisitorRequested, BEFORE),), silence=()) == []


def test_what_is_said_again_is_never_taken_back() -> None:
    held = [began(LONG_BEFORE), ended(INSIDE, LONG_BEFORE), of(e.ReviewHeld, INSIDE)]
    assert gone(*held, said=tuple(held)) == []
