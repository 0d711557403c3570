"""What a baseline promises: it can be run again for ever, and says so plainly where it cannot.

The story, by hand: Ada and Bob are looked after on 31 March 2012 as known on 30 June 2012. In August it becomes known
that Bob had gone home on 20 March.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from replay import baselines, restatement
from replay.baselines import BaselineError, Failure, bring, named, take, taken, verify, verify_all
from replay.files import as_toml, from_toml
from replay.restatement import compare_baseline
from tests.store.making import tamper
from timeline.domain.attestations import BaselineTaken, ReturnReceived
from timeline.domain.basis import Basis
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.cases import pinned
from timeline.projections.indicators import CATALOGUE
from timeline.projections.meaning import identity
from timeline.store import CaseLog, open_log

AS_AT, KNOWN_AT = date(2012, 3, 31), date(2012, 6, 30)
LOOKED_AFTER = CATALOGUE["looked-after"]

FIRST = """
known 2012-06-30
2005-02-01 Ada child-registered
2011-05-01 Ada became-looked-after legal_status=V2 placement.type=U6
2003-02-01 Bob child-registered
2011-05-01 Bob became-looked-after legal_status=C2 placement.type=U6
"""
LATER = """
known 2012-08-01
2012-03-20 Bob ceased-to-be-looked-after began_on=2011-05-01 reason_episode_ceased=E4A
"""


def load(log: CaseLog, journal: str) -> None:
    for said in parse_journal(journal, "notes.journal"):
        log.record([said])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the log is."""
    return tmp_path / "log.db"


@pytest.fixture
def log(path: Path) -> Iterator[CaseLog]:
    """A log of the first part of the story."""
    with open_log(path) as opened:
        load(opened, FIRST)
        yield opened


@pytest.fixture
def plan(log: CaseLog) -> BaselineTaken:
    """Every measure as at 31 March 2012, as known at 30 June."""
    return take(log, "plan", list(CATALOGUE.values()), Basis(AS_AT, KNOWN_AT))


def what(failures: list[Failure]) -> list[tuple[str | None, str]]:
    return [(failure.measure, failure.what) for failure in failures]


# -------------------------------------------------------------------------------------------------------------- taking


def test_it_attests_the_figures_where_the_log_stood_then(log: CaseLog) -> None:
    head = log.head()
    plan = take(log, "plan", [LOOKED_AFTER], Basis(AS_AT, KNOWN_AT))
    (measure,) = plan.measures
    assert (plan.as_at, plan.known_at, plan.position, plan.chain_hash) == (AS_AT, KNOWN_AT, head.position, head.hash)
    assert json.loads(measure.figures) == [{"group": {}, "numerator": 2, "denominator": None, "value": 2}]
    assert (measure.version, measure.definition) == (LOOKED_AFTER.version, identity(LOOKED_AFTER, AS_AT))
    assert taken(log) == [plan]


def test_a_name_cannot_be_taken_twice(log: CaseLog, plan: BaselineTaken) -> None:
    with pytest.raises(BaselineError, match="taken before"):
        take(log, "plan", [LOOKED_AFTER], Basis(date(2011, 3, 31), None))
    assert taken(log) == [plan]


@pytest.mark.parametrize("name", ["", "  ", " plan", "plan ", "a\nb", "a\x1bb"])
def test_a_name_can_be_typed_again(log: CaseLog, name: str) -> None:
    with pytest.raises(BaselineError, match="NAME"):
        take(log, name, [LOOKED_AFTER], Basis(AS_AT, None))
    assert taken(log) == []


def test_a_baseline_that_is_not_there_is_not_found(log: CaseLog, plan: BaselineTaken) -> None:
    assert named(log, "plan") == plan
    with pytest.raises(BaselineError, match="Did you mean plan"):
        named(log, "plans")
    with pytest.raises(BaselineError, match="There are: plan"):
        named(log, "2013")


# --------------------------------------------------------------------------------------------------------- reproducing


def test_it_reproduces_whatever_becomes_known_later(log: CaseLog, plan: BaselineTaken) -> None:
    load(log, LATER)
    load(log, LATER.replace("2012-08-01", "2012-06-30"))  # even under an old day of knowing
    assert verify(log, plan) == []


def test_several_verified_together_reproduce_whatever_becomes_known_later(log: CaseLog, plan: BaselineTaken) -> None:
    without_limit = take(log, "no limit", [LOOKED_AFTER], Basis(AS_AT, None))
    load(log, LATER)
    load(log, LATER.replace("2012-08-01", "2012-06-30"))
    assert verify_all(log, [plan, without_limit], log.verify(), lambda _: None) == [[], []]


