"""The yearly questions: health and conduct (OC2), care leavers (OC3), earlier permanence orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import rates
from timeline.synthetic.draws import whole
from timeline.synthetic.people import Person, birthday
from timeline.synthetic.plans import Period
from timeline.synthetic.years import ReturnYear

_ELIGIBLE_DAYS: Final = 91
_LEAVER_AGES: Final = (17, 18, 19, 20, 21)
# Died, taken over by another authority, adopted, found to be an adult.
_NO_CARE_LEAVER: Final = frozenset({"E2", "E3", "E11", "E12", "E15"})
_NO_LONGER_ASKED: Final = frozenset({"RHOM", "DIED"})
_NEW_ACTIVITIES_FROM: Final = 2022
# Staying put with former foster carers, and foyers, by the first letter of the code: rules 3001 and 347.
_YOUNGEST: Final = {"Z": 18, "T": 19}


class Outcome(NamedTuple):
    """A row of OC2 or OC3: the year of the return, and the answers in the order of the columns."""

    year: int
    answers: tuple[str, ...]


class EarlierOrder(NamedTuple):
    """PREV_PERM, LA_PERM, DATE_PERM as sent; the date may be partial (``zz/05/2014``)."""

    kind: str
    authority: str
    dated: str


# -------------------------------------------------------------------------------------------- OC2


def draw_oc2(
    rng: Random, person: Person, periods: Sequence[Period], years: Sequence[ReturnYear]
) -> tuple[Outcome, ...]:
    """One row for each year throughout which the child was looked after (care may end on the last day)."""
    return tuple(
        Outcome(year.number, _oc2(rng, _age(person, year.last)))
        for period in periods
        if not period.is_short_break
        for year in years
        if period.start <= year.first and period.end >= year.last
    )


def _age(person: Person, day: int) -> int:
    """The age in years at the end of that day."""
    years = date.fromordinal(day).year - date.fromordinal(person.born_on).year
    return years if birthday(person.born_on, years) <= day else years - 1


def _oc2(rng: Random, age: int) -> tuple[str, ...]:
    misuse = age >= rates.SUBSTANCE_MISUSE_AGE and rng.random() < rates.SUBSTANCE_MISUSE
    treated = _yes(rng, rates.MISUSE_TREATED) if misuse else ""
    refused = _yes(rng, 0.5) if treated == "0" else ""
    score, reason = _sdq(rng, age)
    return (
        score,
        reason,
        _yes(rng, rates.CONVICTED) if age >= 10 else "",
        _yes(rng, rates.DEVELOPMENT_CHECKED) if age < 5 else "",
        _yes(rng, rates.IMMUNISED),
        _yes(rng, rates.TEETH_CHECKED),
        _yes(rng, rates.HEALTH_ASSESSED),
        "1" if misuse else "0",
        treated,
        refused,
    )


def _sdq(rng: Random, age: int) -> tuple[str, str]:
    """A score, or the reason why there is none, for children of 4 to 16; in the year of the 17th birthday a reason."""
    if age < 4 or age > 17:
        return "", ""
    if age > 16:
        return "", "SDQ1"
    if rng.random() >= rates.SDQ_RETURNED:
        return "", rates.SDQ_REASON.draw(rng)
    mean, spread = rates.SDQ_MEAN_AND_SPREAD
    return str(min(40, max(0, round(rng.normalvariate(mean, spread))))), ""


def _yes(rng: Random, share: float) -> str:
    return "1" if rng.random() < share else "0"


# -------------------------------------------------------------------------------------------- OC3


def draw_oc3(
    rng: Random,
    person: Person,
    periods: Sequence[Period],
    years: Sequence[ReturnYear],
    ceased: str,
) -> tuple[Outcome, ...]:
    """One row for each year with a 17th to 21st birthday, of those who had left care by then.

    A child who leaves on the year's last day was looked after throughout it and is in OC2 instead: rule 187.
    """
    cared_for = [period for period in periods if not period.is_short_break]
    if ceased in _NO_CARE_LEAVER or not _eligible(person, cared_for):
        return ()
    left = cared_for[-1].end
    rows = []
    for age in _LEAVER_AGES:
        day = birthday(person.born_on, age)
        year = next((year for year in years if year.first <= day <= year.last), None)
        if year is not None and left <= day and left != year.last:
            rows.append(Outcome(year.number, _oc3(rng, year.number, age)))
            if rows[-1].answers[0] == "DIED":
                break
    return tuple(rows)


def _eligible(person: Person, cared_for: Sequence[Period]) -> bool:
    """Thirteen weeks of care since the fourteenth birthday, some of it since the sixteenth."""
    if not cared_for or cared_for[-1].end < person.born_on + 16 * 365:
        return False
    if cared_for[-1].end <= birthday(person.born_on, 16):
        return False
    fourteenth = birthday(person.born_on, 14)
    days = sum(max(0, period.end - max(period.start, fourteenth)) for period in cared_for)
    return days >= _ELIGIBLE_DAYS


def _oc3(rng: Random, year: int, age: int) -> tuple[str, str, str]:
    touch = rates.IN_TOUCH.draw(rng)
    if touch in _NO_LONGER_ASKED:
        return touch, "0", "0"
    if touch != "YES":
        return touch, "0", "0"
    activity = rates.ACTIVITY if year >= _NEW_ACTIVITIES_FROM else rates.ACTIVITY_TO_2021
    return touch, activity.draw(rng), _accommodation(rng, age)


def _accommodation(rng: Random, age: int) -> str:
    drawn = rates.ACCOMMODATION.draw(rng)
    while age < _YOUNGEST.get(drawn[0], 0):
        drawn = rates.ACCOMMODATION.draw(rng)
    return drawn


# ------------------------------------------------------------------------------------ permanence


def draw_earlier_order(rng: Random, person: Person, first_start: int) -> EarlierOrder:
    """An order made after birth and before care began."""
    kind = rates.PREVIOUS_PERMANENCE.draw(rng)
    if kind == "Z1" or first_start - person.born_on < 730:
        return EarlierOrder("Z1", "", "")
    years_ago = whole(rng, 1, max(1, (first_start - person.born_on) // 366 - 1))
    year = date.fromordinal(first_start).year - years_ago
    month, day = whole(rng, 1, 12), whole(rng, 1, 28)
    certain = whole(rng, 0, 9)
    if certain == 0:
        dated = "zz/zz/zzzz"
    elif certain == 1:
        dated = f"zz/zz/{year}"
    elif certain <= 3:
        dated = f"zz/{month:02d}/{year}"
    else:
        dated = f"{day:02d}/{month:02d}/{year}"
    return EarlierOrder(kind, rates.PREVIOUS_AUTHORITY.draw(rng), dated)
