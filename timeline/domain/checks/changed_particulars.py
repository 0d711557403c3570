"""Particulars that differ between two returns: the Header, and the status of an unaccompanied asylum-seeking child."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from uuid import UUID

from timeline.domain.checks.between import Between, Known
from timeline.domain.checks.changes import CONFIRM, changed
from timeline.domain.checks.rule import Comparison, Defect
from timeline.domain.codes import group
from timeline.domain.days import birthday
from timeline.domain.events import ChildRegistered, EpisodeBegan, PupilNumberDigested, UnaccompaniedAsylumSeekerRecorded

ADULT = 18
NOT_TOLD = frozenset({"NOBT", "REFU"})
"""Codes of ETHNIC that give no group: not yet obtained, refused."""

Header = tuple[Known[ChildRegistered], Known[ChildRegistered]]


def _headers(each: Between) -> Iterator[Header]:
    """The particulars before the return and with it, where the return states them and they differ."""
    before, after = each.particulars_before(), each.particulars_after()
    if each.stated(ChildRegistered) and before is not None and after is not None and before != after:
        yield before, after


def _differ(value: Callable[[ChildRegistered], Hashable], days: Callable[[ChildRegistered], date | None]) -> Comparison:
    """Both give a value, and not the same. ``days``: the day of each that the defect is about."""

    def compare(each: Between) -> Iterator[Defect]:
        for (earlier, was), (later, now) in _headers(each):
            values = (value(was), value(now))
            if None not in values and values[0] != values[1]:
                yield _defect(each, (earlier, later), days(was), days(now))

    return compare


def _defect(each: Between, facts: tuple[UUID, ...], *days: date | None) -> Defect:
    """The facts, the days that are given, and the last day of the return that made the change."""
    return Defect(facts, (*(day for day in days if day is not None), each.last))


def _no_day(_registered: ChildRegistered) -> None:
    return None


def _sex(registered: ChildRegistered) -> str | None:
    return None if registered.sex is None else group("SEX", registered.sex)


def _ethnic_group(each: Between) -> Iterator[Defect]:
    return (found for was, found in _ethnicities(each) if was not in NOT_TOLD)


def _ethnic_group_told(each: Between) -> Iterator[Defect]:
    return (found for was, found in _ethnicities(each) if was in NOT_TOLD)


def _ethnicities(each: Between) -> Iterator[tuple[str, Defect]]:
    for (earlier, was), (later, now) in _headers(each):
        if was.ethnicity is not None and now.ethnicity is not None and was.ethnicity != now.ethnicity:
            yield was.ethnicity, _defect(each, (earlier, later))


def _no_mother_any_more(each: Between) -> Iterator[Defect]:
    for (earlier, was), (later, now) in _headers(each):
        if was.mother and not now.mother and each.stated(EpisodeBegan):
            yield _defect(each, (earlier, later))


def _child_born_on_another_day(each: Between) -> Iterator[Defect]:
    for (earlier, was), (later, now) in _headers(each):
        if was.child_born_on is not None and now.child_born_on != was.child_born_on:
            yield _defect(each, (earlier, later), was.child_born_on, now.child_born_on)


def _mother_told_late(each: Between) -> Iterator[Defect]:
    for (earlier, was), (later, now) in _headers(each):
        if was.mother is False and now.mother and now.child_born_on and now.child_born_on < each.year.first:
            yield _defect(each, (earlier, later), now.child_born_on)


GIVEN, NOT_YET = "given", "UN1"
"""What the log has of UPN where a number was given, and the code of a child who has none yet."""


def _school_number_changed(each: Between) -> Iterator[Defect]:
    """A number against a number is asked of digests of one key; without them it is not asked."""
    before, after = each.before(ChildRegistered), each.after(ChildRegistered)
    if not each.stated(ChildRegistered) or len(before) != 1 or len(after) != 1:
        return
    (earlier, was), (later, now) = before[0], after[0]
    if was.upn == now.upn == GIVEN:
        yield from _digests_differ(each)
    elif was.upn != now.upn and not _may_follow(was.upn, now.upn):
        yield _defect(each, (earlier, later))


def _may_follow(was: str | None, now: str | None) -> bool:
    """Whether the one may come after the other: a number after any code, another reason after none or UN1, UN1 after
    none."""
    if now == GIVEN:
        return True
    return now is not None and (was is None or (was == NOT_YET and now != NOT_YET))


def _digests_differ(each: Between) -> Iterator[Defect]:
    before, after = each.before(PupilNumberDigested), each.after(PupilNumberDigested)
    if each.stated(PupilNumberDigested) and len(before) == len(after) == 1:
        (earlier, was), (later, now) = before[0], after[0]
        if was.key == now.key and was.digest != now.digest:
            yield _defect(each, (earlier, later))


# ------------------------------------------------------------------------------------- unaccompanied asylum seekers

Status = UnaccompaniedAsylumSeekerRecorded


def _status_gone(each: Between) -> Iterator[Defect]:
    """A status that ended before the return's year is not retracted by silence: so what is gone had not ended."""
    if each.covers("UASC") and not each.after(Status):
        for earlier, was in each.gone(Status)[-1:]:
            yield _defect(each, (earlier,), was.ceases_on)


