"""Days, bases, codes, spells and events in the words of the people who read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from timeline.domain.basis import READING, Basis, NeverSentAgain
from timeline.domain.codes import CODE_LISTS
from timeline.domain.days import Window
from timeline.domain.source_rows import SourceRow
from timeline.lazy import lazy

if TYPE_CHECKING:
    import pydantic

    from timeline.domain.events import Event
    from timeline.domain.spells import Spell
    from timeline.projections.algebra.answers import Group
else:
    pydantic = lazy("pydantic")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Written out: the machine's locale has no part in an answer."""

CODES_OF: Mapping[str, str] = {
    "legal_status": "LS",
    "legal_status_at_start": "LS",
    "category_of_need": "CIN",
    "placement_type": "PLACE",
    "type": "PLACE",
    "placement_provider": "PLACE_PROVIDER",
    "provider": "PLACE_PROVIDER",
    "reason_for_new_episode": "RNE",
    "reason_episode_ceased": "REC",
    "reason_ceased": "REC",
    "reason_place_change": "REASON_PLACE_CHANGE",
    "participation": "REVIEW_CODE",
    "category": "MISSING",
    "sex": "SEX",
    "ethnicity": "ETHNIC",
    "in_touch": "IN_TOUCH",
    "activity": "ACTIV",
    "accommodation": "ACCOM",
    "option": "PREV_PERM",
    "authority": "LA_PERM",
    "sdq_reason": "SDQ_REASON",
    "number_of_adopters": "NB_ADOPTR",
    "sex_of_adopters": "SEX_ADOPTR",
    "legal_status_of_adopters": "LS_ADOPTR",
}
"""The code list of a field of an event or of an attribute of a spell."""

KIND_WORDS: Mapping[str, str] = {
    "period_of_care": "period of care",
    "episode": "episode",
    "placement": "placement",
    "short_break": "short breaks",
    "missing_incident": "missing incident",
    "visitor_request": "request for a visitor",
    "review": "review",
    "plan": "plan",
    "plan_review": "plan since it was made or last reviewed",
    "assessment": "assessment of need",
    "health_assessment": "health assessment",
    "audit": "audit",
    "audit_judgement": "audit judgement",
    "audit_action": "action from an audit",
    "audit_action_due": "action from an audit until it is due",
    "gateway_decision": "decision of a legal gateway",
    "court_application": "court application",
    "court_hearing": "court hearing",
    "court_order": "court order",
    "edge_of_care": "intervention at the edge of care",
    "intervention_to_care": "time from an intervention to care",
    "intervention_to_referral": "time from an intervention to a referral",
    "referral": "referral",
    "review_due": "review due",
    "numbered_review": "review",
    "life": "life",
    "eligible": "eligible child",
    "health_outcomes": "the year's health outcomes",
    "care_leaver_outcomes": "outcomes of a care leaver",
    "social_worker": "social worker",
    "unaccompanied": "unaccompanied asylum-seeking child",
    "legal_status": "legal status",
    "final_order": "final order",
    "adoption_decision": "decision that the child should be placed for adoption",
    "adoption_match": "match with adopters",
    "placement_location": "location of the placement",
    "adoption_wait": "wait to be placed for adoption",
    "visitor_wait": "wait for a visitor",
}
"""One spell of each kind, as people call it."""

_ON_ONE_DAY = {
    "review": "held",
    "court_hearing": "held",
    "court_order": "made",
    "final_order": "on an application disposed of",
}
_LEFT_OUT = {"occurred_on", "began_as"}
_ADDRESSES = {"postcode", "urn", "home_postcode"}
_KNOWN_AT_THE_END = {"reason_ceased", "destination"}


def day_words(day: date) -> str:
    """``31 March 2012``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """``31 Mar 2012``, always of one width."""
    return f"{day.day:2} {_MONTHS[day.month - 1][:3]} {day.year}"


def basis_words(basis: Basis) -> str:
    """``as at 31 March 2012, as known at 30 June 2012, log position 48,211``."""
    return f"as at {day_words(basis.as_at)}, {_known_words(basis)}, {held_words(basis)}"


def held_words(basis: Basis) -> str:
    """``log position 48,211``, what open periods are taken for that were never sent again, and the reading where it is
    not today's."""
    position = "the head of the log" if basis.position is None else f"log position {basis.position:,}"
    reading = "" if basis.reading == READING else f", reading {basis.reading}"
    return position + _NEVER_SENT_AGAIN[basis.never_sent_again] + reading


_NEVER_SENT_AGAIN: Mapping[NeverSentAgain, str] = {
    NeverSentAgain.KEEP: "",
    NeverSentAgain.DROP: ", open periods dropped that were never sent again",
    NeverSentAgain.CLOSE: ", open periods closed that were never sent again",
}


