"""All that is derived of one child at a basis."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import NeverSentAgain
from timeline.domain.events import ChildRegistered, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.order import order_key
from timeline.domain.spells.care import care_stays, episode_in_force, period_of_care, short_breaks
from timeline.domain.spells.episodes import Episode, Stay, endings_without_beginning, episodes
from timeline.domain.spells.incidents import incidents
from timeline.domain.spells.local import (
    ASSESSED,
    AT_THE_EDGE,
    AUDITED,
    IN_COURT,
    LOCAL_KINDS,
    LOCAL_MODULES,
    PLANNED,
    about,
    assessed,
    at_the_edge,
    audited,
    in_court,
    planned,
)
from timeline.domain.spells.placements import all_placements
from timeline.domain.spells.reviews import reviews
from timeline.domain.spells.spell import Spell
from timeline.domain.spells.unheard_of import as_the_basis_takes_them, never_sent_again, without_unheard_of
from timeline.domain.spells.visitors import visitor_requests
from timeline.domain.story import E, Story

KINDS: Mapping[str, str] = {
    "period_of_care": "a maximal run of contiguous days looked after, short breaks apart",
    "episode": "the days on which one episode of the return is in force, with its codes",
    "placement": "a run of episodes with the same carer or home, temporary absences kept in it",
    "short_break": "a run of days under a series of short-term placements (V3, V4)",
    "missing_incident": "missing (M) or away without authorisation (A)",
    "visitor_request": "a request for an independent visitor, until it is answered",
    "review": "a review held, on one day",
    **LOCAL_KINDS,
}
"""Every kind of spell, in a sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """One child at a basis: who the child is, and every spell, in the order they began.

    ``modules``: those from which something is known of the child, be it that there was nothing. ``never_sent_again``:
    whether the child was looked after in the last return that named it, and is missing from one that should have.
    """

    story: Story
    modules: frozenset[str]
    born_on: date | None
    registered: ChildRegistered | None
    unaccompanied: UnaccompaniedAsylumSeekerRecorded | None
    spells: Mapping[str, tuple[Spell, ...]]
    never_sent_again: bool = False
    endings_alone: int = 0

    @property
    def child(self) -> str:
        """The child's identifier in the log."""
        return self.story.child

    def is_unaccompanied(self, day: date) -> bool:
        """Whether the child is an unaccompanied asylum-seeking child at the end of the day."""
        return lasts_at(self.unaccompanied, day)


def lasts_at(status: UnaccompaniedAsylumSeekerRecorded | None, day: date) -> bool:
    """Whether there is a status of an unaccompanied asylum-seeking child, and not over at the end of the day."""
    return status is not None and (status.ceases_on is None or status.ceases_on > day)


def case(story: Story) -> Case:
    """The case that a story tells."""
    reported = episodes(story)
    registered = latest(story, ChildRegistered)
    return Case(
        story=story,
        modules=modules_of(story),
        born_on=registered.born_on if registered else None,
        registered=registered,
        unaccompanied=latest(story, UnaccompaniedAsylumSeekerRecorded),
        spells=SpellsOf(story, reported),
        never_sent_again=bool(never_sent_again(story, reported)),
        endings_alone=len(endings_without_beginning(story, reported)),
    )


class SpellsOf(Mapping[str, tuple[Spell, ...]]):
    """The spells of a story by their kind, each family of kinds derived when one of it is first asked for: a question
    is about few of them. ``reported``: every episode of the story."""

    __slots__ = ("_found", "_local", "reported", "story")

    def __init__(self, story: Story, reported: Sequence[Episode]) -> None:
        self.story = story
        self.reported = reported
        self._found: dict[str, tuple[Spell, ...]] = {}
        self._local: Story | None = None

    def local(self, modules: Container[str]) -> Story:
        """The story without the facts of other modules than these local tables."""
        if self._local is None:
            self._local = about(self.story, LOCAL_MODULES)
        return about(self._local, modules) if self._local.facts else self._local

    def __getitem__(self, kind: str) -> tuple[Spell, ...]:
        if kind not in self._found:
            self._found.update(_DERIVED_BY[kind](self))
        return self._found[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in _DERIVED_BY

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)


_Derivation = Callable[[SpellsOf], Mapping[str, tuple[Spell, ...]]]

_FAMILIES: tuple[tuple[tuple[str, ...], _Derivation], ...] = (
    (("period_of_care", "episode", "placement", "short_break"), lambda of: care_of(of.story, of.reported)),
    (("missing_incident",), lambda of: {"missing_incident": incidents(of.story)}),
    (("visitor_request",), lambda of: {"visitor_request": visitor_requests(of.story)}),
    (("review",), lambda of: {"review": reviews(of.story)}),
    (("plan", "plan_review"), lambda of: planned(of.local(PLANNED))),
    (("assessment", "health_assessment"), lambda of: assessed(of.local(ASSESSED))),
    (
        ("audit", "audit_judgement", "audit_action", "audit_action_due"),
        lambda of: audited(of.local(AUDITED)),
    ),
    (
        ("gateway_decision", "court_application", "court_hearing", "court_order"),
        lambda of: in_court(of.local(IN_COURT)),
    ),
    (
        ("edge_of_care", "intervention_to_care", "intervention_to_referral", "referral"),
        lambda of: at_the_edge(of.local(AT_THE_EDGE), of["period_of_care"]),
    ),
)
_DERIVED_BY: Mapping[str, _Derivation] = {kind: derive for kinds, derive in _FAMILIES for kind in kinds}


def modules_of(story: Story) -> frozenset[str]:
    """The modules from which something is known of a child, be it that there was nothing."""
    return story.covered | {fact.event.module for fact in story.facts}


def care_of(story: Story, reported: Sequence[Episode]) -> dict[str, tuple[Spell, ...]]:
    """The kinds that are made of episodes. ``reported``: every episode of the story."""
    rows = as_the_basis_takes_them(story, reported)
    runs, breaks = care_stays(rows), short_breaks(rows)
    if story.basis.never_sent_again is NeverSentAgain.DROP:
        runs, breaks = without_unheard_of(story, runs, breaks)
    return care_spells(runs, breaks)


def care_spells(runs: Sequence[tuple[Stay, ...]], breaks: tuple[Spell, ...]) -> dict[str, tuple[Spell, ...]]:
    """The same. ``runs``: the stays of each period of care; ``breaks``: the short breaks."""
    return {
        "period_of_care": tuple(period_of_care(run) for run in runs),
        "episode": tuple(episode_in_force(stay) for run in runs for stay in run),
        "placement": all_placements(runs),
        "short_break": breaks,
    }


def latest(story: Story, kind: type[E]) -> E | None:
    """The particulars known last; of several known since one day, the last in the order of events."""
    known = list(story.of(kind))
    if len(known) > 1:
        known.sort(key=lambda pair: (pair[0].known_on, order_key(pair[1])))
    return known[-1][1] if known else None
