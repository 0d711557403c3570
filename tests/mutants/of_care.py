"""Planted faults of care: periods, placements, incidents, requests."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_CARE = "timeline/domain/spells/care.py"
_EPISODES = "timeline/domain/spells/episodes.py"
_GROUPS = "timeline/domain/codes/groups.py"
_PLACEMENTS = "timeline/domain/spells/placements.py"
_VISITOR_WAITS = "timeline/projections/algebra/derived/visitors.py"

OF_CARE = (
    Mutant(
        name="short-breaks-in-care",
        wrong="Short breaks (V3, V4) are part of a period of care",
        file=_CARE,
        old="found = stays([row for row in rows if not row.is_short_break])",
        new="found = stays(rows)",
    ),
    Mutant(
        name="v4-forgotten",
        wrong="Only V3 is a short break",
        file=_GROUPS,
        old='SHORT_BREAK = frozenset({"V3", "V4"})',
        new='SHORT_BREAK = frozenset({"V3"})',
    ),
    Mutant(
        name="temporary-placement-counted",
        wrong="A stay in hospital or on holiday (T0 to T4) is a placement",
        file=_PLACEMENTS,
        old="AWAY_FROM_HOME = TEMPORARY_PLACEMENTS | MISSING_PLACEMENTS",
        new="AWAY_FROM_HOME = MISSING_PLACEMENTS",
    ),
    Mutant(
        name="missing-placement-counted",
        wrong="Being missing (M1 to M3 in returns before 2015) is a placement",
        file=_PLACEMENTS,
        old="AWAY_FROM_HOME = TEMPORARY_PLACEMENTS | MISSING_PLACEMENTS",
        new="AWAY_FROM_HOME = TEMPORARY_PLACEMENTS",
    ),
    Mutant(
        name="return-from-temporary-is-a-move",
        wrong="Coming back from a temporary placement to the same home is a move",
        file=_PLACEMENTS,
        old='if (away or row.reason_for_new_episode == "S") and row.placement == home.details:',
        new='if row.reason_for_new_episode == "S" and row.placement == home.details:',
    ),
    Mutant(
        name="away-forgotten-while-legal-status-changes",
        wrong="A change of legal status in hospital makes the home the child returns to a new one",
        file=_PLACEMENTS,
        old="        away = temporary\n",
        new='        away = temporary and row.reason_for_new_episode != "L"\n',
    ),
    Mutant(
        name="same-carer-reasons-are-moves",
        wrong="A changed record of a placement whose carer stays (RNE T, U) is a move",
        file=_GROUPS,
        old='NEW_PLACEMENT_REASONS = frozenset({"S", "P", "B"})',
        new='NEW_PLACEMENT_REASONS = frozenset({"S", "P", "B", "T", "U"})',
    ),
    Mutant(
        name="move-with-legal-status-forgotten",
        wrong="A move on the day the legal status changes (RNE B) is none",
        file=_GROUPS,
        old='NEW_PLACEMENT_REASONS = frozenset({"S", "P", "B"})',
        new='NEW_PLACEMENT_REASONS = frozenset({"S", "P"})',
    ),
    Mutant(
        name="adoption-by-the-carer-is-a-move",
        wrong="Placed for adoption with the present carer (A3, A5) is a new placement",
        file=_PLACEMENTS,
        old="    if row.placement.type in ADOPTION_WITH_CURRENT_CARER and home.details.type in CARERS_WHO_MAY_ADOPT:\n"
        "        return False\n",
        new="",
    ),
    Mutant(
        name="a5-forgotten",
        wrong="Of adoption by the present carer only A3 is known",
        file=_GROUPS,
        old='ADOPTION_WITH_CURRENT_CARER = frozenset({"A3", "A5"})',
        new='ADOPTION_WITH_CURRENT_CARER = frozenset({"A3"})',
    ),
    Mutant(
        name="older-adoption-codes-forgotten",
        wrong="A3 after A1 or A2 of an older return is a move",
        file=_PLACEMENTS,
        old="CARERS_WHO_MAY_ADOPT = FOSTER_OF_ANY_YEAR | ADOPTION_OF_ANY_YEAR",
        new="CARERS_WHO_MAY_ADOPT = FOSTER_OF_ANY_YEAR",
    ),
    Mutant(
        name="home-not-brought-back",
        wrong="When a row laid over another has ended the child stays in the home of the one laid over",
        file=_PLACEMENTS,
        old="            home = by_episode[id(row)]\n",
        new="            pass\n",
    ),
    Mutant(
        name="home-carried-into-the-next-period",
        wrong="A child who comes back into care is in the placement of the earlier period",
        file=_PLACEMENTS,
        old="return tuple(spell for run in runs for spell in placements(run))",
        new="return placements([stay for run in runs for stay in run])",
    ),
    Mutant(
        name="episode-begun-first-in-force",
        wrong="Of overlapping episodes the one begun first is in force",
        file=_EPISODES,
        old="for row in reversed(lasting) if row.is_open_at(start)",
        new="for row in lasting if row.is_open_at(start)",
    ),
    Mutant(
        name="ended-row-in-force-over-an-open-one",
        wrong="Of two rows begun on one day for one reason the content decides, though one of them has ended",
        file=_EPISODES,
        old="REASON_RANK[row.reason_for_new_episode], row.ended_on or date.max)",
        new="REASON_RANK[row.reason_for_new_episode], date.max)",
    ),
    Mutant(
        name="endings-shared-between-children",
        wrong="A default that is kept between calls: one child's endings end another child's episodes",
        file=_EPISODES,
        old="def episodes(story: Story) -> tuple[Episode, ...]:\n"
        '    """Every episode of the story, in the order they began."""\n'
        "    endings: dict[date, list[tuple[Fact, Ending]]] = defaultdict(list)\n",
        new="def episodes(story: Story, endings: dict = defaultdict(list)) -> tuple[Episode, ...]:\n",
    ),
    Mutant(
        name="ending-of-another-episode",
        wrong="Of two episodes begun on one day both take the ending that names one of them",
        file=_EPISODES,
        old="if end.began_as in (None, fact.id)]",
        new="]",
    ),
    Mutant(
        name="x1-is-a-reason-to-have-ceased",
        wrong="X1 with no episode after it is printed as the reason why the child ceased",
        file=_CARE,
        old="reason = None if ceased == CEASING_CONTINUES else ceased",
        new="reason = ceased",
    ),
    Mutant(
        name="missing-and-away-joined",
        wrong="A return from being away without authorisation ends an incident of being missing",
        file="timeline/domain/spells/incidents.py",
        old="_of(story, WentMissing, ReturnedFromMissing, MISSING)",
        new="_of(story, WentMissing, ReturnedFromAway, MISSING)",
    ),
    Mutant(
        name="request-repeated-after-31-days",
        wrong="A request made again 31 days after it was withdrawn is the same request",
        file="timeline/domain/spells/visitors.py",
        old="REPEATED_WITHIN = timedelta(days=30)",
        new="REPEATED_WITHIN = timedelta(days=31)",
    ),
    Mutant(
        name="wait-from-the-request-made-again",
        wrong="A request withdrawn and made again waits since it was made again",
        file=_VISITOR_WAITS,
        old="lasting._replace(start=before.start, facts=",
        new="lasting._replace(facts=",
    ),
    Mutant(
        name="request-outlives-care",
        wrong="A request made in a period of care that ended is open again when the child comes back",
        file=_VISITOR_WAITS,
        old="if period is not None and period.end is not None:",
        new="if period is not None and period.end == period.start:",
    ),
    Mutant(
        name="appointment-ends-its-own-request-only",
        wrong="A request is still open after a later appointment of the child that names another request",
        file=_VISITOR_WAITS,
        old="for day, fact in appointments if day > request.start)",
        new="for day, fact in appointments[:0] if day > request.start)",
    ),
)
"""Who is in care, where, and what happens meanwhile."""
