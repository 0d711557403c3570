"""The projections' tables on every store: what they hold, when they are refused, whom a later run reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import grimp
import pytest
from sqlalchemy import func, insert, inspect, select, update

from tests.store.conftest import OpenLog
from tests.store.making import Ticking, note, tamper, yearly
from tests.support.cases import cases_from_rows
from timeline.domain import attestations
from timeline.domain.attestations import BaselineTaken, ChildrenMerged, ReturnReceived
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.entries import REGISTRY, fact_id
from timeline.domain.events import BecameLookedAfter, CeasedToBeLookedAfter, ChildRegistered, PlacementDetails
from timeline.domain.spells import KINDS
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Draft
from timeline.projections.algebra.derived import DERIVED
from timeline.projections.engines import Engine
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.projections.tables import (
    builder,
    code,
    make_rows,
    measure_from_columns,
    reads,
    rebuild,
    schema,
    state,
    usable,
)
from timeline.projections.tables.column_set import ColumnSet
from timeline.projections.tables.families import FAMILIES
from timeline.projections.tables.population import LogEntry
from timeline.projections.tables.rows import positions_of
from timeline.store import CaseLog, StoreError

LOOKED_AFTER = [CATALOGUE["looked-after"]]
START, END = date(2012, 5, 1), date(2012, 9, 1)


def started(day: date = START) -> BecameLookedAfter:
    """A child became looked after."""
    return BecameLookedAfter(
        occurred_on=day,
        legal_status="C2",
        category_of_need="N1",
        placement=PlacementDetails(type="U1", postcode="AB1 2CD"),
        home_postcode=None,
    )


def ceased(day: date = END) -> CeasedToBeLookedAfter:
    """The child returned home."""
    return CeasedToBeLookedAfter(
        occurred_on=day, began_on=START, began_as=None, reason_episode_ceased="E4", reason_place_change=None
    )


def born() -> ChildRegistered:
    """Who the child is."""
    return ChildRegistered.from_content({"occurred_on": "2004-06-05", "sex": "2"})


BEGUN: tuple[str, Draft] = ("C1", note("2012-06-01", started()))
ENDED: tuple[str, Draft] = ("C1", note("2012-10-01", ceased()))
OTHER: tuple[str, Draft] = ("C2", note("2012-07-01", born()))


def periods(log: CaseLog) -> set[tuple[object, ...]]:
    """The rows of periods of care: start, end, seen from and to, known from and to."""
    make_rows(log)
    columns = schema.SPELLS.c
    shown = (
        columns.started_on,
        columns.ended_on,
        columns.seen_from,
        columns.seen_to,
        columns.known_from,
        columns.known_to,
    )
    with log.database.reading() as connection:
        rows = connection.execute(select(*shown).where(columns.kind == "period_of_care")).all()
    return {tuple(row) for row in rows}


def tables(log: CaseLog) -> set[str]:
    """The projections' tables that are there."""
    with log.database.reading() as connection:
        return {name for name in inspect(connection).get_table_names() if name.startswith("projection")}


def test_a_spell_is_open_as_at_days_before_its_end_and_before_its_end_is_known(log: CaseLog) -> None:
    log.record([BEGUN, ENDED])
    done = rebuild(log)
    assert (done.from_nothing, done.identifiers, done.entries) == (True, 1, 4)
    known, amended = date(2012, 6, 1), date(2012, 10, 1)
    assert periods(log) == {
        (START, None, START, None, known, amended),
        (START, None, START, END, amended, None),
        (START, END, END, None, amended, None),
    }


