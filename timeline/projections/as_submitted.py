"""What the DfE would see in a return: its rows by the rules of its year, and what was known before it. From the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.domain.assertions import Assertion, Silence, is_of_year
from timeline.domain.basis import Basis
from timeline.domain.checks import Found, Returned
from timeline.domain.checks.lacking import lacking_in
from timeline.domain.checks.one_return import Asked, OneReturn, found_in
from timeline.domain.checks.pupil_numbers import NUMBER, Numbered, numbered, numbers_alike
from timeline.domain.chronicle import Chronicle
from timeline.domain.days import year_ending, year_window
from timeline.domain.events import EpisodeBegan, PupilNumberDigested
from timeline.domain.received import Received, whole_returns
from timeline.domain.reference import NO_REFERENCE, Reference
from timeline.domain.restated import Restated, apply
from timeline.domain.setting import Setting
from timeline.domain.story import Knowledge, NotStoredError
from timeline.store import CaseLog, StoreError


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was found in the last whole return of a year. ``basis``: as at the end of the year, as known when the return
    became known. ``found``: by child, and of one child by rule; then of several children."""

    year_ending: date
    basis: Basis
    asked: Asked
    found: Sequence[Found]


def last_return(log: CaseLog, year: date, position: int) -> Received | None:
    """The last whole return for the year that ends on this 31 March; ``None`` where none was imported by a position of
    the log."""
    returns = [each for each in whole_returns(log.imports(position)) if each.year_ending == year]
    return max(returns, key=Received.precedence, default=None)


def as_the_dfe_would(log: CaseLog, last: Received, position: int, reference: Reference = NO_REFERENCE) -> Submitted:
    """What the DfE would find in a return. ``reference``: the lists that the user brought. ``StoreError`` where the log
    is damaged."""
    year = last.year_ending
    basis = Basis(year, last.known_on, position)
    received = log.setting(replace(basis, as_at=date.max)).received
    before = year_ending(year_window(year).first - timedelta(days=1))
    asked = Asked.of(
        year,
        reference,
        lacking_in(log.setting(basis).imports, last),
        has_the_year_before=any(each.year_ending == before for each in received),
        has_digests=log.holds_any(PupilNumberDigested, position),
    )
    found, numbers = list[Found](), list[Numbered]()
    for chronicle in log.chronicles([basis]):
        one = _of_child(log, chronicle, basis, last, received)
        if one is not None:
            one = replace(one, reference=reference)
            found.extend(found_in(one, asked))
            numbers.extend(numbered(one.alone.story))
    if NUMBER in asked.numbers:
        found.extend(numbers_alike(numbers))
    return Submitted(year, basis, asked, tuple(found))


def _of_child(
    log: CaseLog, chronicle: Chronicle, basis: Basis, last: Received, received: Sequence[Received]
) -> OneReturn | None:
    """A child in the return, up to which all is applied; ``None`` where the return does not have it."""
    heard = chronicle.heard(basis)
    of_return = [each for each in heard if _is_of(each, last, chronicle.settings[basis])]
    if not of_return:
        return None
    held = [record for record in chronicle.records(basis) if basis.holds(record.position)]
    knowledge, restated = Knowledge.of(chronicle.child, held), list[Restated]()
    try:
        for each in heard[: heard.index(of_return[-1]) + 1]:
            changed = apply(knowledge, each)
            restated.extend([changed] if changed is not None else [])
    except NotStoredError as error:
        raise StoreError(log.database.where, str(error), "Run `timeline log verify`") from None
    returned = Returned.of(knowledge, restated, received)
    return OneReturn(chronicle.child, tuple(restated), knowledge, returned, _own(restated[-1], last))


def _is_of(each: Assertion | Silence, last: Received, setting: Setting) -> bool:
    """Whether it is of this return. Of a return that a journal names, every statement of its year is."""
    if isinstance(each, Silence) or not is_of_year(each.statement, last.year_ending):
        return False
    owner = setting.imports.owner(each.record, each.record.position)
    return last.number is None or owner is None or owner.position == last.position


def _own(by: Restated, last: Received) -> Returned:
    """The return alone: whether it has an episode of the child, and the modules that it brought."""
    has_episodes = any(isinstance(by.events[each], EpisodeBegan) for each in by.stated)
    has_episodes = has_episodes or by.by.record.child in last.unreadable
    year = last.year_ending
    return Returned(
        sent=frozenset({year} if has_episodes else ()),
        received=frozenset({year}),
        brought=frozenset((year, module) for module in last.modules),
        absent={} if by.by.absent is None else {by.by.record.position: by.by.absent},
    )
