"""Imports: one that was undone never was, and no order of loading, no second import of the same changes an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.cases import cases_from_rows
from tests.support.imported import KNOWN, Imported, Return, bring, imports, returns, undo
from timeline.domain.basis import Basis
from timeline.domain.coverage import CoverageHistory
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.cases import cases
from timeline.projections.tables import rebuild
from timeline.store import CaseLog, open_log

DAYS = (None, *sorted(set(KNOWN)))
AS_AT = (date(2020, 12, 31), date(2021, 3, 31), date(2021, 12, 31), date(2022, 3, 31))


@contextmanager
def log_of(brought: Iterable[Imported]) -> Iterator[CaseLog]:
    with open_log(":memory:") as log:
        bring(log, brought)
        yield log


def known(log: CaseLog, position: int | None = None) -> dict[object, object]:
    """All that is known, at every day of knowing: of each child the facts, since when each is known, and the return
    that should have had the child."""
    bases = [Basis(as_at, day, position) for day in DAYS for as_at in AS_AT]
    return {
        (each.child, basis.known_at, basis.as_at): _told(story)
        for each in log.chronicles(bases)
        for basis in bases
        if (story := each.story(basis)).facts
    }


def _told(story: Story) -> tuple[object, ...]:
    facts = sorted((fact.event.name, fact.event.canonical(), fact.known_on) for fact in story.facts)
    return (facts, sorted(story.covered), story.absence)


def covered(log: CaseLog) -> list[object]:
    """What is covered, at every day of knowing, whatever the numbers of imports."""
    history = CoverageHistory(log.imports())
    found: list[object] = []
    for day in DAYS:
        coverage = history.at(day)
        runs = [run for module in coverage.modules for run in coverage.runs(module)]
        found.append([(run.module, run.first, run.last, run.set_aside, run.known_from) for run in runs])
    return found


@profiles.one_in(6)
@given(st.lists(imports, min_size=1, max_size=5), st.data())
def test_what_was_undone_never_was(brought: list[Imported], data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(brought)), label="undone")
    before, after = brought[:number], brought[number:]
    late = data.draw(st.integers(0, len(after)), label="imported before the undoing")
    with log_of([*before, *after[:late]]) as log, log_of([*before[:-1], *after]) as without:
        as_it_was, position = known(log), log.position()
        undo(log, number)
        bring(log, after[late:])
        assert known(log) == known(without)
        assert covered(log) == covered(without)
        assert known(log, position) == as_it_was


@profiles.one_in(6)
@given(st.lists(imports, min_size=1, max_size=4), st.data())
def test_imported_again_after_it_was_undone_it_counts_again(brought: list[Imported], data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(brought)), label="undone")
    again = brought[number - 1]
    with log_of(brought) as log, log_of([*brought[: number - 1], *brought[number:], again]) as without:
        undo(log, number)
        bring(log, [again])
        assert known(log) == known(without)
        assert covered(log) == covered(without)


@profiles.one_in(6)
@given(st.lists(imports, min_size=1, max_size=4), st.data())
def test_importing_a_thing_twice_in_a_row_changes_nothing(brought: list[Imported], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(brought) - 1), label="twice")
    twice = [*brought[: place + 1], brought[place], *brought[place + 1 :]]
    with log_of(brought) as once, log_of(twice) as again:
        assert known(again) == known(once)
        assert covered(again) == covered(once)
        assert len(again.imports().all) == len(once.imports().all) + 1


@profiles.one_in(6)
@given(
    st.lists(returns, min_size=2, max_size=4, unique_by=lambda each: each.known_on), st.randoms(use_true_random=False)
)
def test_returns_known_on_different_days_may_be_loaded_in_any_order(brought: list[Return], random: Random) -> None:
    mixed = random.sample(brought, len(brought))
    assume(mixed != brought)
    with log_of(brought) as in_order, log_of(mixed) as loaded:
        assert known(loaded) == known(in_order)
        assert covered(loaded) == covered(in_order)


@profiles.one_in(6)
@given(st.lists(imports, min_size=1, max_size=4), st.lists(imports, max_size=2), st.data())
def test_the_projections_hold_what_the_log_says(
    brought: list[Imported], more: list[Imported], data: st.DataObject
) -> None:
    number = data.draw(st.none() | st.integers(1, len(brought)), label="undone")
    with log_of(brought) as log:
        rebuild(log)
        bring(log, more)
        if number is not None:
            undo(log, number)
        rebuild(log)
        for day in DAYS:
            for as_at in AS_AT:
                basis = Basis(as_at, day, log.position())
                told = {each.child: _seen(each) for each in cases(log, basis)}
                held = {each.child: _seen(each) for each in cases_from_rows(log, basis)}
                assert {child: seen for child, seen in told.items() if any(seen)} == {
                    child: seen for child, seen in held.items() if any(seen)
                }


def _seen(each: Case) -> tuple[object, ...]:
    """Its spells: start, end and codes."""
    kinds = ("period_of_care", "episode", "review", "visitor_request")
    return tuple(tuple(_days_and_codes(spell) for spell in each.spells[kind]) for kind in kinds)


def _days_and_codes(spell: Spell) -> tuple[object, ...]:
    return (spell.start, spell.end, sorted(spell.attributes.items(), key=str))
