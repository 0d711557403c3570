"""Periods of care, short breaks, and the episode in force on each day.

A period of care is a maximal run of contiguous days looked after, short breaks (V3, V4) apart: an end and a start on
the same day join, a gap of one day parts. Days decide, not codes (docs/definitions/README.md, period of care).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from uuid import UUID

from timeline.domain.codes import destination
from timeline.domain.days import Span, union
from timeline.domain.spells.episodes import Episode, Stay, stays
from timeline.domain.spells.spell import Spell

CEASING_CONTINUES = "X1"


def care_stays(rows: Sequence[Episode]) -> tuple[tuple[Stay, ...], ...]:
    """The stays of each period of care, in order."""
    found = stays([row for row in rows if not row.is_short_break])
    groups: list[list[Stay]] = [[found[0]]] if found else []
    for before, after in pairwise(found):
        if before.span.end == after.span.start:
            groups[-1].append(after)
        else:
            groups.append([after])
    return tuple(tuple(group) for group in groups)


def period_of_care(run: Sequence[Stay]) -> Spell:
    """The period of care that these stays make, with how it began and how it ended."""
    first, last = run[0].episode, run[-1].episode
    ceased = last.reason_episode_ceased if run[-1].span.end is not None else None
    reason = None if ceased == CEASING_CONTINUES else ceased
    return Spell(
        kind="period_of_care",
        start=run[0].span.start,
        end=run[-1].span.end,
        attributes={
            "reason_for_new_episode": first.reason_for_new_episode,
            "legal_status_at_start": first.legal_status,
            "category_of_need": first.category_of_need,
            "reason_ceased": reason,
            "destination": destination(reason),
        },
        facts=_facts(stay.episode for stay in run),
    )


def episode_in_force(stay: Stay) -> Spell:
    """The days on which one episode is in force, with its codes."""
    row = stay.episode
    return Spell(
        kind="episode",
        start=stay.span.start,
        end=stay.span.end,
        attributes={
            "legal_status": row.legal_status,
            "category_of_need": row.category_of_need,
            "placement_type": row.placement.type,
            "placement_provider": row.placement.provider,
        },
        facts=row.facts,
    )


def short_breaks(rows: Sequence[Episode]) -> tuple[Spell, ...]:
    """Runs of days under a series of short-term placements (V3, V4): no part of any period of care."""
    breaks = [row for row in rows if row.is_short_break]
    return tuple(
        Spell("short_break", run.start, run.end, {}, _facts(row for row in breaks if _overlaps(row.span, run)))
        for run in union([row.span for row in breaks])
    )


def _overlaps(span: Span, run: Span) -> bool:
    return not span.is_empty() and not span.clipped(run).is_empty()


def _facts(rows: Iterable[Episode]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(fact for row in rows for fact in row.facts))
