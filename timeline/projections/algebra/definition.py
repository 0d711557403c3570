"""A declaration in words: whom it counts, who meets it, what the names in it stand for.

The words are those that people read. ``timeline.projections.meaning`` says the same exactly, and hashes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

from timeline.lazy import lazy
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.naming import Called
from timeline.projections.rulebook.limits import DatedLimit

if TYPE_CHECKING:
    from timeline.projections.algebra import derived
else:
    derived = lazy("timeline.projections.algebra.derived")


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
def words(expression: object, say: Say | None = None) -> str:
    """An expression in words. ``say``: how its parts are said; none: as people read them, in the catalogue and in
    explanations."""
    raise NotImplementedError(f"no words for {type(expression).__name__}")


class Say:
    """How the parts of an expression are said: here as people read them, in ``meaning`` exactly."""

    def part(self, of: object) -> str:
        """An expression within another."""
        return words(of, self)

    def kind(self, kind: str) -> str:
        """What several spells of a kind are called."""
        return _PLURALS[kind] if kind in _PLURALS else derived.DERIVED[kind].plural

    def attribute(self, name: str) -> str:
        """What an attribute of a spell is called."""
        return name.replace("_", " ")

    def codes(self, attribute: str, codes: Codes) -> str:
        """The codes of which an attribute is one."""
        del attribute
        return " or ".join("not recorded" if code is None else code for code in codes)

    def limit(self, limit: DatedLimit) -> str:
        """A number of days as people say it, with the days from which others were in force."""
        return ", ".join(f"{days} days" + (f" if begun from {first}" if first else "") for first, days in limit)

    def called(self, named: Called) -> str:
        """A part that has a name."""
        return named.name


Codes = tuple[str | None, ...]
AS_READ = Say()


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
def _words_of_spells(e: x.Spells, say: Say = AS_READ) -> str:
    return say.kind(e.kind)


@words.register
def _words_of_where(e: x.Where, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} with {say.attribute(e.attribute)} {say.codes(e.attribute, e.codes)}"


@words.register
def _words_of_before_age(e: x.BeforeAge, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} before age {e.years}"


@words.register
def _words_of_open(e: x.Open, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} in force at the end of the day"


@words.register
def _words_of_touching(e: x.Touching, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} " + ("ever" if e.months is None else f"touching the {span_words(e.months)} to the day")


@words.register
def _words_of_lived_in(e: x.LivedIn, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} lived in during the {span_words(e.months)} to the day"


@words.register
def _words_of_started_in(e: x.StartedIn, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} begun in the {span_words(e.months)} to the day"


@words.register
def _words_of_ended_in(e: x.EndedIn, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} ended in the {span_words(e.months)} to the day"


@words.register
def _words_of_first(e: x.First, say: Say = AS_READ) -> str:
    return f"the first of {say.part(e.of)}"


@words.register
def _words_of_last(e: x.Last, say: Say = AS_READ) -> str:
    return f"the last of {say.part(e.of)}"


@words.register
def _words_of_within(e: x.Within, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, ended " + (f"within {span_words(e.months)}" if e.months else "on the day they began")


@words.register
def _words_of_for_at_least(e: x.ForAtLeast, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, lasting {span_words(e.months)} or more"


@words.register
def _words_of_no_longer_than(e: x.NoLongerThan, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, lasting {span_words(e.months)} or less so far"


@words.register
def _words_of_for_days(e: x.ForDays, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, of {e.ended} days or more, or {e.still_open} or more and still open"


@words.register
def _words_of_from_age(e: x.FromAge, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} from age {e.years}"


@words.register
def _words_of_ended_under(e: x.EndedUnder, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} ended under age {e.years}"


@words.register
def _words_of_throughout(e: x.Throughout, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} in force throughout the {span_words(e.months)} to the day"


@words.register
def _words_of_begun_ago(e: x.BegunAgo, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} begun {span_words(e.months)} before the day or earlier"


@words.register
def _words_of_within_limit(e: x.WithinLimit, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, within {say.limit(e.limit)}"


@words.register
def _words_of_when(e: x.When, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)} of a child who {say.part(e.question)}"


@words.register
def _words_of_but_not(e: x.ButNot, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, but not {say.part(e.other)}"


@words.register
def _words_of_any_of(e: x.AnyOf, say: Say = AS_READ) -> str:
    return f"{say.part(e.of)}, or {say.part(e.other)}"


@words.register
def _words_of_some(q: ask.Some, say: Say = AS_READ) -> str:
    return f"has {say.part(q.of)}"


@words.register
def _words_of_count(q: ask.Count, say: Say = AS_READ) -> str:
    if q.at_most is None:
        number = f"{q.at_least} or more"
    elif q.at_most == q.at_least:
        number = f"exactly {q.at_least}"
    else:
        number = f"{q.at_least} to {q.at_most}"
    return f"has {number} {say.part(q.of)}"


@words.register
def _words_of_distinct(q: ask.Distinct, say: Say = AS_READ) -> str:
    return f"has {q.at_least} or more different codes of {say.attribute(q.attribute)} among {say.part(q.of)}"


@words.register
def _words_of_days_in_all(q: ask.DaysInAll, say: Say = AS_READ) -> str:
    return f"has {q.at_least} days or more in all of {say.part(q.of)}"


@words.register
def _words_of_aged(q: ask.Aged, say: Say = AS_READ) -> str:
    return f"is {q.years} or over"


@words.register
def _words_of_both(q: ask.Both, say: Say = AS_READ) -> str:
    return f"{say.part(q.a)}, and {say.part(q.b)}"


@words.register
def _words_of_either(q: ask.Either, say: Say = AS_READ) -> str:
    return f"{say.part(q.a)}, or {say.part(q.b)}"


@words.register
def _words_of_not(q: ask.Not, say: Say = AS_READ) -> str:
    if isinstance(q.of, ask.Some):
        return f"has none of {say.part(q.of.of)}"
    return f"not so that the child {say.part(q.of)}"


def span_words(months: int) -> str:
    """A number of months as people say it."""
    if months % 12 == 0:
        years = months // 12
        return "12 months" if years == 1 else f"{years} years"
    return "1 month" if months == 1 else f"{months} months"
