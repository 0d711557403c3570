"""Children of whom local tables tell: care, and plans, audits, cases and services about it, known late, corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import strategies as st

from tests.support import tabled_courts, tabled_facts
from tests.support.anchors import AT_ONCE, LAGS, Lag, Question, known_on, questions, weighted
from tests.support.correcting import Correction, correct
from tests.support.histories import CORRECTIONS, Scene
from tests.support.requesting import REQUESTS, Asked, requested
from tests.support.tabled_care import BIRTHS, STAYS, Born, Stay, born, cared_for
from tests.support.tabled_facts import Around, Fact, facts, starts_after
from tests.support.telling import History, Plan, Step, Tell
from timeline.domain import events as e

SORTS = {**tabled_facts.SORTS, **tabled_courts.SORTS}
THEMES = (
    ("care plan", "plan", "assessment", "audit", "health", "reviews"),
    ("independence", "independence", "audit", "plan"),
    ("proceedings", "for adoption", "gateway", "at start"),
    ("edge", "edge", "gateway"),
    ("action", "audit", "reviews", "health"),
    tuple(SORTS),
)
"""What much is told of, in a child's tables."""

FACTS = st.sampled_from(THEMES).flatmap(lambda theme: st.lists(facts(theme), min_size=1, max_size=5))


def plan(
    question: Question,
    birth: Born,
    stays: Sequence[Stay],
    about: Sequence[Fact],
    requests: Sequence[Asked],
    lag: Lag,
    corrections: Sequence[Correction],
    astray: int,
) -> Plan:
    """What is told of one child."""
    child = born(birth, question, astray)
    told = [Tell(child, known_on(Lag("after", 0), child.occurred_on, question))] if child else []
    wanted = [day for fact in about if (day := starts_after(fact, question))]
    care = [made for stay in cared_for(stays if not wanted else stays[:1], wanted, question) for made in stay]
    told += [Tell(event, known_on(lag, event.occurred_on, question), of) for event, of in care]
    starts = sorted(event.occurred_on for event, _ in care if isinstance(event, e.BecameLookedAfter))
    for fact in about:
        for event, of in SORTS[fact.sort](fact.at.day(question), fact, Around(starts, question)):
            told.append(Tell(event, known_on(fact.lag, event.occurred_on, question), of))
    for asked in requests:
        told.extend(requested(asked, question))
    steps: list[Step] = list(_astray(told, astray))
    for correction in corrections:
        steps.extend(correct(told, correction, question))
    return tuple(steps)


def _astray(told: Sequence[Tell], pick: int) -> list[Tell]:
    """Now and then an ending names a day on which nothing began."""
    found = []
    for number, each in enumerate(told):
        if isinstance(each.event, e.SpellEnded) and each.event.module != "Episodes" and (pick + number) % 23 == 0:
            elsewhere = each.event.began_on - timedelta(days=1)
            found.append(Tell(each.event.model_copy(update={"began_on": elsewhere}), each.known_on))
        else:
            found.append(each)
    return found


def plans(question: Question) -> st.SearchStrategy[Plan]:
    """Plans of one child."""
    return st.builds(
        plan,
        st.just(question),
        BIRTHS,
        weighted((1, st.just([])), (4, st.lists(STAYS, min_size=1, max_size=3))),
        FACTS,
        weighted((3, st.just([])), (1, st.lists(REQUESTS, min_size=1, max_size=2))),
        st.one_of(AT_ONCE, AT_ONCE, LAGS),
        weighted((2, st.just([])), (1, st.lists(CORRECTIONS, max_size=3))),
        st.integers(0, 9999),
    )


@st.composite
def tabled_scenes(draw: st.DrawFn) -> Scene:
    """A day asked about, and one to six children of whom tables tell."""
    question = draw(questions())
    drawn = draw(st.lists(plans(question), min_size=1, max_size=6))
    return Scene(question, History({f"C{number}": each for number, each in enumerate(drawn)}))
