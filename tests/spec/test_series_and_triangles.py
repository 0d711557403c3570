"""A series asks one question as at many days; a triangle asks it as known at many days besides.

The story, by hand. The return known on 30 June 2011 tells of Ada, looked after since 1 May 2010, and of Bob, since
15 September 2010. The one known on 30 June 2012 tells that Bob had gone home on 20 March 2011, and that Cia had been
looked after since 10 February 2011, Eve since 1 March 2011, and Dan since 30 November 2011.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from timeline.domain.basis import Basis
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra.answers import Series, figure_of
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.engines import Engine
from timeline.projections.grids import Every, Grid, Known, along, days
from timeline.projections.indicators import CATALOGUE, in_force
from timeline.projections.indicators.leaving import CARE_LEAVERS, CARE_LEAVERS_TO_2013
from timeline.projections.questions import measure, series, triangle
from timeline.projections.tables import rebuild
from timeline.store import CaseLog, open_log

JOURNAL = """
known 2011-06-30
2004-02-01 Ada child-registered
2010-05-01 Ada became-looked-after legal_status=V2 placement.type=U6
2003-02-01 Bob child-registered
2010-09-15 Bob became-looked-after legal_status=C2 placement.type=U6

known 2012-06-30
2011-03-20 Bob ceased-to-be-looked-after began_on=2010-09-15 reason_episode_ceased=E4A
2005-02-01 Cia child-registered
2011-02-10 Cia became-looked-after legal_status=V2 placement.type=U6
2006-02-01 Eve child-registered
2011-03-01 Eve became-looked-after legal_status=V2 placement.type=U6
2007-02-01 Dan child-registered
2011-11-30 Dan became-looked-after legal_status=V2 placement.type=U6
"""

MAY_2010, MARCH_2011, MARCH_2012 = date(2010, 5, 31), date(2011, 3, 31), date(2012, 3, 31)
JUNE_2011, JUNE_2012 = date(2011, 6, 30), date(2012, 6, 30)
LOOKED_AFTER = CATALOGUE["looked-after"]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseLog]:
    """A log of the story."""
    with open_log(tmp_path_factory.mktemp("series") / "log.db") as opened:
        for said in parse_journal(JOURNAL, "notes.journal"):
            opened.record([said])
        yield opened


def asked(log: CaseLog, name: str, *on: date, known_at: Known = None) -> Series:
    """One measure as at some days."""
    (found,) = series(log, [CATALOGUE[name]], along(on, known_at))
    return found


def numbers(found: Series) -> list[int | None]:
    """The main figure of every point."""
    return [point.rows[0].numerator for point in found.points]


# ------------------------------------------------------------------------------------------------------------ a series


@pytest.mark.parametrize(
    ("known_at", "by_hand"),
    [
        (None, [1, 3, 4]),  # Ada; Ada, Cia, Eve; Dan besides
        (JUNE_2011, [1, 2, 2]),  # Ada; Ada and Bob, who as far as is known has not gone home
        (JUNE_2012, [1, 3, 4]),
    ],
)
def test_every_point_is_as_known_at_the_day_of_knowing(log: CaseLog, known_at: date | None, by_hand: list[int]) -> None:
    assert numbers(asked(log, "looked-after", MAY_2010, MARCH_2011, MARCH_2012, known_at=known_at)) == by_hand


def test_as_it_could_have_been_published_each_day(log: CaseLog) -> None:
    """Nothing was known in March 2011; in June of 2011 Ada and Bob; in June of 2012 all five, of whom Bob has gone."""
    found = asked(log, "looked-after", MARCH_2011, JUNE_2011, MARCH_2012, JUNE_2012, known_at="same-day")
    assert numbers(found) == [None, 2, 2, 4]
    assert found.points[0].rows[0].reason == "nothing was known by 2011-03-31 of Episodes as at 2011-03-31"


def test_the_window_moves_with_the_day(log: CaseLog) -> None:
    """Started in the 12 months to the day: Cia, Eve and Bob leave it a year after they began, on that very day."""
    on = (
        *(date(2011, 9, 14), date(2011, 9, 15)),  # Bob began on 15 September 2010
        *(date(2012, 2, 9), date(2012, 2, 10)),  # Cia on 10 February 2011
        *(date(2012, 2, 29), date(2012, 3, 1)),  # Eve on 1 March 2011; Dan came in November
    )
    found = asked(log, "started", *on)
    assert numbers(found) == [3, 2, 3, 2, 2, 1]
    assert [point.window.first for point in found.points if point.window][-2:] == [date(2011, 3, 1), date(2011, 3, 2)]


def test_each_point_is_by_the_definition_in_force_on_its_day(log: CaseLog) -> None:
    """Care leavers were counted at 19 until 2013, and at 17 to 21 since."""
    found = asked(log, "care-leavers", date(2013, 3, 31), date(2014, 3, 31))
    assert [point.indicator for point in found.points] == [CARE_LEAVERS_TO_2013, CARE_LEAVERS]
    assert found.indicator is CARE_LEAVERS


def test_a_point_is_the_answer_asked_alone_whatever_the_measure(log: CaseLog) -> None:
    bases = along((MARCH_2011, date(2011, 8, 15), MARCH_2012), JUNE_2012, log.head().position)
    found = series(log, [*CATALOGUE.values()], bases, engine=Engine.REFERENCE)
    assert [each.indicator.id for each in found] == [*CATALOGUE]
    for each in found:
        for point, basis in zip(each.points, bases, strict=True):
            (alone,) = measure(log, [in_force(CATALOGUE[each.indicator.id], basis.as_at)], basis)
            assert point.rows == tuple(figure_of(row) for row in alone.rows)
            assert (point.basis, point.window) == (basis, alone.window)


def test_all_points_are_asked_of_one_log(tmp_path: Path) -> None:
    """What is recorded while the points go by is in none of them."""
    said = list(parse_journal(JOURNAL, "notes.journal"))
    with open_log(tmp_path / "log.db") as log:
        for each in said[:2]:
            log.record([each])

        def meanwhile(_: int) -> None:
            for each in said[2:]:
                log.record([each])

        (found,) = series(log, [LOOKED_AFTER], along((MARCH_2011, MARCH_2011), None), progress=meanwhile)
        assert numbers(found) == [2, 2]
        assert numbers(asked(log, "looked-after", MARCH_2011)) == [3]


def test_a_series_of_no_day_is_none(log: CaseLog) -> None:
    with pytest.raises(ValueError, match="a day at least"):
        series(log, [LOOKED_AFTER], [])


# ---------------------------------------------------------------------------------------------------------- a triangle


def test_a_triangle_tells_how_each_figure_was_revised(log: CaseLog) -> None:
    """March 2011 was 2 and became 3: Cia and Eve came, Bob went. As known in June 2011 no March 2012 is asked."""
    found = triangle(log, LOOKED_AFTER, Grid((MARCH_2011, MARCH_2012), (JUNE_2011, JUNE_2012)))
    cells = {(point.basis.as_at, point.basis.known_at): point.rows[0].value for point in found.points}
    assert cells == {
        (MARCH_2011, JUNE_2011): Fraction(2),
        (MARCH_2011, JUNE_2012): Fraction(3),
        (MARCH_2012, JUNE_2012): Fraction(4),
    }


def test_a_column_of_a_triangle_is_the_series_as_known_then(log: CaseLog) -> None:
    on = days(MARCH_2011, MARCH_2012, Every.QUARTER)
    for name in ("looked-after", "started", "legal-status-s20"):
        found = triangle(log, CATALOGUE[name], Grid(on, (JUNE_2011, JUNE_2012), log.head().position))
        for known_at in (JUNE_2011, JUNE_2012):
            column = tuple(point for point in found.points if point.basis.known_at == known_at)
            assert column == asked(log, name, *(day for day in on if day <= known_at), known_at=known_at).points


def test_a_cell_is_asked_from_the_end_of_its_own_day_on() -> None:
    day, before, after = MARCH_2012, date(2012, 3, 30), date(2012, 4, 1)
    assert Grid((day,), (before, day, after), 7).cells == (Basis(day, day, 7), Basis(day, after, 7))


# -------------------------------------------------------------------------------------------------------- breakdowns


LEGAL_STATUS = DIMENSIONS["legal-status"]
BY_LEGAL_STATUS = {
    # Ada alone had begun, under section 20
    (MAY_2010, JUNE_2011): {"Accommodated under section 20": 1},
    (MARCH_2011, JUNE_2011): {"Accommodated under section 20": 1, "Full care order": 1},
    # Bob, the one under a care order, had gone home; Cia and Eve had come under section 20
    (MARCH_2011, JUNE_2012): {"Accommodated under section 20": 3},
}


def by_label(found: Series) -> list[dict[object, int | None]]:
    """Of every point the number with each label."""
    labelled = [[row for row in point.rows if LEGAL_STATUS.id in row.group] for point in found.points]
    return [{row.group[LEGAL_STATUS.id]: row.numerator for row in rows} for rows in labelled]


@pytest.mark.parametrize("engine", Engine)
def test_a_triangle_by_legal_status_has_the_labels_that_somebody_had_then(log: CaseLog, engine: Engine) -> None:
    rebuild(log)
    bases = [Basis(*days, log.head().position) for days in BY_LEGAL_STATUS]
    (found,) = series(log, [LOOKED_AFTER], bases, LEGAL_STATUS, engine=engine)
    assert by_label(found) == list(BY_LEGAL_STATUS.values())


@pytest.mark.parametrize("engine", Engine)
def test_a_series_by_age_goes_over_a_birthday(log: CaseLog, engine: Engine) -> None:
    """Ada, born on 1 February 2004, is ten from 1 February 2014 on, and Bob had gone home."""
    rebuild(log)
    bases = along((date(2014, 1, 31), date(2014, 2, 1)), None, log.head().position)
    (found,) = series(log, [LOOKED_AFTER], bases, DIMENSIONS["age"], engine=engine)
    ages = [{row.group["age"]: row.numerator for row in point.rows if "age" in row.group} for point in found.points]
    assert ages == [{"5 to 9": 4}, {"5 to 9": 3, "10 to 15": 1}]


# ------------------------------------------------------------------------------------------------------------- the days


@pytest.mark.parametrize(
    ("first", "last", "every", "by_hand"),
    [
        # the corresponding date, counted from the first day: no drift after a short month
        ("2011-01-30", "2011-04-30", "month", ["2011-01-30", "2011-02-28", "2011-03-30", "2011-04-30"]),
        ("2011-01-15", "2011-03-14", "month", ["2011-01-15", "2011-02-15"]),
        # from the last day of a month, the last days of months
        ("2011-01-31", "2011-04-30", "month", ["2011-01-31", "2011-02-28", "2011-03-31", "2011-04-30"]),
        ("2012-02-29", "2012-05-01", "month", ["2012-02-29", "2012-03-31", "2012-04-30"]),
        ("2011-02-28", "2012-02-29", "year", ["2011-02-28", "2012-02-29"]),
        ("2011-06-30", "2012-03-31", "quarter", ["2011-06-30", "2011-09-30", "2011-12-31", "2012-03-31"]),
        # 28 February is no month's end in a leap year
        ("2012-02-28", "2013-02-28", "year", ["2012-02-28", "2013-02-28"]),
        # the last day need not be one of them, and the first is enough
        ("2011-03-31", "2012-03-30", "year", ["2011-03-31"]),
        ("2011-03-31", "2011-03-31", "month", ["2011-03-31"]),
        ("2011-03-31", "2011-03-30", "month", []),
        # to the end of the calendar
        ("9999-11-30", "9999-12-31", "month", ["9999-11-30", "9999-12-31"]),
    ],
)
def test_days_are_counted_from_the_first(first: str, last: str, every: str, by_hand: list[str]) -> None:
    found = days(date.fromisoformat(first), date.fromisoformat(last), Every(every))
    assert [day.isoformat() for day in found] == by_hand


def test_what_is_known_of_a_day_of_a_series() -> None:
    on = (MARCH_2011, MARCH_2012)
    assert [basis.known_at for basis in along(on, None)] == [None, None]
    assert [basis.known_at for basis in along(on, JUNE_2012)] == [JUNE_2012, JUNE_2012]
    assert [basis.known_at for basis in along(on, "same-day")] == [MARCH_2011, MARCH_2012]
