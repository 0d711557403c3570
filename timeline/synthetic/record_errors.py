"""Errors in the authority's records: late, mistaken or false records, corrected by a later return.

A child has at most one error. Until it is corrected, returns are made from the wrong record. The return that corrects
it states the truth, including rows wholly before its year. From then on returns and truth agree.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import takewhile
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import rates
from timeline.synthetic.authority import Authority, ChildTruth
from timeline.synthetic.care_events import Incident, Review
from timeline.synthetic.careers import TEMPORARY, Episode
from timeline.synthetic.distributions import FOSTER
from timeline.synthetic.draws import stream, whole
from timeline.synthetic.people import draw_postcode
from timeline.synthetic.years import ReturnYear
from timeline.synthetic.years import year_end as year_end_of

LATE_CEASING: Final = "late-ceasing"
LATE_START: Final = "late-start"
LATE_MOVE: Final = "late-move"
AMENDED: Final = "amended"
WITHDRAWN: Final = "withdrawn"
NEVER_SENT_AGAIN: Final = "never-sent-again"

# An adoption has its own module in the return of its year. It is never late.
_ADOPTED: Final = frozenset({"E11", "E12"})
_NOT_LATE: Final = _ADOPTED | {"X1"}
_SHORT_BREAKS: Final = frozenset({"V3", "V4"})
_NEW_HOME: Final = frozenset({"S", "P", "B"})
_STATUS_CHANGES: Final = frozenset({"L", "B", "U"})
_MOST_A_YEAR: Final = rates.FALSE_MOVE + rates.FALSE_INCIDENT + rates.NEVER_SENT_AGAIN
_MOST_AN_EPISODE: Final = rates.LATE_CEASING + rates.LATE_START + rates.LATE_MOVE + rates.AMENDED
_OLD_ENOUGH_TO_RUN: Final = 11 * 365


class Change(NamedTuple):
    """The wrong record of a child, from the return ``first`` until the return ``corrected_by`` corrects it.

    Both count the returns from 0; ``corrected_by`` is the number of returns where none corrects it.
    """

    kind: str
    first: int
    corrected_by: int
    episodes: tuple[Episode, ...]
    incidents: tuple[Incident, ...]
    reviews: tuple[Review, ...]


def believed(truth: ChildTruth, change: Change | None, year: ReturnYear) -> tuple[Episode, ...]:
    """The episodes in the case system during a year, before that year's return was sent."""
    return change.episodes if change is not None and change.first <= year.at <= change.corrected_by else truth.episodes


_Maker = Callable[[Random], Change | None]
_Site = tuple[float, _Maker]


def draw_change(authority: Authority, truth: ChildTruth) -> Change | None:
    """The error of one child, if any. Most children have none."""
    if authority.restatement == 0:
        return None
    rng = stream(authority.seed, truth.number, "known")
    years = authority.return_years
    chance = rng.random() / authority.restatement
    if chance >= len(truth.episodes) * (_MOST_AN_EPISODE + len(years) * _MOST_A_YEAR):
        return None
    for rate, make in _sites(truth, years):
        chance -= rate
        if chance < 0:
            change = make(rng)
            return None if change is not None and _corrected_for_a_leaver(truth, change, years) else change
    return None


def _corrected_for_a_leaver(truth: ChildTruth, change: Change, years: tuple[ReturnYear, ...]) -> bool:
    """Whether late rows of an unaccompanied child would be in a return with its OC3 row, against rule 1014."""
    if not truth.person.uasc or change.corrected_by >= len(years):
        return False
    year = years[change.corrected_by]
    is_asked = any(row.year == year.number for row in truth.oc3)
    return is_asked and not any(_touches(row, year) for row in truth.episodes)


def _touches(episode: Episode, year: ReturnYear) -> bool:
    return episode.decom <= year.last and (episode.dec is None or episode.dec >= year.first)


def _sites(truth: ChildTruth, years: tuple[ReturnYear, ...]) -> Iterator[_Site]:
    """Everything that may be recorded wrongly, with its probability."""
    firsts = [year.first for year in years]
    for at, episode in enumerate(truth.episodes):
        if episode.ls in _SHORT_BREAKS:
            continue
        begun = bisect_right(firsts, episode.decom) - 1
        if begun >= 0:
            yield from _sites_of_beginning(truth, years, at, begun)
        if episode.dec is not None and episode.rec not in _NOT_LATE:
            ended = bisect_right(firsts, episode.dec) - 1
            if ended >= 0 and episode.dec != truth.person.eighteenth:
                yield rates.LATE_CEASING, partial(_late_ceasing, truth, years, at, ended)
        for year in years[max(begun, 0) :]:
            if _open_at(episode, year.last):
                yield from _sites_of_year_end(truth, years, at, year.at)


