"""The scenarios of ``replay``: what each story comes to, worked out from the story.

A figure is asked as at a day, as known at a day; the answer is the children in its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from replay import baselines, scenarios
from replay.changes import Why
from replay.differences import difference
from replay.files import as_toml, from_toml
from replay.restatement import compare_baseline
from replay.scenarios import SCENARIOS, Scenario
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.checks import check
from timeline.projections.algebra.sides import Side
from timeline.projections.cases import one_case, pinned
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import CaseLog, open_log

NEVER_SENT_RULE = "episode-never-sent-again"

Expected = list[tuple[str, str, str | None, set[str]]]

FIGURES: dict[str, Expected] = {
    "withdrawn-withdrawal": [
        ("looked-after", "2012-03-31", "2012-06-30", {"Ama", "Ben"}),
        ("looked-after", "2012-03-31", "2012-07-09", {"Ama", "Ben"}),
        ("looked-after", "2012-03-31", "2012-07-10", {"Ben"}),
        ("looked-after", "2012-03-31", "2012-09-01", {"Ama", "Ben"}),
        ("started", "2012-03-31", "2012-08-31", {"Ben"}),
        ("started", "2012-03-31", None, {"Ama", "Ben"}),
    ],
    "amended-twice": [
        ("looked-after", "2012-03-31", "2012-04-04", {"Cem", "Dia"}),
        ("looked-after", "2012-03-31", "2012-04-05", {"Dia"}),
        ("looked-after", "2012-03-31", "2012-07-01", {"Cem", "Dia"}),
        ("looked-after", "2012-03-31", "2012-10-01", {"Dia"}),
        ("ceased", "2012-03-31", "2012-06-30", {"Cem"}),
        ("ceased", "2012-03-31", "2012-09-30", set()),
        ("ceased", "2012-03-31", None, {"Cem"}),
    ],
    "late-amended-confirmed": [
        ("placements-3-plus", "2012-03-31", "2012-06-30", set()),
        ("placements-3-plus", "2012-03-31", "2012-08-01", {"Eva"}),
        ("placements-3-plus", "2012-03-31", "2012-11-01", {"Eva"}),
        ("placements-3-plus", "2012-03-31", None, {"Eva"}),
        # by the end of November 2011 the third placement had begun as it was known in August, not as corrected
        ("placements-3-plus", "2011-11-30", "2012-08-01", {"Eva"}),
        ("placements-3-plus", "2011-11-30", "2012-11-01", set()),
    ],
    "returns-out-of-order": [
        ("looked-after", "2011-03-31", "2011-06-30", {"Fay", "Gus"}),
        ("looked-after", "2011-03-31", "2012-06-30", {"Fay"}),
        ("looked-after", "2012-03-31", "2011-06-30", {"Fay", "Gus"}),
        ("looked-after", "2012-03-31", "2012-06-30", {"Fay", "Hal"}),
        ("looked-after", "2012-03-31", "2013-06-30", {"Fay"}),
        ("looked-after", "2013-03-31", None, {"Fay", "Hal"}),
    ],
    "history-loaded-later": [
        ("looked-after", "2012-03-31", "2012-06-30", {"Ivo", "Joy"}),
        ("looked-after", "2012-03-31", "2012-06-29", set()),
    ],
    "year-sent-again": [
        ("missing-over-24h", "2011-03-31", "2011-06-30", {"Lea"}),
        ("missing-over-24h", "2011-03-31", "2012-06-30", {"Lea"}),
        ("missing-over-24h", "2011-03-31", "2012-09-30", set()),
        ("looked-after", "2012-03-31", "2012-06-30", {"Lea"}),
        ("looked-after", "2012-03-31", None, {"Lea"}),
        ("looked-after", "2011-03-31", None, {"Kit", "Lea"}),
    ],
    "child-given-a-new-identifier": [
        ("looked-after", "2012-03-31", "2012-06-30", {"M100"}),
        ("looked-after", "2013-03-31", "2013-06-30", {"M100", "M200"}),
        ("looked-after", "2013-03-31", "2013-08-31", {"M100", "M200"}),
        ("looked-after", "2013-03-31", "2013-09-01", {"M200"}),
        ("looked-after", "2012-03-31", None, {"M200"}),
        ("started", "2012-03-31", None, set()),
    ],
    "one-identifier-two-children": [
        ("looked-after", "2012-03-31", "2012-06-30", {"S1"}),
        ("looked-after", "2012-03-31", "2012-08-01", {"S2"}),
        ("multiple-periods", "2012-03-31", "2012-07-31", {"S1"}),
        ("multiple-periods", "2012-03-31", None, set()),
        ("ceased", "2012-03-31", None, {"S1"}),
        ("started", "2012-03-31", None, {"S1", "S2"}),
    ],
    "merged-in-error": [
        ("looked-after", "2012-03-31", "2012-06-30", {"T1", "T2"}),
        ("looked-after", "2012-03-31", "2012-08-01", {"T2"}),
        ("looked-after", "2012-03-31", "2012-09-30", {"T2"}),
        ("looked-after", "2012-03-31", "2012-10-01", {"T1", "T2"}),
    ],
    "never-sent-again": [
        ("looked-after", "2012-03-31", None, {"Ola", "Pam"}),
        ("looked-after", "2013-03-31", None, {"Ola", "Pam"}),
        ("ceased", "2013-03-31", None, set()),
    ],
}


@pytest.fixture
def log() -> Iterator[CaseLog]:
    """An empty log."""
    with open_log(":memory:") as opened:
        yield opened


def load(log: CaseLog, scenario: Scenario) -> None:
    for statement in scenario.statements():
        log.record(statement)
    log.record([], scenario.attested())


def meets(log: CaseLog, indicator: str, basis: Basis) -> set[str]:
    (answer,) = measure(log, [CATALOGUE[indicator]], basis)
    return set(answer.rows[0].meets)


def basis(as_at: str, known_at: str | None) -> Basis:
    return Basis(date.fromisoformat(as_at), date.fromisoformat(known_at) if known_at else None)


def test_every_scenario_has_its_figures_and_every_journal_is_a_scenario() -> None:
    assert list(FIGURES) == list(SCENARIOS)
    journals = {path.stem for path in (Path(scenarios.__file__).parent / "scenarios").glob("*.journal")}
    assert journals == set(SCENARIOS)


def _named(part: object) -> str:
    """A name for a case that holds no set: those have no order."""
    return part if isinstance(part, str) else " ".join(str(each) for each in tuple(part)[:3])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SCENARIOS)
def test_its_journal_begins_with_its_title(name: str) -> None:
    assert SCENARIOS[name].text.splitlines()[0] == f"; {SCENARIOS[name].title}"


@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name, figures in FIGURES.items() for figure in figures], ids=_named
)
def test_its_figures_are_those_of_its_story(
    log: CaseLog, name: str, figure: tuple[str, str, str | None, set[str]]
) -> None:
    load(log, SCENARIOS[name])
    indicator, as_at, known_at, children = figure
    assert meets(log, indicator, basis(as_at, known_at)) == children


# --------------------------------------------------------------------------------------------- what the stories promise


def test_a_fact_whose_withdrawal_is_withdrawn_is_known_since_it_was_first_said(log: CaseLog) -> None:
    load(log, SCENARIOS["withdrawn-withdrawal"])
    case = one_case(log, "Ama", basis("2012-03-31", None))
    assert case is not None
    (fact,) = case.story.facts
    assert fact.known_on == date(2012, 6, 30)


def test_what_is_confirmed_gains_a_source_and_keeps_its_day_of_knowing(log: CaseLog) -> None:
    load(log, SCENARIOS["late-amended-confirmed"])
    case = one_case(log, "Eva", basis("2012-03-31", None))
    assert case is not None
    move = case.story.facts[-1]
    assert (move.event.occurred_on, move.known_on) == (date(2011, 12, 10), date(2012, 11, 1))
    assert [telling.file for telling in move.told] == ["late-amended-confirmed.journal", "return-2013.csv"]


ORDERS = list(permutations(range(3)))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_returns_may_be_loaded_in_any_order(log: CaseLog, order: tuple[int, ...]) -> None:
    statements = SCENARIOS["returns-out-of-order"].statements()
    for place in order:
        log.record(statements[place])
    for indicator, as_at, known_at, children in FIGURES["returns-out-of-order"]:
        assert meets(log, indicator, basis(as_at, known_at)) == children


def test_a_baseline_does_not_move_when_history_is_loaded_and_a_fresh_question_does(log: CaseLog) -> None:
    first, later = SCENARIOS["history-loaded-later"].statements()
    log.record(first)
    taken = baselines.take(log, "plan", [CATALOGUE["looked-after"]], Basis(date(2012, 3, 31), date(2012, 6, 30)))
    log.record(later)
    assert meets(log, "looked-after", taken.basis) == {"Joy"}
    assert meets(log, "looked-after", basis("2012-03-31", "2012-06-30")) == {"Ivo", "Joy"}
    assert baselines.verify(log, taken) == []

    now = pinned(log, basis("2012-03-31", "2012-06-30"))
    (difference,) = compare_baseline(log, taken, None, now).differences
    (move,) = difference.moves
    (change,) = move.by_facts
    (fact,) = change.after
    assert (move.child, move.numerator, change.why) == ("Ivo", 1, Why.LOADED)
    assert [(telling.file, telling.row) for telling in fact.told] == [("paper-files.txt", 17)]


def moves(log: CaseLog, older: Basis, newer: Basis) -> list[tuple[str, int, list[Why]]]:
    """What moved who, from one figure of children looked after to another."""
    sides = [Side(CATALOGUE["looked-after"], pinned(log, basis)) for basis in (older, newer)]
    found = difference(log, *sides)
    return [(move.child, move.numerator, [change.why for change in move.by_facts]) for move in found.moves]


def test_a_child_who_was_re_keyed_leaves_by_one_name_and_comes_in_by_the_other(log: CaseLog) -> None:
    load(log, SCENARIOS["child-given-a-new-identifier"])
    as_first_known, now = basis("2012-03-31", "2012-06-30"), basis("2012-03-31", None)
    assert moves(log, as_first_known, now) == [("M100", -1, [Why.REKEYED]), ("M200", 1, [Why.REKEYED])]


def test_a_fact_moved_to_another_child_says_so(log: CaseLog) -> None:
    load(log, SCENARIOS["one-identifier-two-children"])
    as_first_known, now = basis("2012-03-31", "2012-06-30"), basis("2012-03-31", None)
    assert moves(log, as_first_known, now) == [("S1", -1, [Why.REKEYED]), ("S2", 1, [Why.REKEYED])]


def test_a_child_is_found_by_every_name_it_was_recorded_under(log: CaseLog) -> None:
    load(log, SCENARIOS["child-given-a-new-identifier"])
    for name in ("M100", "M200"):
        case = one_case(log, name, basis("2013-03-31", None))
        assert case is not None
        assert case.child == "M200"
        assert {telling.recorded_of for fact in case.story.facts for telling in fact.told} == {"M100", "M200"}


def test_a_child_who_was_re_keyed_is_not_missing_from_the_return_that_names_it_anew(log: CaseLog) -> None:
    load(log, SCENARIOS["child-given-a-new-identifier"])
    (then,) = measure(log, [CATALOGUE["looked-after"]], basis("2013-03-31", "2013-06-30"))
    (now,) = measure(log, [CATALOGUE["looked-after"]], basis("2013-03-31", None))
    assert (then.never_sent_again, now.never_sent_again) == (1, 0)


POLICIES: list[tuple[NeverSentAgain, str, str, set[str]]] = [
    (NeverSentAgain.KEEP, "looked-after", "2013-03-31", {"Ola", "Pam"}),
    (NeverSentAgain.DROP, "looked-after", "2013-03-31", {"Ola"}),
    (NeverSentAgain.CLOSE, "looked-after", "2013-03-31", {"Ola"}),
    (NeverSentAgain.KEEP, "ceased", "2013-03-31", set()),
    (NeverSentAgain.DROP, "ceased", "2013-03-31", set()),
    (NeverSentAgain.CLOSE, "ceased", "2013-03-31", {"Pam"}),
    # at the end of the year of the last return that had her nothing is missing yet
    (NeverSentAgain.DROP, "looked-after", "2012-03-31", {"Ola", "Pam"}),
    (NeverSentAgain.CLOSE, "looked-after", "2012-03-31", {"Ola", "Pam"}),
    # the first day on which each takes effect
    (NeverSentAgain.DROP, "looked-after", "2012-04-01", {"Ola"}),
    (NeverSentAgain.CLOSE, "looked-after", "2012-04-01", {"Ola"}),
]


@pytest.mark.parametrize("expected", POLICIES, ids=_named)
def test_what_an_open_period_is_taken_for_is_part_of_the_question(
    log: CaseLog, expected: tuple[NeverSentAgain, str, str, set[str]]
) -> None:
    policy, indicator, as_at, children = expected
    load(log, SCENARIOS["never-sent-again"])
    assert meets(log, indicator, replace(basis(as_at, None), never_sent_again=policy)) == children


@pytest.mark.parametrize("policy", NeverSentAgain)
def test_before_the_return_that_lacks_the_child_was_known_no_period_is_missing(
    log: CaseLog, policy: NeverSentAgain
) -> None:
    load(log, SCENARIOS["never-sent-again"])
    asked = replace(basis("2013-03-31", "2013-06-29"), never_sent_again=policy)
    (answer,) = measure(log, [CATALOGUE["looked-after"]], asked, beyond_coverage=True)
    assert (answer.rows[0].meets, answer.never_sent_again) == ({"Ola", "Pam"}, 0)


@pytest.mark.parametrize("policy", NeverSentAgain)
def test_the_number_of_children_concerned_stands_beside_the_figure_and_check_names_them(
    log: CaseLog, policy: NeverSentAgain
) -> None:
    load(log, SCENARIOS["never-sent-again"])
    asked = replace(basis("2013-03-31", None), never_sent_again=policy)
    (answer,) = measure(log, [CATALOGUE["looked-after"]], asked)
    assert answer.never_sent_again == 1
    named = {story.child for story in log.stories(asked) for each in check(story) if each.rule.id == NEVER_SENT_RULE}
    assert named == {"Pam"}


def test_the_difference_between_two_ways_to_take_an_open_period_is_explained_as_that(log: CaseLog) -> None:
    load(log, SCENARIOS["never-sent-again"])
    kept = basis("2013-03-31", None)
    for policy in (NeverSentAgain.DROP, NeverSentAgain.CLOSE):
        assert moves(log, kept, replace(kept, never_sent_again=policy)) == [("Pam", -1, [Why.NEVER_SENT_AGAIN])]


def test_a_baseline_remembers_what_open_periods_were_taken_for(log: CaseLog) -> None:
    load(log, SCENARIOS["never-sent-again"])
    asked = replace(basis("2013-03-31", None), never_sent_again=NeverSentAgain.CLOSE)
    taken = baselines.take(log, "closed", list(CATALOGUE.values()), asked)
    assert taken.basis == replace(asked, position=taken.position)
    assert baselines.verify(log, taken) == []
    assert from_toml(as_toml(taken), "closed.toml") == taken
