"""Projections answer where they hold all that the question is about; where they do not, the log does, and says why.

The story, by hand. Ada has been looked after since 1 May 2011. The projections are made. Then more is said: that Bob
has been looked after since 1 June 2011, or that a return came without any child in it, or that a baseline was taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from replay import baselines
from replay.differences import differences
from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra.sides import Side
from timeline.projections.checking import histories_checked, last_known_on
from timeline.projections.engines import FROM_COLUMNS, FROM_THE_LOG, Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators.leaving import CARE_LEAVERS, CARE_LEAVERS_TO_2013
from timeline.projections.questions import measure, series
from timeline.projections.tables import rebuild, state
from timeline.store import CaseLog, open_log

ADA = "known 2011-06-30\n2011-05-01 Ada became-looked-after legal_status=V2 placement.type=U6\n"
BOB = "known 2011-06-30\n2011-06-01 Bob became-looked-after legal_status=V2 placement.type=U6\n"
MARCH = date(2012, 3, 31)
LOOKED_AFTER, PLACEMENTS, REVIEWED, VISITORS, AT_THE_EDGE = (
    CATALOGUE[each]
    for each in (
        *("looked-after", "placements-3-plus", "reviews-on-time", "visitor-waiting", "edge-of-care-accommodated"),
    )
)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    """A log that holds Ada, and its projections."""
    with open_log(tmp_path / "log.db") as opened:
        opened.record(parse_journal(ADA))
        rebuild(opened)
        yield opened


def asked(log: CaseLog, basis: Basis, engine: Engine = Engine.AUTO) -> tuple[int | None, str]:
    """How many are looked after, and who answered."""
    said: list[str] = []
    (answer,) = measure(log, [LOOKED_AFTER], basis, engine=engine, note=said.append)
    (told,) = said
    return answer.rows[0].numerator, told


def in_a_series(log: CaseLog, bases: Sequence[Basis]) -> tuple[list[int | None], str]:
    """The same at several bases."""
    said: list[str] = []
    (found,) = series(log, [LOOKED_AFTER], bases, note=said.append)
    (told,) = said
    return [point.rows[0].numerator for point in found.points], told


def test_fresh_projections_answer(log: CaseLog) -> None:
    assert asked(log, Basis(MARCH)) == (1, FROM_COLUMNS)
    assert asked(log, Basis(MARCH, None, log.head().position)) == (1, FROM_COLUMNS)
    before = Basis(date(2011, 4, 30))  # when nothing was known of any episode
    assert in_a_series(log, [before, Basis(MARCH)]) == ([None, 1], FROM_COLUMNS)


def test_the_reference_interpreter_answers_when_it_is_asked(log: CaseLog) -> None:
    assert asked(log, Basis(MARCH), Engine.REFERENCE) == (1, f"{FROM_THE_LOG}, as asked")


def test_what_was_recorded_since_is_in_the_answer(log: CaseLog) -> None:
    before = log.head().position
    log.record(parse_journal(BOB))
    number, told = asked(log, Basis(MARCH))
    assert number == 2
    assert told == (
        f"{FROM_THE_LOG}: the projections were made at position {before}, and the question is about "
        f"{log.head().position} (Run `timeline rebuild`, or ask the log)"
    )
    numbers, told = in_a_series(log, [Basis(date(2011, 5, 31)), Basis(MARCH)])
    assert (numbers, told.startswith(FROM_THE_LOG)) == ([1, 2], True)


def test_what_is_asked_of_the_log_as_it_was_when_they_were_made_they_answer(log: CaseLog) -> None:
    before = log.head().position
    log.record(parse_journal(BOB))
    assert asked(log, Basis(MARCH, None, before)) == (1, FROM_COLUMNS)


def test_of_the_log_as_it_was_before_they_answer_where_all_that_was_stored_since_became_known_later(
    log: CaseLog,
) -> None:
    before = log.head().position
    log.record(parse_journal(BOB.replace("known 2011-06-30", "known 2011-07-31")))
    rebuild(log)
    for known_at in (None, date(2011, 6, 30), date(2011, 7, 30)):
        assert asked(log, Basis(MARCH, known_at, before)) == (1, FROM_COLUMNS)
    assert asked(log, Basis(MARCH)) == (2, FROM_COLUMNS)
    assert in_a_series(log, [Basis(date(2011, 5, 31), None, before), Basis(MARCH, None, before)]) == (
        [1, 1],
        FROM_COLUMNS,
    )


def test_history_loaded_since_that_was_known_by_then_is_left_out_by_the_log_alone(log: CaseLog) -> None:
    before = log.head().position
    log.record(parse_journal(BOB))
    rebuild(log)
    number, told = asked(log, Basis(MARCH, None, before))
    assert number == 1
    assert told == (
        f"{FROM_THE_LOG}: of position {before}, history was loaded afterwards that was known by then (Ask the log)"
    )
    numbers, told = in_a_series(log, [Basis(date(2011, 5, 31), None, before), Basis(MARCH, None, before)])
    assert (numbers, told.startswith(FROM_THE_LOG)) == ([1, 1], True)


def test_history_of_what_the_question_has_nothing_to_do_with_leaves_them_the_answer(log: CaseLog) -> None:
    before = log.head().position
    log.record(parse_journal("known 2011-01-15\n2010-09-15 Bob review-held participation=PN1\n"))
    rebuild(log)
    assert asked(log, Basis(MARCH, None, before)) == (1, FROM_COLUMNS)
    said: list[str] = []
    measure(log, [REVIEWED], Basis(MARCH, None, before), note=said.append)
    assert said[0].startswith(FROM_THE_LOG)


def test_what_takes_a_fact_back_has_to_do_with_what_the_fact_has(log: CaseLog) -> None:
    before = log.head().position
    fact = ADA.splitlines()[1]
    log.record(parse_journal(f'known 2011-06-30\nwithdraw {fact} because "another child"'))
    lifted = f'withdraw withdraw {fact} because "another child" because "it was she"'
    between = log.head().position
    log.record(parse_journal(f"known 2011-06-30\n{lifted}"))
    rebuild(log)
    assert asked(log, Basis(MARCH)) == (1, FROM_COLUMNS)
    for position, number in ((before, 1), (between, None)):  # her episode taken back, nothing is known of any
        found, told = asked(log, Basis(MARCH, None, position))
        assert (found, told.startswith(FROM_THE_LOG)) == (number, True)


def test_how_old_a_child_is_has_to_do_with_every_question(log: CaseLog) -> None:
    """Ada turns out to have been grown up all along."""
    before = log.head().position
    log.record(parse_journal("known 2011-06-30\n1990-01-01 Ada child-registered"))
    rebuild(log)
    assert asked(log, Basis(MARCH)) == (0, FROM_COLUMNS)
    number, told = asked(log, Basis(MARCH, None, before))
    assert (number, told.startswith(FROM_THE_LOG)) == (1, True)


def test_what_follows_on_care_has_to_do_with_episodes(log: CaseLog) -> None:
    """Whether somebody came into care after an intervention turns on episodes, though the question names none."""
    log.record(parse_journal("known 2011-06-30\n2011-05-20 Bob edge-of-care-intervention-started service=mst"))
    before = log.head().position
    log.record(parse_journal(BOB))
    rebuild(log)
    told: list[str] = []
    basis = Basis(MARCH, None, before)
    (found,) = measure(log, [AT_THE_EDGE], basis, note=told.append)
    (expected,) = measure(log, [AT_THE_EDGE], basis, engine=Engine.REFERENCE)
    assert (told[0].startswith(FROM_THE_LOG), found.rows) == (True, expected.rows)


def test_who_brings_another_number_has_moved_though_as_many_are_counted(log: CaseLog) -> None:
    """It turns out that Ada asked for a visitor in February, not in January: who waits is the same, how long is not."""
    asked_on = "known {}\n2012-{}-10 Ada independent-visitor-requested\n"
    log.record(parse_journal(asked_on.format("2012-03-01", "01")))
    log.record(
        parse_journal('known 2012-05-01\nwithdraw 2012-01-10 Ada independent-visitor-requested because "mistyped"')
    )
    log.record(parse_journal(asked_on.format("2012-05-01", "02")))
    rebuild(log)
    then, now = (Basis(MARCH, day, log.head().position) for day in (date(2012, 4, 1), None))
    for engine in Engine:
        (found,) = differences(log, [(Side(VISITORS, then), Side(VISITORS, now))], engine=engine)
        waited = [row for row, reading in enumerate(VISITORS.readings) if reading.days is not None]
        moved = {move.row: (move.before.days, move.after.days) for move in found.moves}
        assert [moved[row] for row in waited[:1]] == [((81,), (50,))]


def test_who_moved_in_another_row_than_the_first_has_moved(log: CaseLog) -> None:
    """Ada's move in October is recorded late: two placements instead of one, and three or more are none of hers."""
    details = 'legal_status=V2 placement.type=U6 placement.postcode="AB1 1AB"'
    log.record(parse_journal(f"known 2012-05-01\n2011-10-01 Ada placement-moved {details}"))
    rebuild(log)
    then, now = (Basis(MARCH, day, log.head().position) for day in (date(2012, 4, 1), None))
    for engine in Engine:
        (found,) = differences(log, [(Side(PLACEMENTS, then), Side(PLACEMENTS, now))], engine=engine)
        moved = {dict(PLACEMENTS.readings[move.row].group).get("count"): move.numerator for move in found.moves}
        assert moved == {"1": -1, "2": 1}


