"""What the families of kinds come to, each derived by itself and no more than has changed: the case derived whole."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.anchors import questions
from tests.support.histories import PICKS, plans
from tests.support.local import LOCAL_EVENTS, event_of, local_event, timed_incident
from tests.support.making import other_event
from tests.support.telling import Plan, Tell, Untell, record
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.events import Event
from timeline.domain.setting import NOTHING_SAID
from timeline.domain.spells import Spell, case
from timeline.domain.statements import Coverage, FactWithdrawn
from timeline.domain.story import Draft, tell
from timeline.projections.algebra.derived import remembering
from timeline.projections.tables.bitemporal_fold import projected
from timeline.projections.tables.derivations import ALL_KINDS, Particulars
from timeline.projections.tables.families import FAMILIES, Family
from timeline.projections.tables.state import LAST_DAY


@st.composite
def lives(draw: st.DrawFn) -> list[Draft]:
    """A way through care, and beside it whatever local tables, extracts and other modules tell."""
    question = draw(questions())
    told: Plan = draw(plans(question))
    days = sorted({step.event.occurred_on for step in told if isinstance(step, Tell)} | {question.as_at})
    events: list[Event] = [step.event for step in told if isinstance(step, Tell)]
    for pick in draw(st.lists(PICKS, max_size=12)):
        day = days[pick % len(days)] + timedelta(days=pick % 5)
        events.extend(_beside(day, pick // 5, events))
    known_on = [step.known_on for step in told if isinstance(step, Tell | Untell)] or [question.as_at]
    rows_: list[tuple[Entry, int, int]] = [(event, 0, number) for number, event in enumerate(events, 1)]
    coverage = Coverage(first=question.as_at, last=question.as_at, silence_counts_in=())
    return [Draft(max(known_on), "journal", ("a file",), coverage, tuple(rows_))]


def _beside(day: date, pick: int, told: list[Event]) -> list[Event]:
    if pick % 4 == 0:
        return list(timed_incident(day, pick // 4))
    return [other_event(day, pick // 4)] if pick % 4 == 1 else [local_event(day, pick // 4, told)[0]]


def same_as_told(records: list[Recorded], known_on: list[date]) -> None:
    """The case as at every day of a fact, by each of these days of knowing, is what is seen then."""
    known = [Basis(LAST_DAY, day) for day in known_on]
    values, when = projected(Chronicle("C1", dict.fromkeys(known, NOTHING_SAID), records), known)
    days = {fact.event.occurred_on for each in known for fact in tell("C1", records, each).facts}
    for day, by in product(days, known_on):
        story = tell("C1", records, Basis(day, by))
        expected = case(story)
        seen = [
            (number, values[value])
            for (value, number, start, end), since, until in when
            if start <= day and (end is None or day < end) and since <= by and (until is None or by < until)
        ]
        spells = remembering(expected).spells
        assert Counter(each for each in seen if isinstance(each[1], Spell)) == Counter(
            (number, spell._replace(number=0))  # by which it stands there already
            for kind in ALL_KINDS
            for number, spell in enumerate(spells[kind], 1)
        )
        (particulars,) = (each for _, each in seen if isinstance(each, Particulars))
        assert (particulars.modules, particulars.registered, particulars.unaccompanied) == (
            tuple(sorted(expected.modules)),
            expected.registered,
            expected.unaccompanied,
        )


@given(lives())
def test_what_families_of_kinds_come_to_is_the_case_as_at_every_day(drafts: list[Draft]) -> None:
    known_on = drafts[0].known_on
    same_as_told(record([("C1", draft) for draft in drafts])["C1"], [known_on, known_on + timedelta(days=1)])


FIRST = date(2012, 3, 28)
LOCAL_FAMILIES = [family for family in FAMILIES if set(family.reads) <= set(LOCAL_EVENTS)]


@st.composite
def corrected(draw: st.DrawFn, family: Family) -> list[Draft]:
    """Facts of one family of local tables, close together so that they meet, over a few days of knowing; some are taken
    back, and some of those said again."""
    told: list[Event] = []
    drafts: list[Draft] = []
    for number in range(draw(st.integers(2, 4))):
        rows_: list[tuple[Entry, int, int]] = []
        for pick in draw(st.lists(PICKS, min_size=1, max_size=5)):
            if told and pick % 4 == 0:
                said = told[pick // 4 % len(told)]
                again = pick // 4 % 3 == 0
                rows_.append((said if again else FactWithdrawn(fact=fact_id("C1", said), reason="a mistake"), 0, 1))
            else:
                kind = family.reads[pick % len(family.reads)]
                event, _ = event_of(kind, FIRST + timedelta(days=pick // 7 % 8), pick // 3, told)
                told.append(event)
                rows_.append((event, 0, 1))
        known_on = FIRST + timedelta(days=30 + number)
        drafts.append(Draft(known_on, "journal", ("a file",), None, tuple(rows_)))
    return drafts


@pytest.mark.parametrize("family", LOCAL_FAMILIES, ids=lambda family: family.kinds[0])
@given(data=st.data())
def test_facts_that_come_and_go_leave_of_their_family_what_the_log_tells(family: Family, data: st.DataObject) -> None:
    drafts = data.draw(corrected(family))
    records = record([("C1", draft) for draft in drafts])["C1"]
    same_as_told(records, [draft.known_on for draft in drafts])
