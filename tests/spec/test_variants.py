"""Other readings of the plan's measures, under names of their own."""

from __future__ import annotations

import pytest

from tests.spec.facts import told
from tests.support.stories import story

D = "2012-03-31"


@pytest.mark.parametrize(
    ("ended", "as_at", "rows"),
    [
        ("2011-02-28", "2011-04-30", {"within 1 month"}),
        ("2011-03-01", "2011-04-30", set()),
        ("2012-01-31", "2012-03-31", {"within 1 year (cumulative)"}),
        ("2012-02-01", "2012-03-31", set()),
        ("2013-01-30", "2013-03-31", set()),
        ("2013-01-31", "2013-03-31", {"2 years or more"}),
    ],
)
def test_entrants_are_followed_up_for_as_long_as_each_row_asks(ended: str, as_at: str, rows: set[str]) -> None:
    """A period from 31 January 2011, asked about when the follow-up of its cohort is whole."""
    answer = story(f"C1 2011-01-31 S V2 U6@Elm {ended} E4A").ask("ceased-by-duration/entrants", as_at)
    assert {row.group["duration"] for row in answer.rows if row.meets} == rows


def test_a_younger_cohort_is_not_yet_observable() -> None:
    answer = story("C1 2012-02-01 S V2 U6@Elm 2012-02-10 E4A").ask("ceased-by-duration/entrants", D)
    counted = {row.group["duration"]: row.denominator for row in answer.rows}
    assert counted == {"within 1 month": 1, "within 1 year (cumulative)": 0, "2 years or more": 0}


@pytest.mark.parametrize(
    ("began", "ended", "band"),
    [
        ("2011-06-01", "2011-06-14", "under 2 weeks"),
        ("2011-06-01", "2011-06-15", "2 weeks to under 8 weeks"),
        ("2011-06-01", "2011-07-26", "2 weeks to under 8 weeks"),
        ("2011-06-01", "2011-07-27", "8 weeks to under 6 months"),
        ("2011-06-01", "2011-11-30", "8 weeks to under 6 months"),
        ("2011-06-01", "2011-12-01", "6 months to under 1 year"),
        ("2010-06-01", "2011-06-01", "1 year to under 2 years"),
        ("2009-06-01", "2011-06-01", "2 years to under 3 years"),
        ("2008-06-01", "2011-06-01", "3 years to under 5 years"),
        ("2006-06-01", "2011-06-01", "5 years to under 10 years"),
        ("2001-06-02", "2011-06-01", "5 years to under 10 years"),
        ("2001-06-01", "2011-06-01", "10 years and over"),
    ],
)
def test_national_bands_hold_their_lower_bound(began: str, ended: str, band: str) -> None:
    answer = story(f"C1 {began} S V2 U6@Elm {ended} E4A").ask("ceased-by-duration/bands", D)
    assert [row.group["duration"] for row in answer.rows if row.meets] == [band]


def test_both_periods_begun_in_the_window() -> None:
    rows = "C1 {began} S V2 U6@Elm 2010-12-01 E4A\nC1 2011-12-01 S V2 U6@Elm"
    assert story(rows.format(began="2010-04-01")).who("multiple-periods/begun", D) == {"C1"}
    assert story(rows.format(began="2010-03-31")).who("multiple-periods/begun", D) == set()
    assert story(rows.format(began="2010-03-31")).who("multiple-periods/begun", D, years=3) == {"C1"}


@pytest.mark.parametrize(("ended", "is_re_entry"), [("2009-08-01", True), ("2009-07-31", False)])
def test_of_those_who_started_who_had_left_in_the_two_years_before(ended: str, is_re_entry: bool) -> None:
    """The earlier period ended within X years before that start."""
    found = story(f"C1 2005-01-01 S V2 U6@Elm {ended} E4A\nC1 2011-08-01 S V2 U6@Elm")
    assert bool(found.who("multiple-periods/re-entry", D)) is is_re_entry
    assert found.who("multiple-periods/re-entry", D, years="ever") == {"C1"}


