"""The year's outcomes of children looked after for twelve months (module OC2)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told

D = "2012-03-31"
CARE = "C{n} born {born}\nC{n} 2010-01-01 S C2 U6@Elm\n"
YEAR = "{day} C{n} health-outcomes-recorded {flags}\n"


def child(n: int, flags: str, born: str = "2000-01-01", day: str = D) -> str:
    return CARE.format(n=n, born=born) + YEAR.format(n=n, flags=flags, day=day)


@pytest.mark.parametrize(
    ("measure", "flag"),
    [
        ("health-annual", "health_assessment"),
        ("dental", "teeth_check"),
        ("immunisations", "immunisations"),
        ("substance-misuse", "substance_misuse"),
        ("convicted", "convicted"),
    ],
)
def test_each_is_the_years_flag_and_what_is_not_recorded_stays_among_all(measure: str, flag: str) -> None:
    found = told(
        child(1, f"{flag}=true")
        + child(2, f"{flag}=false")
        + child(3, "sdq_score=3")
        + CARE.format(n=4, born="2000-01-01")
    )
    row = found.row(measure, D)
    assert (row.meets, row.denominator, row.unknown, row.value) == ({"C1"}, 4, 2, Fraction(25))


def test_only_children_looked_after_for_the_whole_year_are_counted() -> None:
    later = "C1 2011-04-02 S V2 U6@Elm\n2012-03-31 C1 health-outcomes-recorded teeth_check=true"
    assert told(later).row("dental", D).denominator == 0


def test_the_outcomes_of_the_year_before_are_not_this_years() -> None:
    found = told(child(1, "teeth_check=true", day="2011-03-31"))
    assert found.who("dental", "2011-03-31") == {"C1"}
    assert (found.row("dental", D).numerator, found.row("dental", D).unknown) == (0, 1)


@pytest.mark.parametrize(("born", "counted"), [("2002-03-31", 1), ("2002-04-01", 0), ("1994-04-01", 1)])
def test_convictions_are_asked_of_children_from_ten_to_seventeen(born: str, counted: int) -> None:
    assert told(child(1, "convicted=false", born)).row("convicted", D).denominator == counted


def test_of_those_who_misuse_substances_some_received_an_intervention_and_some_refused_it() -> None:
    found = told(
        child(1, "substance_misuse=true intervention_received=true")
        + child(2, "substance_misuse=true intervention_received=false intervention_offered=true")
        + child(3, "substance_misuse=false")
    )
    received = found.row("substance-misuse", D, outcome="received an intervention")
    refused = found.row("substance-misuse", D, outcome="offered an intervention and refused it")
    assert (received.meets, received.denominator) == ({"C1"}, 2)
    assert (refused.meets, refused.denominator) == ({"C2"}, 2)


def test_the_mean_score_is_of_those_who_have_one() -> None:
    found = told(child(1, "sdq_score=10") + child(2, "sdq_score=17") + child(3, "sdq_reason=SDQ2"))
    row = found.row("sdq-mean", D)
    assert (row.value, row.numerator, row.denominator) == (Fraction(27, 2), 2, 3)
    coverage = found.row("sdq-mean", D, outcome="has a score")
    assert coverage.value == Fraction(200, 3)


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "normal"), (13, "normal"), (14, "borderline"), (16, "borderline"), (17, "concern"), (40, "concern")],
)
def test_scores_stand_in_three_bands(score: int, band: str) -> None:
    """0 to 13, 14 to 16, 17 to 40."""
    assert told(child(1, f"sdq_score={score}")).who("sdq-mean", D, outcome=band) == {"C1"}


@pytest.mark.parametrize(
    ("born", "counted"), [("2007-03-31", 1), ("2007-04-01", 0), ("1995-04-01", 1), ("1995-03-31", 0)]
)
def test_scores_are_reported_from_five_to_sixteen(born: str, counted: int) -> None:
    assert told(child(1, "sdq_score=10", born)).row("sdq-mean", D).denominator == counted


def test_without_the_module_there_is_no_figure() -> None:
    row = told(CARE.format(n=1, born="2000-01-01")).row("dental", D)
    assert (row.numerator, row.reason) == (None, "nothing is known of OC2 as at 2012-03-31")


MEASURES = [
    ("health-annual", "health_assessment=true"),
    ("dental", "teeth_check=true"),
    ("immunisations", "immunisations=true"),
    ("sdq-mean", "sdq_score=10"),
    ("substance-misuse", "substance_misuse=true"),
    ("convicted", "convicted=true"),
]


@pytest.mark.parametrize(("measure", "flag"), MEASURES)
@pytest.mark.parametrize(("as_at", "met"), [("2012-03-31", True), ("2012-09-30", True), ("2013-03-30", True)])
def test_on_another_day_the_row_is_that_of_the_31_march_in_the_window(
    measure: str, flag: str, as_at: str, met: bool
) -> None:
    found = told(child(1, flag))
    assert bool(found.who(measure, as_at)) is met
    assert found.who(measure, "2013-03-31") == set()
    assert found.row(measure, "2013-03-31").denominator == 1


@pytest.mark.parametrize(("measure", "flag"), MEASURES)
@pytest.mark.parametrize(
    ("care", "as_at", "counted"),
    [
        ("2011-04-01 S C2 U6@Elm", "2012-03-31", 1),
        ("2011-04-02 S C2 U6@Elm", "2012-03-31", 0),
        ("2011-10-01 S C2 U6@Elm", "2012-09-30", 1),  # 12 months to 30 September, not to 31 March
        ("2011-10-02 S C2 U6@Elm", "2012-09-30", 0),
        ("2010-01-01 S C2 U6@Elm 2012-06-30 E4A", "2012-09-30", 0),  # looked after on 31 March, and no longer
        ("2010-01-01 S C2 U6@Elm 2012-09-30 E4A", "2012-09-30", 1),
    ],
)
def test_on_another_day_the_twelve_months_are_those_to_that_day(
    measure: str, flag: str, care: str, as_at: str, counted: int
) -> None:
    rows = f"C1 born 2000-01-01\nC1 {care}\n" + YEAR.format(n=1, flags=flag, day=D)
    assert told(rows).row(measure, as_at).denominator == counted


@pytest.mark.parametrize(
    ("measure", "born", "counted"),
    [
        ("convicted", "2002-09-30", 1),  # 9 on 31 March, 10 on the day asked about
        ("convicted", "2002-10-01", 0),
        ("convicted", "1994-09-30", 0),  # 17 on 31 March, 18 on the day asked about
        ("convicted", "1994-10-01", 1),
        ("sdq-mean", "2007-09-30", 1),
        ("sdq-mean", "2007-10-01", 0),
        ("sdq-mean", "1995-09-30", 0),
        ("sdq-mean", "1995-10-01", 1),
    ],
)
def test_on_another_day_the_age_is_that_of_that_day(measure: str, born: str, counted: int) -> None:
    found = told(child(1, "convicted=false sdq_score=10", born))
    assert found.row(measure, "2012-09-30").denominator == counted
