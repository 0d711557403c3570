"""Decisions for adoption that moved between two returns, and incidents and orders that are gone without an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from timeline.domain.checks.between import Between, Known
from timeline.domain.checks.changes import changed
from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Comparison, Defect, Finder, Rule, published
from timeline.domain.events import (
    AdoptionDecided,
    CareLeaverOutcomesRecorded,
    DeprivedOfLiberty,
    SpellBegan,
    WentAwayWithoutAuthorisation,
    WentMissing,
)

MODULE = "PlacedAdoption"
DIED = "DIED"

Decision = Known[AdoptionDecided]


def _stood(each: Between) -> list[Decision]:
    """The decisions that stood before the return."""
    return [known for known in each.before(AdoptionDecided) if known[1].spell_key not in each.ended_before]


def _reversed(each: Between) -> list[tuple[Decision, date]]:
    """Those that were reversed before the return's year, each with the day of the reversal."""
    ended = each.ended_before
    days = [(known, ended.get(known[1].spell_key)) for known in each.before(AdoptionDecided)]
    return [(known, day) for known, day in days if day is not None and day < each.year.first]


def _decided_on_another_day(each: Between) -> Iterator[Defect]:
    stated = each.stated(AdoptionDecided)
    days = {event.occurred_on for _, event in stated}
    for earlier, was in _stood(each):
        if stated and was.occurred_on not in days and was.spell_key not in _known_after(each):
            later, now = stated[-1]
            yield Defect((earlier, later), (was.occurred_on, now.occurred_on, each.last))


def _known_after(each: Between) -> set[tuple[str, date]]:
    return {event.spell_key for _, event in each.after(AdoptionDecided)}


def _reversed_and_told_again(each: Between) -> Iterator[Defect]:
    ended = {known[1].spell_key: day for known, day in _reversed(each)}
    for identity, event in each.stated(AdoptionDecided):
        if event.spell_key in ended:
            yield Defect((identity,), (event.occurred_on, ended[event.spell_key], each.last))


def _not_later_than_the_reversed(each: Between) -> Iterator[Defect]:
    """Of the history the same day is rule 561."""
    for (earlier, was), _ in _reversed(each)[-1:]:
        for later, now in each.stated(AdoptionDecided)[-1:]:
            same = now.occurred_on == was.occurred_on
            if now.occurred_on < was.occurred_on or (same and each.as_the_dfe_would):
                days = (now.occurred_on, was.occurred_on, each.last)
                yield Defect(tuple(dict.fromkeys((later, earlier))), days)


def _decided_before_and_told_late(each: Between) -> Iterator[Defect]:
    known = {event.spell_key for _, event in each.before(AdoptionDecided)}
    if any(True for _ in _decided_on_another_day(each)) or (each.as_the_dfe_would and known):
        return
    for identity, event in each.stated(AdoptionDecided):
        is_late = event.occurred_on < each.year.first and event.spell_key not in known
        if is_late and each.touched_a_year_that_was_returned(event, MODULE):
            yield Defect((identity,), (event.occurred_on, each.last))


# ------------------------------------------------------------------------------------------------ gone without an end


def _left_open(module: str, kinds: tuple[type[SpellBegan], ...]) -> Comparison:
    """What was open before a return that speaks of the child in the module, and that the return does not have."""

    def compare(each: Between) -> Iterator[Defect]:
        gone = [known for kind in kinds for known in each.gone(kind)]
        if gone and each.covers(module):
            known = {event.spell_key for kind in kinds for _, event in each.after(kind)}
            for identity, event in gone:
                if event.spell_key not in each.ended_before and event.spell_key not in known:
                    yield Defect((identity,), (event.occurred_on, each.last), each.by.year_ending.year)

    return compare


def _until_told_again(compare: Comparison, kinds: tuple[type[SpellBegan], ...]) -> Finder:
    """Each once, at the last return that dropped it, until a source states it again or withdraws it."""

    def find(history: History) -> Iterator[Defect]:
        told = {event.spell_key for kind in kinds for _, event in history.story.of(kind)}
        dropped = {defect.facts[0]: defect for each in history.between for defect in compare(each)}
        for identity, defect in dropped.items():
            event = history.fact(identity).event
            if identity in history.returned.withdrawn or not isinstance(event, SpellBegan):
                continue
            if event.spell_key not in told and history.has_come(event.occurred_on):
                yield defect

    return find


