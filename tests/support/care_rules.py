"""The rules of the 903 return that a lawful history keeps: checked apart from what drew it.

Rule numbers are those of the Department for Education's validation rules for the return.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from timeline.synthetic import ChildTruth
from timeline.synthetic.adoptions import Adoption
from timeline.synthetic.careers import Episode

SHORT_BREAKS = {"V3", "V4"}
FOSTER = {"U1", "U2", "U3", "U4", "U5", "U6"}
ADOPTIVE = {"A3", "A4", "A5", "A6"}
TEMPORARY = {"T1": 42, "T2": 42, "T3": 21, "T4": 7}
K3_FROM = date(2024, 4, 1).toordinal()
YOUNGEST = {"H5": 16, "K3": 16, "R5": 10, "S1": 4}


def broken_rules(truth: ChildTruth, first_day: int, last_day: int) -> list[str]:
    """The names of the rules that the history breaks; no identifier is in them."""
    return [
        *_episodes(truth, first_day, last_day),
        *(name for pair in pairwise(truth.episodes) for name in _succession(*pair)),
        *(name for row in truth.episodes for name in _row(row, truth)),
        *_temporary(truth),
        *_short_breaks(truth),
        *_adoption(truth),
        *_incidents(truth, last_day),
        *_reviews(truth, last_day),
        *_contiguous(truth),
    ]


def years_old(truth: ChildTruth, day: int) -> int:
    born, on = date.fromordinal(truth.person.born_on), date.fromordinal(day)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _episodes(truth: ChildTruth, first_day: int, last_day: int) -> Iterator[str]:
    rows = truth.episodes
    if rows[0].rne != "S":
        yield "357 the first episode starts care"
    if any(row.dec is None for row in rows[:-1]):
        yield "142 only the last episode is open"
    if not any(row.decom <= last_day and (row.dec or last_day) >= first_day for row in rows):
        yield "some episode touches the simulated years"
    if any(row.decom > last_day or (row.dec or 0) > last_day for row in rows):
        yield "nothing is known beyond the last day"
    if any(row.rec in ("E2", "E15") for row in rows[:-1]):
        yield "437 nothing follows a death or an adult's age"
    if any(row.rec in ("E11", "E12") for row in rows[:-1]):
        yield "199 nothing follows an adoption"


def _succession(before: Episode, after: Episode) -> Iterator[str]:
    """Rules about two episodes in a row."""
    if before.dec is not None and before.dec > after.decom:
        yield "501 no overlap"
    joined = before.dec == after.decom
    if joined != (before.rec == "X1") or joined == (after.rne == "S"):
        yield "388 431 432 433 X1 joins, S begins anew"
    if not joined:
        return
    if before.cin != after.cin:
        yield "504 one need a period"
    same_home = home(before) == home(after)
    same_status = before.ls == after.ls
    if same_status != (after.rne in "PT"):
        yield "434 435 436 legal status and reason agree"
    if same_home != (after.rne == "L"):
        yield "434 435 436 placement and reason agree"
    moved = after.rne in "PTBU"
    if before.place in TEMPORARY or after.place in TEMPORARY:
        moved = False
    if bool(before.rpc) != moved:
        yield "225 226 a reason for each change of placement"
    if (before.rpc == "PLACE") != (after.rne in "TU") and moved:
        yield "PLACE means the same carer"


def home(row: Episode) -> tuple[str, ...]:
    return row.place, row.pl_post, row.urn, row.provider


def _row(row: Episode, truth: ChildTruth) -> Iterator[str]:
    """Rules about one episode."""
    yield from _row_days(row, truth)
    yield from _row_codes(row, truth)
    yield from _reason_ceased(row, truth)
    if (row.dec is None) != (row.rec == "") or (row.dec is None and row.rpc):
        yield "148 233 DEC, REC and the reason come together"


def _row_days(row: Episode, truth: ChildTruth) -> Iterator[str]:
    if row.dec is not None and row.dec <= row.decom:
        yield "355 356 ends after it starts"
    if row.decom < truth.person.born_on:
        yield "302 not before birth"
    if years_old(truth, row.decom) >= 18:
        yield "352 starts under 18"
    if (row.dec or row.decom) > truth.person.eighteenth:
        yield "359 ends by the 18th birthday"
    limit = {"L1": 3, "L2": 21}.get(row.ls)
    if limit and row.dec is not None and row.dec - row.decom > limit:
        yield "361 362 protection is short"


def _row_codes(row: Episode, truth: ChildTruth) -> Iterator[str]:
    if row.place == "P1" and row.ls not in ("C1", "C2"):
        yield "378 with parents only under a care order"
    if (row.place == "P1") != (row.provider == "PR0"):
        yield "527 530 parents provide for their own"
    if (row.provider == "") != (row.place in TEMPORARY):
        yield "213 526 provider where there is one"
    if years_old(truth, row.decom) < YOUNGEST.get(row.place, 0):
        yield "370 to 373 minimum ages"
    if row.ls == "J1" and years_old(truth, row.decom) < 10:
        yield "358 remand from ten"
    if row.place == "K3" and row.decom < K3_FROM:
        yield "146 K3 from 2024-25"
    if row.place == "H5" and row.dec is not None and row.dec > K3_FROM:
        yield "146 H5 to 2023-24"


def _reason_ceased(row: Episode, truth: ChildTruth) -> Iterator[str]:
    if row.dec is None or row.rec == "X1":
        return
    ends = date.fromordinal(row.dec)
    if row.rec == "E17" and (row.dec < truth.person.eighteenth or ends < date(2020, 4, 1)):
        yield "460 E17 from the 18th birthday, since 2020-21"
    if row.rec in ("E43", "E44") and ends >= date(2018, 4, 1):
        yield "E43 and E44 to 2017-18"
    if row.rec in ("E45", "E46", "E47", "E48") and ends < date(2018, 4, 1):
        yield "E45 to E48 from 2018-19"
    if row.rec in ("E45", "E46") and row.place not in FOSTER:
        yield "516 former foster carer"
    if years_old(truth, row.dec) < {"E5": 14, "E6": 14, "E7": 16, "E9": 10}.get(row.rec, 0):
        yield "387 389 independent living, adult care, custody"
    if row.rec in ("E11", "E12") and row.place not in ADOPTIVE:
        yield "390 adopted from an adoptive placement"
    if row.rec == "E14" and row.ls != "J1":
        yield "E14 ends a remand"


def _temporary(truth: ChildTruth) -> Iterator[str]:
    rows = truth.episodes
    for at, row in enumerate(rows):
        if row.place in TEMPORARY:
            if row.rne != "P" or row.ls in SHORT_BREAKS:
                yield "380 382 a temporary stay neither starts care nor is a short break"
            if row.dec is not None:
                if row.dec - row.decom > TEMPORARY[row.place]:
                    yield "375 376 379 temporary stays are short"
                back = rows[at + 1]
                if home(back) != home(rows[at - 1]) or back.rne != "P":
                    yield "383 the child goes back to the same home"


def _short_breaks(truth: ChildTruth) -> Iterator[str]:
    breaks = [row for row in truth.episodes if row.ls in SHORT_BREAKS]
    if len({row.ls for row in breaks}) > 1:
        yield "426 V3 or V4, not both"
    if any(row.rne != "S" for row in breaks):
        yield "366 each break starts"
    if any(row.place in ("U1", "U4") or row.place in TEMPORARY for row in breaks):
        yield "384 382 not in long-term or temporary placements"
    taken = [(row.decom, row.dec) for row in breaks if row.ls == "V3" and row.dec is not None]
    if any(end - start > 17 for start, end in taken):
        yield "365 a break is 17 days at most"
    for at, (since, _) in enumerate(taken):
        if sum(end - start for start, end in taken[at:] if start < since + 365) > 75:
            yield "367 75 days in twelve months at most"


def _adoption(truth: ChildTruth) -> Iterator[str]:
    rows = truth.episodes
    for before, row in pairwise(rows):
        if row.place == "A5" and before.place not in (*FOSTER, "A5"):
            yield "336 adopted by the carer who fostered"
    if any(row.place in ("A5", "A6") and row.ls != "E1" for row in rows):
        yield "408 placed for adoption under a placement order"
    if any(row.place == "A5" and row.rne not in "STUL" for row in rows):
        yield "217 the same carer"
    for plan in truth.adoptions:
        yield from _adoption_plan(plan, truth)


def _adoption_plan(plan: Adoption, truth: ChildTruth) -> Iterator[str]:
    days = [day for day in (plan.decided_on, plan.matched_on, plan.placed_on) if day is not None]
    if days != sorted(days) or not any(p.start <= days[0] < p.end for p in truth.periods):
        yield "331 333 1003 decided, matched, placed, all in care"
    if truth.episodes[-1].place in ADOPTIVE:
        by_carer = any(row.place == "A5" for row in truth.episodes)
        if plan.adopters and plan.by_carer != by_carer:
            yield "335 FOSTER_CARE as the placement says"
    if (plan.reversed_on is None) != (plan.reason_reversed == ""):
        yield "119 reversals have a reason"
    if plan.reversed_on is not None and plan.reversed_on <= plan.decided_on:
        yield "522 reversed after decided"


def _incidents(truth: ChildTruth, last_day: int) -> Iterator[str]:
    for before, after in pairwise(truth.incidents):
        if before.end is None or before.end >= after.start:
            yield "574 incidents do not overlap"
    for incident in truth.incidents:
        end = last_day + 1 if incident.end is None else incident.end
        if not incident.start <= end:
            yield "567 an incident ends after it starts"
        left = [row for row in truth.episodes if row.decom <= incident.start < until(row, last_day)]
        if not left or left[0].ls in SHORT_BREAKS or end > until(left[0], last_day):
            yield "575 577 581 an incident ends with the placement it left"


def until(row: Episode, last_day: int) -> int:
    return last_day + 1 if row.dec is None else row.dec


def _reviews(truth: ChildTruth, last_day: int) -> Iterator[str]:
    cared = [row for row in truth.episodes if row.ls not in SHORT_BREAKS]
    for review in truth.reviews:
        if not any(row.decom <= review.held_on < until(row, last_day) for row in cared):
            yield "399 reviews are held while looked after, not of short breaks"
        if (review.code == "PN0") != (years_old(truth, review.held_on) < 4):
            yield "440 441 PN0 under four"
        if date.fromordinal(review.held_on).weekday() > 4:
            yield "reviews are held on weekdays"


def _contiguous(truth: ChildTruth) -> Iterator[str]:
    if any(before.end != after.start for before, after in pairwise(truth.workers)):
        yield "SW11 one social worker after another"
    if any((before.end or 0) > after.start for before, after in pairwise(truth.liberty)):
        yield "703 orders do not overlap"
