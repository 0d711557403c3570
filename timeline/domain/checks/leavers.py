"""Care leavers' outcomes (OC3): codes, items against each other, and against the episodes.

Outcomes are of a reporting year and stand on the day it ends. What is blank is asked of rows that a return states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.history import History, ceased
from timeline.domain.checks.items import all_given, has_items, leaver_items
from timeline.domain.checks.rule import Defect, Finder, Rule, published
from timeline.domain.codes import ACCOM, ACTIV
from timeline.domain.days import birthday, year_window
from timeline.domain.events import CareLeaverOutcomesRecorded, MatchedWithAdopters
from timeline.domain.spells.episodes import Episode
from timeline.domain.story import Fact

LEAVER_FROM, ADULT = 17, 18
FOYER, WITH_FORMER_CARER = "T", "Z"
IN_REGIONAL_LISTS_ONLY = frozenset({"S1", "X1"})
"""Codes of ACCOM that the return never had. Source: SSDA903 validation rule 133."""

GONE = frozenset({"DIED", "RHOM"})
NOT_KNOWN = "0"
DIED, TRANSFERRED = "E2", "E3"


@dataclass(frozen=True, slots=True)
class _Leaver:
    """A row of care leaver's outcomes, and the history that it stands in."""

    history: History
    fact: Fact
    stated: CareLeaverOutcomesRecorded
    is_returned: bool

    @property
    def end(self) -> date:
        """The last day of the year."""
        return self.stated.occurred_on

    @property
    def where(self) -> tuple[str | None, str | None]:
        """Activity and accommodation."""
        return (self.stated.activity, self.stated.accommodation)

    def is_aged(self, years: int, day: date) -> bool:
        """Whether the young person had that age by the day. Where the birth is not known, of no age."""
        born_on = self.history.born_on
        return born_on is not None and birthday(born_on, years) <= day

    def is_under(self, years: int, day: date) -> bool:
        """Whether the young person was younger than that on the day."""
        born_on = self.history.born_on
        return born_on is not None and birthday(born_on, years) > day

    @property
    def birthday_in_year(self) -> date | None:
        """The 17th or 18th birthday, where it lies in the year."""
        born_on, year = self.history.born_on, year_window(self.end)
        days = [] if born_on is None else [birthday(born_on, age) for age in (LEAVER_FROM, ADULT)]
        return next((day for day in days if year.contains(day)), None)

    def rows(self) -> Iterator[Episode]:
        """The episodes begun by the end of the year, short breaks apart."""
        return (row for row in self.history.rows if not row.is_short_break and row.began_on <= self.end)


def leaver_and_adopted(history: History) -> Iterator[Defect]:
    """Care leaver's outcomes and particulars of an adoption of one year."""
    for each in history.derived(_leavers):
        for fact, match in history.story.of(MatchedWithAdopters):
            if match.year_ending == each.end and has_items(match) and has_items(each.stated):
                yield Defect((each.fact.id, fact.id), (each.end,))


def leaver_who_died(history: History) -> Iterator[Defect]:
    """Care leaver's outcomes of who died while looked after."""
    for each in history.derived(_leavers):
        for row in each.rows():
            if row.reason_episode_ceased == DIED and row.ended_on is not None and row.ended_on <= each.end:
                yield Defect((each.fact.id, *row.facts), (row.ended_on, each.end))


def leaver_taken_over(history: History) -> Iterator[Defect]:
    """Care leaver's outcomes of who was taken over by another authority."""
    for each in history.derived(_leavers):
        last = max(each.rows(), key=lambda row: row.began_on, default=None)
        if last is None or last.reason_episode_ceased != TRANSFERRED or not has_items(each.stated):
            continue
        if last.ended_on is not None and last.ended_on <= each.end:
            yield Defect((each.fact.id, *last.facts), (last.ended_on, each.end))


def leaver_still_looked_after(history: History) -> Iterator[Defect]:
    """Care leaver's outcomes at 17 or 18 of who is still looked after."""
    for each in history.derived(_leavers):
        if each.birthday_in_year is not None and has_items(each.stated):
            still = [row for row in each.rows() if row.is_open_at(each.end)]
            if still:
                yield Defect((each.fact.id, *still[-1].facts), (still[-1].began_on, each.end))


def leaver_after_the_birthday(history: History) -> Iterator[Defect]:
    """Care leaver's outcomes around a birthday on which the young person was still looked after."""
    for each in history.derived(_leavers):
        birth_day = each.birthday_in_year
        if birth_day is None or not has_items(each.stated):
            continue
        for row in each.rows():
            if row.ended_on is not None and ceased(row) and birth_day < row.ended_on <= each.end:
                yield Defect((each.fact.id, *row.facts), (birth_day, row.ended_on))


# ------------------------------------------------------------------------------------------------ one row, one question


def _leavers(history: History) -> list[_Leaver]:
    stated = history.story.of(CareLeaverOutcomesRecorded)
    return [_Leaver(history, fact, event, bool(history.return_years(fact.id))) for fact, event in stated]


def _where(wrong: Callable[[_Leaver], bool]) -> Finder:
    def find(history: History) -> Iterator[Defect]:
        return (Defect((each.fact.id,), (each.end,)) for each in history.derived(_leavers) if wrong(each))

    return find


def _activity_is_wrong(each: _Leaver) -> bool:
    activity = each.stated.activity
    return each.is_returned if activity is None else not ACTIV.is_valid_in(activity, each.end)