def _status_moved(each: Between) -> Iterator[Defect]:
    before, after = each.before(Status)[-1:], each.after(Status)[-1:] if each.stated(Status) else []
    for (earlier, was), (later, now) in zip(before, after, strict=False):
        if _moved(each, was, now):
            yield _defect(each, tuple(dict.fromkeys((earlier, later))), was.ceases_on, now.ceases_on)


def _moved(each: Between, was: Status, now: Status) -> bool:
    is_same = now.ceases_on == was.ceases_on
    if not each.as_the_dfe_would:
        return was.ceases_on is not None and was.ceases_on < each.year.first and not is_same
    in_year = now.ceases_on is not None and each.year.contains(now.ceases_on)
    return (not in_year and not is_same) or was.ceases_on != birthday(was.occurred_on, ADULT)


def _status_told_late(each: Between) -> Iterator[Defect]:
    if each.before(Status):
        return
    asked = [other for other in each.earlier if other.covers("UASC") and other.covers("Episodes")]
    if not each.as_the_dfe_would:
        start = each.latest_start
        asked = [other for other in asked if start is None or start <= other.coverage.last]
    for later, now in each.after(Status)[-1:]:
        if asked and each.stated(Status):
            yield _defect(each, (later,), now.ceases_on)


RULES = (
    changed(
        "202",
        "sex-changed",
        _differ(_sex, _no_day),
        "Header",
        title="A return gives another sex than the one before",
        means="SEX in the Header means another sex than before the return. Codes of different years are compared by "
        "what they mean. The day is the last of the return that made the change.",
        do=CONFIRM,
    ),
    changed(
        "203",
        "birth-day-changed",
        _differ(lambda registered: registered.born_on, lambda registered: registered.born_on),
        "Header",
        title="A return gives another day of birth than the one before",
        means="DOB in the Header is another day than before the return. The days are both, and the last of the return "
        "that made the change.",
        do=CONFIRM,
    ),
    changed(
        "208",
        "school-number-changed",
        _school_number_changed,
        "Header",
        title="A return gives another school number than the one before",
        means="UPN is another number than before the return, or a number was given and is not now, or UN2 to UN5 was "
        "and is not now, without a number in its place. Numbers are compared by digests; where one has none, they are "
        "not. The day is the last of the return that made the change.",
        do=CONFIRM,
    ),
    changed(
        "204",
        "ethnic-group-changed",
        _ethnic_group,
        "Header",
        title="A return gives another ethnic group than the one before",
        means="ETHNIC in the Header is another code than before the return. The day is the last of the return that "
        "made the change.",
        do=CONFIRM,
    ),
    changed(
        "204",
        "ethnic-group-told",
        _ethnic_group_told,
        "Header",
        severity="query",
        title="A return gives an ethnic group where the one before had none",
        means="ETHNIC was NOBT or REFU before the return and is another code with it. The published validation names "
        "it too. The day is the last of the return that made the change.",
        do=CONFIRM,
    ),
    changed(
        "207",
        "mother-no-more",
        _no_mother_any_more,
        "Header",
        title="A mother is no mother in a later return",
        means="MOTHER was 1 before the return and is 0 or blank with it, and the return has an episode of the child. "
        "The day is the last of the return that made the change.",
        do=CONFIRM,
    ),
    changed(
        "624",
        "child-of-the-child-born-on-another-day",
        _child_born_on_another_day,
        "Header",
        title="The day on which a child's child was born differs from the return before",
        means="MC_DOB was given before the return and is another day or blank with it. The days are those given, and "
        "the last of the return that made the change.",
        do=CONFIRM,
    ),
    changed(
        "626",
        "mother-told-late",
        _mother_told_late,
        "Header",
        title="A child was no mother in the return before, though her child was born by then",
        means="MOTHER was 0 before the return and is 1 with it, and MC_DOB is before the return's year. The days are "
        "MC_DOB and the last of the return.",
        do=CONFIRM,
    ),
    changed(
        "205A",
        "unaccompanied-status-gone",
        _status_gone,
        "UASC",
        title="An unaccompanied child is none in a later return, and the status had not ended",
        means="UASC had the child before the return, with no DUC before the return's year, and the return has the "
        "child without it. The days are DUC and the last of the return.",
        do="Send the row again with the day on which the status ended, or say in a journal that it never was.",
    ),
    changed(
        "205B",
        "unaccompanied-status-moved",
        _status_moved,
        "UASC",
        title="The end of an unaccompanied child's status is not the one that the return before had",
        means="DUC was before the return's year, and the return gives another day or none. The days are both and the "
        "last of the return. As the DfE would ask: DUC is neither in the year nor as before, or it was not the 18th "
        "birthday before.",
        do=CONFIRM,
    ),
    changed(
        "205D",
        "unaccompanied-status-told-late",
        _status_told_late,
        "UASC",
        title="A child is unaccompanied for the first time in a later return of the same period of care",
        means="An earlier return that had the child and brought UASC did not have the status, and the child has not "
        "started to be looked after since. As the DfE would ask: whether or not the child has started anew.",
        do=CONFIRM,
    ),
)