def test_nothing_is_left_of_the_making(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    log.record([ENDED])
    rebuild(log)
    assert tables(log) == {table.name for table in (*schema.LIVE, schema.STATE)}


def test_only_children_with_new_facts_are_folded_again(log: CaseLog) -> None:
    log.record([BEGUN, OTHER])
    rebuild(log)
    log.record([ENDED])
    done = rebuild(log)
    assert (done.from_nothing, done.identifiers, done.entries) == (False, 1, 4)
    assert rebuild(log).identifiers == 0
    assert rebuild(log, from_nothing=True).identifiers == 2


def test_a_baseline_folds_nobody_again(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    taken = BaselineTaken(
        title="t", as_at=END, known_at=None, position=1, chain_hash="", measures=(), never_sent_again=None
    )
    log.record([], [taken])
    done = rebuild(log)
    assert (done.identifiers, done.state.position) == (0, log.head().position)


def test_a_return_concerns_those_who_are_open_when_its_year_begins(log: CaseLog) -> None:
    open_still, left = (
        ("OPEN", yearly(2012, started(date(2011, 5, 1)))),
        ("LEFT", yearly(2013, started(), ceased(), known_on="2013-06-01")),
    )
    log.record([open_still, left], [received(2012), received(2013)])
    rebuild(log)
    log.record([], [received(2014)])
    done = rebuild(log)
    assert (done.from_nothing, done.identifiers) == (False, 1)
    found = {case.child: case.never_sent_again for case in cases_from_rows(log, Basis(date(2014, 3, 31)))}
    assert found == {"OPEN": True, "LEFT": False}


def received(year: int) -> ReturnReceived:
    """The return of a year."""
    return ReturnReceived(year_ending=date(year, 3, 31), known_on=date(2013, 6, 1), modules=("Episodes",), children=1)


def test_children_who_are_found_to_be_one_are_folded_again_and_go_by_one_name(log: CaseLog) -> None:
    log.record([BEGUN, OTHER])
    rebuild(log)
    log.record([], [ChildrenMerged(known_on=date(2013, 1, 1), child="C2", into="C1")])
    done = rebuild(log)
    assert (done.from_nothing, done.identifiers) == (False, 2)
    as_at = date(2013, 3, 31)
    assert [each.child for each in cases_from_rows(log, Basis(as_at, date(2012, 12, 31)))] == ["C1", "C2"]
    (one,) = cases_from_rows(log, Basis(as_at))
    assert (one.child, one.born_on, len(one.spells["period_of_care"])) == ("C1", date(2004, 6, 5), 1)


# ------------------------------------------------------------------------------------------------------ what is refused


@contextmanager
def refused(words: str) -> Iterator[None]:
    """A ``StoreError`` that says this, and names no child."""
    with pytest.raises(StoreError) as told:
        yield
    assert words in str(told.value)
    assert "C1" not in str(told.value)


def ask(log: CaseLog, basis: Basis) -> None:
    """Ask for a figure."""
    measure_from_columns(log, LOOKED_AFTER, basis)


def days(log: CaseLog) -> set[tuple[object, ...]]:
    """When something of which module became known, and between which positions the log says so."""
    with log.database.reading() as connection:
        return {tuple(row) for row in connection.execute(select(schema.DAYS))}


def test_of_which_module_something_became_known_does_not_turn_on_what_is_stored_later(log: CaseLog) -> None:
    fact = fact_id("C1", started())
    withdrawn = FactWithdrawn(fact=fact, reason="another child")
    lifted = FactWithdrawn(fact=fact_id("C1", withdrawn), reason="it was this one")
    for draft in (note("2012-06-01", withdrawn), note("2012-06-02", started()), note("2012-06-03", lifted)):
        log.record([("C1", draft)])
        rebuild(log)
    expected = {  # what takes back a fact that is not recorded yet may have to do with anything
        (date(2012, 6, 1), "*", 2, 2),
        (date(2012, 6, 2), "Episodes", 4, 4),
        (date(2012, 6, 3), "*", 6, 6),
    }
    assert days(log) == expected
    rebuild(log, from_nothing=True)
    assert days(log) == expected


def test_without_projections(log: CaseLog) -> None:
    log.record([BEGUN])
    with refused("there are no projections. Run `timeline rebuild`."):
        ask(log, Basis(END))


def test_projections_that_other_code_made_are_refused_and_made_anew(log: CaseLog) -> None:
    log.record([BEGUN])
    with patch("timeline.projections.tables.rebuilding.code_hash", lambda: "sha256:older"):
        rebuild(log)
    with refused("made by another version of this program. Run `timeline rebuild`."):
        ask(log, Basis(END))
    assert rebuild(log).from_nothing
    ask(log, Basis(END))


def test_projections_of_another_form_are_refused_and_made_anew(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    write(log, update(schema.STATE).values(format=reads.FORMAT + 1))
    with refused("made by another version of this program"):
        ask(log, Basis(END))
    assert rebuild(log).from_nothing


def test_projections_of_another_log_are_refused_and_made_anew(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    write(log, update(schema.STATE).values(chain_hash="sha256:of another"))
    with refused("made of another log, or of one that has changed. Run `timeline rebuild`."):
        ask(log, Basis(END))
    assert rebuild(log).from_nothing


def test_an_entry_that_was_passed_over_cannot_pass_unseen(log: CaseLog) -> None:
    log.record([BEGUN, OTHER])
    rebuild(log)
    write(log, update(schema.READ).where(schema.READ.c.identifier == "C2").values(entries=1))
    with refused("the projections hold 3 entries of 4. Run `timeline rebuild`."):
        ask(log, Basis(END))
    assert rebuild(log).from_nothing


def test_what_does_not_add_up_while_it_is_made_is_not_put_in_place(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    log.record([ENDED, OTHER])
    with patch.object(CaseLog, "children", lambda *_, **__: iter(["C1"])), refused("4 entries were folded of 6"):
        rebuild(log)
    assert usable(log).position == 2


def write(log: CaseLog, statement: object) -> None:
    """Change a table behind the program's back."""
    with log.database.writing() as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def test_a_question_about_another_position_is_refused(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    log.record([ENDED])
    ask(log, Basis(END, None, 2))
    with refused("made at position 2, and the question is about 4. Run `timeline rebuild`, or ask the log."):
        ask(log, Basis(END))


def test_open_periods_taken_otherwise_and_days_far_off_are_asked_of_the_log(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    for policy in (NeverSentAgain.DROP, NeverSentAgain.CLOSE):
        with refused("keep open periods that were never sent again. Ask the log"):
            ask(log, Basis(END, None, None, policy))
    with refused("know days up to 2099-12-31. Ask the log."):
        ask(log, Basis(date(2100, 1, 1)))


def test_a_fact_said_to_happen_in_another_century_does_not_stop_it(log: CaseLog) -> None:
    log.record([BEGUN, ("C2", note("2012-07-01", started(date(2912, 5, 1)), started(date(9999, 12, 31))))])
    rebuild(log)
    (answer,) = measure_from_columns(log, LOOKED_AFTER, Basis(date(2099, 12, 31)))
    assert answer.rows[0].counted == {"C1"}
    basis = Basis(date(2099, 12, 31), None, log.head().position)
    assert answer == measure(log, LOOKED_AFTER, basis, engine=Engine.REFERENCE)[0]


def test_of_two_that_build_at_once_the_one_that_began_last_goes_on(lasting: str, opened: OpenLog) -> None:
    one, other = opened(lasting, clock=Ticking()), opened(lasting, clock=Ticking())
    one.record([BEGUN, OTHER])
    first = builder.Builder(one.database, "first")
    first.begin()
    rebuild(other)
    with refused("another program has begun to make the projections in the meantime"):
        first.add(builder.Batch(names=["C1"]))
    first.begin()
    second = builder.Builder(other.database, "second")
    second.begin()
    with refused("another program has begun"):
        first.put_in_place(usable(one), {})
    assert usable(one).position == one.head().position


def test_projections_made_anew_while_they_are_read_are_noticed(log: CaseLog) -> None:
    log.record([BEGUN, OTHER])
    rebuild(log)

    def meanwhile(part: ColumnSet) -> list[int]:
        rebuild(log, from_nothing=True)
        return positions_of(part)

    with (
        patch("timeline.projections.tables.for_people.positions_of", meanwhile),
        refused("rebuilt while they were read. Ask again."),
    ):
        make_rows(log)


def test_they_may_be_dropped_and_the_log_knows_nothing_of_it(lasting: str, opened: OpenLog) -> None:
    log = opened(lasting, clock=Ticking())
    log.record([BEGUN])
    rebuild(log)
    tamper(lasting, *(f"DROP TABLE {name}" for name in tables(log)), unguarded=False)
    assert log.verify().is_sound
    assert rebuild(log).from_nothing


def test_a_row_is_written_once(log: CaseLog) -> None:
    log.record([BEGUN, ENDED, OTHER])
    rebuild(log)
    make_rows(log)
    for table in (schema.SPELLS, schema.CHILDREN):
        with log.database.reading() as connection:
            written = connection.scalar(select(func.count()).select_from(table))
            rows = {tuple(row) for row in connection.execute(select(table))}
        assert written == len(rows) > 0


def test_a_table_is_not_guarded_as_the_log_is(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    write(log, insert(schema.READ).values(identifier="C9", entries=1))
    assert log.verify().is_sound


# --------------------------------------------------------------------------------------------------- what is left out


def test_every_kind_of_spell_is_in_one_family() -> None:
    assert sorted(kind for family in FAMILIES for kind in family.kinds) == sorted({*KINDS, *DERIVED})


def test_everything_said_of_the_log_as_a_whole_is_a_baseline_or_has_a_part() -> None:
    """A new sort of attestation: say in ``population`` and ``affected`` whose rows it moves."""
    said = {entry for entry in REGISTRY.values() if issubclass(entry, attestations.Attestation)}
    assert said == {BaselineTaken, *LogEntry.__args__}
    assert state.REBUILD


def test_all_that_has_a_part_in_a_case_is_in_the_hash_of_the_code() -> None:
    graph = grimp.build_graph("timeline", cache_dir=None)
    hashed = [f"timeline.{name.removesuffix('.py').replace('/', '.')}" for name in (*code.PACKAGES, *code.MODULES)]
    for top in ("derivations", "population", "column_builder", "rectangles", "checker", "findings"):
        for module in graph.find_upstream_modules(f"timeline.projections.tables.{top}"):
            within = any(module == each or module.startswith(f"{each}.") for each in hashed)
            assert within or module.startswith("timeline.store"), module
    assert "timeline.store.bodies" in hashed


def test_the_hash_of_the_code_is_that_of_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    one = code.code_hash.__wrapped__()
    assert one == code.code_hash() and one.startswith("sha256:")
    monkeypatch.setattr(code, "PACKAGES", code.PACKAGES[1:])
    assert code.code_hash.__wrapped__() != one
