"""Beginnings and endings that do not belong together: reported in halves, in parts, or twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Rule, published
from timeline.domain.events import (
    EndingReportedWithoutDate,
    EpisodeBegan,
    EpisodeEnded,
    IndependentVisitorEnded,
    IndependentVisitorRequested,
    SpellBegan,
    SpellEnded,
    SpellKey,
)
from timeline.domain.spells.unheard_of import never_sent_again
from timeline.domain.story import Fact, Story


def half_an_ending(history: History) -> Iterator[Defect]:
    """A REC without a DEC, or a DEC without a REC."""
    for fact, event in history.story.of(EndingReportedWithoutDate):
        if event.reason_episode_ceased is not None:
            yield Defect((fact.id,), (event.began_on,))
    for fact, ended in history.story.of(EpisodeEnded):
        if ended.reason_episode_ceased is None:
            yield Defect((fact.id,), (ended.began_on, ended.occurred_on))


def place_change_while_open(history: History) -> Iterator[Defect]:
    """A REASON_PLACE_CHANGE without an ending: an episode that is still open."""
    for fact, event in history.story.of(EndingReportedWithoutDate):
        if event.reason_place_change is not None:
            yield Defect((fact.id,), (event.began_on,))


def orphan_ending(history: History) -> Iterator[Defect]:
    """Endings of what is not known to have begun by the day asked about."""
    named = list(_endings_named(history.story))
    known = _beginnings(history.story, {key[1] for _, key, _ in named})
    for fact, key, began_as in named:
        begun = known.get(key, ())
        if not (begun if began_as is None else began_as in begun) and history.has_come(key[1]):
            yield Defect((fact.id,), (key[1], fact.event.occurred_on))


def two_endings(history: History) -> Iterator[Defect]:
    """Beginnings with more than one ending."""
    ends = [pair for pair in history.story.of(SpellEnded) if not isinstance(pair[1], EndingReportedWithoutDate)]
    several = _twice((end.spell, end.began_on) for _, end in ends)
    ended: dict[SpellKey, list[tuple[Fact, SpellEnded]]] = defaultdict(list)
    for fact, end in ends:
        if (end.spell, end.began_on) in several:
            ended[end.spell_key].append((fact, end))
    for fact, began in history.story.of(SpellBegan):
        if (began.spell, began.occurred_on) not in several:
            continue
        own = [told for told, end in ended[began.spell_key] if end.began_as in (None, fact.id)]
        if len(own) > 1:
            facts = (fact.id, *(told.id for told in own))
            yield Defect(facts, (began.occurred_on, *(told.event.occurred_on for told in own)))


def begun_twice(history: History) -> Iterator[Defect]:
    """Days on which more than one episode began."""
    begun: dict[date, list[UUID]] = defaultdict(list)
    for fact, event in history.story.of(EpisodeBegan):
        begun[event.occurred_on].append(fact.id)
    return (Defect(tuple(facts), (day,)) for day, facts in begun.items() if len(facts) > 1)


def open_and_never_sent_again(history: History) -> Iterator[Defect]:
    """Open episodes that the return which should have had them does not have."""
    missing = history.story.absence
    for row in never_sent_again(history.story, history.rows):
        assert missing is not None
        yield Defect.of(row, days=(row.began_on, missing.last_sent, missing.missed))


def _twice(named: Iterable[SpellKey]) -> set[SpellKey]:
    """What stands there more than once."""
    once: set[SpellKey] = set()
    found: set[SpellKey] = set()
    for each in named:
        (found if each in once else once).add(each)
    return found


def _beginnings(story: Story, days: Container[date]) -> Mapping[SpellKey, list[UUID]]:
    """What is known to have begun on these days."""
    found: dict[SpellKey, list[UUID]] = defaultdict(list)
    for fact, began in story.of(SpellBegan):
        if began.occurred_on in days:
            found[began.spell_key].append(fact.id)
    return found


def _endings_named(story: Story) -> Iterator[tuple[Fact, SpellKey, UUID | None]]:
    """Every ending, with what it names: which spell, and which very beginning of it."""
    for fact, ended in story.of(SpellEnded):
        yield fact, ended.spell_key, ended.began_as
    for fact, visits in story.of(IndependentVisitorEnded):
        yield fact, (IndependentVisitorRequested.spell, visits.requested_on), None


RULES = (
    published(
        "1010",
        "episode-never-sent-again",
        open_and_never_sent_again,
        severity="query",
        title="An open episode is missing from the return that should have had it",
        means="The last return that named the child had the episode open at the end of its year; the return of a later "
        "year brought episodes and has nothing of the child. Figures keep it open unless they are asked for with "
        "another --never-sent-again. The days are its beginning and the ends of those two years.",
        do="Find out whether the child left, and send the ending; or send the child again.",
    ),
    Rule(
        id="episode-half-an-ending",
        rule_number="148",
        severity="error",
        title="An episode's end has a date or a reason, but not both",
        means="DEC and REC come together or not at all. With DEC alone figures end the episode on that day; with REC "
        "alone it stays open.",
        do="Give the one that is missing, or delete the other if the episode is still open.",
        source="SSDA903 validation rule 148",
        find=half_an_ending,
    ),
    Rule(
        id="episode-place-change-while-open",
        rule_number="233",
        severity="error",
        title="An open episode has a reason for placement change",
        means="REASON_PLACE_CHANGE explains the next placement and stands on an episode that has ended; this one has "
        "no DEC.",
        do="Give DEC and REC, or delete the reason for placement change.",
        source="SSDA903 validation rule 233",
        find=place_change_while_open,
    ),
    Rule(
        id="ending-without-beginning",
        rule_number=None,
        severity="error",
        title="Something ends that is not known to have begun",
        means="The ending names the day its beginning is said to have taken place, and nothing is recorded to have "
        "begun on that day. The ending changes no figure.",
        do="Record the beginning, or correct the day that the ending names, or withdraw the ending.",
        source="house rule",
        find=orphan_ending,
    ),
    Rule(
        id="ending-twice",
        rule_number=None,
        severity="error",
        title="One beginning has several endings",
        means="An episode, an incident or a request can end once. Each ending is kept as a report of its own.",
        do="Withdraw the endings that are wrong.",
        source="house rule",
        find=two_endings,
    ),
    Rule(
        id="episode-begun-twice",
        rule_number=None,
        severity="error",
        title="Several episodes begin on one day",
        means="A return names an episode by its DECOM, so two that begin on one day cannot be told apart. Where both "
        "last, figures take the one that reports the greater change.",
        do="Delete the one that is wrong, or correct its DECOM.",
        source="house rule; SSDA903 validation rules 142 and 501 name the overlap that it leaves",
        find=begun_twice,
    ),
)
