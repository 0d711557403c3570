"""The projections' columns on every store: the frames that they make, how leaves are kept, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import grimp
import numpy as np
import pytest
from sqlalchemy import delete, select, update

from tests.store.conftest import OpenLog
from tests.store.making import note
from tests.store.test_projections import BEGUN, ENDED, OTHER, refused, started, tables, write
from tests.support.columns import say_the_same
from timeline.domain.attestations import ChildrenMerged
from timeline.domain.events import ChildRegistered
from timeline.projections.algebra.columnar.frame import FOREVER, NOT_KNOWN
from timeline.projections.tables import code, leaves, rebuild, schema, usable
from timeline.projections.tables.column_set import CHILD
from timeline.projections.tables.columns import frames
from timeline.projections.tables.derivations import ALL_KINDS
from timeline.store import CaseLog

COLUMNS = schema.COLUMNS.c


@contextmanager
def leaves_of(children: int) -> Iterator[None]:
    """Leaves that begin with so many children and are full with twice as many."""
    with patch.object(leaves, "LEAF", children), patch.object(leaves, "FULL", 2 * children):
        yield


def registered(*names: str) -> list[tuple[str, object]]:
    """Children of whom a day of birth is known."""
    return [(name, note("2012-07-01", ChildRegistered.from_content({"occurred_on": "2004-06-05"}))) for name in names]


def record(log: CaseLog, *names: str) -> None:
    """Record children and bring the projections up to date."""
    log.record(registered(*names))  # type: ignore[arg-type]
    rebuild(log)


def sizes(log: CaseLog) -> dict[str, int]:
    """How many children each leaf has."""
    query = select(COLUMNS.first_child, COLUMNS.size).where(COLUMNS.kind == CHILD)
    with log.database.reading() as connection:
        return {row.first_child: row.size for row in connection.execute(query)}


# -------------------------------------------------------------------------------------------------------- what they say


def test_a_frame_has_the_spells_as_arrays(log: CaseLog) -> None:
    log.record([BEGUN, ENDED, OTHER])
    rebuild(log)
    (frame,) = frames(log, usable(log), ["period_of_care", "plan"])
    assert frame.names == ["C1", "C2"]
    periods = frame.spells["period_of_care"]
    begun, ended = date(2012, 5, 1).toordinal(), date(2012, 9, 1).toordinal()
    assert sorted(zip(periods.seen_from.tolist(), periods.end.tolist(), periods.known_to.tolist(), strict=True)) == [
        (begun, FOREVER, date(2012, 10, 1).toordinal()),
        (begun, FOREVER, FOREVER),
        (ended, ended, FOREVER),
    ]
    assert periods.child.tolist() == [0, 0, 0]
    assert periods.attributes["reason_ceased"].words == ("E4",)
    assert sorted(periods.attributes["reason_ceased"].numbers.tolist()) == [NOT_KNOWN, NOT_KNOWN, 0]
    assert len(set(periods.began.tolist())) == 1
    assert len(set(periods.facts.tolist())) == 2
    assert frame.children.born_on[frame.children.child == 1].tolist()[-1] == date(2004, 6, 5).toordinal()


def test_a_kind_that_nobody_has_and_an_attribute_that_nobody_has_a_code_for_are_there(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    wanted = {"placement": ["placement_type", "what_there_is_not"], "plan": ["stage"]}
    (frame,) = frames(log, usable(log), ["placement", "plan", "review"], attributes=wanted)
    assert set(frame.spells["placement"].attributes) == {"placement_type", "what_there_is_not"}
    nowhere = frame.spells["placement"].attributes["what_there_is_not"]
    assert (set(nowhere.numbers.tolist()), nowhere.words) == ({NOT_KNOWN}, ())
    plans = frame.spells["plan"]
    assert (len(plans), plans.attributes["stage"].words, len(plans.attributes["stage"].numbers)) == (0, (), 0)
    assert frame.spells["review"].attributes == {}
    assert frame.first_row["plan"].tolist() == [0, 0]


def test_a_log_of_nobody_has_a_frame_of_nobody(log: CaseLog) -> None:
    rebuild(log)
    (frame,) = frames(log, usable(log), ALL_KINDS)
    assert (len(frame), len(frame.children), len(frame.spells["episode"])) == (0, 0, 0)


def test_frames_have_so_many_children_and_every_one_is_in_one(log: CaseLog) -> None:
    with leaves_of(2):
        record(log, *"ABCDEFG")
        named = [list(frame.names) for frame in frames(log, usable(log), ["life"], children_at_once=5)]
        assert named == [["A", "B", "C", "D"], ["E", "F", "G"]]
        each = [len(frame) for frame in frames(log, usable(log), ["life"], children_at_once=1)]
    assert each == [2, 2, 2, 1], "a leaf is not divided"
    assert all(frame.children.child.max() < len(frame) for frame in frames(log, usable(log), ["life"]))


def test_a_fact_is_one_number_in_all_kinds_of_a_child(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    (frame,) = frames(log, usable(log), ALL_KINDS)
    placement, episode = frame.spells["placement"], frame.spells["episode"]
    assert set(placement.facts.tolist()) == set(episode.facts.tolist())


# -------------------------------------------------------------------------------------------------- how leaves are kept


def test_every_child_falls_into_one_leaf_whenever_it_comes(log: CaseLog) -> None:
    with leaves_of(2):
        record(log, "D", "E", "F", "G", "H")
        assert sizes(log) == {"": 2, "F": 2, "H": 1}
        record(log, "A", "Z")
        assert sizes(log) == {"": 3, "F": 2, "H": 2}
        assert say_the_same(log) > 0


def test_a_leaf_that_is_full_is_divided_and_one_that_is_empty_stays(log: CaseLog) -> None:
    with leaves_of(2):
        record(log, "D", "E", "F")
        record(log, "A", "B", "C")
        assert sizes(log) == {"": 2, "C": 1, "D": 2, "F": 1}
        log.record([], [ChildrenMerged(known_on=date(2012, 1, 1), child="F", into="A")])
        rebuild(log)
        assert sizes(log) == {"": 2, "C": 1, "D": 2, "F": 0}
        assert say_the_same(log) > 0


def test_only_leaves_whose_children_have_changed_are_made_anew(log: CaseLog) -> None:
    with leaves_of(2):
        record(log, *"ABCDEF")
        write(log, update(schema.COLUMNS).where(COLUMNS.first_child == "C").values(size=7))
        log.record([("E", note("2012-08-01", started()))])
        rebuild_whatever_is_there(log)
    assert sizes(log) == {"": 2, "C": 7, "E": 2}


def rebuild_whatever_is_there(log: CaseLog) -> None:
    """Bring the tables up to date though they have been altered."""
    with patch("timeline.projections.tables.rebuilding.problem", lambda *_: None):
        assert not rebuild(log).from_nothing


def test_children_found_to_be_one_are_put_among_the_others(log: CaseLog) -> None:
    merged = ChildrenMerged(known_on=date(2012, 9, 1), child="E", into="B")
    with leaves_of(2):
        log.record(registered(*"ABCDEFG"), [merged])  # type: ignore[arg-type]
        rebuild(log)
        assert sum(sizes(log).values()) == 7
        assert say_the_same(log) > 0


# ------------------------------------------------------------------------------------------------------ what is refused

ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "altered": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "cut off": lambda content: content[:-8],
    "with nothing in them": lambda content: b"",
}


def read(log: CaseLog, *kinds: str) -> None:
    """Read every frame."""
    list(frames(log, usable(log), kinds))


def alter(log: CaseLog, kind: str, how: str) -> None:
    """Change the bytes of a kind."""
    with log.database.reading() as connection:
        content = connection.execute(select(COLUMNS.content).where(COLUMNS.kind == kind)).scalar_one()
    write(log, update(schema.COLUMNS).where(COLUMNS.kind == kind).values(content=ALTERED[how](content)))


@pytest.mark.parametrize("how", ALTERED)
@pytest.mark.parametrize("kind", ["placement", CHILD])
def test_bytes_that_are_not_those_that_were_made_are_refused(log: CaseLog, kind: str, how: str) -> None:
    log.record([BEGUN])
    rebuild(log)
    alter(log, kind, how)
    with refused("columns are not those that were made. Run `timeline rebuild --from-nothing`."):
        read(log, "placement")
    rebuild(log, from_nothing=True)
    read(log, "placement")


@pytest.mark.parametrize("kind", ["placement", CHILD])
def test_a_header_that_is_not_the_one_that_was_made_is_refused(log: CaseLog, kind: str) -> None:
    log.record([BEGUN])
    rebuild(log)
    write(log, update(schema.COLUMNS).where(COLUMNS.kind == kind).values(header=COLUMNS.header + " "))
    with refused("columns are not those that were made. Run `timeline rebuild --from-nothing`."):
        read(log, "placement")


def test_a_kind_that_is_missing_from_a_leaf_is_noticed_by_who_asks_for_it(log: CaseLog) -> None:
    log.record([BEGUN])
    rebuild(log)
    write(log, delete(schema.COLUMNS).where(COLUMNS.kind == "placement"))
    with refused("columns are not those that were made"):
        read(log, "placement")
    read(log, "episode")


def test_a_leaf_that_is_missing_is_noticed_and_made_anew(log: CaseLog) -> None:
    with leaves_of(1):
        record(log, "A", "B", "C")
        write(log, delete(schema.COLUMNS).where(COLUMNS.first_child == "B"))
        with refused("columns are not those that were made. Run `timeline rebuild`."):
            usable(log)
        assert rebuild(log).from_nothing
        assert say_the_same(log) > 0


def test_a_leaf_of_before_is_noticed(log: CaseLog) -> None:
    record(log, "A")
    with log.database.reading() as connection:
        before = connection.execute(select(schema.COLUMNS)).mappings().all()
    record(log, "B")
    for row in before:
        here = (COLUMNS.kind == row["kind"], COLUMNS.first_child == row["first_child"])
        write(log, update(schema.COLUMNS).where(*here).values(**row))
    with refused("columns are not those that were made. Run `timeline rebuild`."):
        usable(log)


def test_projections_made_anew_while_frames_are_read_are_noticed(log: CaseLog) -> None:
    with leaves_of(1):
        record(log, "A", "B")
        found = frames(log, usable(log), ["life"], children_at_once=1)
        next(found)
        rebuild(log, from_nothing=True)
        with refused("rebuilt while they were read. Ask again."):
            list(found)


def test_tables_of_the_form_before_are_made_anew(lasting: str, opened: OpenLog) -> None:
    log = opened(lasting)
    record(log, "A")
    with log.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE projection_state DROP COLUMN columns")
        connection.exec_driver_sql("UPDATE projection_state SET format = 1")
        connection.exec_driver_sql("DROP TABLE projection_columns")
    with refused("made by another version of this program. Run `timeline rebuild`."):
        usable(log)
    assert rebuild(log).from_nothing
    assert tables(log) == {table.name for table in (*schema.LIVE, schema.STATE)}


# ---------------------------------------------------------------------------------------------------------- beside that


def test_numbers_as_large_as_days_and_rows_come_back(log: CaseLog) -> None:
    """More rows of one kind than a byte can count, and more children."""
    facts = [started(date.fromordinal(date(2012, 4, 1).toordinal() + 3 * day)) for day in range(40)]
    names = [f"C{number:03}" for number in range(300)]
    log.record([("B", note("2013-01-01", *facts)), *registered(*names)])  # type: ignore[list-item]
    rebuild(log)
    assert say_the_same(log) > 300
    (frame,) = frames(log, usable(log), ["life"])
    assert np.unique(frame.spells["life"].child).tolist() == list(range(1, 301))


def test_all_that_has_a_part_in_the_columns_is_in_the_hash_of_the_code() -> None:
    graph = grimp.build_graph("timeline", cache_dir=None)
    hashed = [f"timeline.{name.removesuffix('.py').replace('/', '.')}" for name in (*code.PACKAGES, *code.MODULES)]
    imported = graph.find_modules_directly_imported_by("timeline.projections.tables.column_frames")
    imported |= graph.find_modules_directly_imported_by("timeline.projections.tables.column_builder")
    imported |= graph.find_modules_directly_imported_by("timeline.projections.tables.column_bytes")
    for module in imported:
        assert any(module == each or module.startswith(f"{each}.") for each in hashed), module
    assert "timeline.projections.algebra.columnar.frame" in imported