def _accommodation_is_wrong(each: _Leaver) -> bool:
    code = each.stated.accommodation
    if code is None:
        return each.is_returned
    return code in IN_REGIONAL_LISTS_ONLY or not ACCOM.is_valid_in(code, each.end)


def _is_given_in_part(each: _Leaver) -> bool:
    return each.is_returned and has_items(each.stated) and not all_given(leaver_items(each.stated))


def _is_gone_and_known(each: _Leaver) -> bool:
    known = [item for item in each.where if item != NOT_KNOWN and (item is not None or each.is_returned)]
    return each.stated.in_touch in GONE and bool(known)


def _lives_in(each: _Leaver, kind: str) -> bool:
    """``kind``: the letter of a code of accommodation."""
    return (each.stated.accommodation or "")[:1] == kind


def _rule(number: str, rule_id: str, wrong: Callable[[_Leaver], bool], title: str, means: str, do: str) -> Rule:
    return published(number, rule_id, _where(wrong), title=title, means=means, do=do)


DELETE_THE_ROW = "Delete the OC3 row, or correct the episodes."
CORRECT_ACCOM = "Correct ACCOM or DOB."

RULES = (
    _rule(
        "391",
        "outcome-leaver-under-17",
        lambda each: has_items(each.stated) and each.is_under(LEAVER_FROM, each.end),
        "A care leaver under 17",
        "There are OC3 items and the child was under 17 at the end of the year.",
        "Delete the row, or correct DOB.",
    ),
    _rule(
        "347",
        "outcome-foyer-under-18",
        lambda each: _lives_in(each, FOYER) and each.is_under(ADULT, year_window(each.end).first),
        "A care leaver in a foyer under 18",
        "ACCOM is T1 or T2 and the young person was under 18 at the beginning of the year.",
        CORRECT_ACCOM,
    ),
    _rule(
        "3001",
        "outcome-former-carer-at-17",
        lambda each: (
            _lives_in(each, WITH_FORMER_CARER)
            and each.is_aged(LEAVER_FROM, each.end)
            and each.is_under(ADULT, each.end)
        ),
        "A care leaver of 17 with a former foster carer",
        "ACCOM says with the former foster carer and the young person was 17 at the end of the year.",
        CORRECT_ACCOM,
    ),
    _rule(
        "131",
        "outcome-leaver-in-touch-blank",
        lambda each: each.is_returned and each.stated.in_touch is None,
        "IN_TOUCH is blank",
        "There is an OC3 row and IN_TOUCH is blank.",
        "Give IN_TOUCH.",
    ),
    _rule(
        "132",
        "outcome-leaver-activity-wrong",
        _activity_is_wrong,
        "ACTIV is blank, or no code of the year",
        "ACTIV is blank, or it is F3 or P3 from the return of 2021-22 on, or F4, P4, F5 or P5 in an earlier one.",
        "Give ACTIV in the codes of the year.",
    ),
    _rule(
        "133",
        "outcome-leaver-accommodation-wrong",
        _accommodation_is_wrong,
        "ACCOM is blank, or no code of the return",
        "ACCOM is blank, or S1 or X1, which only regional lists have.",
        "Give ACCOM in the codes of the return.",
    ),
    published(
        "134",
        "outcome-leaver-and-adopted",
        leaver_and_adopted,
        title="Care leaver's outcomes and particulars of an adoption",
        means="There are OC3 and AD1 items of one year.",
        do="Delete the one that is wrong.",
    ),
    _rule(
        "153",
        "outcome-leaver-in-part",
        _is_given_in_part,
        "Care leaver's outcomes given in part",
        "Some of IN_TOUCH, ACTIV and ACCOM are given, and some are blank.",
        "Give all three.",
    ),
    _rule(
        "344",
        "outcome-leaver-gone-and-known",
        _is_gone_and_known,
        "Died or returned home, with an activity or accommodation",
        "IN_TOUCH is DIED or RHOM, and ACTIV or ACCOM is not 0.",
        "Correct IN_TOUCH, or give 0 for ACTIV and ACCOM.",
    ),
    _rule(
        "345",
        "outcome-leaver-in-touch-and-unknown",
        lambda each: each.stated.in_touch == "YES" and NOT_KNOWN in each.where,
        "In touch, with activity or accommodation not known",
        "IN_TOUCH is YES, and ACTIV or ACCOM is 0.",
        "Give ACTIV and ACCOM, or correct IN_TOUCH.",
    ),
    published(
        "1000",
        "outcome-leaver-died",
        leaver_who_died,
        title="Care leaver's outcomes of who died while looked after",
        means="There is an OC3 row, and REC was E2 by then.",
        do=DELETE_THE_ROW,
    ),
    published(
        "1011",
        "outcome-leaver-taken-over",
        leaver_taken_over,
        title="Care leaver's outcomes of who was taken over by another authority",
        means="There are OC3 items, and REC of the last episode is E3.",
        do=DELETE_THE_ROW,
    ),
    published(
        "1007",
        "outcome-leaver-still-looked-after",
        leaver_still_looked_after,
        title="Care leaver's outcomes of who is still looked after",
        means="There are OC3 items, the young person became 17 or 18 in the year, and was looked after when it ended.",
        do=DELETE_THE_ROW,
    ),
    published(
        "1016",
        "outcome-leaver-after-birthday",
        leaver_after_the_birthday,
        title="Care leaver's outcomes around a birthday in care",
        means="There are OC3 items, and the young person ceased to be looked after in the year, later than the 17th or "
        "18th birthday in it.",
        do=DELETE_THE_ROW,
    ),
)
