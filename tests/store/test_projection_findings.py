"""The findings in the projections' tables, on every store: what they hold, who is checked again, what is refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from tests.store.making import move, note, review, yearly
from tests.store.test_projections import BEGUN, received, refused, started, write
from timeline.domain.attestations import ChildrenMerged
from timeline.domain.basis import Basis
from timeline.domain.entries import fact_id
from timeline.domain.events import ChildRegistered, PlacementDetails
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.projections.checking import histories_checked, last_known_on
from timeline.projections.engines import FROM_COLUMNS, FROM_THE_LOG, Engine
from timeline.projections.tables import Rebuilt, findings_from_tables, rebuild, schema
from timeline.store import CaseLog

FINDINGS = schema.FINDINGS.c
OVERDUE = "overdue-closure"
NOBODY = ("OTHER", review("2010-05-04"))


def born(on: str) -> ChildRegistered:
    """Who the child is."""
    return ChildRegistered.from_content({"occurred_on": on, "sex": "2"})


def on(known_on: str) -> tuple[str, Draft]:
    """The day moves on: something becomes known, of a child whom nobody asks about."""
    name, entry = NOBODY
    return name, note(known_on, entry)


def found(log: CaseLog, child: str = "C1") -> set[str]:
    """The rules that the tables say a child breaks; it is what the log says."""
    day = last_known_on(log, Engine.AUTO)
    assert day is not None
    said: list[str] = []
    both = [histories_checked(log, Basis(day), engine=engine, note=said.append) for engine in Engine]
    assert (both[0] == both[1], said[0]) == (True, FROM_COLUMNS)
    return {each.finding.rule.id for each in both[0] if each.finding.child == child}


def rows(log: CaseLog, rule: str) -> list[dict[str, Any]]:
    """The rows of a rule."""
    with log.database.reading() as connection:
        query = select(schema.FINDINGS).where(FINDINGS.rule == rule)
        return [dict(row) for row in connection.execute(query).mappings()]


def moved(log: CaseLog, known_on: str) -> Rebuilt:
    """The day moves on and the tables are brought up to date."""
    log.record([on(known_on)])
    return rebuild(log)


def test_a_finding_is_a_row(log: CaseLog) -> None:
    """A move that goes on from an episode which is still open: the two beginnings are named, in their order."""
    begun, gone_on = started(), move("2012-08-01")
    log.record([("C1", note("2012-09-01", gone_on, begun))])
    rebuild(log)
    (row,) = rows(log, "episode-previous-not-closed")
    assert (row["child"], row["rule_number"], row["severity"]) == ("C1", "142", "error")
    assert json.loads(row["days"]) == ["2012-05-01", "2012-08-01"]
    assert json.loads(row["facts"]) == [fact_id("C1", begun).hex, fact_id("C1", gone_on).hex]
    assert json.loads(row["source_rows"]) == ["notes.txt row 2", "notes.txt row 1"]


def test_a_house_rule_has_no_number(log: CaseLog) -> None:
    at_home = PlacementDetails(type="K2", postcode="AB1 2CD")
    accommodated = started().model_copy(update={"legal_status": "V2", "placement": at_home})
    log.record([("C1", note("2013-06-01", born("1995-05-31"), accommodated))])
    rebuild(log)
    (row,) = rows(log, "open-past-18-in-community-home")
    assert (row["number"], row["rule_number"], row["severity"]) == (1, None, "query")


def test_findings_are_as_at_the_last_day_on_which_anything_became_known(log: CaseLog) -> None:
    log.record([BEGUN, ("C2", note("2013-02-03", review("2012-05-04")))], [received(2012)])
    done = rebuild(log)
    assert done.state.checked_on == date(2013, 2, 3)  # the return became known later, and is about no child
    assert last_known_on(log, Engine.AUTO) == last_known_on(log, Engine.REFERENCE) == date(2013, 2, 3)


def test_who_has_a_birthday_in_the_meantime_is_checked_again_and_nobody_else(log: CaseLog) -> None:
    log.record([("C1", note("2012-06-01", started(), born("1994-11-05"))), ("C2", note("2012-06-01", started()))])
    rebuild(log)
    assert OVERDUE not in found(log)
    assert moved(log, "2012-11-04").identifiers == 1
    assert OVERDUE not in found(log)
    assert moved(log, "2012-11-05").identifiers == 2
    assert OVERDUE in found(log)
    assert moved(log, "2012-11-06").identifiers == 1


def test_a_fact_known_before_it_happens_is_found_when_it_has_happened(log: CaseLog) -> None:
    log.record([("C1", note("2012-06-01", born("2004-06-05"), move("2012-08-01")))])
    rebuild(log)
    assert found(log) == set()
    assert moved(log, "2012-07-31").identifiers == 1
    assert found(log) == set()
    assert moved(log, "2012-08-01").identifiers == 2
    assert found(log) == {"episode-first-not-start"}


def test_a_source_that_covers_a_later_year_says_what_it_says_when_that_begins(log: CaseLog) -> None:
    """That nothing was decided is known only of a child of whom the module with the decisions is."""
    for_adoption = started().model_copy(update={"placement": PlacementDetails(type="A4", postcode="AB1 2CD")})
    covering = Coverage(first=date(2012, 9, 1), last=date(2012, 9, 30), silence_counts_in=("PlacedAdoption",))
    silent = Draft(date(2012, 6, 1), "extract", ("list.csv",), covering, ())
    log.record([("C1", note("2012-06-01", born("2004-06-05"), for_adoption)), ("C1", silent)])
    rebuild(log)
    rule = "adoption-placed-without-decision"
    assert rule not in found(log)
    assert moved(log, "2012-08-31").identifiers == 1
    assert rule not in found(log)
    assert moved(log, "2012-09-01").identifiers == 2
    assert rule in found(log)


def test_a_return_of_a_year_that_has_not_begun_says_who_is_missing_when_it_has(log: CaseLog) -> None:
    sent = ("C1", yearly(2012, started(date(2011, 5, 1)), known_on="2012-04-01"))
    later = received(2014).model_copy(update={"known_on": date(2012, 4, 2)})
    log.record([sent], [later])
    rebuild(log)
    rule = "episode-never-sent-again"
    assert rule not in found(log)
    assert moved(log, "2013-03-31").identifiers == 1
    assert rule not in found(log)
    assert moved(log, "2013-04-01").identifiers == 2
    assert rule in found(log)


def test_children_found_to_be_one_are_checked_as_one(log: CaseLog) -> None:
    log.record([BEGUN, ("C2", note("2012-07-01", move("2012-06-20")))])
    rebuild(log)
    assert "episode-first-not-start" in found(log, "C2")
    log.record([], [ChildrenMerged(known_on=date(2013, 1, 1), child="C2", into="C1")])
    rebuild(log)
    assert (found(log, "C2"), "episode-previous-not-closed" in found(log)) == (set(), True)


def test_a_return_of_an_earlier_year_loaded_afterwards_lacks_a_child_that_began_before(log: CaseLog) -> None:
    """Nothing more is said of the children: the return that lacks them is. C2 began after its year."""
    began = {"C1": date(2010, 5, 1), "C2": date(2011, 5, 1)}
    log.record([(child, yearly(2012, started(day))) for child, day in began.items()], [received(2012)])
    rebuild(log)
    rule = "newcomer-begun-before"
    assert (rule in found(log), rule in found(log, "C2")) == (False, False)
    log.record([], [received(2010)])
    rebuild(log)
    assert (rule in found(log), rule in found(log, "C2")) == (False, False)
    log.record([], [received(2011)])
    assert rebuild(log).from_nothing is False
    assert (rule in found(log), rule in found(log, "C2")) == (True, False)


def test_a_newcomer_may_be_the_child_that_the_earlier_return_had(log: CaseLog) -> None:
    """C1 is in the first return alone, N1 in the second alone, as C2 is in both: C1 and N1 may be one."""
    for year, names in ((2011, ("C1", "C2")), (2012, ("C2", "N1"))):
        drafts = [(name, yearly(year, born("2004-06-05"), started(date(2010, 5, 1)))) for name in names]
        log.record(drafts, [received(year)])
    rebuild(log)
    assert "newcomer-begun-before" in found(log, "N1")
    day = last_known_on(log, Engine.AUTO)
    assert day is not None
    found_there = [each.finding for each in findings_from_tables(log, Basis(day))]
    same = {each.child: each.same_as for each in found_there if each.rule.id == "newcomer-begun-before"}
    assert same["N1"] == ("C1",)


def test_children_who_look_like_one_are_found_out_of_the_tables_too(log: CaseLog) -> None:
    log.record([("007", note("2012-06-01", born("2004-06-05"))), ("7", note("2012-07-01", born("2004-06-05")))])
    log.record([("0007", note("2012-06-01", born("2004-06-06")))])
    rebuild(log)
    assert (found(log, "7"), found(log, "007"), found(log, "0007")) == ({"identifiers-alike"}, set(), set())
    log.record([], [ChildrenMerged(known_on=date(2013, 1, 1), child="007", into="7")])
    rebuild(log)
    assert found(log, "7") == set()


def test_of_an_empty_log_nothing_is_found(log: CaseLog) -> None:
    assert rebuild(log).state.checked_on is None
    assert last_known_on(log, Engine.AUTO) is None


def test_another_basis_is_asked_of_the_log(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    day = date(2012, 6, 1)
    for basis in (Basis(date(2012, 6, 2)), Basis(date(2012, 5, 31)), Basis(day, day)):
        with refused("hold what is found as at 2012-06-01, of all that is known. Ask the log."):
            findings_from_tables(log, basis)
    assert findings_from_tables(log, Basis(day)) == findings_from_tables(log, Basis(day, None, log.head().position))


def test_what_was_recorded_since_is_checked_in_the_log(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    log.record([on("2012-07-01")])
    said: list[str] = []
    day = last_known_on(log, Engine.AUTO)
    assert day == date(2012, 7, 1)
    histories_checked(log, Basis(day), engine=Engine.AUTO, note=said.append)
    assert said[0].startswith(f"{FROM_THE_LOG}: the projections were made at position")


@pytest.mark.parametrize(
    "statement",
    [
        update(schema.FINDINGS).values(days='["2012-05-02"]'),
        update(schema.FINDINGS).values(child="C9"),
        delete(schema.FINDINGS),
        insert(schema.FINDINGS).from_select(list(FINDINGS.keys()), select(schema.FINDINGS)),
    ],
    ids=["a day altered", "of another child", "taken away", "twice"],
)
def test_findings_that_are_not_those_that_were_made_are_refused_and_made_anew(log: CaseLog, statement: Any) -> None:
    log.record([("C1", note("2012-09-01", born("2004-06-05"), move("2012-08-01")))])
    rebuild(log)
    before = findings_from_tables(log, Basis(date(2012, 9, 1)))
    assert len(before) == 1
    write(log, statement)
    with refused("findings are not those that were made. Run `timeline rebuild`."):
        findings_from_tables(log, Basis(date(2012, 9, 1)))
    assert rebuild(log).from_nothing
    assert findings_from_tables(log, Basis(date(2012, 9, 1))) == before