def test_a_return_since_is_in_the_answer_though_no_child_is_in_it(log: CaseLog) -> None:
    """Of visitors nothing was known; then a return brought that table, and it was empty: nobody waits."""
    received = ReturnReceived(
        year_ending=MARCH, known_on=date(2012, 6, 30), modules=("Episodes", "visitor-requests"), children=0
    )
    (before,) = measure(log, [VISITORS], Basis(MARCH))
    log.record([], [received])
    said: list[str] = []
    (after,) = measure(log, [VISITORS], Basis(MARCH), note=said.append)
    assert (before.rows[0].numerator, after.rows[0].numerator) == (None, 0)
    assert said[0].startswith(FROM_THE_LOG)


def test_a_baseline_since_has_no_part_in_a_figure(log: CaseLog) -> None:
    before = log.head().position
    baselines.take(log, "march", [LOOKED_AFTER], Basis(MARCH))
    assert log.head().position > before
    assert asked(log, Basis(MARCH)) == (1, FROM_COLUMNS)


def test_intervals_are_of_the_log(log: CaseLog) -> None:
    pytest.importorskip("scipy")
    said: list[str] = []
    (answer,) = measure(log, [CATALOGUE["legal-status-s20"]], Basis(MARCH), intervals=True, note=said.append)
    assert said == [f"{FROM_THE_LOG}: intervals are worked out from the log"]
    assert answer.rows[0].interval is not None


