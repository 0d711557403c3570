"""What a reason for a new episode says has changed, and temporary placements.

The identity of a placement is PLACE, PLACE_PROVIDER, PL_POST and URN. A part that is blank on either side is not known
to differ: an older return had no URN.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.domain.checks.history import START, History, ceased
from timeline.domain.checks.rule import Defect, Rule
from timeline.domain.codes import TEMPORARY_PLACEMENTS
from timeline.domain.events import PlacementDetails
from timeline.domain.spells.episodes import Episode

LEGAL_STATUS_ONLY = frozenset({"L"})
PLACEMENT_ONLY = frozenset({"P", "T"})
BOTH = frozenset({"B", "U"})
RETURNED = "P"
MOVES = frozenset({"P", "B"})

Pair = tuple[Episode, Episode]


def legal_status_change_not_reflected(history: History) -> Iterable[Defect]:
    """RNE L where the legal status is the same or the placement is another."""
    return (
        _begun(before, row)
        for before, row in _changes(history, LEGAL_STATUS_ONLY)
        if _same_status(before, row) or _another_placement(before.placement, row.placement)
    )


def placement_change_not_reflected(history: History) -> Iterable[Defect]:
    """RNE P or T where the legal status is another or the placement is the same."""
    return (
        _begun(before, row)
        for before, row in _changes(history, PLACEMENT_ONLY)
        if _differ(before.legal_status, row.legal_status) or _same_placement(before, row)
    )


def double_change_not_reflected(history: History) -> Iterable[Defect]:
    """RNE B or U where the legal status or the placement is the same."""
    return (
        _begun(before, row)
        for before, row in _changes(history, BOTH)
        if _same_status(before, row) or _same_placement(before, row)
    )


def temporary_by_another_change(history: History) -> Iterable[Defect]:
    """Temporary placements begun by a start, or by another change than a move."""
    others = (row for row in history.rows if row.reason_for_new_episode not in MOVES)
    return (Defect.of(row, days=(row.began_on,)) for row in others if _is_temporary(row))


def ceases_temporarily(history: History) -> Iterable[Defect]:
    """Ceasings from a temporary placement."""
    away = (row for row in history.rows if _is_temporary(row))
    return (Defect.of(row, days=(row.ended_on,)) for row in away if ceased(row))


def returned_elsewhere(history: History) -> Iterator[Defect]:
    """What follows a temporary placement and is no return to the home left for it."""
    for row in history.rows:
        away = history.follows(row)
        if away is None or not _is_temporary(away) or _is_temporary(row) or row.reason_for_new_episode == START:
            continue
        home = _left_behind(history, away)
        if home is not None and not _is_return(home, row):
            yield Defect.of(home, away, row, days=(away.began_on, row.began_on))


def _changes(history: History, reasons: frozenset[str]) -> Iterator[Pair]:
    """The episodes begun for these reasons, each after the one it follows on."""
    for row in history.rows:
        before = history.follows(row)
        if before is not None and row.reason_for_new_episode in reasons:
            yield before, row


def _begun(before: Episode, row: Episode) -> Defect:
    return Defect.of(before, row, days=(row.began_on,))


def _differ(before: str | None, after: str | None) -> bool:
    """Whether both are known, and are not the same."""
    return before is not None and after is not None and before != after


def _same_status(before: Episode, row: Episode) -> bool:
    return row.legal_status is not None and before.legal_status == row.legal_status


def _same_placement(before: Episode, row: Episode) -> bool:
    """Whether nothing at all distinguishes the two records. Where no type is known nothing can be said."""
    return row.placement.type is not None and before.placement == row.placement


def _another_placement(before: PlacementDetails, after: PlacementDetails) -> bool:
    return (
        _differ(before.type, after.type)
        or _differ(before.provider, after.provider)
        or _differ(before.postcode, after.postcode)
        or _differ(before.urn, after.urn)
    )


def _is_temporary(row: Episode) -> bool:
    return row.placement.type in TEMPORARY_PLACEMENTS


def _left_behind(history: History, away: Episode) -> Episode | None:
    """The episode before a chain of temporary placements."""
    before: Episode | None = away
    while before is not None and _is_temporary(before):
        before = history.follows(before)
    return before


def _is_return(home: Episode, row: Episode) -> bool:
    same_home = not _differ(home.placement.type, row.placement.type)
    same_place = not _differ(home.placement.postcode, row.placement.postcode)
    return row.reason_for_new_episode == RETURNED and same_home and same_place


RULES = (
    Rule(
        id="placement-legal-status-change-not-reflected",
        rule_number="434",
        severity="error",
        title="Recorded as a change of legal status only, but it is none",
        means="RNE is L, and the legal status is the same as before, or the placement (type, provider, postcode or "
        "URN) is another.",
        do="Correct RNE to the change that took place, or the legal status or placement.",
        source="SSDA903 validation rule 434",
        find=legal_status_change_not_reflected,
    ),
    Rule(
        id="placement-change-not-reflected",
        rule_number="435",
        severity="error",
        title="Recorded as a change of placement only, but it is none",
        means="RNE is P or T, and nothing of the placement (type, provider, postcode, URN) has changed, or the legal "
        "status has. In regional copies with shortened postcodes a true move can look like this.",
        do="Correct RNE to the change that took place, or the placement or legal status.",
        source="SSDA903 validation rule 435",
        find=placement_change_not_reflected,
    ),
    Rule(
        id="placement-double-change-not-reflected",
        rule_number="436",
        severity="error",
        title="Recorded as a change of placement and legal status, but one has not changed",
        means="RNE is B or U, and the legal status is the same as before, or nothing of the placement (type, provider, "
        "postcode, URN) has changed.",
        do="Correct RNE to the change that took place, or the placement or legal status.",
        source="SSDA903 validation rule 436",
        find=double_change_not_reflected,
    ),
    Rule(
        id="placement-starts-temporary",
        rule_number="380",
        severity="error",
        title="A temporary placement begins with another change than a move",
        means="PLACE is T0 to T4 and RNE is neither P nor B. After a start figures know no placement until another "
        "begins.",
        do="Correct RNE or PLACE; at a start, record the placement the child started in.",
        source="SSDA903 validation rule 380",
        find=temporary_by_another_change,
    ),
    Rule(
        id="placement-ends-temporary",
        rule_number="381",
        severity="error",
        title="A period of care ends in a temporary placement",
        means="PLACE is T0 to T4 and REC is an E code.",
        do="Record the return to the placement before, or correct PLACE or REC.",
        source="SSDA903 validation rule 381",
        find=ceases_temporarily,
    ),
    Rule(
        id="placement-returned-elsewhere",
        rule_number="383",
        severity="query",
        title="After a temporary placement the child did not return home",
        means="The episode after T0 to T4 has another PLACE or PL_POST than the one before it, or its RNE is not P. "
        "With RNE P or B to another home it counts as a new placement.",
        do="Confirm that the child moved on without returning, or correct PLACE, PL_POST or RNE.",
        source="SSDA903 validation rule 383, in its form of 2025-26",
        find=returned_elsewhere,
    ),
)
