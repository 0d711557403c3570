"""Codes of another year than the one they are used in.

An import takes the codes of every year, since histories hold them. An open episode is sent again every year, in the
codes of that year, so a legal status or a placement type is right if it was a code in any year that the episode
touches; a reason at the end, if it was one in the year of the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Rule
from timeline.domain.codes import LS, PLACE, REASON_PLACE_CHANGE, REC, CodeList
from timeline.domain.days import Span
from timeline.domain.spells.episodes import Episode


def legal_status_of_another_year(history: History) -> Iterable[Defect]:
    """Legal statuses that no return had while the episode ran."""
    return _while_it_ran(history, LS, lambda row: row.legal_status)


def placement_type_of_another_year(history: History) -> Iterable[Defect]:
    """Placement types that no return had while the episode ran."""
    return _while_it_ran(history, PLACE, lambda row: row.placement.type)


def reason_ceased_of_another_year(history: History) -> Iterable[Defect]:
    """Reasons ceased that the return of the year of the end did not have."""
    return _when_it_ended(history, REC, lambda row: row.reason_episode_ceased)


def reason_place_change_of_another_year(history: History) -> Iterable[Defect]:
    """Reasons for placement change that the return of the year of the end did not have."""
    return _when_it_ended(history, REASON_PLACE_CHANGE, lambda row: row.reason_place_change)


Read = Callable[[Episode], str | None]


def _while_it_ran(history: History, codes: CodeList, read: Read) -> Iterator[Defect]:
    for row in history.rows:
        code = read(row)
        if code is not None and not _in_use(history, row, _years_in_use(codes, code)):
            yield Defect(row.facts[:1], (row.began_on,))


def _when_it_ended(history: History, codes: CodeList, read: Read) -> Iterator[Defect]:
    for row in history.rows:
        code = read(row)
        if code is not None and row.ended_on is not None and not codes.is_valid_in(code, row.ended_on):
            yield Defect.of(row, days=(row.ended_on,))


def _in_use(history: History, row: Episode, years: Span) -> bool:
    """Whether the episode ran in any of the years in which something was a code of the return. Begun in one, it did."""
    if years.end is not None and row.began_on >= years.end:
        return False
    if row.ended_on is None:
        return history.has_come(max(row.began_on, years.start))
    return years.start <= max(row.began_on, row.ended_on)


def _years_in_use(codes: CodeList, code: str) -> Span:
    listed = codes[code]
    start = date(listed.first_year - 1, 4, 1) if listed.first_year else date.min
    return Span(start, date(listed.last_year, 4, 1) if listed.last_year else None)


MEANS = (
    "The code stood in the return of other years only. Returns that amend early years in today's codes leave this, "
    "and so do case systems that keep old codes."
)
SOURCE = "SSDA903 code lists and the years that each code was collected in; validation rule "

RULES = (
    Rule(
        id="code-legal-status-of-another-year",
        rule_number="144",
        severity="query",
        title="A legal status that no return had while the episode ran",
        means=MEANS,
        do="Give the legal status in the codes of those years, or correct DECOM or DEC.",
        source=SOURCE + "144",
        find=legal_status_of_another_year,
    ),
    Rule(
        id="code-placement-of-another-year",
        rule_number="146",
        severity="query",
        title="A placement type that no return had while the episode ran",
        means=MEANS,
        do="Give the placement type in the codes of those years, or correct DECOM or DEC.",
        source=SOURCE + "146",
        find=placement_type_of_another_year,
    ),
    Rule(
        id="code-reason-ceased-of-another-year",
        rule_number="149",
        severity="query",
        title="A reason ceased that the return of that year did not have",
        means=MEANS,
        do="Give the reason in the codes of the year in which the episode ended, or correct DEC.",
        source=SOURCE + "149",
        find=reason_ceased_of_another_year,
    ),
    Rule(
        id="code-place-change-of-another-year",
        rule_number="1009",
        severity="query",
        title="A reason for placement change that the return of that year did not have",
        means=MEANS,
        do="Give the reason in the codes of the year in which the episode ended, or correct DEC.",
        source=SOURCE + "1009",
        find=reason_place_change_of_another_year,
    ),
)
