"""The particulars of an adoption (AD1) beside the decision, the placements and the adoption itself.

They are particulars of the adoption in the reporting year that they name; the placement for adoption is the last run of
episodes that led up to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.history import START, History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import ADOPTED, ADOPTION_OF_ANY_YEAR, ADOPTION_WITH_CURRENT_CARER, PLACED_FOR_ADOPTION
from timeline.domain.days import year_ending
from timeline.domain.events import AdoptionDecided, MatchedWithAdopters
from timeline.domain.spells.episodes import Episode
from timeline.domain.story import Fact


@dataclass(frozen=True, slots=True)
class _Adoption:
    """Particulars, the episode that ended with the adoption, and those spent in the placement for it."""

    fact: Fact
    match: MatchedWithAdopters
    last: Episode
    placed: tuple[Episode, ...]

    def defect(self, *days: date | None) -> Defect:
        """A defect of the particulars and of the last episode."""
        return Defect((self.fact.id, *self.last.facts), tuple(day for day in days if day is not None))


def matched_after_placed(history: History) -> Iterator[Defect]:
    """Matched after the child was placed with the adopters."""
    for each in _adoptions(history):
        matched = each.match.matched_on
        if matched and each.placed and matched > each.placed[0].began_on:
            yield each.defect(matched, each.placed[0].began_on)


def decided_after_matched(history: History) -> Iterator[Defect]:
    """Decided after the match."""
    for fact, match in history.story.of(MatchedWithAdopters):
        if match.matched_on and match.decided_on and match.decided_on > match.matched_on:
            yield Defect((fact.id,), (match.decided_on, match.matched_on))


def decided_before_start(history: History) -> Iterator[Defect]:
    """Decided before the period of care began that ended in the adoption."""
    for each in _adoptions(history):
        began, decided = _started(history, each.last), each.match.decided_on
        if began is not None and decided is not None and decided < began:
            yield each.defect(decided, began)


def decided_after_placed_there(history: History) -> Iterator[Defect]:
    """By the particulars, decided after the child was placed with the adopters."""
    for each in _adoptions(history):
        decided = each.match.decided_on
        if decided and each.placed and decided > each.placed[0].began_on:
            yield each.defect(decided, each.placed[0].began_on)


def decided_on_another_day(history: History) -> Iterator[Defect]:
    """Another day of the decision than the decisions recorded."""
    decisions = [(fact.id, decided.occurred_on) for fact, decided in history.story.of(AdoptionDecided)]
    for fact, match in history.story.of(MatchedWithAdopters):
        if decisions and match.decided_on and match.decided_on not in {day for _, day in decisions}:
            last, day = decisions[-1]
            yield Defect((fact.id, last), (match.decided_on, day))


def former_carer_unlike_placement(history: History) -> Iterator[Defect]:
    """Adopted by the former foster carer from a placement with others, or the other way about."""
    for each in _adoptions(history):
        by_carer, placed = each.match.by_former_foster_carer, each.last.placement.type
        if by_carer is None or placed not in PLACED_FOR_ADOPTION:
            continue
        if by_carer != (placed in ADOPTION_WITH_CURRENT_CARER):
            yield each.defect(each.last.ended_on)


def adopted_on_the_day_of_the_match(history: History) -> Iterator[Defect]:
    """Adopted on the day of the match."""
    for each in _adoptions(history):
        if each.match.matched_on is not None and each.match.matched_on == each.last.ended_on:
            yield each.defect(each.last.ended_on)


def _adoptions(history: History) -> Iterator[_Adoption]:
    for fact, match in history.story.of(MatchedWithAdopters):
        for row in history.rows:
            adopted = row.reason_episode_ceased in ADOPTED and row.ended_on is not None
            if adopted and row.ended_on and year_ending(row.ended_on) == match.year_ending:
                yield _Adoption(fact, match, row, _placed(history, row))


def _started(history: History, last: Episode) -> date | None:
    """The day on which the period of care began that ended with this episode; ``None`` where that is no start."""
    periods = (period.start for period in history.care["period_of_care"] if period.end == last.ended_on)
    began = next(periods, date.min)
    starts = (row for row in history.began.get(began, ()) if row.reason_for_new_episode == START)
    return next((row.began_on for row in starts), None)


def _placed(history: History, last: Episode) -> tuple[Episode, ...]:
    """The episodes placed for adoption that lead up to this one, and it."""
    run: list[Episode] = []
    row: Episode | None = last
    while row is not None and row.placement.type in ADOPTION_OF_ANY_YEAR:
        run.insert(0, row)
        row = history.follows(row)
    return tuple(run)


CORRECT_A_DAY = "Correct one of the two days."

RULES = (
    published(
        "331",
        "match-after-placed",
        matched_after_placed,
        title="Matched after the child was placed with the adopters",
        means="DATE_MATCH is later than the DECOM of the placement for adoption.",
        do=CORRECT_A_DAY,
    ),
    published(
        "333",
        "match-before-decision",
        decided_after_matched,
        title="Matched before the decision",
        means="DATE_INT is later than DATE_MATCH.",
        do=CORRECT_A_DAY,
    ),
    published(
        "334",
        "match-decided-before-care",
        decided_before_start,
        title="The decision precedes the period of care that ended in the adoption",
        means="DATE_INT is earlier than the start of the period of care.",
        do=CORRECT_A_DAY,
    ),
    published(
        "521",
        "match-decided-after-placed",
        decided_after_placed_there,
        title="Placed with the adopters before the decision",
        means="DATE_INT is later than the DECOM of the placement for adoption.",
        do=CORRECT_A_DAY,
    ),
    published(
        "523",
        "match-decided-on-another-day",
        decided_on_another_day,
        title="Two modules give different days of the decision",
        means="DATE_INT is none of the DATE_PLACED recorded.",
        do=CORRECT_A_DAY,
    ),
    published(
        "335",
        "match-former-carer-unlike-placement",
        former_carer_unlike_placement,
        title="The adopter's fostering and the placement do not agree",
        means="FOSTER_CARE is 1 and PLACE is A4 or A6, or it is 0 and PLACE is A3 or A5.",
        do="Correct FOSTER_CARE or PLACE.",
    ),
    published(
        "582",
        "match-on-the-day-of-adoption",
        adopted_on_the_day_of_the_match,
        title="Adopted on the day of the match",
        means="DATE_MATCH is the DEC of the adoption.",
        do=CORRECT_A_DAY,
    ),
)
