"""The reason for a placement change: where it is missing, where it is none, custody under 10; and codes left blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, of_the_house, published
from timeline.domain.codes import EPISODE_CONTINUES, TEMPORARY_PLACEMENTS
from timeline.domain.days import birthday, year_ending
from timeline.domain.events import ReviewHeld
from timeline.domain.spells.episodes import Episode

MOVED = frozenset({"P", "B", "T", "U"})
COLLECTED_FROM = 2016
"""The first return with REASON_PLACE_CHANGE, by the year in which it ends."""

CUSTODY = "CUSTOD"
CUSTODY_FROM = 10


def no_reason_for_move(history: History) -> Iterator[Defect]:
    """Moves that the episode before does not explain."""
    for row in history.rows:
        if row.ended_on is None or row.reason_place_change or row.reason_episode_ceased not in EPISODE_CONTINUES:
            continue
        if _is_away(row) or year_ending(row.ended_on).year < COLLECTED_FROM or not _is_returned(history, row):
            continue
        for after in history.beginning_on(row.ended_on, besides=row):
            if after.reason_for_new_episode in MOVED and not _is_away(after):
                yield Defect.of(row, after, days=(row.ended_on,))
                break


def reason_for_temporary_placement(history: History) -> Iterator[Defect]:
    """A reason for the beginning or the end of a temporary placement, which is no change of placement."""
    for row in history.rows:
        if _is_away(row):
            before = history.follows(row)
            if row.reason_place_change or (before is not None and before.reason_place_change):
                yield Defect.of(row, *([before] if before else []), days=(row.began_on,))


def custody_as_reason_under_10(history: History) -> Iterator[Defect]:
    """Moved because of custody, under 10."""
    if history.born_on is None:
        return
    of_age = birthday(history.born_on, CUSTODY_FROM)
    for row in history.rows:
        before = history.follows(row) if row.began_on < of_age else None
        if before is not None and before.reason_place_change == CUSTODY:
            yield Defect.of(before, row, days=(row.began_on, of_age))


def no_legal_status(history: History) -> Iterable[Defect]:
    """Episodes without a legal status."""
    return _blank(history, lambda row: row.legal_status)


def no_need(history: History) -> Iterable[Defect]:
    """Episodes without a category of need."""
    return _blank(history, lambda row: row.category_of_need)


def no_placement(history: History) -> Iterable[Defect]:
    """Episodes without a placement type."""
    return _blank(history, lambda row: row.placement.type)


def no_participation(history: History) -> Iterator[Defect]:
    """Reviews without a code of participation."""
    for fact, held, _ in history.returned_facts(ReviewHeld):
        if held.participation is None:
            yield Defect((fact.id,), (held.occurred_on,))


def _blank(history: History, read: Callable[[Episode], str | None]) -> Iterator[Defect]:
    for row in history.rows:
        if read(row) is None and history.return_years(row.facts[0]):
            yield Defect(row.facts[:1], (row.began_on,))


def _is_returned(history: History, row: Episode) -> bool:
    """Whether a return states the end."""
    return bool(history.return_years(row.facts[-1]))


def _is_away(row: Episode) -> bool:
    return row.placement.type in TEMPORARY_PLACEMENTS


RULES = (
    published(
        "225",
        "place-change-without-reason",
        no_reason_for_move,
        title="A move without a reason",
        means="REC is X1, the next episode has RNE P, B, T or U, neither is T0 to T4, and REASON_PLACE_CHANGE is "
        "blank. Asked from the year 2015-16 on.",
        do="Give REASON_PLACE_CHANGE on the episode that ends.",
        columns=("REASON_PLACE_CHANGE",),
    ),
    published(
        "226",
        "place-change-of-temporary-placement",
        reason_for_temporary_placement,
        title="A reason for a temporary placement",
        means="PLACE is T0 to T4, and REASON_PLACE_CHANGE is given on the episode or on the one before it.",
        do="Leave REASON_PLACE_CHANGE blank, or correct PLACE.",
    ),
    published(
        "234",
        "place-change-custody-under-10",
        custody_as_reason_under_10,
        title="Moved because of custody before 10",
        means="REASON_PLACE_CHANGE is CUSTOD, and the episode that follows began before the tenth birthday.",
        do="Correct REASON_PLACE_CHANGE, DECOM or DOB.",
    ),
    of_the_house(
        "episode-without-legal-status",
        no_legal_status,
        title="LS is blank",
        means="A return states an episode without a legal status. Figures give the status as not recorded.",
        do="Give LS.",
    ),
    of_the_house(
        "episode-without-need",
        no_need,
        title="CIN is blank",
        means="A return states an episode without a category of need. Figures give the need as not recorded.",
        do="Give CIN.",
    ),
    of_the_house(
        "episode-without-placement",
        no_placement,
        title="PLACE is blank",
        means="A return states an episode without a placement type. Figures give the placement as not recorded.",
        do="Give PLACE.",
    ),
    published(
        "167",
        "review-without-participation",
        no_participation,
        title="A review without its code",
        means="REVIEW is given and REVIEW_CODE is blank.",
        do="Give REVIEW_CODE.",
        columns=("REVIEW_CODE",),
    ),
)
