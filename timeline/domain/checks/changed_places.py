"""An open episode that a return has elsewhere: another authority, location or distance, by the list of postcodes.

A postcode is looked up as the list had it on the last day that the return covers. A blank against a value is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.domain.checks.between import Between, Known
from timeline.domain.checks.changes import CONFIRM, appeared, changed, pairs
from timeline.domain.checks.rule import Comparison, Defect, Rule
from timeline.domain.events import EpisodeBegan
from timeline.domain.reference import Need, tenths_of_a_mile

FARTHER = 2
"""Tenths of a mile by which two distances differ at least. Source: SSDA903 validation rules 453 and 503G."""

Differs = Callable[[Between, EpisodeBegan, EpisodeBegan], bool]


def _moved(differs: Differs) -> Comparison:
    """An episode open before the return is elsewhere with it."""

    def compare(each: Between) -> Iterator[Defect]:
        for (earlier, was), (later, now) in pairs(each):
            if differs(each, was, now):
                yield Defect((earlier, later), tuple(sorted({was.occurred_on, now.occurred_on, each.last})))

    return compare


def _moved_with_one_reason(differs: Differs) -> Comparison:
    """An episode open before the return, or the one in its place, has the same RNE and is elsewhere."""

    def compare(each: Between) -> Iterator[Defect]:
        for (earlier, was), (later, now) in (*pairs(each), *_re_dated(each)):
            if was.reason_for_new_episode == now.reason_for_new_episode and differs(each, was, now):
                yield Defect((earlier, later), tuple(sorted({was.occurred_on, now.occurred_on, each.last})))

    return compare


def _re_dated(each: Between) -> Iterator[tuple[Known[EpisodeBegan], Known[EpisodeBegan]]]:
    """The one open episode that is gone, and the one that the return has on a day on which none was known to begin."""
    if each.as_the_dfe_would:
        return
    known = {event.spell_key for _, event in each.after(EpisodeBegan)}
    gone = [open_ for open_ in each.open_before if open_[1].spell_key not in known]
    came = appeared(each)
    if len(gone) == len(came) == 1:
        yield gone[0], came[0]


def _authorities_differ(each: Between, was: EpisodeBegan, now: EpisodeBegan) -> bool:
    before, after = (each.place(event.placement.postcode) for event in (was, now))
    return (before.placed_in if before else None) != (after.placed_in if after else None)


def _locations_differ(each: Between, was: EpisodeBegan, now: EpisodeBegan) -> bool:
    before, after = (each.reference.location(each.place(event.placement.postcode)) for event in (was, now))
    return before != after


def _distances_differ(each: Between, was: EpisodeBegan, now: EpisodeBegan) -> bool:
    before, after = (
        tenths_of_a_mile(each.place(event.home_postcode), each.place(event.placement.postcode)) for event in (was, now)
    )
    if before is None or after is None:
        return before is not after
    return abs(before - after) >= FARTHER


def _rule(number: str, rule_id: str, compare: Comparison, title: str, means: str, *needs: Need) -> Rule:
    days = "The days are the beginning and the last of the return that made the change."
    do = f"Correct the postcode, or end the episode and begin another on the day of the change. {CONFIRM}"
    return changed(
        number, rule_id, compare, "Episodes", title=title, means=f"{means} {days}", do=do, needs=("postcodes", *needs)
    )


_OPEN = "The episode was open before the return, and by the return"
_ONE_REASON = (
    "The episode was open before the return, and by the return it, or the one in its place, has the same RNE, and"
)
_FARTHER = (
    "the distance between its two postcodes is another by 0.2 miles or more, or can be derived before or with the "
    "return only."
)

RULES = (
    _rule(
        "503H",
        "open-episode-in-another-authority",
        _moved(_authorities_differ),
        "An episode that was open is in another authority in the next return",
        f"{_OPEN} PL_POST is in another authority, or in none.",
    ),
    _rule(
        "503J",
        "open-episode-in-another-location",
        _moved(_locations_differ),
        "An episode that was open is inside the authority in one return and outside in the next",
        f"{_OPEN} PL_POST is inside the own authority and was not, or was and is not.",
        "own authority",
    ),
    _rule(
        "503G",
        "open-episode-at-another-distance",
        _moved(_distances_differ),
        "An episode that was open is at another distance from home in the next return",
        f"{_OPEN} {_FARTHER}",
    ),
    _rule(
        "452",
        "same-reason-another-authority",
        _moved_with_one_reason(_authorities_differ),
        "Another authority of placement, and the reason for the episode is as before",
        f"{_ONE_REASON} PL_POST is in another authority, or in none.",
    ),
    _rule(
        "453",
        "same-reason-another-distance",
        _moved_with_one_reason(_distances_differ),
        "Another distance from home, and the reason for the episode is as before",
        f"{_ONE_REASON} {_FARTHER}",
    ),
)
