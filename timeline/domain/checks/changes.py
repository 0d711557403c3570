"""Rules about what changed between two returns, and while a change is named.

A rule compares the state of knowledge before a return with the one with it. It is asked of every return; what it finds
is named until a later return speaks of the child in the module, or any other source states the new value again. So a
correction is named once, at the return that made it. Decided in ``docs/decisions/0023-checks-across-years.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from timeline.domain.checks.between import Between, Known
from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Comparison, Defect, Finder, Rule, Severity, published
from timeline.domain.days import year_ending
from timeline.domain.events import ChildRegistered, EpisodeBegan
from timeline.domain.reference import Need

MODULES = ("Header", "UASC", "Episodes", "PlacedAdoption")
"""Those in which a change can be confirmed."""

CONFIRM = (
    "Find out which is right. Where it is the earlier one, correct the next return. Where it is the later one, the "
    "next return or a line of a journal that states it again confirms it, and it is named no more."
)
"""What is done about a change that may be a correction."""


def changed(
    number: str,
    rule_id: str,
    compare: Comparison,
    module: str,
    *,
    title: str,
    means: str,
    do: str,
    severity: Severity = "error",
    needs: tuple[Need, ...] = (),
) -> Rule:
    """A published rule about two returns, which a change in this module breaks."""
    find = standing(compare, module)
    return published(
        number, rule_id, find, title=title, means=means, do=do, severity=severity, compare=compare, needs=needs
    )


def standing(compare: Comparison, module: str) -> Finder:
    """Asks this of every return, and names what no one confirmed since."""

    def find(history: History) -> Iterator[Defect]:
        each = history.derived(_last_about).get(module)
        if each is None:
            return
        for defect in compare(each):
            if all(_stands(history, each, identity) for identity in defect.facts):
                yield replace(defect, year=each.by.year_ending.year)

    return find


def _last_about(history: History) -> dict[str, Between]:
    """The last return that speaks of the child in each module: of an earlier one, it confirmed what there was."""
    return {module: each for each in history.between for module in MODULES if each.covers(module)}


def _stands(history: History, each: Between, identity: UUID) -> bool:
    """Whether a fact is as the return left it: one that it brought is stated by it alone, one that it retracted is
    stated by no one since."""
    gone = each.gone_facts.get(identity.int)
    if gone is not None:
        return not history.holds(identity) and history.has_come(gone.event.occurred_on)
    if not history.holds(identity):
        return False
    event = history.fact(identity).event
    if isinstance(event, ChildRegistered) and event != history.registered:
        return False  # particulars that became known later count in its place
    if identity.int in each.by.before:
        return True
    return all(
        statement.return_to is not None and year_ending(statement.return_to) == each.by.year_ending
        for _, statement, _ in history.fact(identity).rows
    )


# ------------------------------------------------------------------------------------------------ the open episode


def first_stated(each: Between) -> Known[EpisodeBegan] | None:
    """The child's first episode in the return."""
    return next(iter(each.stated_as_known(EpisodeBegan)), None)


def appeared(each: Between) -> list[Known[EpisodeBegan]]:
    """The episodes that the return brought, by days on which none was known to begin."""
    known = {event.spell_key for _, event in each.before(EpisodeBegan)}
    return [(identity, event) for identity, event in each.came(EpisodeBegan) if event.spell_key not in known]


def pairs(each: Between) -> Iterator[tuple[Known[EpisodeBegan], Known[EpisodeBegan]]]:
    """The open episode and the one in its place: of the same day; as the DfE would, the last one and the first one."""
    if each.as_the_dfe_would:
        first = first_stated(each)
        if first is not None:
            yield from ((known, first) for known in each.open_before[-1:])
        return
    gone = {identity for identity, _ in each.gone(EpisodeBegan)}
    after = each.after(EpisodeBegan)
    for earlier, was in each.open_before:
        place = [known for known in after if known[1].occurred_on == was.occurred_on]
        before = [known for known in each.before(EpisodeBegan) if known[1].occurred_on == was.occurred_on]
        if earlier in gone and len(place) == len(before) == 1:  # of several begun on one day another rule speaks
            yield (earlier, was), place[0]
