"""Drawing a child's years: where a day lies, and that nothing vanishes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.domain.spells import Spell
from timeline.report.lanes import ASCII, UNICODE, Scale, axis, joined, lane, lettered, marked, solid

FIRST, LAST = date(2010, 1, 1), date(2012, 3, 31)
DAYS = st.dates(FIRST, LAST)
WIDTHS = st.integers(min_value=20, max_value=200)
ONE_DAY = timedelta(days=1)


def a_spell(start: date, end: date | None, code: str = "V2") -> Spell:
    return Spell("episode", start, end, {"legal_status": code}, ())


@given(first=DAYS, second=DAYS, width=WIDTHS)
def test_a_later_day_is_never_further_left(first: date, second: date, width: int) -> None:
    scale = Scale(FIRST, LAST, width)
    assume(first <= second)
    assert 0 <= scale.column(first) <= scale.column(second) < width


@given(start=DAYS, length=st.integers(min_value=0, max_value=900), width=WIDTHS)
def test_every_spell_is_seen_and_begins_where_it_began(start: date, length: int, width: int) -> None:
    scale = Scale(FIRST, LAST, width)
    drawn = lane("", [a_spell(start, start + timedelta(days=length))], scale, solid, ASCII).drawn
    assert len(drawn) == width + 1
    assert drawn.index("#") == scale.column(start)
    assert drawn.endswith(">") == (start + timedelta(days=length) > LAST)


def test_two_spells_that_meet_fill_every_day_between_them() -> None:
    scale = Scale(date(2012, 1, 1), date(2012, 1, 10), 10)  # a column a day
    meeting = [a_spell(date(2012, 1, 1), date(2012, 1, 4)), a_spell(date(2012, 1, 4), None, "C2")]
    assert lane("", meeting, scale, lettered("legal_status"), ASCII).drawn == "V2-C2----->"


def test_a_gap_of_one_day_is_seen_where_a_column_is_a_day() -> None:
    scale = Scale(date(2012, 1, 1), date(2012, 1, 10), 10)
    parted = [a_spell(date(2012, 1, 1), date(2012, 1, 4)), a_spell(date(2012, 1, 5), None)]
    assert lane("", parted, scale, solid, ASCII).drawn == "### ######>"


def test_a_spell_shorter_than_its_code_is_a_sign() -> None:
    scale = Scale(date(2012, 1, 1), date(2012, 1, 10), 10)
    short = [a_spell(date(2012, 1, 3), date(2012, 1, 4))]
    assert lane("", short, scale, lettered("legal_status"), UNICODE).drawn == "  ▪        "


def test_a_code_is_not_cut_by_the_spell_that_shares_its_last_column() -> None:
    scale = Scale(date(2012, 1, 1), date(2012, 1, 20), 10)  # a column two days
    sharing = [a_spell(date(2012, 1, 1), date(2012, 1, 4)), a_spell(date(2012, 1, 4), None, "C2")]
    assert lane("", sharing, scale, lettered("legal_status"), ASCII).drawn == "+C2------->"


def test_what_is_not_recorded_is_a_question_mark() -> None:
    scale = Scale(date(2012, 1, 1), date(2012, 1, 5), 5)
    blank = Spell("episode", date(2012, 1, 1), None, {"legal_status": None}, ())
    assert lane("", [blank], scale, lettered("legal_status"), ASCII).drawn == "?---->"


def test_a_review_is_one_mark() -> None:
    scale = Scale(date(2012, 1, 1), date(2012, 1, 5), 5)
    day = date(2012, 1, 3)
    assert lane("", [a_spell(day, day)], scale, marked, ASCII).drawn == "  o   "


def test_spells_of_one_code_that_meet_are_one() -> None:
    days = [date(2012, 1, day) for day in (1, 5, 9, 12)]
    same = [a_spell(days[0], days[1]), a_spell(days[1], days[2]), a_spell(days[2], days[3], "C2")]
    assert [(spell.start, spell.end) for spell in joined(same, "legal_status")] == [
        (days[0], days[2]),
        (days[2], days[3]),
    ]
    apart = [a_spell(days[0], days[1]), a_spell(days[1] + ONE_DAY, None)]
    assert joined(apart, "legal_status") == apart


def test_a_year_is_written_where_there_is_room_and_ticked_everywhere() -> None:
    years, ticks = axis(Scale(date(1990, 1, 1), date(2019, 12, 31), 60), ASCII)
    assert ticks.count("|") == 30
    assert years.split()[:2] == ["1990", "1993"]
    assert all(ticks[place] == "|" for place in (years.index("1990"), years.index("1993")))


@given(last=st.dates(date(2010, 1, 1), date(2030, 12, 31)), width=st.integers(min_value=4, max_value=120))
def test_a_year_is_written_whole_or_not_at_all_and_within_the_lanes(last: date, width: int) -> None:
    scale = Scale(date(2010, 1, 1), last, width)
    years, _ = axis(scale, ASCII)
    assert len(years) <= width + 1
    assert all(len(year) == 4 and 2010 <= int(year) <= last.year for year in years.split())
