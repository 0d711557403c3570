"""A declaration as words, and as a hash that changes when its meaning does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from functools import singledispatch
from typing import Any

from timeline.domain.entries import canonical_json
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.derived import DERIVED
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.naming import Called
from timeline.projections.rulebook.limits import DatedLimit

NOT_MEANING = ("title", "sentence", "source", "dimensions")
"""What of a declaration can be reworded without changing any figure."""


def definition_hash(indicator: Indicator) -> str:
    """``sha256:`` and the digest of all that gives the indicator its meaning."""
    meaning = {
        f.name: _plain(getattr(indicator, f.name))
        for f in fields(indicator)
        if f.name not in NOT_MEANING and not _blank(f, indicator)
    }
    return "sha256:" + hashlib.sha256(canonical_json(meaning).encode()).hexdigest()


def _blank(part: Field[Any], of: object) -> bool:
    """Whether it is a part that declarations once had no room for, and that this one leaves blank."""
    return "added later" in part.metadata and getattr(of, part.name) == part.default


def _plain(value: object) -> Any:
    """A declaration as lists and texts: operators by their name. What a part is called is none of its meaning."""
    if isinstance(value, Called):
        return _plain(value.of)
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, f.name)) for f in fields(value) if not _blank(f, value))]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.name
    return value if value is None or isinstance(value, int) else str(value)


def called(declaration: object) -> Mapping[str, str]:
    """What the names in a declaration stand for, in words: by the name, the outermost first."""
    found: dict[str, str] = {}
    if isinstance(declaration, Called):
        found[declaration.name] = words(declaration.of)
    for part in parts(declaration):
        found |= {name: meaning for name, meaning in called(part).items() if name not in found}
    return found


def parts(thing: object) -> Iterator[object]:
    """What a declaration, or a part of one, is made of."""
    if isinstance(thing, tuple):
        yield from thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield from (getattr(thing, part.name) for part in fields(thing))


@singledispatch
def words(expression: object) -> str:
    """An expression in words, for the catalogue and for explanations."""
    raise NotImplementedError(f"no words for {type(expression).__name__}")


_PLURALS = {
    "period_of_care": "periods of care",
    "episode": "episodes",
    "placement": "placements",
    "short_break": "short breaks",
    "missing_incident": "missing incidents",
    "visitor_request": "requests for a visitor",
    "review": "reviews",
    "plan": "plans",
    "plan_review": "plans since they were made or last reviewed",
    "assessment": "assessments of need",
    "health_assessment": "health assessments",
    "audit": "audits",
    "audit_judgement": "audit judgements",
    "audit_action": "actions from audits",
    "audit_action_due": "actions from audits until they are due",
    "gateway_decision": "decisions of a legal gateway",
    "court_application": "court applications",
    "court_hearing": "court hearings",
    "court_order": "court orders",
    "edge_of_care": "interventions at the edge of care",
    "intervention_to_care": "times from an intervention to the next start to be looked after",
    "intervention_to_referral": "times from an intervention to the next referral",
    "referral": "referrals",
}


@words.register
def _(e: x.Spells) -> str:
    return _PLURALS[e.kind] if e.kind in _PLURALS else DERIVED[e.kind].plural


@words.register
def _(e: x.Where) -> str:
    codes = " or ".join("not recorded" if code is None else code for code in e.codes)
    return f"{words(e.of)} with {e.attribute.replace('_', ' ')} {codes}"


@words.register
def _(e: x.BeforeAge) -> str:
    return f"{words(e.of)} before age {e.years}"


@words.register
def _(e: x.Open) -> str:
    return f"{words(e.of)} in force at the end of the day"


@words.register
def _(e: x.Touching) -> str:
    return f"{words(e.of)} " + ("ever" if e.months is None else f"touching the {span_words(e.months)} to the day")


@words.register
def _(e: x.LivedIn) -> str:
    return f"{words(e.of)} lived in during the {span_words(e.months)} to the day"


@words.register
def _(e: x.StartedIn) -> str:
    return f"{words(e.of)} begun in the {span_words(e.months)} to the day"


@words.register
def _(e: x.EndedIn) -> str:
    return f"{words(e.of)} ended in the {span_words(e.months)} to the day"


@words.register
def _(e: x.First) -> str:
    return f"the first of {words(e.of)}"


@words.register
def _(e: x.Last) -> str:
    return f"the last of {words(e.of)}"


@words.register
def _(e: x.Within) -> str:
    return f"{words(e.of)}, ended within {span_words(e.months)}"


@words.register
def _(e: x.ForAtLeast) -> str:
    return f"{words(e.of)}, lasting {span_words(e.months)} or more"


@words.register
def _(e: x.NoLongerThan) -> str:
    return f"{words(e.of)}, lasting {span_words(e.months)} or less so far"


@words.register
def _(e: x.ForDays) -> str:
    return f"{words(e.of)}, of {e.ended} days or more, or {e.still_open} or more and still open"


@words.register
def _(e: x.FromAge) -> str:
    return f"{words(e.of)} from age {e.years}"


@words.register
def _(e: x.EndedUnder) -> str:
    return f"{words(e.of)} ended under age {e.years}"


@words.register
def _(e: x.Throughout) -> str:
    return f"{words(e.of)} in force throughout the {span_words(e.months)} to the day"


@words.register
def _(e: x.BegunAgo) -> str:
    return f"{words(e.of)} begun {span_words(e.months)} before the day or earlier"


@words.register
def _(e: x.WithinLimit) -> str:
    return f"{words(e.of)}, within {limit_words(e.limit)}"


@words.register
def _(e: x.When) -> str:
    return f"{words(e.of)} of a child who {words(e.question)}"


@words.register
def _(e: x.ButNot) -> str:
    return f"{words(e.of)}, but not {words(e.other)}"


@words.register
def _(e: x.AnyOf) -> str:
    return f"{words(e.of)}, or {words(e.other)}"


@words.register
def _(q: ask.Some) -> str:
    return f"has {words(q.of)}"


@words.register
def _(q: ask.Count) -> str:
    if q.at_most is None:
        number = f"{q.at_least} or more"
    elif q.at_most == q.at_least:
        number = f"exactly {q.at_least}"
    else:
        number = f"{q.at_least} to {q.at_most}"
    return f"has {number} {words(q.of)}"


@words.register
def _(q: ask.Distinct) -> str:
    return f"has {q.at_least} or more different codes of {q.attribute.replace('_', ' ')} among {words(q.of)}"


@words.register
def _(q: ask.DaysInAll) -> str:
    return f"has {q.at_least} days or more in all of {words(q.of)}"


@words.register
def _(q: ask.Aged) -> str:
    return f"is {q.years} or over"


@words.register
def _(q: ask.Both) -> str:
    return f"{words(q.a)}, and {words(q.b)}"


@words.register
def _(q: ask.Either) -> str:
    return f"{words(q.a)}, or {words(q.b)}"


@words.register
def _(q: ask.Not) -> str:
    return f"has none of {words(q.of.of)}" if isinstance(q.of, ask.Some) else f"not so that the child {words(q.of)}"


def span_words(months: int) -> str:
    """A number of months as people say it."""
    if months % 12 == 0:
        years = months // 12
        return "12 months" if years == 1 else f"{years} years"
    return "1 month" if months == 1 else f"{months} months"


def limit_words(limit: DatedLimit) -> str:
    """A number of days as people say it, with the days from which others were in force."""
    return ", ".join(f"{days} days" + (f" if begun from {first}" if first else "") for first, days in limit)
