"""Breakdowns: how a counted child is labelled, at the moment at which the indicator sees the child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from timeline.domain.codes import CODE_LISTS, NOT_RECORDED, group
from timeline.domain.days import age, at_least_months, within_months
from timeline.lazy import lazy
from timeline.projections.algebra.indicator import Moment
from timeline.projections.rulebook.bands import (
    AGE_BANDS,
    BEFORE_BIRTH,
    DURATION_BANDS,
    DURATION_BETWEEN,
    DURATION_LONGEST,
    DURATIONS_WITHIN,
    label_of,
)
from timeline.projections.rulebook.thresholds import TWO_YEARS

if TYPE_CHECKING:
    from timeline.domain.spells import Case, Spell
    from timeline.projections.algebra import reference

    Label = Callable[[Case, Spell, date], str]
else:
    reference = lazy("timeline.projections.algebra.reference")

UASC, UASC_NOT = "UASC", "not UASC"


@dataclass(frozen=True)
class Dimension:
    """A breakdown: ``label`` takes the case, the spell that makes the child count, and the moment's day.

    ``bands``: its labels in their natural order, where they have one: ages from the youngest, durations from the
    shortest.
    """

    id: str
    title: str
    label: Label
    bands: tuple[str, ...] = ()

    def in_order(self, labels: Iterable[str | None]) -> list[str]:
        """Each of these labels once: bands in their order, others by name, what is not recorded last."""
        found = {label for label in labels if label is not None}
        places = {band: place for place, band in enumerate(self.bands)}
        return sorted(found, key=lambda each: (each == NOT_RECORDED, places.get(each, len(places)), each))


def moment(seen: Moment, spell: Spell, as_at: date) -> date:
    """The day on which the child is looked at."""
    if seen is Moment.START:
        return spell.start
    if seen is Moment.END and spell.end is not None:
        return spell.end
    return as_at


def _code_in_force(case: Case, spell: Spell, day: date, attribute: str) -> str | None:
    """The code of the episode in force on the day; where care ended on it, of the day before."""
    last_day = day - timedelta(days=1) if day == spell.end else day
    for episode in case.spells["episode"]:
        if episode.open_at(last_day):
            return episode.attributes[attribute]
    return None


def _group_in_force(attribute: str, field: str) -> Label:
    def label(case: Case, spell: Spell, day: date) -> str:
        return group(field, _code_in_force(case, spell, day, attribute))

    return label


def _age(case: Case, spell: Spell, day: date) -> str:
    if case.born_on is None:
        return NOT_RECORDED
    return label_of(age(case.born_on, day), AGE_BANDS)


def _sex(case: Case, spell: Spell, day: date) -> str:
    return group("SEX", case.registered.sex if case.registered else None)


def _ethnicity(case: Case, spell: Spell, day: date) -> str:
    return group("ETHNIC", case.registered.ethnicity if case.registered else None)


def _unaccompanied(case: Case, spell: Spell, day: date) -> str:
    return UASC if case.is_unaccompanied(day) else UASC_NOT


def _provider(case: Case, spell: Spell, day: date) -> str:
    code = _code_in_force(case, spell, day, "placement_provider")
    return NOT_RECORDED if code is None else CODE_LISTS["PLACE_PROVIDER"].meaning(code)


def _duration(case: Case, spell: Spell, day: date) -> str:
    end = reference.lasted_to(spell, day)
    for label, months in DURATIONS_WITHIN:
        if within_months(spell.start, end, months):
            return label
    return DURATION_LONGEST if at_least_months(spell.start, end, TWO_YEARS) else DURATION_BETWEEN


def _attribute(attribute: str) -> Label:
    def label(case: Case, spell: Spell, day: date) -> str:
        return spell.attributes[attribute] or NOT_RECORDED

    return label


DIMENSIONS: Mapping[str, Dimension] = {
    dimension.id: dimension
    for dimension in (
        Dimension("age", "age band", _age, (BEFORE_BIRTH, *(band.label for band in AGE_BANDS))),
        Dimension("sex", "sex", _sex),
        Dimension("ethnicity", "ethnic group", _ethnicity),
        Dimension("need", "category of need", _group_in_force("category_of_need", "CIN")),
        Dimension("legal-status", "legal status", _group_in_force("legal_status", "LS")),
        Dimension("placement", "placement type", _group_in_force("placement_type", "PLACE")),
        Dimension("provider", "placement provider", _provider),
        Dimension("uasc", "unaccompanied asylum-seeking children", _unaccompanied),
        Dimension("duration", "how long it lasted", _duration, DURATION_BANDS),
        Dimension("destination", "destination on ceasing", _attribute("destination")),
        Dimension("reason", "reason ceased", _attribute("reason_ceased")),
        Dimension("service", "service at the edge of care", _attribute("service")),
    )
}
