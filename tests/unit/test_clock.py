"""Hours between two times of day: the clocks of England."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.clock import elapsed

LONDON = ZoneInfo("Europe/London")
moments = st.datetimes(datetime(1996, 1, 1), datetime(2030, 12, 31))


@pytest.mark.parametrize(
    ("began", "ended", "hours"),
    [
        ("2012-03-24 12:00", "2012-03-25 12:00", 23),
        ("2012-03-25 00:30", "2012-03-25 02:30", 1),
        ("2012-10-27 12:00", "2012-10-28 12:00", 25),
        ("2012-10-28 00:30", "2012-10-28 01:30", 1),
        ("2012-10-28 00:30", "2012-10-28 02:30", 3),
        ("2012-05-10 22:30", "2012-05-11 22:30", 24),
        ("2013-03-30 12:00", "2013-03-31 12:00", 23),
    ],
)
def test_worked_examples(began: str, ended: str, hours: int) -> None:
    start, end = datetime.fromisoformat(began), datetime.fromisoformat(ended)
    assert elapsed(start.date(), start.time(), end.date(), end.time()) == timedelta(hours=hours)


@given(began=moments, ended=moments)
def test_it_is_what_the_time_zone_says(began: datetime, ended: datetime) -> None:
    there, here = began.replace(tzinfo=LONDON).timestamp(), ended.replace(tzinfo=LONDON).timestamp()
    found = elapsed(began.date(), began.time(), ended.date(), ended.time())
    assert found.total_seconds() == pytest.approx(here - there, abs=1e-3)


def test_a_day_is_24_hours_on_a_day_on_which_nothing_happens_to_the_clocks() -> None:
    assert elapsed(date(2012, 1, 1), time(0), date(2012, 1, 2), time(0)) == timedelta(hours=24)
