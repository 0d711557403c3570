"""What one return is asked, where ``check`` asks the history something else under the same number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from timeline.domain.checks.history import START, History
from timeline.domain.checks.rule import Defect, Finder
from timeline.domain.codes import LS, PLACE, CodeList
from timeline.domain.days import Window, year_window
from timeline.domain.events import (
    DeprivationOfLibertyEnded,
    MatchedWithAdopters,
    ReturnedFromAway,
    ReturnedFromMissing,
    SpellEnded,
)
from timeline.domain.spells.episodes import Episode

UNDER_PLACEMENT_ORDER = frozenset({"A5", "A6"})
PLACEMENT_ORDER, AGREED_BREAK = "E1", "V3"


def _year(seen: History) -> Window:
    """The days of the return's year, by whose end it is asked."""
    return year_window(seen.story.basis.as_at)


def _first_is_no_start(seen: History) -> Iterator[Defect]:
    """357: of the child's first episode of the return, where it began in the year."""
    for row in seen.rows[:1]:
        if _year(seen).contains(row.began_on) and row.reason_for_new_episode != START:
            yield Defect(row.facts[:1], (row.began_on,))


def _is_not_closed(seen: History) -> Iterator[Defect]:
    """142: DEC or REC is blank though a later episode has begun."""
    for row in seen.rows:
        later = next((other for other in seen.rows if other.began_on > row.began_on), None)
        if later is not None and (row.ended_on is None or row.reason_episode_ceased is None):
            yield Defect.of(row, later, days=(row.began_on, later.began_on))


def _where(wrong: Callable[[Episode], bool]) -> Finder:
    def find(seen: History) -> Iterator[Defect]:
        return (Defect(row.facts[:1], (row.began_on,)) for row in seen.rows if wrong(row))

    return find


def _break_is_no_start(row: Episode) -> bool:
    """366: V3 alone."""
    return row.legal_status == AGREED_BREAK and row.reason_for_new_episode != START


def _is_without_placement_order(row: Episode) -> bool:
    """408: a blank legal status too."""
    return row.placement.type in UNDER_PLACEMENT_ORDER and row.legal_status != PLACEMENT_ORDER


def _is_no_code_of_the_year(codes: CodeList, read: Callable[[Episode], str | None]) -> Finder:
    """144 and 146: by the list of the return's own year, however long the episode has run."""

    def find(seen: History) -> Iterator[Defect]:
        def wrong(row: Episode) -> bool:
            code = read(row)
            return code is not None and not codes.is_valid_in(code, seen.story.basis.as_at)

        return iter(_where(wrong)(seen))

    return find


def _match_before_decision(seen: History) -> Iterator[Defect]:
    """333: a match without a decision too."""
    for fact, match in seen.story.of(MatchedWithAdopters):
        if match.matched_on is not None and (match.decided_on is None or match.decided_on > match.matched_on):
            days = (match.matched_on, match.decided_on)
            yield Defect((fact.id,), tuple(day for day in days if day is not None))


def _ended_in_another_year(*kinds: type[SpellEnded]) -> Finder:
    """571 and 704: an ending before the year too."""

    def find(seen: History) -> Iterator[Defect]:
        for fact, ended in seen.story.of(*kinds):
            if not _year(seen).contains(ended.occurred_on):
                yield Defect((fact.id,), (ended.began_on, ended.occurred_on))

    return find


AS_WORDED: Mapping[str, Finder] = MappingProxyType(
    {
        "142": _is_not_closed,
        "144": _is_no_code_of_the_year(LS, lambda row: row.legal_status),
        "146": _is_no_code_of_the_year(PLACE, lambda row: row.placement.type),
        "333": _match_before_decision,
        "357": _first_is_no_start,
        "366": _where(_break_is_no_start),
        "408": _where(_is_without_placement_order),
        "571": _ended_in_another_year(ReturnedFromMissing, ReturnedFromAway),
        "704": _ended_in_another_year(DeprivationOfLibertyEnded),
    }
)
"""The questions by their numbers, each of which has one rule."""
