"""Interventions at the edge of care, referrals, and the times of day of missing incidents. Days are ordinals."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from timeline.synthetic.authority import ChildTruth
from timeline.synthetic.care_events import Incident
from timeline.synthetic.draws import whole
from timeline.synthetic.local import rates
from timeline.synthetic.local.registers import Cell, Entry, Later, day
from timeline.synthetic.plans import Span
from timeline.synthetic.years import iso


def edge_of_care(rng: Random, truth: ChildTruth) -> Iterator[Entry]:
    """Referrals and interventions before the first period of care, and after periods that ended with a return home."""
    cared = [period for period in truth.periods if not period.is_short_break]
    if not cared or truth.person.uasc:
        return
    yield from _referrals(rng, cared[0].start - whole(rng, 5, 200))
    if rng.random() < rates.WORKED_BEFORE_CARE:
        yield _worked(rng, cared[0].start - rates.CARE_AFTER_WORK.draw(rng))
    for period in cared:
        if period.route == "home" and rng.random() < rates.WORKED_AFTER_CARE:
            started = period.end + whole(rng, 0, 20)
            yield _work(rng, started, started + rates.WORK_LASTS.draw(rng))
            yield from _again(rng, period.end)


def kept_at_home(rng: Random, span: Span) -> list[Entry]:
    """The rows of a child at the edge of care in the simulated years who was never looked after."""
    referred = whole(rng, span.first - 400, span.last - 60)
    started = referred + whole(rng, 7, 60)
    ended = started + rates.WORK_LASTS.draw(rng)
    return [*_referrals(rng, referred), _work(rng, started, ended), *_again(rng, ended)]


def _worked(rng: Random, ended: int) -> Entry:
    return _work(rng, ended - rates.WORK_LASTS.draw(rng), ended)


def _work(rng: Random, started: int, ended: int) -> Entry:
    return Entry("edge-of-care", started, (rates.SERVICE.draw(rng), iso(started), day(ended)))


def _again(rng: Random, ended: int) -> Iterator[Entry]:
    if rng.random() < rates.REFERRED_AGAIN:
        yield from _referrals(rng, ended + rates.UNTIL_REFERRED_AGAIN.draw(rng))


def _referrals(rng: Random, received: int) -> Iterator[Entry]:
    """A referral, and sometimes another within a year."""
    yield _referral(rng, received)
    if rng.random() < rates.REFERRED_AGAIN:
        yield _referral(rng, received + rates.UNTIL_REFERRED_AGAIN.draw(rng))


def _referral(rng: Random, received: int) -> Entry:
    decided = received + whole(rng, 0, 2)
    decision = Later(rates.REFERRAL_DECISION.draw(rng), decided)
    return Entry("referrals", received, (iso(received), day(decided), decision))


def times_of_incidents(rng: Random, truth: ChildTruth, since: int) -> Iterator[Entry]:
    """Every missing incident with its times of day; most begin in the evening. Incidents that ended before ``since``
    are left out."""
    drawn = [(incident, _incident(rng, incident)) for incident in truth.incidents]
    return (entry for incident, entry in drawn if incident.end is None or incident.end >= since)


def _incident(rng: Random, incident: Incident) -> Entry:
    began = whole(rng, 16 * 60, 24 * 60 - 1) if rng.random() < 0.7 else whole(rng, 0, 16 * 60)
    ended: tuple[Cell, Cell] = ("", "")
    if incident.end is not None:
        earliest = began if incident.end == incident.start else 0
        ended = (day(incident.end), Later(_time(whole(rng, earliest, 24 * 60 - 1)), incident.end))
    return Entry("missing-incidents", incident.start, (incident.kind, iso(incident.start), _time(began), *ended))


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
