"""Reference lists that a user brings to ``check``: where postcodes are, which providers there are, which authorities.

They are no facts about a child and are kept out of the log. A rule that needs a list that is not there is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isqrt
from typing import Literal

Need = Literal["postcodes", "providers", "authorities", "own authority", "authority of providers"]
"""What a rule needs to be asked."""

Location = Literal["IN", "OUT"]

OUTSIDE_ENGLAND: Mapping[str, str] = {"W": "WAL", "S": "SCO", "N": "NIR"}
"""What stands for the authority of a placement in Wales, Scotland or Northern Ireland, by the first letter of the
country's code. Everywhere else outside England is ``NUK``."""

NOT_IN_UNITED_KINGDOM = "NUK"
ENGLAND = "E"
_IRISH_GRID = "N"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode is.

    ``authority``: the code of the Office for National Statistics of the upper-tier authority; ``None``: the list has
    none. ``country``: the first letter of the code of its country. ``grid``: easting and northing in metres, of
    Northern Ireland on the Irish grid; ``None``: the list has none. ``introduced``: the first day of the month in
    which the postcode was introduced; ``None``: the list has none.
    """

    authority: str | None
    country: str
    grid: tuple[int, int] | None
    introduced: date | None

    @property
    def placed_in(self) -> str | None:
        """PL_LA of a placement here: the authority in England, else the country. ``None`` where the list has none."""
        if self.country == ENGLAND:
            return self.authority
        return OUTSIDE_ENGLAND.get(self.country, NOT_IN_UNITED_KINGDOM)


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider in Ofsted's lists, with all that some row of its number says.

    ``placement_types``, ``provider_types``: codes of PLACE and PLACE_PROVIDER. ``postcodes``: see ``plain_postcode``.
    ``authorities``: as the lists write them. ``closed_on``: the day on which it closed, of several the last; ``None``:
    some row has none, so it is open.
    """

    placement_types: frozenset[str]
    provider_types: frozenset[str]
    postcodes: frozenset[str]
    authorities: frozenset[str]
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of England, present or former, and the days of its codes, both inclusive. ``own``: it is the one
    whose returns are checked. ``code``: three digits; ``ons_code``: that of the Office for National Statistics."""

    code: str
    ons_code: str
    name: str
    first: date | None
    last: date | None
    own: bool = False

    def is_called(self, name: str) -> bool:
        """Whether this is its code, its other code or its name; capitals, blanks and ``&`` make no difference."""
        return plain_name(name) in {plain_name(self.code), plain_name(self.ons_code), plain_name(self.name)}


Places = Callable[[str], Place | None]
"""Where a postcode (see ``plain_postcode``) is; ``None`` where the list does not have it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The lists that were given; ``None``: this one was not. ``own``: the codes of the Office for National Statistics
    of the authority whose returns are checked; empty: it is not known."""

    places: Places | None = None
    providers: Mapping[str, Provider] | None = None
    authorities: tuple[Authority, ...] | None = None
    own: frozenset[str] = frozenset()

    def lacks(self, needs: Iterable[Need]) -> Iterator[str]:
        """Why a rule that needs these cannot be asked: one reason for each that is not there."""
        for need in needs:
            if not self._has(need):
                yield _WHY[need]

    def _has(self, need: Need) -> bool:
        if need == "postcodes":
            return self.places is not None
        if need == "providers":
            return self.providers is not None
        if need == "authorities":
            return self.authorities is not None
        if need == "own authority":
            return bool(self.own)
        return self.places is not None or self.authorities is not None

    def place(self, postcode: str | None, day: date) -> Place | None:
        """Where a postcode is, by what the list had at the end of the month of the day; ``None`` where it had none.

        A postcode that has ended is in the list.
        """
        if not postcode or self.places is None:
            return None
        found = self.places(plain_postcode(postcode))
        return None if found is None or (found.introduced is not None and found.introduced > day) else found

    def location(self, place: Place | None) -> Location | None:
        """PL_LOCATION of a placement here: whether it is in the own authority. ``None`` where it cannot be derived."""
        if place is None or place.placed_in is None:
            return None
        return "IN" if place.placed_in in self.own else "OUT"

    def called(self, name: str) -> frozenset[str]:
        """The codes of the Office for National Statistics of the authorities of this code or name."""
        return frozenset(each.ons_code for each in self.authorities or () if each.is_called(name))


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list that was read. ``file``: its name; ``kind``: of what; ``published_on``: the day in its name; ``None``: it
    has none. ``size``: in bytes; ``lines``: rows without the header row."""

    file: str
    kind: str
    published_on: date | None
    size: int
    sha256: str
    lines: int


NO_REFERENCE = Reference()
"""Where no list is given."""

_WHY: Mapping[Need, str] = {
    "postcodes": "no postcodes.csv",
    "providers": "no providers.csv",
    "authorities": "no authorities.csv",
    "own authority": "no own authority",
    "authority of providers": "neither postcodes.csv nor authorities.csv",
}


def plain_postcode(text: str) -> str:
    """A postcode as postcodes are compared: capitals, no blanks."""
    return "".join(text.split()).upper()


def plain_name(text: str) -> str:
    """The name of an authority as names are compared."""
    return " ".join(text.replace("&", " and ").replace(",", " ").split()).casefold()


def tenths_of_a_mile(home: Place | None, placement: Place | None) -> int | None:
    """PL_DISTANCE: between two places as the crow flies, in tenths of a mile, half a tenth rounded up.

    A mile is 1,609.3 metres, as the published rules have it. ``None`` where a place is not known, has no grid
    reference, or the two are on different grids: one in Northern Ireland and one elsewhere.
    """
    if home is None or placement is None or home.grid is None or placement.grid is None:
        return None
    if (home.country == _IRISH_GRID) != (placement.country == _IRISH_GRID):
        return None
    east, north = home.grid[0] - placement.grid[0], home.grid[1] - placement.grid[1]
    # The whole part of metres / 160.93 + 1/2, in whole numbers.
    return (isqrt(40_000 * (east * east + north * north)) + 16_093) // 32_186