def _sites_of_beginning(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, begun: int) -> Iterator[_Site]:
    rne = truth.episodes[at].rne
    if rne == "S":
        yield rates.LATE_START, partial(_late_start, truth, years, at, begun)
    elif rne == "P":
        yield rates.LATE_MOVE, partial(_late_move, truth, years, at, begun)
    yield rates.AMENDED, partial(_amended, truth, years, at, begun)


def _sites_of_year_end(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, year: int) -> Iterator[_Site]:
    yield rates.FALSE_MOVE, partial(_false_move, truth, years, at, year)
    yield rates.FALSE_INCIDENT, partial(_false_incident, truth, years, at, year)
    if year + 1 < len(years):
        yield rates.NEVER_SENT_AGAIN, partial(_never_sent_again, years, year)


def _open_at(episode: Episode, day: int) -> bool:
    return episode.decom <= day and (episode.dec is None or episode.dec > day)


def _corrected_by(rng: Random, years: tuple[ReturnYear, ...], first: int) -> int:
    return min(first + rates.PUT_RIGHT_AFTER.draw(rng), len(years))


def _instead(truth: ChildTruth, low: int, high: int, *rows: Episode) -> tuple[Episode, ...]:
    """The episodes with those from ``low`` to under ``high`` replaced."""
    return truth.episodes[:low] + rows + truth.episodes[high:]


def _wrong_episodes(
    kind: str, truth: ChildTruth, first: int, corrected_by: int, episodes: tuple[Episode, ...]
) -> Change:
    return Change(kind, first, corrected_by, episodes, truth.incidents, truth.reviews)


# --------------------------------------------------------------------------------- recorded late


def _late_ceasing(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, first: int, rng: Random) -> Change | None:
    """An ending that is missing; ``None`` where the child returned to care before the correcting return."""
    corrected_by = _corrected_by(rng, years, first)
    following = truth.episodes[at + 1 : at + 2]
    if following and following[0].decom <= years[corrected_by - 1].last:
        return None
    still_open = truth.episodes[at]._replace(dec=None, rec="", rpc="")
    return _wrong_episodes(LATE_CEASING, truth, first, corrected_by, _instead(truth, at, at + 1, still_open))


def _late_start(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, first: int, rng: Random) -> Change | None:
    """A period of care that is missing; ``None`` where it ended with an adoption."""
    inner = sum(1 for _ in takewhile(lambda row: row.rec == "X1", truth.episodes[at:]))
    stop = min(at + inner + 1, len(truth.episodes))
    since, until = truth.episodes[at].decom, truth.episodes[stop - 1].dec
    if truth.episodes[stop - 1].rec in _ADOPTED:
        return None
    return Change(
        kind=LATE_START,
        first=first,
        corrected_by=_corrected_by(rng, years, first),
        episodes=_instead(truth, at, stop),
        incidents=tuple(i for i in truth.incidents if not _within(i.start, since, until)),
        reviews=tuple(r for r in truth.reviews if not _within(r.held_on, since, until)),
    )


def _within(day: int, since: int, until: int | None) -> bool:
    return day >= since and (until is None or day <= until)


def _late_move(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, first: int, rng: Random) -> Change | None:
    """A move that is missing; ``None`` where the rows around it depend on the home."""
    before, moved = truth.episodes[at - 1], truth.episodes[at]
    after = truth.episodes[at + 1] if moved.rec == "X1" else None
    if {before.place, moved.place} & TEMPORARY or moved.place.startswith("A"):
        return None
    if moved.rec != "X1" and (before.place in FOSTER) != (moved.place in FOSTER):
        return None  # a reason ceased may be one of foster carers only
    if after is not None and (after.rne not in _NEW_HOME or after.place in TEMPORARY or _home(after) == _home(before)):
        return None
    stayed = before._replace(dec=moved.dec, rec=moved.rec, rpc=moved.rpc)
    corrected_by = _corrected_by(rng, years, first)
    return _wrong_episodes(LATE_MOVE, truth, first, corrected_by, _instead(truth, at - 1, at + 1, stayed))


