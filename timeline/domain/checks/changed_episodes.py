"""Episodes told otherwise than before a return, or too late."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.domain.checks.between import Between
from timeline.domain.checks.changes import CONFIRM, appeared, changed, first_stated, pairs
from timeline.domain.checks.rule import Comparison, Defect, Rule
from timeline.domain.events import EpisodeBegan

Value = Callable[[EpisodeBegan], str | None]

LET_PASS = {(2025, "H5", "K3"), *((2026, "Z1", code) for code in ("Z11", "Z12", "Z13", "Z14"))}
"""Placement types that a new code replaced, in the first return that has it. Source: SSDA903 validation rule 503D."""


def _begun_on_another_day(each: Between) -> Iterator[Defect]:
    """An open episode that is gone, and none of the same day in its place."""
    stated = each.stated_as_known(EpisodeBegan)
    if not stated:
        return
    if each.as_the_dfe_would:
        for earlier, was in each.open_before[-1:]:
            later, now = stated[0]
            if now.occurred_on != was.occurred_on:
                yield Defect((earlier, later), (was.occurred_on, now.occurred_on, each.last))
        return
    known = {event.spell_key for _, event in each.after(EpisodeBegan)}
    gone = {identity for identity, _ in each.gone(EpisodeBegan)}
    later, now = next(iter(appeared(each)), stated[0])
    for earlier, was in each.open_before:
        if earlier in gone and was.spell_key not in known:
            yield Defect((earlier, later), (was.occurred_on, now.occurred_on, each.last))


def _told_otherwise(value: Value) -> Comparison:
    """An episode open before the return has another value with it. A blank against a code is another."""

    def compare(each: Between) -> Iterator[Defect]:
        for (earlier, was), (later, now) in pairs(each):
            codes = (value(was), value(now))
            if codes[0] != codes[1] and (each.by.year_ending.year, *codes) not in LET_PASS:
                days = {was.occurred_on, now.occurred_on, each.last}
                yield Defect((earlier, later), tuple(sorted(days)))

    return compare


def _told_late(each: Between) -> Iterator[Defect]:
    """An episode that lay in an earlier year whose return had the child, and that was not known before this one."""
    if each.as_the_dfe_would:
        yield from _not_the_last_before(each)
        return
    if any(True for _ in _begun_on_another_day(each)):
        return
    for identity, event in appeared(each):
        if event.occurred_on < each.year.first and each.touched_a_year_that_was_returned(event, "Episodes"):
            yield Defect((identity,), (event.occurred_on, each.last))


def _not_the_last_before(each: Between) -> Iterator[Defect]:
    before, first = each.before(EpisodeBegan), first_stated(each)
    if not before or first is None or first[1].occurred_on >= each.year.first:
        return
    earlier, last = before[-1]
    if last.occurred_on != first[1].occurred_on:
        yield Defect((earlier, first[0]), (last.occurred_on, first[1].occurred_on, each.last))


def _reason(event: EpisodeBegan) -> str:
    return event.reason_for_new_episode


def _legal_status(event: EpisodeBegan) -> str | None:
    return event.legal_status


def _need(event: EpisodeBegan) -> str | None:
    return event.category_of_need


def _type(event: EpisodeBegan) -> str | None:
    return event.placement.type


def _provider(event: EpisodeBegan) -> str | None:
    return event.placement.provider


def _urn(event: EpisodeBegan) -> str | None:
    return event.placement.urn


def _column(number: str, column: str, what: str, value: Value, let_pass: str = "") -> Rule:
    """The rule that one column of an open episode stays as it was."""
    return changed(
        number,
        f"open-episode-other-{what.replace(' ', '-').lower()}",
        _told_otherwise(value),
        "Episodes",
        title=f"An episode that was open has another {what} in the next return",
        means=f"The episode was open before the return, and the return gives it another {column}; a blank against a "
        f"value is another.{let_pass} The days are the beginning and the last of the return that made the change.",
        do=f"A change during an episode is a new episode. {CONFIRM}",
    )


RULES = (
    changed(
        "502",
        "open-episode-begun-on-another-day",
        _begun_on_another_day,
        "Episodes",
        title="An episode that was open is gone, and the return has another DECOM in its place",
        means="The episode was open before the return, and the return has the child without one that began on that "
        "day. The days are the DECOM that is gone, the one in its place, and the last of the return.",
        do=CONFIRM,
    ),
    _column("503A", "RNE", "reason", _reason),
    _column("503B", "LS", "legal status", _legal_status),
    _column("503C", "CIN", "need", _need),
    _column(
        "503D", "PLACE", "placement", _type, " H5 to K3 in the return for 2024-25 and Z1 to Z11-Z14 in 2025-26 pass."
    ),
    _column("503E", "PLACE_PROVIDER", "provider", _provider),
    _column("503F", "URN", "URN", _urn),
    changed(
        "562",
        "episode-told-late",
        _told_late,
        "Episodes",
        severity="query",
        title="An episode lay in an earlier year, and the return of that year had the child without it",
        means="The episode began before the return's year. An earlier return had the child and not the episode, though "
        "it lay in that year. The days are the beginning and the last of the return that told it.",
        do="Find out whether it began when the return says. The figures of the earlier year are other ones now.",
    ),
)
