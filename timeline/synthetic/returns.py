"""The rows of one child in one return: the record of the child, cut at the end of the return's year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from timeline.synthetic.authority import ChildTruth
from timeline.synthetic.care_events import Incident, Review
from timeline.synthetic.careers import Episode, cut
from timeline.synthetic.record_errors import LATE_START, Change
from timeline.synthetic.years import TEXT, ReturnYear, return_year


class ReturnRows(NamedTuple):
    """The rows of a child's episodes, incidents and reviews in one return.

    ``right``: false while the record has an error that a later return corrects. ``since``: the first day of the
    return's year, or of the first year that it corrects.
    """

    episodes: tuple[Episode, ...]
    incidents: tuple[Incident, ...]
    reviews: tuple[Review, ...]
    right: bool
    since: int


_NOTHING: Final = ReturnRows((), (), (), right=True, since=0)


class Difference(NamedTuple):
    """A field of a row of a return that was not true at the end of its year.

    ``start``: the row's DECOM or MIS_START. For a row that is false as a whole, or missing, the field is DECOM or
    MIS_START itself, and ``true`` or ``sent`` is empty.
    """

    year: int
    kind: str
    start: int
    field: str
    sent: str
    true: str


def rows_in_return(truth: ChildTruth, change: Change | None, year: ReturnYear) -> ReturnRows:
    """The rows in the return of that year: those that touch it, and late rows that it must correct."""
    if change is None and not _concerns(truth.episodes, year):
        return _NOTHING
    if change is None or not change.first <= year.at <= change.corrected_by:
        return _touching(truth.episodes, truth.incidents, truth.reviews, year, right=True)
    if year.at < change.corrected_by:
        return _touching(change.episodes, change.incidents, change.reviews, year, right=False)
    first = return_year(change.first, year.number - (year.at - change.first)).first
    rows = _touching(truth.episodes, truth.incidents, truth.reviews, year, right=True)._replace(since=first)
    return _with_late_rows(rows, truth, change, year)


def _concerns(episodes: tuple[Episode, ...], year: ReturnYear) -> bool:
    """Whether any row can touch the year. Most children are looked after in few of the years."""
    end = episodes[-1].dec
    return episodes[0].decom <= year.last and (end is None or end >= year.first)


def _touching(
    episodes: tuple[Episode, ...],
    incidents: tuple[Incident, ...],
    reviews: tuple[Review, ...],
    year: ReturnYear,
    *,
    right: bool,
) -> ReturnRows:
    first, last = year.first, year.last
    rows = tuple(cut(row, last) for row in episodes if row.decom <= last and (row.dec is None or row.dec >= first))
    return ReturnRows(
        episodes=rows,
        incidents=tuple(
            found_by(incident, last)
            for incident in incidents
            if incident.start <= last and (incident.end is None or incident.end >= first)
        ),
        reviews=tuple(review for review in reviews if first <= review.held_on <= last),
        right=right,
        since=first,
    )


def found_by(incident: Incident, day: int) -> Incident:
    """The incident as at the end of that day."""
    return incident if incident.end is None or incident.end <= day else incident._replace(end=None)


def _with_late_rows(rows: ReturnRows, truth: ChildTruth, change: Change, year: ReturnYear) -> ReturnRows:
    """The rows, with true rows wholly before the year that earlier returns had wrong or lacked."""
    late = tuple(
        row for row in truth.episodes if row.dec is not None and row.dec < year.first and row not in change.episodes
    )
    if change.kind != LATE_START:
        return rows._replace(episodes=late + rows.episodes)
    late_incidents = tuple(
        row for row in truth.incidents if row.end is not None and row.end < year.first and row not in change.incidents
    )
    late_reviews = tuple(row for row in truth.reviews if row.held_on < year.first and row not in change.reviews)
    return rows._replace(
        episodes=late + rows.episodes,
        incidents=late_incidents + rows.incidents,
        reviews=late_reviews + rows.reviews,
    )


# ------------------------------------------------------------------------------------ differences

_EPISODE_FIELDS: Final = (
    *("DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
    *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
)
_INCIDENT_FIELDS: Final = ("MIS_START", "MISSING", "MIS_END")
_Row = tuple[str, ...]


def differences(truth: ChildTruth, change: Change | None, years: tuple[ReturnYear, ...]) -> Iterator[Difference]:
    """How the wrong returns differ from what was true at the end of their years."""
    if change is None:
        return
    for year in years[change.first : change.corrected_by]:
        sent = rows_in_return(truth, change, year)
        due = _touching(truth.episodes, truth.incidents, (), year, right=True)
        yield from _compared(
            (year.number, change.kind, _EPISODE_FIELDS),
            dict(map(_written, sent.episodes)),
            dict(_written(cut(row, year.last)) for row in truth.episodes if row.decom <= year.last),
            {row.decom for row in due.episodes},
        )
        yield from _compared(
            (year.number, change.kind, _INCIDENT_FIELDS),
            dict(map(_written_incident, sent.incidents)),
            dict(_written_incident(found_by(row, year.last)) for row in truth.incidents if row.start <= year.last),
            {row.start for row in due.incidents},
        )


def _compared(
    what: tuple[int, str, tuple[str, ...]], sent: dict[int, _Row], true: dict[int, _Row], due: set[int]
) -> Iterator[Difference]:
    """The differences between rows sent and true rows, by start. True rows that were not sent count only where due."""
    year, kind, fields = what
    for start in sorted(sent.keys() | due):
        for field, was, is_ in _fields(fields, sent.get(start), true.get(start)):
            yield Difference(year, kind, start, field, was, is_)


def _written(row: Episode) -> tuple[int, _Row]:
    return row.decom, (
        *(TEXT[row.decom], row.rne, row.ls, row.cin, row.place, row.provider),
        *(TEXT[row.dec], row.rec, row.rpc, row.home_post, row.pl_post, row.urn),
    )


def _written_incident(row: Incident) -> tuple[int, _Row]:
    return row.start, (TEXT[row.start], row.kind, TEXT[row.end])


def _fields(fields: tuple[str, ...], sent: _Row | None, true: _Row | None) -> Iterator[tuple[str, str, str]]:
    if sent is None or true is None:
        yield fields[0], sent[0] if sent else "", true[0] if true else ""
        return
    for field, was, is_ in zip(fields, sent, true, strict=True):
        if was != is_:
            yield field, was, is_