def _open_no_more(number: str, rule_id: str, what: str, module: str, start: str, *kinds: type[SpellBegan]) -> Rule:
    compare = _left_open(module, kinds)
    return published(
        number,
        rule_id,
        _until_told_again(compare, kinds),
        compare=compare,
        title=f"{what} that was open is not in the next return",
        means=f"{what} had no end before the return. The return has the child and brings {module}, and has none that "
        f"began on that day. No figure counts it any more. The days are {start} and the last of the return.",
        do="Send it again with its end, or record it in a journal with its end; where it never was, withdraw it there.",
    )


# ------------------------------------------------------------------------------------------------- said once for all


def died_and_in_touch(history: History) -> Iterator[Defect]:
    """Outcomes of a year after one that said DIED, which say otherwise."""
    rows = list(history.story.of(CareLeaverOutcomesRecorded))
    for fact, event in rows:
        earlier = [known for known in rows if known[1].occurred_on < event.occurred_on and known[1].in_touch == DIED]
        if earlier and event.in_touch != DIED:
            died, then = earlier[0]
            yield Defect((died.id, fact.id), (then.occurred_on, event.occurred_on), event.occurred_on.year)


def _died_in_the_return_before(each: Between) -> Iterator[Defect]:
    for later, now in each.stated(CareLeaverOutcomesRecorded):
        for earlier, was in each.before(CareLeaverOutcomesRecorded)[-1:]:
            if was.in_touch == DIED and now.in_touch != DIED and was.occurred_on < now.occurred_on:
                yield Defect((earlier, later), (was.occurred_on, now.occurred_on))


MOVED = "Correct the day, or record the reversal and the new decision. What a later return states again is confirmed."

RULES = (
    changed(
        "559",
        "adoption-decision-told-late",
        _decided_before_and_told_late,
        MODULE,
        severity="query",
        title="A decision for adoption was taken in an earlier year, whose return did not have it",
        means="DATE_PLACED is before the return's year. An earlier return had the child and brought PlacedAdoption "
        "without the decision. The days are DATE_PLACED and the last of the return.",
        do="Find out when the decision was taken. The figures of the earlier year are other ones now.",
    ),
    changed(
        "560",
        "adoption-decision-moved",
        _decided_on_another_day,
        MODULE,
        title="A decision for adoption that stood has another day in the next return",
        means="The decision was not reversed before the return, and the return gives another DATE_PLACED. The days are "
        "both and the last of the return.",
        do=MOVED,
    ),
    changed(
        "561",
        "adoption-decision-reversed-and-told-again",
        _reversed_and_told_again,
        MODULE,
        title="A decision for adoption that was reversed in an earlier year is told again",
        means="The decision was reversed before the return's year, and the return has the same DATE_PLACED. The days "
        "are the decision, its reversal and the last of the return.",
        do="Leave it out of the return, or give the day of the new decision.",
    ),
    changed(
        "584",
        "adoption-decision-before-the-reversed",
        _not_later_than_the_reversed,
        MODULE,
        title="A decision for adoption is earlier than the one that was reversed before",
        means="A decision was reversed before the return's year, and the return has one of an earlier day. The days "
        "are both decisions and the last of the return. As the DfE would ask: of the same day too.",
        do=MOVED,
    ),
    _open_no_more(
        "576",
        "missing-open-and-gone",
        "An incident",
        "Missing",
        "its beginning",
        WentMissing,
        WentAwayWithoutAuthorisation,
    ),
    _open_no_more("706", "liberty-order-open-and-gone", "An order", "DoLo", "its beginning", DeprivedOfLiberty),
    published(
        "348",
        "leaver-died-and-in-touch",
        died_and_in_touch,
        compare=_died_in_the_return_before,
        title="A care leaver who had died is in touch in a later year",
        means="IN_TOUCH was DIED in the return of an earlier year, and is another code or blank in this one. The days "
        "are the ends of both years.",
        do="Correct the year that is wrong.",
    ),
)