def _home(episode: Episode) -> tuple[str, str, str, str]:
    return episode.place, episode.provider, episode.pl_post, episode.urn


# -------------------------------------------------------------------------------------- mistaken


def _amended(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, first: int, rng: Random) -> Change | None:
    """A wrong code or start, chosen so that the rows in the return remain consistent."""
    episode = truth.episodes[at]
    before = truth.episodes[at - 1] if episode.rne != "S" else None
    after = truth.episodes[at + 1] if episode.rec == "X1" else None
    corrected_by = _corrected_by(rng, years, first)
    field = rates.AMENDED_FIELD.draw(rng)
    if field == "LS":
        mistaken = _mistaken_status(episode, before, after)
    elif field == "PLACE":
        mistaken = _mistaken_place(episode, before, after)
    else:
        mistaken = _mistaken_start(rng, episode, years[first].last, years[corrected_by - 1].last)
        if mistaken is not None and any(_within(i.start, episode.decom, mistaken.decom) for i in truth.incidents):
            return None  # the incident would begin before care
    if mistaken is None:
        return None
    return _wrong_episodes(AMENDED, truth, first, corrected_by, _instead(truth, at, at + 1, mistaken))


def _mistaken_status(episode: Episode, before: Episode | None, after: Episode | None) -> Episode | None:
    if episode.place == "P1" or episode.place.startswith("A"):
        return None  # placed with parents or for adoption is under some statuses only
    status = rates.MISTAKEN_STATUS.get(episode.ls)
    begins = before is None or (episode.rne in _STATUS_CHANGES and before.ls != status)
    ends = after is None or (after.rne in _STATUS_CHANGES and after.ls != status)
    return episode._replace(ls=status) if status and begins and ends else None


def _mistaken_place(episode: Episode, before: Episode | None, after: Episode | None) -> Episode | None:
    place = rates.MISTAKEN_PLACE.get(episode.place)
    around = {row.place for row in (before, after) if row is not None}
    alone = after is None or after.rne in _NEW_HOME
    if place is None or episode.rne not in _NEW_HOME or not alone or around & TEMPORARY:
        return None
    return episode._replace(place=place, urn="" if place == "R1" else episode.urn)


def _mistaken_start(rng: Random, episode: Episode, year_end: int, until: int) -> Episode | None:
    """A start some days late, on an episode that is still open when it is corrected."""
    start = episode.decom + whole(rng, 1, 10)
    on_the_first_of_april = year_end_of(episode.decom - 1) != year_end_of(
        episode.decom
    )  # an episode from the first day of a year
    if episode.rne != "S" or on_the_first_of_april or start > year_end or not _open_at(episode, until):
        return None
    return episode._replace(decom=start)


# ----------------------------------------------------------------------------------------- false


def _false_move(truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, first: int, rng: Random) -> Change | None:
    """A false move late in the year, from a home that the child still lives in."""
    episode = truth.episodes[at]
    corrected_by = _corrected_by(rng, years, first)
    day = years[first].last - whole(rng, 0, 80)
    true_home = episode.place in rates.MISTAKEN_PLACE
    if not true_home or day <= episode.decom or not _open_at(episode, years[corrected_by - 1].last):
        return None
    left = episode._replace(dec=day, rec="X1", rpc="OTHER")
    elsewhere = episode._replace(decom=day, rne="P", pl_post=draw_postcode(rng))
    return _wrong_episodes(WITHDRAWN, truth, first, corrected_by, _instead(truth, at, at + 1, left, elsewhere))


def _false_incident(
    truth: ChildTruth, years: tuple[ReturnYear, ...], at: int, first: int, rng: Random
) -> Change | None:
    """A false missing incident at the year's end, which the next return withdraws."""
    day = years[first].last - whole(rng, 1, 40)
    over = all(
        incident.end is not None and incident.end < day
        for incident in truth.incidents
        if incident.start <= years[first].last
    )
    old_enough = day - truth.person.born_on >= _OLD_ENOUGH_TO_RUN
    if not over or not old_enough or day <= truth.episodes[at].decom:
        return None
    believed = tuple(sorted((*truth.incidents, Incident("M", day, None)), key=lambda i: i.start))
    return Change(WITHDRAWN, first, first + 1, truth.episodes, believed, truth.reviews)


def _never_sent_again(years: tuple[ReturnYear, ...], last_sent: int, _: Random) -> Change:
    return Change(NEVER_SENT_AGAIN, last_sent + 1, len(years), (), (), ())
