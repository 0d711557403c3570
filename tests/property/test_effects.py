"""The effect of an import that an outline of a child settles is the effect of applying every statement about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import Ticking
from tests.support import profiles
from tests.support.histories import scenes
from tests.support.imported import Imported, Return, bring, imports, undo
from tests.support.returns import returns
from timeline.domain import events as e
from timeline.domain.canonical import shortened
from timeline.domain.days import year_window
from timeline.domain.drafts import Draft
from timeline.domain.effects import Effect, Importing
from timeline.domain.entries import fact_id
from timeline.domain.events import EVENTS, Event
from timeline.domain.imports import ImportRecorded
from timeline.domain.outlined_effects import OutlinedEffects
from timeline.domain.outlines import DAYS_NAMED, UnclearError
from timeline.domain.returns import in_scope
from timeline.domain.setting import NOTHING_SAID
from timeline.domain.statements import RETURN, Coverage
from timeline.ingest import effects
from timeline.ingest.log import Log
from timeline.store import CaseLog, open_log

LONG_AFTER = datetime(2500, 1, 1, tzinfo=UTC)
FAR = 1 << 40


def facts_of(child: str, effect: Effect) -> list[object]:
    """What an effect is of, whatever the order."""
    parts = [sorted(str(fact_id(child, each)) for each in part) for part in (effect.added, effect.restated)]
    known_earlier = sorted((str(fact_id(child, each)), *days) for each, *days in effect.known_earlier)
    return [*parts, sorted(str(fact_id(child, each)) for each in effect.taken_back), known_earlier]


def compare(log: Log, importing: Importing, child: str, drafts: Sequence[Draft]) -> bool:
    """Whether an outline settles the effect on a child. If so it is the very effect."""
    [outline] = log.outlines(importing.first - 1, [child])
    records = dict(log.histories(importing.first - 1, [child])).get(child, [])
    assert {shortened(record.id) for record in records} == set(outline.identities)
    try:
        [draft] = drafts
        found = OutlinedEffects(importing).effect(outline, draft)
    except (UnclearError, ValueError):
        return False
    assert facts_of(child, found) == facts_of(child, importing.effect(child, records, drafts))
    return True


# ------------------------------------------------------------------------------------- imports one after another


@contextmanager
def every_effect_compared() -> Iterator[None]:
    """While imports are made, each effect is computed both ways."""
    original = effects.outcome

    def outcome(log: Log, drafts: Iterable[tuple[str, Draft]], imported: ImportRecorded) -> effects.Outcome:
        said: dict[str, list[Draft]] = {}
        for child, draft in (found := list(drafts)):
            said.setdefault(child, []).append(draft)
        importing = effects._importing(list(log.attestations()), imported, log.position())
        for child, of_child in said.items():
            compare(log, importing, child, of_child)
        return original(log, found, imported)

    with patch("timeline.ingest.record_import.outcome", outcome):
        yield


def _with_every_column(each: Imported) -> Imported:
    return replace(each, absent=frozenset(), absent_in_second=frozenset()) if isinstance(each, Return) else each


whole = imports.map(_with_every_column)


@profiles.one_in(2)
@given(st.one_of(*(st.lists(each, min_size=2, max_size=5) for each in (imports, whole, whole))), st.data())
def test_imports_of_every_kind(brought: list[Imported], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(brought), max_size=2), label="again")
    undone = data.draw(st.lists(st.integers(1, len(brought)), max_size=1), label="undone after the first imports")
    with open_log(":memory:") as log, every_effect_compared():
        bring(log, brought)
        for number in undone:
            undo(log, number)
        bring(log, again)


# ------------------------------------------------------------------------------------------- statements by themselves

DRAFTS = st.one_of(
    returns().map(lambda sent: list(sent.drafts)),
    scenes(crowds=False).map(lambda scene: list(scene.history.drafts)),
)


def one_after_another(drafts: Iterable[tuple[str, Draft]]) -> list[bool]:
    """Which of the drafts an outline settles, each recorded after the other."""
    settled = []
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        for child, draft in drafts:
            settled.append(compare(log, importing_to(log, draft), child, [draft]))
            log.record([(child, draft)])
    return settled


def importing_to(log: CaseLog, draft: Draft) -> Importing:
    head = log.position()
    return Importing(NOTHING_SAID, NOTHING_SAID, draft.known_on, head + 1, head + FAR)


@profiles.one_in(2)
@given(DRAFTS)
def test_returns_of_lives(drafts: list[tuple[str, Draft]]) -> None:
    one_after_another(drafts)


DAYS = (date(2019, 6, 1), date(2020, 3, 31), date(2020, 5, 1), date(2021, 4, 1), date(2022, 2, 1))
HOME = e.PlacementDetails(type="U1", postcode="AB1 2CD")
MODULES = ("Header", "Episodes", "Missing", "Reviews", "AD1", "UASC")


def _events(day: date, began_on: date) -> list[Event]:
    """One of nearly every sort of rule that there is."""
    ended = {"occurred_on": day, "began_on": began_on, "began_as": None}
    return [
        e.LegalStatusChanged(
            occurred_on=day, legal_status="C2", category_of_need="N1", placement=HOME, home_postcode=None
        ),
        e.BecameLookedAfter(
            occurred_on=day, legal_status="V2", category_of_need="N1", placement=HOME, home_postcode=None
        ),
        e.EpisodeEnded(**ended, reason_episode_ceased="X1", reason_place_change=None),
        e.CeasedToBeLookedAfter(**ended, reason_episode_ceased="E8", reason_place_change=None),
        e.EndingReportedWithoutDate(**ended, reason_episode_ceased="E8", reason_place_change=None),
        e.ReviewHeld(occurred_on=day, participation="PN1"),
        e.ReviewHeld(occurred_on=day, participation="PN2"),
        e.WentMissing(occurred_on=day),
        e.ReturnedFromMissing(**ended),
        e.UnaccompaniedAsylumSeekerRecorded(occurred_on=day, sex=None, ceases_on=None),
        e.UnaccompaniedAsylumSeekerRecorded(occurred_on=day, sex=None, ceases_on=began_on),
        e.MatchedWithAdopters.from_content({"occurred_on": day, "year_ending": began_on}),
        e.ChildRegistered.from_content({"occurred_on": day, "sex": "1"}),
        e.ChildRegistered.from_content({"occurred_on": began_on, "sex": "2"}),
    ]


_stated = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).flatmap(lambda days: st.sampled_from(_events(*days)))
_coverages = st.builds(
    lambda year, silence: Coverage(
        first=year_window(date(year, 3, 31)).first, last=date(year, 3, 31), silence_counts_in=tuple(silence)
    ),
    st.sampled_from([2020, 2021, 2022]),
    st.one_of(st.just(MODULES), st.lists(st.sampled_from(MODULES), unique=True)),
)


@st.composite
def _sent(draw: st.DrawFn) -> list[tuple[str, Draft]]:
    """Statements of anything about any day, most often with rows of one before."""
    pool = draw(st.lists(_stated, min_size=1, max_size=6, unique_by=lambda each: each.canonical()))
    known = [date(2022, 6, 30)]
    found: list[tuple[str, Draft]] = []
    for coverage in sorted(draw(st.lists(_coverages, min_size=2, max_size=4)), key=lambda each: each.last):
        rows = draw(st.lists(st.sampled_from(pool), unique_by=lambda each: each.canonical()))
        known.append(draw(st.sampled_from([known[-1], date(known[-1].year + 1, 6, 30)])))
        found.append(
            ("C1", Draft(known[-1], RETURN, ("a.csv",), coverage, tuple((each, 0, n) for n, each in enumerate(rows))))
        )
    return found


@profiles.one_in(1)
@given(_sent())
def test_statements_of_anything(sent: list[tuple[str, Draft]]) -> None:
    one_after_another(sent)


@given(DRAFTS)
def test_a_draft_is_identified_as_its_entries_are(drafts: list[tuple[str, Draft]]) -> None:
    for child, draft in drafts:
        found = draft.identified(child)
        entries = [entry for entry, _, _ in draft.rows]
        assert [row.fact for row in found.statement.says] == [fact_id(child, entry) for entry in entries]
        assert list(found.facts) == [shortened(row.fact) for row in found.statement.says]
        assert list(found.bodies) == [entry.canonical().encode() for entry in entries]
        assert found.identity == fact_id(child, found.statement)
        assert found.body == found.statement.canonical().encode()
        assert draft.identified("another").identity == fact_id("another", draft.identified("another").statement)


# ------------------------------------------------------------------------------------------------ what the proof needs


def test_the_rules_are_those_that_were_looked_at() -> None:
    """A new rule of what a return takes back needs a look at ``timeline.domain.outlined_effects``."""
    looked_at = {
        *(e.SpellBegan, e.SpellEnded, e.EndingReportedWithoutDate, e.SpellDetail, e.Mark, e.Observed),
        *(e.ReviewHeld, e.HealthOutcomesRecorded, e.CareLeaverOutcomesRecorded, e.MatchedWithAdopters),
        *(e.UnaccompaniedAsylumSeekerRecorded, e.ChildRegistered, e.PreviousPermanenceRecorded),
        e.PupilNumberDigested,
        e.IndependentVisitorEnded,
    }
    assert set(in_scope.registry) - {object, Event} == looked_at
    assert {day for kind in EVENTS.values() for day in DAYS_NAMED if day in kind.model_fields} == set(DAYS_NAMED)


def test_an_ordinary_return_is_settled() -> None:
    began = _events(date(2020, 5, 1), date(2020, 5, 1))[1]
    left, review = _events(date(2022, 2, 1), date(2020, 5, 1))[3:6:2]
    first, second, third = (
        Coverage(first=year_window(day).first, last=day, silence_counts_in=MODULES)
        for day in (date(2021, 3, 31), date(2022, 3, 31), date(2023, 3, 31))
    )
    drafts = [
        Draft(date(2021, 6, 30), RETURN, ("a.csv",), first, ((began, 0, 1),)),
        Draft(date(2022, 6, 30), RETURN, ("a.csv",), second, ((began, 0, 1), (left, 0, 1), (review, 0, 2))),
        Draft(date(2022, 6, 30), RETURN, ("a.csv",), second, ((began, 0, 1), (left, 0, 1), (review, 0, 2))),
        Draft(date(2023, 6, 30), RETURN, ("a.csv",), third, ((began, 0, 1),)),
    ]
    assert all(one_after_another([("C1", draft) for draft in drafts]))
