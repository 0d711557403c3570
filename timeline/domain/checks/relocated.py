"""An open episode of which a later return says that it is elsewhere: another authority, location or distance.

Asked of each episode that was open by what was known before a return, while what the return states of it holds. A blank
on one side differs from a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.retold import Retold
from timeline.domain.checks.rule import Defect, published
from timeline.domain.events import EpisodeBegan
from timeline.domain.reference import tenths_of_a_mile

FARTHER = 2
"""Tenths of a mile by which a distance differs at least."""

Differs = Callable[[History, Retold], bool]


def another_authority(history: History) -> Iterator[Defect]:
    """The same episode has another PL_LA."""
    return _where(history, lambda seen, each: not each.re_dated and _authorities_differ(seen, each))


def another_location(history: History) -> Iterator[Defect]:
    """The same episode has another PL_LOCATION."""

    def differs(seen: History, each: Retold) -> bool:
        here, there = (seen.place(event.placement.postcode) for event in (each.before, each.after))
        return not each.re_dated and seen.reference.location(here) != seen.reference.location(there)

    return _where(history, differs)


def another_distance(history: History) -> Iterator[Defect]:
    """The same episode has another PL_DISTANCE."""
    return _where(history, lambda seen, each: not each.re_dated and _distances_differ(seen, each))


def another_authority_with_one_reason(history: History) -> Iterator[Defect]:
    """An open episode, or the one in its place, has the same RNE and another PL_LA."""
    return _where(history, lambda seen, each: _one_reason(each) and _authorities_differ(seen, each))


def another_distance_with_one_reason(history: History) -> Iterator[Defect]:
    """An open episode, or the one in its place, has the same RNE and another PL_DISTANCE."""
    return _where(history, lambda seen, each: _one_reason(each) and _distances_differ(seen, each))


def _where(history: History, differs: Differs) -> Iterator[Defect]:
    for each in history.retold:
        if history.holds(each.now) and differs(history, each):
            yield Defect((each.now,), (each.before.occurred_on, each.after.occurred_on, each.return_to))


def _one_reason(each: Retold) -> bool:
    return each.before.reason_for_new_episode == each.after.reason_for_new_episode


def _authorities_differ(history: History, each: Retold) -> bool:
    here, there = (history.place(event.placement.postcode) for event in (each.before, each.after))
    return (here.placed_in if here else None) != (there.placed_in if there else None)


def _distances_differ(history: History, each: Retold) -> bool:
    before, after = (_distance(history, event) for event in (each.before, each.after))
    if before is None or after is None:
        return before is not after
    return abs(before - after) >= FARTHER


def _distance(history: History, event: EpisodeBegan) -> int | None:
    return tenths_of_a_mile(history.place(event.home_postcode), history.place(event.placement.postcode))


_DO = "Correct the postcode, or end the episode and begin another on the day of the change."

RULES = (
    published(
        "503H",
        "open-episode-in-another-authority",
        another_authority,
        title="An episode that was open has another authority of placement now",
        means="A return states an episode that was open before, and its postcode lies in another authority, or in "
        "none. The days are that on which it began and the last that the return covers.",
        do=_DO,
        needs=("postcodes",),
    ),
    published(
        "503J",
        "open-episode-in-another-location",
        another_location,
        title="An episode that was open is inside the authority in one return and outside in another",
        means="A return states an episode that was open before, and its postcode lies inside the own authority and did "
        "not, or did and does not.",
        do=_DO,
        needs=("postcodes", "own authority"),
    ),
    published(
        "503G",
        "open-episode-at-another-distance",
        another_distance,
        title="An episode that was open is at another distance from home now",
        means="A return states an episode that was open before, and the distance between its two postcodes is another "
        "by 0.2 miles or more, or can be derived of one of them only.",
        do=_DO,
        needs=("postcodes",),
    ),
    published(
        "452",
        "same-reason-another-authority",
        another_authority_with_one_reason,
        title="Another authority of placement, and the reason for the episode is as before",
        means="An episode that was open before, or the one that a return has in its place, has the RNE that it had, "
        "and lies in another authority.",
        do=_DO,
        needs=("postcodes",),
    ),
    published(
        "453",
        "same-reason-another-distance",
        another_distance_with_one_reason,
        title="Another distance from home, and the reason for the episode is as before",
        means="An episode that was open before, or the one that a return has in its place, has the RNE that it had, "
        "and the distance is another by 0.2 miles or more, or can be derived of one of them only.",
        do=_DO,
        needs=("postcodes",),
    ),
)