def test_re_entry_goes_by_the_first_start_of_the_year() -> None:
    """Two starts in the year: the second follows the first by a month, the first follows nothing."""
    found = story("C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A\nC1 2011-07-01 S V2 U6@Elm")
    row = found.row("multiple-periods/re-entry", D)
    assert (row.numerator, row.denominator) == (0, 1)
    assert found.who("multiple-periods/re-entry", D, years="ever") == set()


def test_entrants_go_by_the_first_start_of_the_year() -> None:
    """The first period lasted two months, the second two weeks."""
    found = story("C1 2011-05-01 S V2 U6@Elm 2011-07-01 E4A\nC1 2011-08-01 S V2 U6@Elm 2011-08-15 E4A")
    assert found.who("ceased-by-duration/entrants", D, duration="within 1 month") == set()
    other = story("C1 2011-05-01 S V2 U6@Elm 2011-05-15 E4A\nC1 2011-08-01 S V2 U6@Elm")
    assert other.who("ceased-by-duration/entrants", D, duration="within 1 month") == {"C1"}


def test_leavers_by_how_many_periods_they_ever_had() -> None:
    found = story(
        """
        C1 1999-01-01 S V2 U6@Elm 1999-05-01 E4A
        C1 2011-01-01 S V2 U6@Elm 2011-05-01 E4A
        C2 2011-01-01 S V2 U6@Elm 2011-05-01 E4A
        """
    )
    row = found.row("multiple-periods/leavers", D)
    assert (row.meets, row.denominator) == ({"C1"}, 2)
    assert found.who("multiple-periods/leavers", D, count="1") == {"C2"}


def test_absences_without_authorisation_may_be_counted_with_the_missing() -> None:
    found = story("C1 2011-01-01 S V2 U6@Elm\nC1 away 2011-06-01 2011-06-03\nC2 missing 2011-06-01 2011-06-02")
    assert found.who("missing-over-24h", D) == set()
    assert found.who("missing-over-24h/any-absence", D) == {"C1"}


@pytest.mark.parametrize(("since", "meets"), [("2012-03-30", True), ("2012-03-31", False)])
def test_missing_on_the_day_since_the_day_before(since: str, meets: bool) -> None:
    found = story(f"C1 2011-01-01 S V2 U6@Elm\nC1 missing {since}\nC1 missing 2011-06-01 2011-07-01")
    assert bool(found.who("missing-over-24h/at-date", D)) is meets


def test_before_2015_missing_was_a_placement() -> None:
    found = story("C1 2011-01-01 S V2 U6@Elm 2012-03-01 X1\nC1 2012-03-01 P V2 M3@- \nC2 2011-01-01 S V2 U6@Elm")
    row = found.row("missing-over-24h/placement", D)
    assert (row.meets, row.denominator) == ({"C1"}, 2)


def test_the_home_left_behind_is_that_of_the_parents() -> None:
    found = story(
        """
        C1 2011-01-01 S C2 P1@Home 2012-03-30 X1
        C1 2012-03-30 P C2 T1@Ward
        """
    )
    assert found.who("placed-with-parents", D) == set()
    assert found.who("placed-with-parents/home", D) == {"C1"}


def test_section_20_among_those_who_started() -> None:
    found = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
        C1 2011-06-01 L C1 U6@Elm
        C2 2011-05-01 S C1 U6@Elm 2011-06-01 X1
        C2 2011-06-01 L V2 U6@Elm
        """
    )
    row = found.row("legal-status-s20/started", D)
    assert (row.meets, row.denominator) == ({"C1"}, 2)


@pytest.mark.parametrize(("began", "is_long"), [("2011-09-30", True), ("2011-10-01", False)])
def test_long_under_section_20_whatever_the_placements(began: str, is_long: bool) -> None:
    """Six months from 30 September are up on 30 March, from 1 October on 1 April."""
    rows = f"C1 {began} S V2 U6@Elm 2012-01-01 X1\nC1 2012-01-01 P V2 K2@Oak\nC2 2011-01-01 S C2 U6@Elm"
    row = story(rows).row("legal-status-s20/long", D)
    assert (bool(row.meets), row.denominator) == (is_long, 1)


MISSING = """
    C1 2011-01-01 S V2 U6@Elm
    C1 missing 2011-06-01 2011-06-02
    2011-06-01 C1 missing-incident-began category=M began_at=20:00:00
    2011-06-02 C1 missing-incident-ended began_on=2011-06-01 category=M began_at=20:00:00 ended_at={ended}
