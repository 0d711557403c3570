"""Days, bases, codes, spells and events in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.codes import CODE_LISTS
from timeline.domain.counted import counted
from timeline.domain.days import Window
from timeline.domain.source_rows import SourceRow
from timeline.domain.spells import KINDS, Spell
from timeline.projections.algebra.derived import DERIVED
from timeline.projections.indicators import DEFINITIONS
from timeline.report.words import (
    CODES_OF,
    KIND_WORDS,
    basis_words,
    code_words,
    coded,
    day_words,
    event_words,
    row_words,
    short_day,
    source_row_words,
    spell_words,
    window_words,
)

DAY = date(2012, 3, 31)


def test_a_day_in_words() -> None:
    assert day_words(DAY) == "31 March 2012"
    assert [short_day(day) for day in (DAY, date(2012, 9, 1))] == ["31 Mar 2012", " 1 Sep 2012"]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_short_day_is_always_as_wide(day: date) -> None:
    assert len(short_day(day)) == len("31 Mar 2012")


def test_a_basis_in_words() -> None:
    assert basis_words(Basis(DAY, date(2012, 6, 30), 48211)) == (
        "as at 31 March 2012, as known at 30 June 2012, log position 48,211"
    )
    assert basis_words(Basis(DAY, None, 5)) == "as at 31 March 2012, with all that is known, log position 5"


def test_a_basis_that_knows_less_than_it_asks_about_says_so() -> None:
    words = basis_words(Basis(DAY, date(2011, 6, 30), 1))
    assert words == "as at 31 March 2012, as known at 30 June 2011, before the day asked about, log position 1"


def test_a_window_is_printed_with_both_its_days() -> None:
    assert window_words(Window.trailing(DAY)) == "1 April 2011 to 31 March 2012"


def test_a_row_is_called_by_its_own_words() -> None:
    assert row_words({}, "Children looked after") == "Children looked after"
    assert row_words({"legal-status": "Interim care order"}, "Title") == "Interim care order"
    assert row_words({"count": "3", "sex": "Male"}, "Title") == "count 3, Male"
    assert row_words({"age": "under 1"}, "Title") == "age under 1"
    assert row_words({"years": 2}, "Title") == "years 2"
    assert row_words({"count": "reviews due in the year"}, "Title") == "reviews due in the year"


def test_every_row_of_a_measure_has_a_name_of_its_own() -> None:
    for indicator in (each for found in DEFINITIONS.values() for each in found):
        names = [row_words(dict(reading.group), indicator.title) for reading in indicator.readings]
        assert len(set(names)) == len(names), indicator.id


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 children"), (1, "1 child"), (2, "2 children"), (1200, "1200 children")]
)
def test_one_is_in_the_singular(number: int, words: str) -> None:
    assert counted(number, "child") == words


def test_a_source_row_says_of_which_return_it_is() -> None:
    row = SourceRow("episodes.csv", 283, date(2025, 3, 31))
    assert source_row_words(row) == "episodes.csv row 283, return to 31 March 2025"
    assert source_row_words(SourceRow("notes.journal", 2, None)) == "notes.journal row 2"
    odd = SourceRow("a row 3, return to 2025-03-31 row 1.csv", 7, None)
    for each in (row, odd, odd._replace(return_to=date(2012, 3, 31))):
        assert SourceRow.of_text(each.text()) == each
    with pytest.raises(ValueError, match="no source row"):
        SourceRow.of_text("episodes.csv")


def test_a_code_with_its_meaning_and_any_other_text_as_it_is() -> None:
    assert coded("legal_status", "C2") == "C2 (full care order)"
    assert coded("outcome", "waiting") == "waiting"
    assert coded("legal_status", "no code") == "no code"


def test_every_coded_field_has_a_list() -> None:
    assert set(CODES_OF.values()) <= set(CODE_LISTS)


def test_every_kind_of_spell_has_a_name() -> None:
    assert set(KIND_WORDS) == {*KINDS, *DERIVED}


def placement(start: date, end: date | None) -> Spell:
    return Spell("placement", start, end, {"placement_type": "P1"}, ())


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (None, "since 1 January 2012, still open"),
        (DAY + timedelta(days=1), "since 1 January 2012, still open"),
        (DAY, "1 January 2012, ended 31 March 2012"),
        (date(2012, 1, 1), "begun and ended 1 January 2012"),
    ],
)
def test_what_ends_after_the_day_asked_about_is_still_open(end: date | None, words: str) -> None:
    told = spell_words(placement(date(2012, 1, 1), end), DAY)
    assert told == f"placement, {words}: P1 (with parents or others with parental responsibility)"


def test_where_a_child_went_is_told_of_a_period_that_ended_only() -> None:
    attributes = {"reason_ceased": None, "destination": "not recorded", "category_of_need": "N1"}
    began = date(2012, 1, 1)
    assert "not recorded" not in spell_words(Spell("period_of_care", began, None, attributes, ()), DAY)
    assert "not recorded" in spell_words(Spell("period_of_care", began, DAY, attributes, ()), DAY)


def test_a_review_is_held() -> None:
    review = Spell("review", DAY, DAY, {"participation": "PN1"}, ())
    assert spell_words(review, DAY) == "review, held 31 March 2012: PN1 (attended and spoke)"


# -------------------------------------------------------------------------------------------------------------- events

BECAME = e.BecameLookedAfter(
    occurred_on=DAY,
    legal_status="C2",
    category_of_need="N1",
    placement=e.PlacementDetails(type="P1", postcode="AA1 1AA"),
    home_postcode=None,
)


def test_an_event_in_words() -> None:
    assert event_words(BECAME) == (
        "Became looked after: C2 (full care order); N1 (abuse or neglect); "
        "P1 (with parents or others with parental responsibility); postcode AA1 1AA"
    )


def test_codes_alone_where_their_meanings_stand_elsewhere() -> None:
    assert event_words(BECAME, codes_alone=True) == "Became looked after: C2; N1; P1"
    assert code_words([BECAME, BECAME]) == [
        "C2 (full care order)",
        "N1 (abuse or neglect)",
        "P1 (with parents or others with parental responsibility)",
    ]


def test_an_event_without_fields_is_its_name() -> None:
    assert event_words(e.WentMissing(occurred_on=DAY)) == "Went missing"


def test_yes_no_and_days_are_words() -> None:
    registered = e.ChildRegistered(
        occurred_on=DAY, sex="2", ethnicity=None, upn=None, mother=True, child_born_on=date(2011, 1, 2)
    )
    assert event_words(registered) == "Child registered: 2 (female); mother yes; child born on 2 January 2011"


@pytest.mark.parametrize("name", sorted(e.EVENTS))
def test_every_event_has_words(name: str) -> None:
    event = e.EVENTS[name].model_construct(**dict.fromkeys(e.EVENTS[name].model_fields))
    words = event_words(event)
    assert words == (name[0].upper() + name[1:]).replace("-", " ")
