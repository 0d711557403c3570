"""The modules of the return: their header rows, and a child's rows in each. Text in, text out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from timeline.synthetic.adoptions import Adoption
from timeline.synthetic.authority import ChildTruth
from timeline.synthetic.care_events import Incident, Liberty, Review, VisitorRequest, Worker
from timeline.synthetic.careers import Episode
from timeline.synthetic.outcomes import Outcome
from timeline.synthetic.people import Person
from timeline.synthetic.returns import ReturnRows
from timeline.synthetic.years import TEXT, ReturnYear, iso

HEADERS: Final[Mapping[str, str]] = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": ("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"),
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": (
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
        "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
    ),
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "prev_perm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}
VISITOR_HEADER: Final = "CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON"
_FIRST_RETURN: Final = {"sw_episodes": 2024, "dolo": 2027}
_SEX_LETTERS_FROM: Final = 2025
_SEX_DIGITS: Final = {"M": "1", "F": "2"}
_PERMANENCE_FROM: Final = date(2016, 4, 1).toordinal()
_ADOPTED: Final = frozenset({"E11", "E12"})
_SHORT_BREAKS: Final = frozenset({"V3", "V4"})

# From 1 April to 31 August.
_DAYS_TO_AUGUST_END: Final = 152

Line = tuple[str, str]
"""A module and one line of it."""


def modules_of(year: int) -> tuple[str, ...]:
    """The modules in the return of that year."""
    return tuple(module for module in HEADERS if year >= _FIRST_RETURN.get(module, 0))


def return_lines(truth: ChildTruth, sent: ReturnRows, year: ReturnYear) -> list[Line]:
    """All lines of one child in one return; none where the child is not in it."""
    leaver = _answers("oc3", truth.oc3, truth, year) if sent.right else []
    if not sent.episodes:
        return [_header(truth, sent, year), *leaver] if leaver else []
    return [
        _header(truth, sent, year),
        *_care_lines(truth, sent, year),
        *_answers("oc2", truth.oc2, truth, year),
        *_worker_lines(truth, sent.episodes, year._replace(first=sent.since)),
        *_adoption_lines(truth, sent.episodes, year),
        *_permanence_lines(truth, sent.episodes, year),
        *leaver,
    ]


def truth_lines(truth: ChildTruth, last: ReturnYear) -> list[Line]:
    """The true lines of one child at the end of the last year, without OC2 and OC3, which are never wrong in a
    return."""
    ever = last._replace(first=0)
    everything = ReturnRows(truth.episodes, truth.incidents, truth.reviews, right=True, since=ever.first)
    return [
        ("header", header_line(truth.person, last, cared_until=_cared_until(truth.episodes, ever))),
        *_care_lines(truth, everything, ever),
        *_worker_lines(truth, truth.episodes, ever),
        *_adoption_lines(truth, truth.episodes, ever),
        *_permanence_lines(truth, truth.episodes, ever),
    ]


def _header(truth: ChildTruth, sent: ReturnRows, year: ReturnYear) -> Line:
    return "header", header_line(truth.person, year, cared_until=_cared_until(sent.episodes, year))


def _key(person: Person) -> str:
    return f"{person.child},{TEXT[person.born_on]}"


def _cared_until(episodes: tuple[Episode, ...], year: ReturnYear) -> int | None:
    """The last day of the year on which the child was looked after, short breaks excluded; ``None`` where there is
    none."""
    rows = [row for row in _in_year(episodes, year) if row.ls not in _SHORT_BREAKS]
    if not rows:
        return None
    return year.last if rows[-1].dec is None else rows[-1].dec


def _in_year(episodes: tuple[Episode, ...], year: ReturnYear) -> list[Episode]:
    """The rows that touch the year, without those that were sent late."""
    return [row for row in episodes if row.dec is None or row.dec >= year.first]


def _answers(module: str, rows: tuple[Outcome, ...], truth: ChildTruth, year: ReturnYear) -> list[Line]:
    return [(module, f"{_key(truth.person)},{','.join(row.answers)}") for row in rows if row.year == year.number]


def _care_lines(truth: ChildTruth, sent: ReturnRows, year: ReturnYear) -> list[Line]:
    person = truth.person
    key = _key(person)
    lines = [("episodes", episode_line(person.child, row)) for row in sent.episodes]
    lines += [("reviews", review_line(key, review)) for review in sent.reviews]
    lines += [("missing", incident_line(key, incident)) for incident in sent.incidents]
    if person.uasc:
        lines.append(("uasc", uasc_line(person, year)))
    lines += [
        ("dolo", liberty_line(key, order, year.last))
        for order in truth.liberty
        if order.start <= year.last and (order.end is None or order.end >= year.first)
    ]
    return lines


def _worker_lines(truth: ChildTruth, episodes: tuple[Episode, ...], year: ReturnYear) -> list[Line]:
    """The social workers of the whole year, where the return shows care in its year, short breaks excluded."""
    if year.number < _FIRST_RETURN["sw_episodes"] or _cared_until(episodes, year) is None:
        return []
    key = _key(truth.person)
    return [
        ("sw_episodes", worker_line(key, worker, year.last))
        for worker in truth.workers
        if worker.start <= year.last and (worker.end is None or worker.end >= year.first)
    ]


def _adoption_lines(truth: ChildTruth, episodes: tuple[Episode, ...], year: ReturnYear) -> list[Line]:
    """Decisions in force at some time in the year, and adoptions in the return."""
    key = _key(truth.person)
    lines = []
    for plan in truth.adoptions:
        in_year = plan.reversed_on is None or plan.reversed_on >= year.first
        if plan.decided_on <= year.last and in_year:
            lines.append(("placed_adoption", placed_adoption_line(key, plan, year.last)))
        if plan.adopters and any(row.rec in _ADOPTED for row in episodes):
            lines.append(("ad1", ad1_line(key, plan)))
    return lines


def _permanence_lines(truth: ChildTruth, episodes: tuple[Episode, ...], year: ReturnYear) -> list[Line]:
    """Collected for children whose period of care began on or after 1 April 2016."""
    start = max(period.start for period in truth.periods if period.start <= episodes[-1].decom)
    if start < _PERMANENCE_FROM:
        return []
    return [("prev_perm", f"{_key(truth.person)},{','.join(truth.earlier_order)}")]


# ------------------------------------------------------------------------------------------- lines


def header_line(person: Person, year: ReturnYear, *, cared_until: int | None) -> str:
    """A Header line: sex in the codes of the year, and for girls in care whether they are mothers by then."""
    mother, child_born = "", ""
    if cared_until is not None and person.sex == "F":
        born = person.first_child_born_on
        mother = "1" if born is not None and born <= cared_until else "0"
        child_born = TEXT[born] if mother == "1" else ""
    return (
        f"{person.child},{_sex(person, year)},{TEXT[person.born_on]},{person.ethnicity},"
        f"{_upn(person, year)},{mother},{child_born}"
    )


def _sex(person: Person, year: ReturnYear) -> str:
    return person.sex if year.number >= _SEX_LETTERS_FROM else _SEX_DIGITS[person.sex]


def _upn(person: Person, year: ReturnYear) -> str:
    """UN1 below school age: not yet four on the 31 August before the year's end."""
    august = year.first + _DAYS_TO_AUGUST_END
    return person.upn if person.fourth <= august else "UN1"


