"""A row of health outcomes (OC2) with the history that it stands in: what the rules ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.items import all_given, needed_health_items
from timeline.domain.checks.rule import Defect, Finder, Rule, published
from timeline.domain.days import birthday, year_ending, year_window
from timeline.domain.events import HealthOutcomesRecorded
from timeline.domain.story import Fact

QUESTIONNAIRE_FROM, QUESTIONNAIRE_TO = 4, 17
"""The strengths and difficulties questionnaire is for those of 4 to 16."""


@dataclass(frozen=True, slots=True)
class HealthYear:
    """A row of health outcomes, and the history that it stands in."""

    history: History
    fact: Fact
    stated: HealthOutcomesRecorded
    is_returned: bool

    @property
    def end(self) -> date:
        """The last day of the year."""
        return year_ending(self.stated.occurred_on)

    @property
    def start(self) -> date:
        """Its first day."""
        return year_window(self.end).first

    @property
    def all_year(self) -> bool:
        """Whether the child was looked after for the 12 months."""
        return self.history.looked_after_all_year(self.end)

    @property
    def not_all_year(self) -> bool:
        """Whether there are episodes, and not for the 12 months."""
        return bool(self.history.rows) and not self.all_year

    def is_aged(self, years: int, day: date) -> bool:
        """Whether the child had that age by the day. Of a child whose birth is not known nothing is."""
        born_on = self.history.born_on
        return born_on is not None and birthday(born_on, years) <= day

    def is_under(self, years: int, day: date) -> bool:
        """Whether the child was younger than that on the day."""
        born_on = self.history.born_on
        return born_on is not None and birthday(born_on, years) > day

    @property
    def is_of_age_for_the_questionnaire(self) -> bool:
        """Whether the child was 4 by the first day of the year and under 17 on the last."""
        return self.is_aged(QUESTIONNAIRE_FROM, self.start) and self.is_under(QUESTIONNAIRE_TO, self.end)

    @property
    def comes_of_age_for_the_questionnaire(self) -> bool:
        """Whether the fourth or the 17th birthday lies in the year."""
        born_on = self.history.born_on
        if born_on is None:
            return False
        ages = (QUESTIONNAIRE_FROM, QUESTIONNAIRE_TO)
        return any(self.start <= birthday(born_on, age) <= self.end for age in ages)

    @property
    def has_questionnaire(self) -> bool:
        """Whether a score or a reason is given."""
        return self.stated.sdq_score is not None or self.stated.sdq_reason is not None

    @property
    def has_no_questionnaire(self) -> bool:
        """Whether neither a score nor a reason is given."""
        return self.is_returned and not self.has_questionnaire

    @property
    def lacks_a_needed_item(self) -> bool:
        """Whether one of the four items needed of every child is blank."""
        return self.is_returned and not all_given(needed_health_items(self.stated))

    def is_blank(self, item: object | None) -> bool:
        """Whether an item is blank in a row that a return states."""
        return self.is_returned and item is None


def health_years(history: History) -> list[HealthYear]:
    """Every row, in the order of the years."""
    stated = history.story.of(HealthOutcomesRecorded)
    return [HealthYear(history, fact, event, bool(history.return_years(fact.id))) for fact, event in stated]


def health_defect(each: HealthYear) -> Defect:
    """A row that breaks a rule."""
    return Defect((each.fact.id,), (each.stated.occurred_on,))


def _where(wrong: Callable[[HealthYear], bool]) -> Finder:
    def find(history: History) -> Iterator[Defect]:
        return (health_defect(each) for each in history.derived(health_years) if wrong(each))

    return find


def health_rule(
    number: str,
    rule_id: str,
    wrong: Callable[[HealthYear], bool],
    title: str,
    means: str,
    do: str,
    columns: tuple[str, ...] = (),
) -> Rule:
    """A rule about one row."""
    return published(number, rule_id, _where(wrong), title=title, means=means, do=do, columns=columns)