def test_one_without_a_limit_reproduces_too_for_it_pins_the_position(log: CaseLog) -> None:
    plan = take(log, "plan", [LOOKED_AFTER], Basis(AS_AT, None))
    load(log, LATER)
    assert verify(log, plan) == []


def test_it_reproduces_in_a_log_opened_again(log: CaseLog, plan: BaselineTaken, path: Path) -> None:
    with open_log(path, create=False) as again:
        assert verify(again, named(again, "plan")) == []


def altered(plan: BaselineTaken, **changed: str) -> BaselineTaken:
    """The baseline with something of its first measure told otherwise."""
    first, *rest = plan.measures
    return plan.model_copy(update={"measures": (first.model_copy(update=changed), *rest)})


def test_a_figure_that_was_flipped_is_found(log: CaseLog, plan: BaselineTaken) -> None:
    flipped = plan.measures[0].figures.replace('"value":2', '"value":3')
    (failure,) = verify(log, altered(plan, figures=flipped))
    assert failure == Failure("looked-after", "figures", flipped, plan.measures[0].figures)


def test_members_that_are_others_are_found_though_the_figure_is_the_same(log: CaseLog, plan: BaselineTaken) -> None:
    assert what(verify(log, altered(plan, members="sha256:00"))) == [("looked-after", "members")]


SPOILT = "UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), '{}', '{}') AS BLOB) WHERE position = {}"


def test_an_entry_that_was_tampered_with_is_found(log: CaseLog, plan: BaselineTaken, path: Path) -> None:
    """A year of a child's age decides no figure here, and the stored hashes are as they were: the chain tells."""
    tamper(str(path), SPOILT.format("2005", "2006", 1))
    assert what(verify(log, plan)) == [(None, "hash chain")]


def test_what_is_damaged_beyond_its_position_is_none_of_its_business(
    log: CaseLog, plan: BaselineTaken, path: Path
) -> None:
    load(log, LATER)
    last = log.head().position
    tamper(str(path), SPOILT.format("2012", "2011", last - 1))
    assert not log.verify().is_sound
    assert verify(log, plan) == []


def test_another_log_is_not_what_it_was_taken_from(plan: BaselineTaken) -> None:
    with open_log(":memory:") as other:
        assert what(verify(other, plan)) == [(None, "log position")]
        load(other, FIRST.replace("2011-05-01", "2011-05-02"))
        assert what(verify(other, plan)) == [(None, "hash of the log at its position")]


# ---------------------------------------------------------------------------------------------- definitions that change

UNDER_EIGHT = replace(LOOKED_AFTER, version="2013", counted=x.Open(x.BeforeAge(x.Spells("period_of_care"), 8)))


def known(monkeypatch: pytest.MonkeyPatch, *indicators: Indicator) -> None:
    """A program that knows these definitions of the children looked after, the present one first."""
    definitions: Mapping[str, tuple[Indicator, ...]] = {"looked-after": indicators}
    monkeypatch.setattr(baselines, "DEFINITIONS", definitions)
    monkeypatch.setattr(restatement, "CATALOGUE", {"looked-after": indicators[0]})