def episode_line(child: str, row: Episode) -> str:
    return (
        f"{child},{TEXT[row.decom]},{row.rne},{row.ls},{row.cin},{row.place},{row.provider},"
        f"{TEXT[row.dec]},{row.rec},{row.rpc},{row.home_post},{row.pl_post},{row.urn}"
    )


def review_line(key: str, review: Review) -> str:
    return f"{key},{TEXT[review.held_on]},{review.code}"


def incident_line(key: str, incident: Incident) -> str:
    return f"{key},{incident.kind},{TEXT[incident.start]},{TEXT[incident.end]}"


def uasc_line(person: Person, year: ReturnYear) -> str:
    """A UASC line. The 18th birthday, on which the status ends, is written once it has come."""
    until = TEXT[person.eighteenth] if person.eighteenth <= year.last else ""
    return f"{person.child},{_sex(person, year)},{TEXT[person.born_on]},{until}"


def worker_line(key: str, worker: Worker, last_day: int) -> str:
    if worker.end is None or worker.end > last_day:
        return f"{key},{worker.sw_id},{TEXT[worker.start]},,{worker.reason}"
    return f"{key},{worker.sw_id},{TEXT[worker.start]},{TEXT[worker.end]},{worker.reason}"


def liberty_line(key: str, order: Liberty, last_day: int) -> str:
    over = order.end is not None and order.end <= last_day
    return f"{key},{TEXT[order.start]},{TEXT[order.end] if over else ''}"


def ad1_line(key: str, adoption: Adoption) -> str:
    carer = "1" if adoption.by_carer else "0"
    adopters = ",".join(adoption.adopters or ("", "", ""))
    return f"{key},{TEXT[adoption.decided_on]},{TEXT[adoption.matched_on]},{carer},{adopters}"


def placed_adoption_line(key: str, adoption: Adoption, last_day: int) -> str:
    reversed_on = adoption.reversed_on
    if reversed_on is None or reversed_on > last_day:
        return f"{key},{TEXT[adoption.decided_on]},,"
    return f"{key},{TEXT[adoption.decided_on]},{TEXT[reversed_on]},{adoption.reason_reversed}"


def visitor_line(child: str, request: VisitorRequest) -> str:
    """A row of the local table of requests for an independent visitor."""
    days = (request.requested, request.matched, request.ended, request.withdrawn)
    return f"{child},{','.join(map(iso, days))},{request.reason}"