def _known_words(basis: Basis) -> str:
    if basis.known_at is None:
        return "with all that is known"
    early = ", before the day asked about" if basis.known_at < basis.as_at else ""
    return f"as known at {day_words(basis.known_at)}{early}"


def window_words(window: Window) -> str:
    """``1 April 2011 to 31 March 2012``, both days in it."""
    return f"{day_words(window.first)} to {day_words(window.last)}"


def row_words(group: Group, title: str) -> str:
    """What a row is called: ``Interim care order``, ``count 3, Male``; a row without a group by the measure's title."""
    return ", ".join(_label_words(key, value) for key, value in group.items()) or title


def figure_title(title: str, group: Group) -> str:
    """A measure and its row: ``Children looked after by legal status: Interim care order``."""
    return f"{title}: {row_words(group, title)}" if group else title


_NEED_THEIR_KEY = frozenset({"years", "count", "age", "wait"})
"""Groups whose values are no words by themselves: ``3`` is a count, ``under 1`` an age."""


def _label_words(key: str, value: str | int) -> str:
    is_word = key not in _NEED_THEIR_KEY or (key == "count" and str(value)[:1].isalpha())
    return str(value) if is_word else f"{key} {value}"


def source_row_words(row: SourceRow) -> str:
    """``episodes.csv row 283, return to 31 March 2025``."""
    of_return = f", return to {day_words(row.return_to)}" if row.return_to else ""
    return f"{row.file} row {row.row}{of_return}"


def coded(field: str, value: str) -> str:
    """A code with its meaning: ``C2 (full care order)``; any other text as it is."""
    codes = CODE_LISTS.get(CODES_OF.get(field, ""))
    return f"{value} ({codes.meaning(value)})" if codes is not None and codes.is_known(value) else value


# -------------------------------------------------------------------------------------------------------------- spells


def spell_words(spell: Spell, as_at: date) -> str:
    """A spell as at a day: ``placement, since 5 April 2011, still open: U1 (...)``. What ends later is open then."""
    is_open = ended_by(spell, as_at) is None
    shown = (key for key in spell.attributes if not (is_open and key in _KNOWN_AT_THE_END))
    codes = "; ".join(coded(key, value) for key in shown if (value := spell.attributes[key]) is not None)
    return f"{KIND_WORDS[spell.kind]}, {lasting_words(spell, as_at)}" + (f": {codes}" if codes else "")


def lasting_words(spell: Spell, as_at: date) -> str:
    """From when to when: ``since 5 April 2011, still open``, ``5 April 2011, ended 30 June 2011``."""
    end = ended_by(spell, as_at)
    if end is None:
        return f"since {day_words(spell.start)}, still open"
    if spell.kind in _ON_ONE_DAY:
        return f"{_ON_ONE_DAY[spell.kind]} {day_words(spell.start)}"
    if end == spell.start:
        return f"begun and ended {day_words(spell.start)}"
    return f"{day_words(spell.start)}, ended {day_words(end)}"


def ended_by(spell: Spell, as_at: date) -> date | None:
    """The day a spell ended, if it had by the end of the day asked about."""
    return spell.end if spell.end is not None and spell.end <= as_at else None


# -------------------------------------------------------------------------------------------------------------- events


def event_words(event: Event, *, codes_alone: bool = False) -> str:
    """What happened, from the event's registered name and its fields: any event of the registry has words.

    ``codes_alone``: codes without their meanings (``code_words`` has these), and no addresses.
    """
    name = event.name.replace("-", " ")
    fields = [(field, value) for field, value in _fields(event) if not (codes_alone and field in _ADDRESSES)]
    words = "; ".join(_field_words(field, value, codes_alone=codes_alone) for field, value in fields)
    return name[0].upper() + name[1:] + (f": {words}" if words else "")


def code_words(events: Iterable[Event]) -> list[str]:
    """Every code in these events with its meaning, once."""
    return sorted({coded(field, value) for event in events for field, value in _fields(event) if field in CODES_OF})


def _fields(record: pydantic.BaseModel) -> Iterator[tuple[str, Any]]:
    for field in type(record).model_fields:
        value = getattr(record, field)
        if value is None or field in _LEFT_OUT:
            continue
        if isinstance(value, pydantic.BaseModel):
            yield from _fields(value)
        else:
            yield field, value


def _field_words(field: str, value: object, *, codes_alone: bool) -> str:
    if field in CODES_OF:  # the meaning of a code names its subject
        return str(value) if codes_alone else coded(field, str(value))
    return f"{field.replace('_', ' ')} {_value_words(value)}"


def _value_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return day_words(value) if isinstance(value, date) else str(value)