"""


@pytest.mark.parametrize(("ended", "is_over"), [("20:00:00", False), ("20:01:00", True)])
def test_where_the_times_of_day_are_known_they_decide(ended: str, is_over: bool) -> None:
    """Strictly more than 24 hours. From days alone it would be possible."""
    row = told(MISSING.format(ended=ended)).row("missing-over-24h", D)
    assert (bool(row.meets), bool(row.possible)) == (is_over, is_over)


ISSUED = "{day} C1 court-application-issued type=care\n"


@pytest.mark.parametrize(
    ("issued", "meets"), [("2011-06-01", True), ("2011-10-30", True), ("2011-10-31", False), ("2011-07-31", True)]
)
def test_of_those_who_started_of_whom_proceedings_were_issued_soon(issued: str, meets: bool) -> None:
    """Three months from 30 July are up on 30 October; proceedings under way then count."""
    row = told("C1 2011-07-30 S V2 U6@Elm\n" + ISSUED.format(day=issued)).row("proceedings-applied/started", D)
    assert (bool(row.meets), row.denominator) == (meets, 1)


def test_proceedings_that_were_over_before_the_start_do_not_count() -> None:
    over = ISSUED.format(day="2010-06-01") + "2010-09-01 C1 court-application-disposed began_on=2010-06-01 type=care\n"
    assert told("C1 2011-07-30 S V2 U6@Elm\n" + over).who("proceedings-applied/started", D) == set()


@pytest.mark.parametrize(
    ("issued", "meets"), [("2011-09-30", True), ("2011-10-30", True), ("2011-10-31", False), ("2011-07-29", False)]
)
def test_proceedings_issued_soon_after_the_start_count_though_the_child_has_left(issued: str, meets: bool) -> None:
    """The child went home on 30 August. An application that was over on the day the child started is not under way."""
    rows = "C1 2011-07-30 S V2 U6@Elm 2011-08-30 E4A\n" + ISSUED.format(day=issued)
    if issued < "2011-07-30":
        rows += f"2011-07-30 C1 court-application-disposed began_on={issued} type=care\n"
    row = told(rows).row("proceedings-applied/started", D)
    assert (bool(row.meets), row.denominator) == (meets, 1)


def test_earlier_proceedings_that_were_over_do_not_hide_those_issued_soon_after_the_start() -> None:
    rows = ISSUED.format(day="2010-06-01") + "2010-09-01 C1 court-application-disposed began_on=2010-06-01 type=care\n"
    rows += ISSUED.format(day="2011-09-01") + "C1 2011-07-30 S V2 U6@Elm\n"
    assert told(rows).who("proceedings-applied/started", D) == {"C1"}


def test_of_those_long_under_section_20_of_whom_proceedings_were_issued() -> None:
    rows = "C1 2011-05-01 S V2 U6@Elm\nC2 2011-05-01 S V2 U6@Elm\nC3 2012-01-01 S V2 U6@Elm\n"
    row = told(rows + ISSUED.format(day="2011-06-01")).row("proceedings-applied/section-20", D)
    assert (row.meets, row.denominator) == ({"C1"}, 2)


DISPOSED = "{day} C1 court-application-disposed began_on={issued} type=care\n"


@pytest.mark.parametrize(
    ("issued", "disposed", "meets"),
    [
        ("2011-05-01", "", True),
        ("2011-05-01", "2011-08-01", True),  # issued in the period, and over since
        ("2011-04-30", "", True),  # under way when the period began
        ("2010-12-01", "2011-05-02", True),
        ("2010-12-01", "2011-05-01", False),  # over on the day it began
        ("2010-12-01", "2011-04-30", False),
    ],
)
def test_proceedings_of_the_present_period_or_under_way_when_it_began(issued: str, disposed: str, meets: bool) -> None:
    rows = "C1 2011-05-01 S V2 U6@Elm\n" + ISSUED.format(day=issued)
    rows += DISPOSED.format(day=disposed, issued=issued) if disposed else ""
    row = told(rows).row("proceedings-applied/section-20", D)
    assert (bool(row.meets), row.denominator) == (meets, 1)


def test_proceedings_in_an_earlier_period_alone_are_not_of_the_present_one() -> None:
    rows = "C1 2010-01-01 S V2 U6@Elm 2010-12-01 E4A\nC1 2011-05-01 S V2 U6@Elm\n" + ISSUED.format(day="2010-02-01")
    ended = rows + DISPOSED.format(day="2010-08-01", issued="2010-02-01")
    assert told(ended).row("proceedings-applied/section-20", D).numerator == 0
    assert told(rows).row("proceedings-applied/section-20", D).numerator == 1  # still under way in the present one


def test_special_guardianship_among_the_two_ways() -> None:
    left = "C{n} 2011-01-01 S C2 U6@Elm 2011-09-01 {reason}\n"
    found = story("".join(left.format(n=n, reason=reason) for n, reason in enumerate(("E11", "E45", "E41"), 1)))
    row = found.row("adoption-orders-otherwise/permanence-mix", D)
    assert (row.meets, row.denominator) == ({"C2"}, 2)


@pytest.mark.parametrize(
    ("then", "outcome"),
    [
        ("2011-09-01 E11", "adopted"),
        ("2011-09-01 E45", "special guardianship"),
        ("2011-09-01 E41", "residence or child arrangements order"),
        ("2011-09-01 E4A", "left otherwise"),
        ("", "still looked after under the order"),
        ("2011-09-01 X1\nC1 2011-09-01 L C2 U6@Elm", "still looked after, no longer under it"),
    ],
)
def test_what_came_of_a_placement_order(then: str, outcome: str) -> None:
    """The order was made in the year that ended a year ago."""
    answer = story(f"C1 2010-09-01 S E1 U6@Elm {then}").ask("adoption-orders-otherwise/after-order", D)
    assert [row.group["outcome"] for row in answer.rows if row.meets and row.group] == [outcome]


WORKED = """
    2010-06-01 C1 edge-of-care-intervention-started service=mst
    2011-03-31 C1 edge-of-care-intervention-ended began_on=2010-06-01 service=mst
