"""Interventions at the edge of care, what followed them, and referrals.

Source: docs/definitions/edge-of-care.md. No national definition of interventions exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from timeline.domain.days import within_months
from timeline.domain.events import (
    EdgeOfCareInterventionEnded,
    EdgeOfCareInterventionStarted,
    ReferralDecided,
    ReferralReceived,
)
from timeline.domain.spells.paired import ended_first, identities, yes_or_no
from timeline.domain.spells.spell import Spell
from timeline.domain.story import Story

RE_REFERRAL_MONTHS = 12
SINCE_START = "start"
SINCE_END = "end"


def interventions(story: Story, periods: Sequence[Spell]) -> tuple[Spell, ...]:
    """Every intervention, from its start to its end. ``service``; ``looked_after_at_start``: whether the child was
    looked after at the end of the day before it started, yes or no."""
    return tuple(
        Spell(
            "edge_of_care",
            started.occurred_on,
            ending.occurred_on if ending else None,
            {"service": started.service, "looked_after_at_start": _looked_after_before(started.occurred_on, periods)},
            identities(fact, told),
        )
        for fact, started, told, ending in ended_first(
            story, EdgeOfCareInterventionStarted, EdgeOfCareInterventionEnded
        )
    )


def _looked_after_before(day: date, periods: Sequence[Spell]) -> str | None:
    return yes_or_no(any(period.start < day and (period.end is None or period.end >= day) for period in periods))


def interventions_to_care(worked: Sequence[Spell], periods: Sequence[Spell]) -> tuple[Spell, ...]:
    """From each intervention until the child next starts to be looked after. ``since``: counted from the start or from
    the end of the intervention; ``service``; ``looked_after_at_start``; ``legal_status_at_start`` of the period."""
    return tuple(
        _until_care(since, day, each, periods)
        for each in worked
        for since, day in ((SINCE_START, each.start), (SINCE_END, each.end))
        if day is not None
    )


def _until_care(since: str, day: date, worked: Spell, periods: Sequence[Spell]) -> Spell:
    period = next((each for each in periods if each.start >= day), None)
    attributes = {
        "since": since,
        **worked.attributes,
        "legal_status_at_start": period.attributes["legal_status_at_start"] if period else None,
    }
    facts = worked.facts + (period.facts if period else ())
    return Spell("intervention_to_care", day, period.start if period else None, attributes, facts)


def interventions_to_referral(worked: Sequence[Spell], referred: Sequence[Spell]) -> tuple[Spell, ...]:
    """From the end of each intervention until the child is next referred. ``service``; ``looked_after_at_start``."""
    return tuple(_to_referral(worked, referred))


def _to_referral(worked: Sequence[Spell], referred: Sequence[Spell]) -> Iterator[Spell]:
    for each in worked:
        if each.end is not None:
            ended = each.end
            again = next((referral for referral in referred if referral.start >= ended), None)
            facts = each.facts + (again.facts if again else ())
            yield Spell("intervention_to_referral", ended, again.start if again else None, each.attributes, facts)


def referrals(story: Story) -> tuple[Spell, ...]:
    """Every referral, until it is decided what to do about it. ``decision``; ``re_referral``: whether there was one
    before it in 12 months, yes or no."""
    earlier: list[date] = []
    found: list[Spell] = []
    for fact, received, told, ending in ended_first(story, ReferralReceived, ReferralDecided):
        day = received.occurred_on
        again = any(before < day and within_months(before, day, RE_REFERRAL_MONTHS) for before in earlier)
        earlier.append(day)
        attributes = {
            "decision": ending.decision if isinstance(ending, ReferralDecided) else None,
            "re_referral": yes_or_no(again),
        }
        end = ending.occurred_on if ending else None
        found.append(Spell("referral", day, end, attributes, identities(fact, told)))
    return tuple(found)
