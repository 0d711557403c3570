"""Where a child lives through a period of care: homes, moves, changes with the same carer."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import distributions as published
from timeline.synthetic.adoptions import Adoption
from timeline.synthetic.draws import whole
from timeline.synthetic.legal import Path
from timeline.synthetic.people import Person, draw_postcode
from timeline.synthetic.plans import Period, age_group

# Registered supported accommodation: simplified to one day, the first of the return that knows K3.
K3_FROM: Final = date(2024, 4, 1).toordinal()
_NO_AGENCY: Final = frozenset({"P1", "R1", "R2", "R5", "H5"})
_REGIONAL_AGENCY: Final = frozenset({"A4", "A5", "A6", "R3"})
_SETTLED: Final = {"U6": "U4", "U3": "U1"}
_COURT_STATUSES: Final = frozenset({"C1", "C2"})


class Home(NamedTuple):
    """What identifies a placement in the return."""

    place: str
    provider: str
    pl_post: str
    urn: str


class Move(NamedTuple):
    """From this day (ordinal) the child lives here; ``same_carer`` where only the record changed."""

    day: int
    home: Home
    same_carer: bool


def draw_home(rng: Random, place: str, person: Person) -> Home:
    """A new home of that type, with the provider and number that the type allows."""
    provider = published.PROVIDER[place].draw(rng)
    if place == published.WITH_PARENTS:
        return Home(place, provider, person.home_post or draw_postcode(rng), "")
    if place in _NO_AGENCY:
        urn = ""
    elif place in _REGIONAL_AGENCY:
        urn = "XXXXXXX"
    else:
        urn = _registered_number(rng)
    return Home(place, provider, draw_postcode(rng), urn)


def _registered_number(rng: Random) -> str:
    return f"SC{whole(rng, 100_000, 899_999)}"


def draw_moves(rng: Random, person: Person, period: Period, path: Path, adoption: Adoption | None) -> list[Move]:
    """The homes of one period in order; the first is the start, the last lasts to its end."""
    if period.is_short_break:
        return [Move(period.start, draw_home(rng, "U6", person), same_carer=False)]
    placed_on = adoption.placed_on if adoption else None
    stop = period.end if placed_on is None else placed_on
    moves = _lived_in(rng, person, period, path, stop)
    if adoption is not None and placed_on is not None:
        moves.append(_placed_for_adoption(rng, person, adoption, placed_on, moves[-1].home))
    return _supported_accommodation_registered(rng, moves, period.end)


def _lived_in(rng: Random, person: Person, period: Period, path: Path, stop: int) -> list[Move]:
    """Homes one after another until ``stop``. Some children have short stays again and again."""
    steadiness = published.STEADINESS.draw(rng)
    court_days = [day for day, _ in path[1:]]
    stays = published.FIRST_STAY
    moves: list[Move] = []
    day = period.start
    while True:
        place = _place_type(rng, person, period, path, day)
        if place == published.WITH_PARENTS and moves and moves[-1].home.place == place:
            place = "U6"
        home = draw_home(rng, place, person)
        moves.append(Move(day, home, same_carer=False))
        until = day + max(1, int(stays.draw(rng) * steadiness))
        until = _with_the_court(until, day, court_days)
        moves += _same_carer_change(rng, home, day, min(until, stop), court_days)
        if until >= stop - 1:
            return moves
        day = until
        stays = published.LATER_STAY


def _with_the_court(until: int, since: int, court_days: list[int]) -> int:
    """A move soon after an order, or a little before it, happens on the order's day."""
    for court_day in court_days:
        if since < court_day and -4 <= until - court_day <= 12:
            return court_day
    return until


def _place_type(rng: Random, person: Person, period: Period, path: Path, day: int) -> str:
    if period.route == "remand":
        return published.PLACE_REMAND.draw(rng)
    group = age_group(day - person.born_on)
    if person.uasc:
        place = published.PLACE_UASC[group].draw(rng)
    else:
        place = published.PLACE[group].draw(rng)
        if place == published.WITH_PARENTS and not _in_court_care(path, day):
            place = "U6"
    return "K3" if place == "H5" and day >= K3_FROM else place


def _in_court_care(path: Path, day: int) -> bool:
    """Whether a care order, interim or full, is in force from this day on: parents may be a home."""
    at = bisect_right(path, (day, "~")) - 1
    return all(status in _COURT_STATUSES for _, status in path[at:])


def _same_carer_change(rng: Random, home: Home, since: int, until: int, court_days: list[int]) -> list[Move]:
    """A foster home made long-term, or a carer who moves house, in some of the longer stays."""
    if home.place not in published.FOSTER or until - since < 270 or rng.random() >= published.SAME_CARER_CHANGES:
        return []
    day = since + whole(rng, 90, until - since - 60)
    if home.place in _SETTLED:
        day = next((court for court in court_days if since < court < until), day)
        return [Move(day, home._replace(place=_SETTLED[home.place]), same_carer=True)]
    return [Move(day, home._replace(pl_post=draw_postcode(rng)), same_carer=True)]


def _placed_for_adoption(rng: Random, person: Person, adoption: Adoption, placed_on: int, last: Home) -> Move:
    if adoption.by_carer and last.place in published.FOSTER:
        return Move(placed_on, last._replace(place="A5", urn="XXXXXXX"), same_carer=True)
    return Move(placed_on, draw_home(rng, "A6", person), same_carer=False)


def _supported_accommodation_registered(rng: Random, moves: list[Move], end: int) -> list[Move]:
    """Homes with code H5 that are lived in on the day when K3 replaces it get the code K3 and a number on that day."""
    for at, (day, home, _) in enumerate(moves):
        if home.place == "H5" and day < K3_FROM:
            until = moves[at + 1].day if at + 1 < len(moves) else end
            if until > K3_FROM:
                registered = Move(K3_FROM, home._replace(place="K3", urn=_registered_number(rng)), same_carer=True)
                return [*moves[: at + 1], registered, *moves[at + 1 :]]
    return moves
