"""The child's life, who worked with the child, and what the child's status was."""

from __future__ import annotations

from timeline.domain.events import (
    ChildRegistered,
    SocialWorkerAllocated,
    SocialWorkerLeft,
    UnaccompaniedAsylumSeekerRecorded,
)
from timeline.domain.spells import Case, Spell
from timeline.domain.spells.paired import paired


def lives(case: Case) -> tuple[Spell, ...]:
    """From birth on, so that an age is a day like others. None where the day of birth is not known."""
    if case.born_on is None or case.registered is None:
        return ()
    facts = tuple(fact.id for fact, event in case.story.of(ChildRegistered) if event is case.registered)
    return (Spell("life", case.born_on, None, {}, facts),)


def social_workers(case: Case) -> tuple[Spell, ...]:
    """Every allocation: ``worker`` says who, one-way; ``reason`` why the one before left."""
    return tuple(
        Spell(
            "social_worker",
            event.occurred_on,
            end.occurred_on if end else None,
            {"worker": event.worker, "reason": event.reason},
            (fact.id, told.id) if told else (fact.id,),
        )
        for fact, event, told, end in paired(case.story, SocialWorkerAllocated, SocialWorkerLeft)
        if isinstance(event, SocialWorkerAllocated)
    )


def unaccompanied(case: Case) -> tuple[Spell, ...]:
    """The status that the source known last gives."""
    return tuple(
        Spell("unaccompanied", event.occurred_on, event.ceases_on, {}, (fact.id,))
        for fact, event in case.story.of(UnaccompaniedAsylumSeekerRecorded)
        if event is case.unaccompanied
    )