"""


@pytest.mark.parametrize(("started", "meets"), [("2010-12-01", True), ("2010-12-02", False)])
def test_accommodated_counted_from_the_start_of_the_intervention(started: str, meets: bool) -> None:
    found = told(WORKED + f"C1 {started} S V2 U6@Elm\n")
    row = found.row("edge-of-care-accommodated/from-start", "2011-09-30")
    assert (bool(row.meets), row.denominator) == (meets, 1)


def test_placed_with_parents_among_those_under_care_orders() -> None:
    found = story("C1 2011-01-01 S C2 P1@Home\nC2 2011-01-01 S C1 U6@Elm\nC3 2011-01-01 S V2 U6@Elm")
    row = found.row("placed-with-parents/care-orders", D)
    assert (row.meets, row.denominator) == ({"C1"}, 2)


def test_requests_that_stood() -> None:
    found = story(
        """
        C1 2010-01-01 S V2 U6@Elm
        C1 visitor 2011-06-01 matched 2011-07-01
        C2 2010-01-01 S V2 U6@Elm
        C2 visitor 2011-06-01 withdrawn 2011-07-01 because other
        C3 2010-01-01 S V2 U6@Elm 2011-09-01 E4A
        C3 visitor 2011-06-01
        C4 2010-01-01 S V2 U6@Elm
        C4 visitor 2011-06-01
        """
    )
    row = found.row("visitor-received/answerable", D)
    assert (row.meets, row.denominator) == ({"C1"}, 2)
