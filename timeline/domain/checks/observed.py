"""What an extract of the case system says beside the return: where both speak of a day, they say the same.

An extract (Annex A) moves no figure, so nothing here says which is right. It is asked only about days that a return of
the child could have spoken of: what an extract shows of the months since is news, and the next return will tell it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Finder, Rule
from timeline.domain.codes import TEMPORARY_PLACEMENTS
from timeline.domain.days import year_ending, year_window
from timeline.domain.events import (
    EpisodeBegan,
    LookedAfterObserved,
    ParticularsObserved,
    ReviewHeld,
)
from timeline.domain.spells import Spell
from timeline.domain.story import Fact

_RETURN = "ssda903"
_ONE_DAY = timedelta(days=1)

Observation = tuple[Fact, LookedAfterObserved]


def period_differs(history: History) -> Iterator[Defect]:
    """Another beginning or ending of the latest period of care, or none."""
    for fact, seen in _to_compare(history):
        period = _latest_period(history, seen.occurred_on)
        if period is None and history.care["short_break"]:
            continue  # a list may have children in short breaks; the return counts them apart
        observed = (seen.started_on, _by(seen.ceased_on, seen.occurred_on))
        recorded = (_started(history, period, seen), _by(period.end, seen.occurred_on)) if period else None
        if observed != recorded:
            yield _of(fact, period, seen.occurred_on, seen.started_on, *(recorded or ()))


def legal_status_differs(history: History) -> Iterator[Defect]:
    """Another legal status than that of the episode in force."""
    return _in_force_differs(history, "legal_status")


def category_of_need_differs(history: History) -> Iterator[Defect]:
    """Another category of need than that of the episode in force."""
    return _in_force_differs(history, "category_of_need")


def placement_differs(history: History) -> Iterator[Defect]:
    """Another type of placement than that of the episode in force. A child away for a while is in two, in a way."""
    return _in_force_differs(history, "placement_type", besides=TEMPORARY_PLACEMENTS)


def last_review_differs(history: History) -> Iterator[Defect]:
    """Another day of the last review than the last one recorded by then."""
    held = [(fact, review.occurred_on) for fact, review in history.story.of(ReviewHeld)]
    for fact, seen in _to_compare(history):
        by_then = [(told, day) for told, day in held if seen.started_on <= day <= seen.occurred_on]
        last = by_then[-1] if by_then else None
        if last and seen.last_review_on not in (None, last[1]):
            yield Defect((fact.id, last[0].id), _given(seen.occurred_on, seen.last_review_on, last[1]))


def birth_day_differs(history: History) -> Iterator[Defect]:
    """Another day of birth than the Header's."""
    registered = history.registered
    for fact, seen in history.story.of(ParticularsObserved):
        if registered is not None and seen.born_on not in (None, registered.born_on):
            yield Defect((fact.id,), _given(seen.born_on, registered.born_on))


# ------------------------------------------------------------------------------------------------------------ comparing


def _to_compare(history: History) -> Iterator[Observation]:
    """The observations of days that the returns of the child could have spoken of."""
    observed = list(history.story.of(LookedAfterObserved))
    if not observed:
        return
    told = [telling for fact, _ in history.story.of(EpisodeBegan) for telling in fact.told]
    known = [telling.known_on for telling in told if telling.source == _RETURN]
    until = _year_over_by(max(known)) if known else date.max
    for fact, seen in observed:
        if told and seen.occurred_on <= until:
            yield fact, seen


def _year_over_by(day: date) -> date:
    """The last day of the reporting year that was over by this day."""
    ending = year_ending(day)
    return ending if ending == day else year_window(ending).first - _ONE_DAY


def _by(end: date | None, day: date) -> date | None:
    """An ending, where it had come by the end of the day."""
    return end if end is not None and end <= day else None


def _started(history: History, period: Spell, seen: LookedAfterObserved) -> date:
    """When the period began, by the return. One told from its middle on (rule 357) began before that: the return does
    not say when, and an earlier day is no other day."""
    is_told_from_the_middle = history.begins_in_care and history.rows[0].began_on == period.start
    return min(period.start, seen.started_on) if is_told_from_the_middle else period.start


def _latest_period(history: History, day: date) -> Spell | None:
    begun = [period for period in history.care["period_of_care"] if period.start <= day]
    return begun[-1] if begun else None


def _in_force_differs(history: History, attribute: str, besides: Collection[str] = ()) -> Iterator[Defect]:
    """Both say something, and not the same."""
    for fact, seen in _to_compare(history):
        episode = next((each for each in history.care["episode"] if each.open_at(seen.occurred_on)), None)
        recorded, observed = episode.attributes[attribute] if episode else None, getattr(seen, attribute)
        if None not in (recorded, observed) and recorded != observed and recorded not in besides:
            yield _of(fact, episode, seen.occurred_on)


def _of(fact: Fact, spell: Spell | None, *days: date | None) -> Defect:
    return Defect((fact.id, *(spell.facts if spell else ())), _given(*days))


def _given(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


def _rule(rule_id: str, title: str, means: str, find: Finder) -> Rule:
    return Rule(
        id=rule_id,
        rule_number=None,
        severity="query",
        title=title,
        means=f"{means} Figures take what the return says.",
        do="Correct the case system, and with it the next return; or take the extract anew.",
        source="house rule; docs/decisions/0014-annex-a.md",
        find=find,
    )


RULES = (
    _rule(
        "extract-other-period",
        "An extract has another period of care than the return",
        "Of the same day, the extract and the return do not say that the child had been looked after since the same "
        "day, or until the same day. Where the first episode recorded is no start (rule 357), an earlier day is no "
        "other.",
        period_differs,
    ),
    _rule(
        "extract-other-legal-status",
        "An extract has another legal status than the return",
        "Of the same day, the extract gives another legal status than the episode in force.",
        legal_status_differs,
    ),
    _rule(
        "extract-other-category-of-need",
        "An extract has another category of need than the return",
        "Of the same day, the extract gives another category of need than the episode in force.",
        category_of_need_differs,
    ),
    _rule(
        "extract-other-placement",
        "An extract has another type of placement than the return",
        "Of the same day, the extract gives another type of placement than the episode in force.",
        placement_differs,
    ),
    _rule(
        "extract-other-last-review",
        "An extract has another last review than the return",
        "The extract gives another day for the last review than the last review recorded by then.",
        last_review_differs,
    ),
    _rule(
        "extract-other-birth-day",
        "An extract has another day of birth than the Header",
        "The extract gives another day of birth than the Header of the return.",
        birth_day_differs,
    ),
)
