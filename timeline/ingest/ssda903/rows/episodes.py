"""An Episodes row: how an episode began and, once it is over, how it ended."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from timeline.domain import events as e
from timeline.domain.days import Window
from timeline.ingest.cells import Row

_BEGINNINGS: dict[str, type[e.EpisodeBegan]] = {
    kind.reason_for_new_episode: kind
    for kind in (
        e.BecameLookedAfter,
        e.LegalStatusChanged,
        e.PlacementRecordChanged,
        e.LegalStatusAndPlacementRecordChanged,
        e.PlacementMoved,
        e.LegalStatusChangedAndPlacementMoved,
    )
}
_A_NEW_EPISODE_FOLLOWS = "X1"


def episode(row: Row, year: Window) -> list[e.Event]:
    """The beginning by RNE, and the ending by REC."""
    began = _began(row)
    ended = _ended(row, began.occurred_on)
    return [began] if ended is None else [began, ended]


def _began(row: Row) -> e.EpisodeBegan:
    began_on = row.needed_day("DECOM")
    kind = _BEGINNINGS[row.needed_code("RNE")]
    return kind(
        occurred_on=began_on,
        legal_status=row.code("LS"),
        category_of_need=row.code("CIN"),
        placement=_placement(
            row.code("PLACE"), row.code("PLACE_PROVIDER"), row.text("PL_POST"), row.register_number("URN")
        ),
        home_postcode=row.text("HOME_POST"),
    )


@lru_cache(maxsize=20_000)
def _placement(type_: str | None, provider: str | None, postcode: str | None, urn: str | None) -> e.PlacementDetails:
    return e.PlacementDetails(type=type_, provider=provider, postcode=postcode, urn=urn)


def _ended(row: Row, began_on: date) -> e.SpellEnded | None:
    ended_on = row.day("DEC")
    ceased = row.code("REC")
    change = row.code("REASON_PLACE_CHANGE")
    if ended_on is None:
        return _ended_without_day(began_on, ceased, change)
    if ceased is None or ceased == _A_NEW_EPISODE_FOLLOWS:
        return e.EpisodeEnded(
            occurred_on=ended_on,
            began_on=began_on,
            began_as=None,
            reason_episode_ceased="X1" if ceased else None,
            reason_place_change=change,
        )
    return e.CeasedToBeLookedAfter(
        occurred_on=ended_on, began_on=began_on, began_as=None, reason_episode_ceased=ceased, reason_place_change=change
    )


def _ended_without_day(began_on: date, ceased: str | None, change: str | None) -> e.SpellEnded | None:
    if ceased is None and change is None:
        return None
    return e.EndingReportedWithoutDate(
        occurred_on=began_on, began_on=began_on, began_as=None, reason_episode_ceased=ceased, reason_place_change=change
    )