def test_projections_that_another_version_made_do_not_answer(log: CaseLog) -> None:
    with patch.object(state, "code_hash", return_value="of another version"):
        number, told = asked(log, Basis(MARCH))
    assert number == 1
    assert "made by another version of this program" in told


def test_without_projections_the_log_answers(tmp_path: Path) -> None:
    with open_log(tmp_path / "other.db") as log:
        log.record(parse_journal(ADA))
        assert asked(log, Basis(MARCH)) == (1, f"{FROM_THE_LOG}: there are no projections (Run `timeline rebuild`)")


WRONG = ["code-placement-of-another-year", "child-not-in-header"]
"""With Ada: U6 came into the return in later years, and nobody has said who she is."""


def checked(log: CaseLog, engine: Engine = Engine.AUTO) -> tuple[date | None, list[str], str]:
    """The day that histories are checked at where none is named, which rules Ada breaks, and who answered."""
    said: list[str] = []
    day = last_known_on(log, engine)
    found = histories_checked(log, Basis(day or MARCH), engine=engine, note=said.append)
    (told,) = said
    return day, [each.finding.rule.id for each in found if each.finding.child == "Ada"], told


def test_fresh_projections_say_what_is_wrong_in_the_histories(log: CaseLog) -> None:
    day = date(2011, 6, 30)
    assert checked(log) == (day, WRONG, FROM_COLUMNS)
    assert checked(log, Engine.REFERENCE) == (day, WRONG, f"{FROM_THE_LOG}, as asked")


def test_what_is_wrong_on_another_day_the_log_says(log: CaseLog) -> None:
    said: list[str] = []
    histories_checked(log, Basis(MARCH), engine=Engine.AUTO, note=said.append)
    assert said == [
        f"{FROM_THE_LOG}: the projections hold what is found as at 2011-06-30, of all that is known (Ask the log)"
    ]


def test_what_was_recorded_since_is_checked_in_the_log(log: CaseLog) -> None:
    log.record(parse_journal(BOB.replace("2011-06-30", "2011-07-31")))
    day, wrong, told = checked(log)
    assert (day, wrong, told.startswith(FROM_THE_LOG)) == (date(2011, 7, 31), WRONG, True)


def test_a_baseline_since_has_no_part_in_what_is_wrong(log: CaseLog) -> None:
    baselines.take(log, "march", [LOOKED_AFTER], Basis(MARCH))
    assert checked(log) == (date(2011, 6, 30), WRONG, FROM_COLUMNS)


def test_a_series_out_of_projections_is_by_the_definitions_in_force(log: CaseLog) -> None:
    """Care leavers were counted at 19 until 2013, and at 17 to 21 since."""
    said: list[str] = []
    bases = [Basis(date(year, 3, 31)) for year in (2013, 2014)]
    (found,) = series(log, [CATALOGUE["care-leavers"]], bases, note=said.append)
    assert said == [FROM_COLUMNS]
    assert [point.indicator for point in found.points] == [CARE_LEAVERS_TO_2013, CARE_LEAVERS]


def test_what_is_asked_with_and_without_a_day_of_knowing_at_once_is_asked_of_the_log(log: CaseLog) -> None:
    numbers, told = in_a_series(
        log, [Basis(MARCH, date(2011, 6, 29)), Basis(MARCH, MARCH - timedelta(days=1)), Basis(MARCH)]
    )
    assert (numbers, told.startswith(FROM_THE_LOG)) == ([None, 1, 1], True)
