"""Who the children are: identity, birthdays, the home they came from. Days are ordinals."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import distributions as published
from timeline.synthetic.draws import whole

# Coprime to ten, so multiplying by it permutes the numbers below 10^n.
_SCATTER: Final = 618_033_989
_CHILD_NUMBERS: Final = 10**8
_PUPIL_NUMBERS: Final = 10**11
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_POSTCODE_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
MOST_CHILDREN: Final = _CHILD_NUMBERS


class Person(NamedTuple):
    """What never changes about a child, with the birthdays that rules need. ``sex``: M or F, in every year."""

    child: str
    sex: str
    born_on: int
    fourth: int
    eighteenth: int
    ethnicity: str
    upn: str
    need: str
    uasc: bool
    first_child_born_on: int | None
    home_post: str


def birthday(born_on: int, years: int) -> int:
    """The day on which the age is reached; in a common year 1 March for a child born on 29 February."""
    born = date.fromordinal(born_on)
    try:
        return born.replace(year=born.year + years).toordinal()
    except ValueError:
        return date(born.year + years, 3, 1).toordinal()


def child_id(seed: int, number: int) -> str:
    """``C`` and eight digits, not in order of time, and independent of the number of children."""
    return f"C{(number * _SCATTER + seed * 7_368_787) % _CHILD_NUMBERS:08d}"


def draw_person(rng: Random, seed: int, number: int, born_on: int, age_days: int, *, uasc: bool) -> Person:
    """The identity of one child, born on a day and first looked after at an age already drawn."""
    boys = published.BOY_SHARE_UASC if uasc else published.BOY_SHARE
    sex = "M" if rng.random() < boys else "F"
    ethnicity = published.ETHNICITY_UASC if uasc else published.ETHNICITY
    return Person(
        child=child_id(seed, number),
        sex=sex,
        born_on=born_on,
        fourth=birthday(born_on, 4),
        eighteenth=birthday(born_on, 18),
        ethnicity=ethnicity.draw(rng),
        upn=_upn(number),
        need=_need(rng, age_days, uasc=uasc),
        uasc=uasc,
        first_child_born_on=_first_child(rng, sex, born_on),
        home_post="" if uasc else draw_postcode(rng),
    )


def draw_postcode(rng: Random) -> str:
    """A postcode of the right form in areas (XA to XT) that no town has."""
    drawn = int(rng.random() * 40_000_000)
    drawn, area = divmod(drawn, 20)
    drawn, district = divmod(drawn, 20)
    drawn, sector = divmod(drawn, 10)
    first, second = divmod(drawn % 400, 20)
    letters = _POSTCODE_LETTERS
    return f"X{letters[area]}{district + 1} {sector}{letters[first]}{letters[second]}"


def _need(rng: Random, age_days: int, *, uasc: bool) -> str:
    """The category of need, the same for all periods; behaviour is no need of small children."""
    if uasc:
        return "N8"
    need = published.NEED.draw(rng)
    return "N1" if need == "N6" and age_days < published.YOUNGEST_FOR_BEHAVIOUR_DAYS else need


def _upn(number: int) -> str:
    digits = number * _SCATTER % _PUPIL_NUMBERS
    return f"{_UPN_LETTERS[number % len(_UPN_LETTERS)]}9{digits:011d}"


def _first_child(rng: Random, sex: str, born_on: int) -> int | None:
    """Few girls become mothers before 18, at 14 or later."""
    if sex == "M" or rng.random() >= published.MOTHER_SHARE:
        return None
    return born_on + whole(rng, 14 * 365 + 90, 18 * 365 - 30)
