"""What a story derives, spell by spell: its kind, its days, its codes, and the facts it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from tests.support.stories import Block, Told, record, story
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.codes import DESTINATIONS
from timeline.domain.entries import fact_id
from timeline.domain.spells import Case, Spell, case
from timeline.domain.story import tell

STORY = """
    known 2012-06-30
    C1 born 2005-01-01
    C1 2011-01-10 S V2 U6@Elm 2011-03-01 X1
    C1 2011-03-01 B C2 K2@Oak 2011-09-01 E4A
    C1 2011-10-01 S V3 U6@Elm 2011-10-08 E8
    C1 2011-10-20 S V3 U6@Ash 2011-10-27 E8
    C1 missing 2011-04-01 2011-04-03
    C1 away 2011-05-01 2011-05-02
    C1 visitor 2011-06-01 matched 2011-07-01
    C1 review 2011-02-01
"""

WHERE_HE_WENT = DESTINATIONS["E4A"]

EXPECTED: Mapping[str, Sequence[tuple[Any, ...]]] = {
    "period_of_care": [
        (
            *("2011-01-10", "2011-09-01"),
            {"reason_for_new_episode": "S", "legal_status_at_start": "V2", "category_of_need": "N1"}
            | {"reason_ceased": "E4A", "destination": WHERE_HE_WENT},
            *("became-looked-after", "episode-ended", "legal-status-changed-and-placement-moved"),
            "ceased-to-be-looked-after",
        )
    ],
    "episode": [
        (
            *("2011-01-10", "2011-03-01"),
            {"legal_status": "V2", "category_of_need": "N1", "placement_type": "U6", "placement_provider": "PR1"},
            *("became-looked-after", "episode-ended"),
        ),
        (
            *("2011-03-01", "2011-09-01"),
            {"legal_status": "C2", "category_of_need": "N1", "placement_type": "K2", "placement_provider": "PR1"},
            *("legal-status-changed-and-placement-moved", "ceased-to-be-looked-after"),
        ),
    ],
    "placement": [
        ("2011-01-10", "2011-03-01", {"placement_type": "U6"}, "became-looked-after", "episode-ended"),
        (
            *("2011-03-01", "2011-09-01", {"placement_type": "K2"}),
            *("legal-status-changed-and-placement-moved", "ceased-to-be-looked-after"),
        ),
    ],
    "short_break": [
        ("2011-10-01", "2011-10-08", {}, "became-looked-after", "ceased-to-be-looked-after"),
        ("2011-10-20", "2011-10-27", {}, "became-looked-after", "ceased-to-be-looked-after"),
    ],
    "missing_incident": [
        ("2011-04-01", "2011-04-03", {"category": "M"}, "went-missing", "returned-from-missing"),
        ("2011-05-01", "2011-05-02", {"category": "A"}, "went-away-without-authorisation", "returned-from-away"),
    ],
    "visitor_request": [
        (
            *("2011-06-01", "2011-07-01", {"outcome": "matched", "reason": None}),
            *("independent-visitor-requested", "independent-visitor-matched"),
        )
    ],
    "review": [("2011-02-01", "2011-02-01", {"participation": None}, "review-held")],
}


def of(told: Told, as_at: str = "2012-03-31") -> Case:
    return case(tell("C1", told.records["C1"], Basis(date.fromisoformat(as_at))))


def days(found: tuple[Spell, ...]) -> list[tuple[str, str | None]]:
    return [(spell.start.isoformat(), spell.end.isoformat() if spell.end else None) for spell in found]


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_spell_has_its_kind_its_days_its_codes_and_its_facts(kind: str) -> None:
    found = of(story(STORY))
    events = {fact.id: fact.event for fact in found.story.facts}
    assert {spell.kind for spell in found.spells[kind]} == {kind}
    for spell, (start, end, codes, *facts) in zip(found.spells[kind], EXPECTED[kind], strict=True):
        assert days((spell,)) == [(start, end)]
        assert set(codes) <= set(spell.attributes)
        assert {code: spell.attributes[code] for code in codes} == codes
        assert [events[fact].name for fact in spell.facts] == facts


def test_an_open_period_has_no_reason_to_have_ceased() -> None:
    (period,) = of(story("C1 2011-01-10 S V2 U6@Elm")).spells["period_of_care"]
    assert (period.end, period.attributes["reason_ceased"]) == (None, None)
    assert period.attributes["destination"] == "not recorded"


def test_a_period_that_simply_stops_ceased_for_no_reason() -> None:
    """``docs/definitions/README.md``: X1 with no successor."""
    (period,) = of(story("C1 2011-01-10 S V2 U6@Elm 2011-02-01 X1")).spells["period_of_care"]
    assert (period.attributes["reason_ceased"], period.attributes["destination"]) == (None, "not recorded")


def test_an_ending_of_a_row_that_is_not_in_force_last_is_no_reason_to_have_ceased() -> None:
    told = story(
        """
        C1 2011-01-10 S V2 U6@Elm
        C1 2011-02-01 P V2 K2@Oak 2011-03-01 E4A
        """
    )
    (period,) = of(told).spells["period_of_care"]
    assert (period.end, period.attributes["reason_ceased"]) == (None, None)


# ----------------------------------------------------------------------------------------------- which row is in force


def test_the_row_begun_last_is_in_force_and_is_not_split_where_another_ends_under_it() -> None:
    """``docs/definitions/README.md``, period of care."""
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-06-01 X1
        C1 2011-03-01 L C2 U6@Elm 2011-09-01 E4A
        """
    )
    found = of(told).spells["episode"]
    assert days(found) == [("2011-01-01", "2011-03-01"), ("2011-03-01", "2011-09-01")]
    assert [spell.attributes["legal_status"] for spell in found] == ["V2", "C2"]


