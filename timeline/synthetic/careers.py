"""Careers in care: legal statuses and placements joined into episodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import distributions as published
from timeline.synthetic.adoptions import Adoption, draw_adoption
from timeline.synthetic.draws import whole
from timeline.synthetic.legal import Path, legal_path
from timeline.synthetic.people import Person, draw_postcode
from timeline.synthetic.placements import Home, Move, draw_moves
from timeline.synthetic.plans import Period

_E17_FROM: Final = date(2020, 4, 1).toordinal()
_E45_FROM: Final = date(2018, 4, 1).toordinal()
TEMPORARY: Final = frozenset({"T1", "T2", "T3", "T4"})
_LEFT_FOR_A_WHILE: Final = published.FOSTER | {"K2"}
# Died, taken over by another authority, moved abroad, found to be an adult.
_FOR_GOOD: Final = frozenset({"E2", "E3", "E15", "E16"})
NEW_CARERS: Final = frozenset({"P", "B"})
SAME_CARER: Final = frozenset({"T", "U"})
# Custody as the reason of a move: its places, whose children are ten or older.
_CUSTODY: Final = frozenset({"R5", "K1"})


class Episode(NamedTuple):
    """One row of the module Episodes; days are ordinals, ``dec`` is None while it is open."""

    decom: int
    rne: str
    ls: str
    cin: str
    place: str
    provider: str
    dec: int | None
    rec: str
    rpc: str
    home_post: str
    pl_post: str
    urn: str


def draw_episodes(
    rng: Random, person: Person, period: Period, last_day: int, *, returns: bool
) -> tuple[list[Episode], Adoption | None]:
    """The episodes of one period up to the last simulated day, and its plan for adoption.

    ``returns``: whether a later period follows, so that the reason for this ending must allow one.
    """
    adoption = draw_adoption(rng, period)
    path = legal_path(rng, period, adoption, uasc=person.uasc)
    moves = draw_moves(rng, person, period, path, adoption)
    episodes = _joined(path, moves, person, period)
    episodes = _with_temporary_stay(rng, episodes, period)
    last = episodes[-1]
    reason = _reason_ceased(rng, person, period, last.place)
    episodes[-1] = last._replace(rec="E4A" if returns and reason in _FOR_GOOD else reason)
    return _begun_by(_with_reasons(rng, episodes), last_day), _as_placed(adoption, episodes)


def _as_placed(adoption: Adoption | None, episodes: list[Episode]) -> Adoption | None:
    """Sets ``by_carer`` from the placement: only foster carers can adopt the child they care for."""
    if adoption is None or not adoption.by_carer:
        return adoption
    return adoption._replace(by_carer=any(episode.place == "A5" for episode in episodes))


def _joined(path: Path, moves: list[Move], person: Person, period: Period) -> list[Episode]:
    """One episode from each day on which the status, the placement or both changed."""
    statuses = dict(path)
    homes = {move.day: move for move in moves}
    days = sorted(day for day in statuses.keys() | homes.keys() if day < period.end)
    episodes = []
    status, home = path[0][1], moves[0].home
    for at, day in enumerate(days):
        status = statuses.get(day, status)
        move = homes.get(day)
        home = move.home if move else home
        rne = _reason_new(move, ordered=day in statuses) if at else "S"
        end = days[at + 1] if at + 1 < len(days) else period.end
        episodes.append(_episode(day, end, rne, status, home, person))
    return episodes


def _reason_new(move: Move | None, *, ordered: bool) -> str:
    if move is None:
        return "L"
    if ordered:
        return "U" if move.same_carer else "B"
    return "T" if move.same_carer else "P"


def _episode(day: int, end: int, rne: str, status: str, home: Home, person: Person) -> Episode:
    # Short breaks carry neither addresses nor providers' numbers in the return.
    addressed = status not in ("V3", "V4")
    return Episode(
        decom=day,
        rne=rne,
        ls=status,
        cin=person.need,
        place=home.place,
        provider=home.provider,
        dec=end,
        rec="X1",
        rpc="",
        home_post=person.home_post if addressed else "",
        pl_post=home.pl_post if addressed else "",
        urn=home.urn if addressed else "",
    )


def _with_temporary_stay(rng: Random, episodes: list[Episode], period: Period) -> list[Episode]:
    """At most one stay a period in hospital, on holiday or the like, with the return to the home."""
    years = (period.end - period.start) / published.YEAR
    if period.is_short_break or rng.random() >= years * published.TEMPORARY_A_YEAR:
        return episodes
    at = whole(rng, 0, len(episodes) - 1)
    stayed = episodes[at]
    days = (stayed.dec or 0) - stayed.decom
    if days < 60 or stayed.place not in _LEFT_FOR_A_WHILE:
        return episodes
    kind = published.TEMPORARY.draw(rng)
    leaves = stayed.decom + whole(rng, 5, days - 45)
    back = leaves + whole(rng, *published.TEMPORARY_DAYS[kind])
    away = stayed._replace(decom=leaves, dec=back, rne="P", place=kind, provider="", pl_post=draw_postcode(rng), urn="")
    before, after = stayed._replace(dec=leaves), stayed._replace(decom=back, rne="P")
    return [*episodes[:at], before, away, after, *episodes[at + 1 :]]


def _with_reasons(rng: Random, episodes: list[Episode]) -> list[Episode]:
    """Sets the reason of each change of placement on the episode that it ends. A temporary stay has no reason."""
    for at in range(len(episodes) - 1):
        following = episodes[at + 1]
        if not {episodes[at].place, following.place} & TEMPORARY:
            reason = _reason_for_change(rng, following)
            if reason:
                episodes[at] = episodes[at]._replace(rpc=reason)
    return episodes


def _reason_for_change(rng: Random, following: Episode) -> str:
    if following.rne in SAME_CARER:
        return "PLACE"
    if following.rne not in NEW_CARERS:
        return ""
    if following.place in _CUSTODY and following.decom >= _E45_FROM:
        return "CUSTOD"
    return published.REASON_FOR_MOVE.draw(rng)


def _reason_ceased(rng: Random, person: Person, period: Period, place: str) -> str:
    if period.route == "of age":
        return _reason_of_age(rng, period.end, place)
    if period.route == "guardianship":
        return _reason_order(rng, period.end, place)
    if period.is_short_break:
        return "E4A"
    return _reason_other(rng, person, period)


def _reason_of_age(rng: Random, day: int, place: str) -> str:
    if place not in published.FOSTER:
        return published.REASON_OF_AGE_OTHER.draw(rng)
    reason = published.REASON_OF_AGE_FOSTER.draw(rng)
    return "E8" if reason == "E17" and day < _E17_FROM else reason


def _reason_order(rng: Random, day: int, place: str) -> str:
    """Special guardianship or child arrangements; the former carer only where a foster carer."""
    if published.REASON_GUARDIANSHIP.draw(rng) == "E41":
        return "E41"
    if place in published.KINSHIP:
        reason = "E45"
    elif place in published.FOSTER:
        reason = published.REASON_ORDER_FOSTER.draw(rng)
    else:
        reason = "E47"
    if day < _E45_FROM:
        return "E43" if reason in ("E45", "E46") else "E44"
    return reason


def _reason_other(rng: Random, person: Person, period: Period) -> str:
    if period.route == "adopted":
        return published.REASON_ADOPTED.draw(rng)
    if period.route == "remand":
        return published.REASON_REMAND.draw(rng)
    if person.uasc:
        return published.REASON_HOME_UASC.draw(rng)
    older = period.age_group == "16-17"
    return (published.REASON_HOME_16 if older else published.REASON_HOME).draw(rng)


def _begun_by(episodes: list[Episode], last_day: int) -> list[Episode]:
    """The episodes up to the end of that day: later episodes are left out, later ends are open."""
    return [cut(episode, last_day) for episode in episodes if episode.decom <= last_day]


def cut(episode: Episode, last_day: int) -> Episode:
    """The episode as at the end of that day."""
    if episode.dec is None or episode.dec <= last_day:
        return episode
    return episode._replace(dec=None, rec="", rpc="")


def in_force(episodes: Sequence[Episode], day: int) -> Episode | None:
    """The episode that is open at the end of that day; None where there is none."""
    return next((row for row in reversed(episodes) if row.decom <= day and (row.dec is None or row.dec > day)), None)


def started_on(episodes: Sequence[Episode], current: Episode) -> int:
    """The day on which this episode's period of care began, as an ordinal."""
    start = current
    for each in reversed(episodes[: episodes.index(current)]):
        if each.dec != start.decom:
            break
        start = each
    return start.decom
