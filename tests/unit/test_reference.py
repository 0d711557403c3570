"""Places, distances and names of authorities, as the lists of reference give them."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.domain.reference import Authority, Place, Reference, plain_postcode, tenths_of_a_mile

HERE = Place("E09000007", "E", (0, 0), None)


@pytest.mark.parametrize(
    ("metres", "tenths"),
    [
        (0, 0),
        (80, 0),  # half a tenth of a mile is 80.465 metres
        (81, 1),
        (241, 1),  # one and a half are 241.395
        (242, 2),
        (16_093, 100),  # ten miles
        (563_255, 3_500),  # 350 miles
    ],
)
def test_a_distance_is_in_tenths_of_a_mile_of_1609_3_metres(metres: int, tenths: int) -> None:
    assert tenths_of_a_mile(HERE, Place("E09000007", "E", (metres, 0), None)) == tenths
    assert tenths_of_a_mile(Place("E09000007", "E", (0, metres), None), HERE) == tenths


def test_it_is_as_the_crow_flies() -> None:
    """3, 4 and 5 miles."""
    assert tenths_of_a_mile(HERE, Place("E09000007", "E", (4_828, 6_437), None)) == 50


def test_there_is_none_between_two_grids_or_without_a_reference() -> None:
    belfast, derry = Place(None, "N", (333_000, 374_000), None), Place(None, "N", (243_000, 417_000), None)
    assert tenths_of_a_mile(HERE, belfast) is None
    assert tenths_of_a_mile(belfast, derry) == 620  # 99,744 metres
    assert tenths_of_a_mile(HERE, Place("E09000007", "E", None, None)) is None
    assert tenths_of_a_mile(None, HERE) is None


@pytest.mark.parametrize(("country", "placed"), [("W", "WAL"), ("S", "SCO"), ("N", "NIR"), ("L", "NUK"), ("M", "NUK")])
def test_outside_england_the_country_stands_for_the_authority(country: str, placed: str) -> None:
    assert Place("W06000015", country, None, None).placed_in == placed
    assert Place(None, "E", None, None).placed_in is None


def test_a_postcode_counts_from_its_month_on() -> None:
    asked = Reference(places={"AA11AA": Place("E09000007", "E", None, date(2018, 5, 1))}.get)
    assert asked.place("aa1 1aa", date(2018, 4, 30)) is None
    assert asked.place("AA1  1AA", date(2018, 5, 1)) is not None
    assert plain_postcode(" aa1 1aa ") == "AA11AA"


def test_an_authority_is_called_by_its_codes_or_its_name() -> None:
    both = Authority("317", "E09000026", "Kensington and Chelsea", None, None)
    asked = Reference(authorities=(both,))
    for name in ("317", "e09000026", "Kensington & Chelsea", "kensington  AND chelsea"):
        assert asked.called(name) == {"E09000026"}
    assert asked.called("Chelsea") == frozenset()
