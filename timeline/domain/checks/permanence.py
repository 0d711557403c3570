"""Previous permanence (PrevPerm): given in full where a period of care starts, nowhere else, and before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from timeline.domain.checks.history import START, History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.days import add_months
from timeline.domain.events import PreviousPermanenceRecorded

COLLECTED_SINCE = date(2016, 4, 1)
"""Asked of periods of care that start from this day on."""

MODULE = PreviousPermanenceRecorded.module
NONE = "Z1"
_IN_PART = re.compile(r"(zz|\d{1,2})/(zz|\d{1,2})/(zzzz|\d{4})", re.IGNORECASE)


def blank_at_a_start(history: History) -> Iterator[Defect]:
    """Starts of which the module has nothing, or not all."""
    years = {ending.year for ending in history.returned.years_with(MODULE)}
    stated = list(history.story.of(PreviousPermanenceRecorded))
    for row in history.rows:
        if row.reason_for_new_episode != START or row.began_on < COLLECTED_SINCE:
            continue
        if not stated and not years.isdisjoint(history.return_years(row.facts[0])):
            yield Defect.of(row, days=(row.began_on,))
        for fact, previous in stated:
            if history.return_years(fact.id) and not _is_whole(previous):
                yield Defect((fact.id, row.facts[0]), (row.began_on,))


def order_after_start(history: History) -> Iterator[Defect]:
    """An order that is not before the day the child was first looked after."""
    first = history.rows[0].began_on if history.rows else None
    for fact, previous in history.story.of(PreviousPermanenceRecorded):
        latest = _latest_day(previous.order_date) if previous.order_date else None
        if first is not None and latest is not None and latest >= first:
            yield Defect((fact.id,), (first, latest))


def without_a_start(history: History) -> Iterator[Defect]:
    """Given of a child who has not started to be looked after since it is collected."""
    if not history.rows or (history.begins_in_care and history.rows[0].began_on >= COLLECTED_SINCE):
        return  # the child may have started since, before the first episode that is known
    if any(row.reason_for_new_episode == START and row.began_on >= COLLECTED_SINCE for row in history.rows):
        return
    for fact, previous in history.story.of(PreviousPermanenceRecorded):
        if previous.option or previous.authority or previous.order_date:
            yield Defect((fact.id,), (history.rows[0].began_on,))


def particulars_of_none(history: History) -> Iterator[Defect]:
    """An authority or a day of an order that there was not."""
    for fact, previous in history.story.of(PreviousPermanenceRecorded):
        is_blank = previous.option is None and bool(history.return_years(fact.id))
        if (previous.option == NONE or is_blank) and (previous.authority or previous.order_date):
            yield Defect((fact.id,), (previous.occurred_on,))


def _is_whole(previous: PreviousPermanenceRecorded) -> bool:
    return previous.option == NONE or None not in (previous.option, previous.authority, previous.order_date)


def _latest_day(text: str) -> date | None:
    """The latest day that an order can be of, ``zz`` standing for what is unknown; ``None`` where its year is."""
    found = _IN_PART.fullmatch(text.strip())
    if found is None or found[3].lower() == "zzzz":
        return None
    year = int(found[3])
    if found[2].lower() == "zz":
        return date(year, 12, 31)
    month = int(found[2])
    if found[1].lower() == "zz":
        return add_months(date(year, 1, 31), month - 1)
    return date(year, month, int(found[1]))


GIVE_ALL = "Give PREV_PERM, LA_PERM and DATE_PERM; PREV_PERM Z1 where there was none."

RULES = (
    published(
        "630",
        "permanence-blank",
        blank_at_a_start,
        title="Started to be looked after, and nothing of previous permanence",
        means="RNE is S and DECOM is on or after 1 April 2016, and the PrevPerm module has no row of the child; or "
        "PREV_PERM is blank, or it is not Z1 and LA_PERM or DATE_PERM is blank.",
        do=GIVE_ALL,
        columns=("DATE_PERM", "LA_PERM"),
    ),
    published(
        "632",
        "permanence-order-after-start",
        order_after_start,
        title="An order of previous permanence that is not before care",
        means="DATE_PERM is on or after the first DECOM; of one unknown in part the latest day that it can be.",
        do="Correct DATE_PERM, or the dates of the episodes.",
    ),
    published(
        "634",
        "permanence-without-start",
        without_a_start,
        title="Previous permanence of a child who has not started since it is collected",
        means="There are PrevPerm items, and no episode with RNE S and DECOM on or after 1 April 2016.",
        do="Delete the PrevPerm row, or correct the episodes.",
    ),
    published(
        "635",
        "permanence-particulars-of-none",
        particulars_of_none,
        title="Particulars of a previous permanence that there was not",
        means="LA_PERM or DATE_PERM is given, and PREV_PERM is Z1 or blank.",
        do="Correct PREV_PERM, or leave LA_PERM and DATE_PERM blank.",
    ),
)