def test_a_definition_that_is_kept_reproduces(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = take(log, "plan", [LOOKED_AFTER], Basis(AS_AT, KNOWN_AT))
    known(monkeypatch, UNDER_EIGHT, LOOKED_AFTER)
    assert verify(log, plan) == []


def test_a_definition_that_is_lost_is_named(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = take(log, "plan", [LOOKED_AFTER], Basis(AS_AT, KNOWN_AT))
    known(monkeypatch, UNDER_EIGHT)
    (failure,) = verify(log, plan)
    assert (failure.measure, failure.what) == ("looked-after", "definition")
    assert failure.attested == f"{LOOKED_AFTER.version} {identity(LOOKED_AFTER, AS_AT)}"
    found = compare_baseline(log, plan, None, pinned(log, Basis(AS_AT)))
    assert (found.differences, [each.measure for each in found.lost]) == ((), ["looked-after"])


def test_what_a_new_definition_does_is_told_apart(log: CaseLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 31 March 2012 Ada is 7 and Bob is 9. Bob had gone by then, so it is the late record that takes him out."""
    plan = take(log, "plan", [LOOKED_AFTER], Basis(AS_AT, KNOWN_AT))
    known(monkeypatch, UNDER_EIGHT, LOOKED_AFTER)
    before = compare_baseline(log, plan, None, pinned(log, Basis(AS_AT, KNOWN_AT))).differences[0]
    load(log, LATER)
    after = compare_baseline(log, plan, None, pinned(log, Basis(AS_AT))).differences[0]
    assert [(m.child, m.numerator, len(m.by_facts), m.by_definition) for m in before.moves] == [("Bob", -1, 0, True)]
    assert [(m.child, m.numerator, len(m.by_facts), m.by_definition) for m in after.moves] == [("Bob", -1, 1, False)]


# ------------------------------------------------------------------------------------------------------ taken elsewhere


def test_one_taken_in_a_copy_of_the_log_is_attested_here(log: CaseLog, tmp_path: Path) -> None:
    with open_log(tmp_path / "copy.db") as copy:
        load(copy, FIRST)
        elsewhere = from_toml(as_toml(take(copy, "plan", [LOOKED_AFTER], Basis(AS_AT, KNOWN_AT))), "plan.toml")
        same = copy.head(elsewhere.position).hash == log.head(elsewhere.position).hash
    # two logs of the same facts are two logs: the moments of recording are in the hash
    assert not same
    assert what(bring(log, elsewhere)) == [(None, "hash of the log at its position")]
    assert taken(log) == []


def test_one_that_reproduces_is_attested_once(log: CaseLog, plan: BaselineTaken) -> None:
    renamed = plan.model_copy(update={"title": "plan, as sent to the board"})
    load(log, LATER)
    head = log.head().position
    assert bring(log, renamed) == []
    assert bring(log, renamed) == []
    assert taken(log) == [plan, renamed]
    assert log.head().position == head + 1


def test_one_that_does_not_reproduce_is_not_attested(log: CaseLog, plan: BaselineTaken) -> None:
    other = altered(plan, members="sha256:00").model_copy(update={"title": "other"})
    assert what(bring(log, other)) == [("looked-after", "members")]
    assert taken(log) == [plan]


def test_one_whose_name_is_anothers_is_refused(log: CaseLog, plan: BaselineTaken) -> None:
    with pytest.raises(BaselineError, match="taken before"):
        bring(log, altered(plan, members="sha256:00"))


# ---------------------------------------------------------------------------------------------------------------- since


def test_since_then_one_child_went_out_for_one_late_record(log: CaseLog, plan: BaselineTaken) -> None:
    load(log, LATER)
    found = compare_baseline(log, plan, None, pinned(log, Basis(AS_AT)), ["looked-after"])
    (difference,) = found.differences
    ((before, after, moves),) = difference.rows()
    assert (before.numerator, after.numerator, found.not_reproduced) == (2, 1, ())
    (move,) = moves
    (change,) = move.by_facts
    assert (move.child, move.numerator, change.why.value) == ("Bob", -1, "recorded late")
    assert [(telling.file, telling.row) for fact in change.after for telling in fact.told] == [("notes.journal", 3)]


def test_two_baselines_are_set_side_by_side(log: CaseLog, plan: BaselineTaken) -> None:
    load(log, LATER)
    revised = take(log, "revised", [LOOKED_AFTER], Basis(AS_AT, None))
    found = compare_baseline(log, plan, revised, revised.basis)
    assert [each.before.indicator.id for each in found.differences] == ["looked-after"]
    assert {each.measure for each in found.lost} == set(CATALOGUE) - {"looked-after"}


def test_a_measure_that_a_baseline_does_not_hold_cannot_be_compared(log: CaseLog) -> None:
    plan = take(log, "plan", [LOOKED_AFTER], Basis(AS_AT, KNOWN_AT))
    with pytest.raises(BaselineError, match="It holds: looked-after"):
        compare_baseline(log, plan, None, pinned(log, Basis(AS_AT)), ["started"])


def test_a_baseline_whose_figure_does_not_come_out_again_is_told(log: CaseLog, plan: BaselineTaken) -> None:
    found = compare_baseline(log, altered(plan, members="sha256:00"), None, pinned(log, Basis(AS_AT)))
    assert [each.measure for each in found.not_reproduced] == ["looked-after"]


def test_a_module_that_a_return_brought_without_a_row_is_a_zero_on_both_sides(log: CaseLog) -> None:
    """The header row of Missing alone says that nobody was; so the figure then was none of 2, not no figure."""
    received = ReturnReceived(year_ending=AS_AT, known_on=KNOWN_AT, modules=("Missing",), children=0)
    log.record([], attested=[received])
    plan = take(log, "plan", [CATALOGUE["missing-over-24h"]], Basis(AS_AT, KNOWN_AT))
    load(log, LATER)
    found = compare_baseline(log, plan, None, pinned(log, Basis(AS_AT)))
    ((before, after, moves),) = found.differences[0].rows()
    assert (before.numerator, after.numerator, moves, found.not_reproduced) == (0, 0, [], ())