def test_a_row_laid_over_another_gives_way_to_it_again() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm
        C1 2011-03-01 L C2 U6@Elm 2011-04-01 X1
        """
    )
    found = of(told).spells["episode"]
    assert days(found) == [("2011-01-01", "2011-03-01"), ("2011-03-01", "2011-04-01"), ("2011-04-01", None)]


def test_an_ending_of_which_several_begun_on_one_day_are_meant_ends_them_all() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-01-01 P V2 K2@Oak
        """
    )
    assert days(of(told).spells["period_of_care"]) == [("2011-01-01", "2011-06-01")]


def test_an_ending_that_names_one_of_several_begun_on_one_day_ends_that_one_and_the_other_is_in_force() -> None:
    """``docs/decisions/0005-fact-identity.md``, and 0006: of two begun for one reason, the one that goes on longer."""
    began = date(2011, 1, 1)
    first, second = (
        e.PlacementMoved.from_content({"occurred_on": began, "legal_status": status, "placement": {"type": "U6"}})
        for status in ("V2", "C2")
    )
    for named, left in ((first, "C2"), (second, "V2")):
        ending = e.EpisodeEnded.from_content(
            {"occurred_on": date(2011, 6, 1), "began_on": began, "began_as": fact_id("C1", named)}
        )
        found = of(record([Block(began, None, {"C1": [first, second, ending]})]), "2012-03-31").spells["episode"]
        assert days(found) == [("2011-01-01", None)]
        assert found[0].attributes["legal_status"] == left


# ------------------------------------------------------------------------------------------------------- short breaks


def test_short_breaks_that_touch_are_one_and_stand_on_the_rows_of_both() -> None:
    told = story(
        """
        C1 2011-10-01 S V3 U6@Elm 2011-10-08 X1
        C1 2011-10-08 P V4 U6@Ash 2011-10-15 E8
        C1 2011-10-16 S V4 U6@Ash 2011-10-20 E8
        C1 2011-11-01 S V3 U6@Ash 2011-11-01 E8
        """
    )
    found = of(told).spells["short_break"]
    assert days(found) == [("2011-10-01", "2011-10-15"), ("2011-10-16", "2011-10-20")]
    assert [len(spell.facts) for spell in found] == [4, 2]
    assert of(told).spells["period_of_care"] == ()


# --------------------------------------------------------------------------------------------------------- placements


def test_a_placement_goes_by_the_code_it_has_had_last() -> None:
    told = story(
        """
        C1 2011-01-01 S C2 U6@Elm 2011-06-01 X1
        C1 2011-06-01 T C2 U4@Elm
        """
    )
    (placement,) = of(told).spells["placement"]
    assert placement.attributes["placement_type"] == "U4"


def test_coming_back_into_care_begins_a_new_placement_in_the_same_home() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-06-02 S V2 U6@Elm
        """
    )
    assert days(of(told).spells["placement"]) == [("2011-01-01", "2011-06-01"), ("2011-06-02", None)]


# --------------------------------------------------------------------------------------------------- visitor requests


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("2011-07-01", [("2011-06-01", None)]),
        ("2011-07-31", [("2011-06-01", None)]),
        ("2011-08-01", [("2011-06-01", "2011-07-01"), ("2011-08-01", None)]),
    ],
)
def test_a_request_made_again_within_30_days_has_waited_since_the_first(
    again: str, expected: list[tuple[str, str | None]]
) -> None:
    told = story(
        f"""
        C1 visitor 2011-06-01 withdrawn 2011-07-01 because other
        C1 visitor {again}
        """
    )
    found = of(told).spells["visitor_request"]
    assert days(found) == expected
    assert sum(len(spell.facts) for spell in found) == 3


def test_a_request_after_an_appointment_is_another_request() -> None:
    told = story(
        """
        C1 visitor 2011-06-01 matched 2011-07-01
        C1 visitor 2011-07-10
        """
    )
    assert days(of(told).spells["visitor_request"]) == [("2011-06-01", "2011-07-01"), ("2011-07-10", None)]


def test_a_request_answered_twice_is_answered_by_the_first() -> None:
    told = story(
        """
        C1 visitor 2011-06-01 withdrawn 2011-08-01 because other
        C1 visitor 2011-06-01 matched 2011-07-01
        """
    )
    (request,) = of(told).spells["visitor_request"]
    assert (days((request,)), request.attributes["outcome"]) == ([("2011-06-01", "2011-07-01")], "matched")


def test_an_appointment_on_the_day_the_request_is_withdrawn_comes_first() -> None:
    """``timeline/domain/order.py``: the one table of what comes first on one day."""
    told = story(
        """
        C1 visitor 2011-06-01 withdrawn 2011-07-01 because other
        C1 visitor 2011-06-01 matched 2011-07-01
        """
    )
    (request,) = of(told).spells["visitor_request"]
    assert request.attributes["outcome"] == "matched"


# -------------------------------------------------------------------------------------------------------- particulars


@pytest.mark.parametrize("sources", [("1", "2"), ("2", "1")])
def test_of_particulars_that_differ_the_ones_known_last_are_used(sources: tuple[str, str]) -> None:
    """``docs/decisions/0009-readings-where-the-sources-are-silent.md``."""
    told = story(
        f"""
        known 2011-06-30
        C1 born 2005-01-01 {sources[0]}
        known 2012-06-30
        C1 born 2005-01-01 {sources[1]}
        """
    )
    registered = of(told).registered
    assert registered is not None and registered.sex == sources[1]
