"""O1 to O5. Neither the order things arrive in, nor names, nor other children have any part in an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.asking import answers, ask, comparable, differing, figures
from tests.support.histories import CROWD, LABELS, Scene, plans, scenes
from tests.support.telling import History, record
from timeline.domain.entries import Entry, Recorded
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.domain.story import Draft, decide
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Unit

RANDOMS = st.randoms(use_true_random=False)


@profiles.one_in(3)
@given(scenes(crowds=False), RANDOMS)
def test_the_order_in_which_things_arrive_changes_nothing(scene: Scene, random: Random) -> None:
    drafts = [(child, _shuffled(draft, random)) for child, draft in scene.history.drafts]
    random.shuffle(drafts)
    records = record(drafts)
    mixed = dict(random.sample(sorted(records.items()), len(records)))
    for entries in mixed.values():
        random.shuffle(entries)
    assert differing(ask(scene.history, scene.question), figures(mixed, scene.question)) == []


def _shuffled(draft: Draft, random: Random) -> Draft:
    """The rows of a source in another order, unless one takes back another: there the later has the last word."""
    if any(isinstance(entry, FactWithdrawn) for entry, _, _ in draft.rows):
        return draft
    rows = random.sample(draft.rows, len(draft.rows))
    return Draft(draft.known_on, draft.source, draft.files, draft.coverage, tuple(rows))


@profiles.one_in(3)
@given(scenes(), RANDOMS)
def test_calling_the_children_otherwise_changes_nothing_else(scene: Scene, random: Random) -> None:
    children = list(scene.history.plans)
    labels = random.sample([*CROWD, *LABELS, "zz", "Z", " C1"], len(children))
    names = dict(zip(children, labels, strict=True))
    renamed = answers(scene.history.relabelled(names).records, scene.question)
    for measure, answer in answers(scene.history.records, scene.question).items():
        assert comparable(answer.rows, names) == comparable(renamed[measure].rows), measure


@profiles.one_in(3)
@given(scenes(), RANDOMS)
def test_two_populations_side_by_side_add_up(scene: Scene, random: Random) -> None:
    children = list(scene.history.plans)
    some = set(random.sample(children, len(children) // 2))
    parts = [scene.history.only(some), scene.history.only(set(children) - some)]
    one, other = (answers(part.records, scene.question) for part in parts)
    for measure, answer in answers(scene.history.records, scene.question).items():
        for row, first, second in zip(answer.rows, one[measure].rows, other[measure].rows, strict=True):
            if row.reason is None and first.numerator is not None and second.numerator is not None:
                assert _added(first, second) == _figures(row), measure


def _figures(row: Row) -> tuple[object, ...]:
    """What adds up. A number of days does not."""
    numerator = None if row.unit is Unit.DAYS else row.numerator
    members = (row.counted, row.meets, row.possible)
    return (numerator, row.denominator, *members, dict(row.excluded), row.unknown)


def _added(first: Row, second: Row) -> tuple[object, ...]:
    numerator = None if first.unit is Unit.DAYS else (first.numerator or 0) + (second.numerator or 0)
    denominator = None if first.denominator is None else first.denominator + (second.denominator or 0)
    possible = None if first.possible is None else first.possible | (second.possible or frozenset())
    excluded = dict(Counter(first.excluded) + Counter(second.excluded))
    unknown = None if first.unknown is None else first.unknown + (second.unknown or 0)
    return (
        numerator,
        denominator,
        first.counted | second.counted,
        first.meets | second.meets,
        possible,
        excluded,
        unknown,
    )


@profiles.one_in(3)
@given(scenes(crowds=False), st.data())
def test_what_happens_to_one_child_moves_no_other(scene: Scene, data: st.DataObject) -> None:
    children = list(scene.history.plans)
    who = data.draw(st.sampled_from([*children, "newcomer"]))
    plan = (*scene.history.plans.get(who, ()), *data.draw(plans(scene.question)))
    changed = answers(scene.history.with_plan(who, plan).records, scene.question)
    for measure, answer in answers(scene.history.records, scene.question).items():
        for row, after in zip(answer.rows, changed[measure].rows, strict=True):
            if row.numerator is not None and after.numerator is not None:
                assert _members(row, who) == _members(after, who), measure


def _members(row: Row, apart_from: str) -> tuple[frozenset[str], ...]:
    return tuple(members - {apart_from} for members in (row.counted, row.meets, row.possible or frozenset()))


@profiles.one_in(3)
@given(scenes())
def test_recording_a_thing_twice_records_it_once(scene: Scene) -> None:
    for child, records in scene.history.records.items():
        held = {each.id for each in records}
        for name, draft in scene.history.drafts:
            assert name != child or decide(child, held, draft) == []


@profiles.one_in(3)
@given(scenes(crowds=False), RANDOMS)
def test_an_import_in_batches_gives_the_log_the_same_content(scene: Scene, random: Random) -> None:
    drafts = scene.history.drafts
    assume(drafts)
    random.shuffle(again := list(drafts))
    whole, batches = record(drafts), record([*again, *drafts])
    assert _content(whole) == _content(batches)
    split = record([(child, part) for child, draft in drafts for part in _halves(draft, random)])
    assert _facts(whole) == _facts(split)
    assert differing(figures(whole, scene.question), figures(split, scene.question)) == []


def _content(records: Mapping[str, list[Recorded]]) -> dict[str, set[UUID]]:
    return {child: {each.id for each in entries} for child, entries in records.items()}


def _facts(records: Mapping[str, list[Recorded]]) -> dict[str, dict[UUID, Entry]]:
    return {
        child: {each.id: each.entry for each in entries if not isinstance(each.entry, Statement)}
        for child, entries in records.items()
    }


def _halves(draft: Draft, random: Random) -> list[Draft]:
    """A source's rows about a child in two statements, one after the other."""
    cut = random.randrange(len(draft.rows) + 1)
    parts = [part for part in (draft.rows[:cut], draft.rows[cut:]) if part]
    return [Draft(draft.known_on, draft.source, draft.files, draft.coverage, part) for part in parts]


@profiles.one_in(15)
@given(scenes(crowds=False), st.data())
def test_more_children_than_any_batch_or_word_holds_are_no_matter(scene: Scene, data: st.DataObject) -> None:
    """Beyond 64 children, faults of sorting and of batches show that small populations cannot have."""
    plan_of = data.draw(st.lists(plans(scene.question), min_size=1, max_size=4))
    labels = [f"{'x' * (number % 4)}{number}" for number in range(70)]
    many = History({label: plan_of[number % len(plan_of)] for number, label in enumerate(labels)})
    alone = [answers(many.only([label]).records, scene.question) for label in labels[: len(plan_of)]]
    for measure, answer in answers(many.records, scene.question).items():
        for number, row in enumerate(answer.rows):
            if row.numerator is None:
                continue
            for who, one in enumerate(alone):
                same = {label for place, label in enumerate(labels) if place % len(plan_of) == who}
                found = one[measure].rows[number]
                if found.numerator is not None:
                    assert (same & row.meets) == (same if found.meets else set()), measure
