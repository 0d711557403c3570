"""Who is who: a child recorded under two identifiers, and two children under one, are counted as what they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.anchors import Question
from tests.support.asking import Records, differing, figures
from tests.support.histories import Scene, scenes
from tests.support.telling import Rendering, record
from timeline.domain.attestations import LOG_STREAM, ChildrenMerged, ChildrenParted, FactMoved
from timeline.domain.basis import Basis
from timeline.domain.entries import Recorded, fact_id
from timeline.domain.events import Event
from timeline.domain.identities import Rekeying, histories_by_name, identities
from timeline.domain.story import Draft

OLD, NEW = "old identifier", "new identifier"
LONG_KNOWN = date(1900, 1, 1)


def by_name(records: Records, question: Question, *said: Rekeying) -> Records:
    """What was recorded, by the names that the children go by at a question."""
    attested = [
        Recorded(LOG_STREAM, position, fact_id(LOG_STREAM, entry), entry) for position, entry in enumerate(said, 1)
    ]
    who = identities(attested, Basis(question.as_at, question.known_at))
    concerned = {child: entries for child, entries in records.items() if child in who.concerned}
    others = {child: entries for child, entries in records.items() if child not in who.concerned}
    return {**others, **histories_by_name(concerned, who)}


@profiles.one_in(3)
@given(scenes(crowds=False), st.data())
def test_a_child_re_keyed_and_merged_is_the_child_recorded_by_the_new_name_all_along(
    scene: Scene, data: st.DataObject
) -> None:
    assume(scene.history.plans)
    child = data.draw(st.sampled_from(sorted(scene.history.plans)))
    plan = scene.history.plans[child]
    others = {each: other for each, other in scene.history.plans.items() if each != child}
    since = data.draw(st.sampled_from(sorted({step.known_on for step in plan} | {date.max})))
    drafts = [said for each, other in others.items() for said in _said(each, Rendering(each, other).drafts())]
    halves = [
        (OLD, old) if old.known_on < since else (NEW, new)
        for old, new in zip(Rendering(OLD, plan).drafts(), Rendering(NEW, plan).drafts(), strict=True)
    ]
    merged = ChildrenMerged(known_on=LONG_KNOWN, child=OLD, into=NEW)
    rekeyed = by_name(record([*drafts, *halves]), scene.question, merged)
    all_along = record([*drafts, *_said(NEW, Rendering(NEW, plan).drafts())])
    assert differing(figures(rekeyed, scene.question), figures(all_along, scene.question)) == []


@profiles.one_in(3)
@given(scenes(crowds=False))
def test_merged_and_parted_again_nothing_has_changed(scene: Scene) -> None:
    children = sorted(scene.history.plans)
    assume(len(children) > 1)
    merged = [ChildrenMerged(known_on=LONG_KNOWN, child=child, into=children[0]) for child in children[1:]]
    parted = [ChildrenParted(known_on=LONG_KNOWN, child=child) for child in children[1:]]
    records = by_name(scene.history.records, scene.question, *merged, *parted)
    assert differing(figures(records, scene.question), figures(scene.history.records, scene.question)) == []


@profiles.one_in(3)
@given(scenes(crowds=False))
def test_who_is_who_is_not_used_before_it_is_known(scene: Scene) -> None:
    children = sorted(scene.history.plans)
    assume(len(children) > 1 and scene.question.known_at not in (None, date.max))
    merged = [ChildrenMerged(known_on=date.max, child=child, into=children[0]) for child in children[1:]]
    records = by_name(scene.history.records, scene.question, *merged)
    assert differing(figures(records, scene.question), figures(scene.history.records, scene.question)) == []


@profiles.one_in(3)
@given(scenes(crowds=False))
def test_facts_moved_to_another_child_are_that_childs_as_if_recorded_of_it(scene: Scene) -> None:
    children = sorted(scene.history.plans)
    assume(len(children) > 1)
    kept, gone = children[:2]
    said_of_kept = Rendering(kept, scene.history.plans[kept]).drafts()
    under_its_name = Rendering(kept, scene.history.plans[gone]).drafts()
    moved = _facts(kept, under_its_name)
    assume(not moved & _facts(kept, said_of_kept))
    others = [
        said for each in children[2:] for said in _said(each, Rendering(each, scene.history.plans[each]).drafts())
    ]
    mixed = record([*others, *_said(kept, said_of_kept), *_said(kept, under_its_name)])
    moves = [FactMoved(known_on=LONG_KNOWN, child=kept, fact=fact, to=gone) for fact in sorted(moved)]
    apart = record(
        [*others, *_said(kept, said_of_kept), *_said(gone, Rendering(gone, scene.history.plans[gone]).drafts())]
    )
    told = by_name(mixed, scene.question, *moves)
    assert differing(figures(told, scene.question), figures(apart, scene.question)) == []


def _said(child: str, drafts: Iterable[Draft]) -> list[tuple[str, Draft]]:
    return [(child, draft) for draft in drafts]


def _facts(child: str, drafts: Iterable[Draft]) -> set[object]:
    entries = [entry for draft in drafts for entry, _, _ in draft.rows]
    return {fact_id(child, entry) for entry in entries if isinstance(entry, Event)}
