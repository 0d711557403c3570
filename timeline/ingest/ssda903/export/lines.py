"""From facts to rows: the reverse of each builder in ``ssda903.rows``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from timeline.domain import codes
from timeline.domain import events as e
from timeline.ingest.ssda903.export.year_facts import DatedFact
from timeline.ingest.ssda903.layouts import CHILD, LAYOUTS
from timeline.ingest.ssda903.rows.spells import NOT_KEPT

Cells = dict[str, str]
Ending = e.SpellEnded | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a module: its child, its day, and its cells in the order of the module's columns.

    ``without_birth``: whether the module has a column for the day of birth and none is known.
    """

    module: str
    child: str
    day: date
    cells: tuple[str, ...]
    without_birth: bool

    def order(self) -> tuple[str, date, tuple[str, ...]]:
        """The sort key among the rows of its module: child, day, cells."""
        return (self.child, self.day, self.cells)


def lines(child: str, known: Sequence[DatedFact]) -> Iterator[Line]:
    """The rows of a child. An ending without a known beginning has no row: see ``orphans``."""
    born = _born_on(known)
    endings = _endings(known)
    for fact, event in known:
        if isinstance(event, e.SpellBegan):
            for ending in _of(fact.id, event, endings) or (None,):
                yield _line(child, event, ending, born)
        elif not isinstance(event, e.SpellEnded):
            yield _line(child, event, None, born)


def orphans(known: Sequence[DatedFact]) -> list[e.Event]:
    """Endings without a known beginning: no row can hold them."""
    begun = {event.spell_key for _, event in known if isinstance(event, e.SpellBegan)}
    ids = {fact.id for fact, event in known if isinstance(event, e.SpellBegan)}
    ended = [event for _, event in known if isinstance(event, e.SpellEnded)]
    return [end for end in ended if end.spell_key not in begun or not (end.began_as is None or end.began_as in ids)]


Endings = Mapping[tuple[str, date], list[e.SpellEnded]]


def _endings(known: Sequence[DatedFact]) -> Endings:
    found: dict[tuple[str, date], list[e.SpellEnded]] = defaultdict(list)
    for _, event in known:
        if isinstance(event, e.SpellEnded):
            found[event.spell_key].append(event)
    return found


def _of(beginning: UUID, event: e.SpellBegan, endings: Endings) -> list[e.SpellEnded]:
    return [ending for ending in endings.get(event.spell_key, []) if ending.began_as in (None, beginning)]


def _born_on(known: Sequence[DatedFact]) -> date | None:
    """The latest known day of birth. Every module has it."""
    births = [(fact.known_on, event.born_on) for fact, event in known if isinstance(event, e.ChildRegistered)]
    return max(births)[1] if births else None


def _line(child: str, event: e.Event, ending: Ending, born: date | None) -> Line:
    columns = LAYOUTS[event.module].columns
    cells = {CHILD: child, "DOB": _day(born), **_cells_of(event, ending)}
    row = tuple(cells.get(column, "") for column in columns)
    return Line(event.module, child, event.occurred_on, row, without_birth="DOB" in columns and not cells["DOB"])


def _cells_of(event: e.Event, ending: Ending) -> Cells:
    """The cells other than the child and the day of birth."""
    kind = e.EpisodeBegan if isinstance(event, e.EpisodeBegan) else type(event)
    return _WRITERS[kind](event, ending)


# ---------------------------------------------------------------------------------------------------------------- cells


def _day(day: date | None) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def _flag(value: bool | None) -> str:  # noqa: FBT001 - it is the value of a cell
    return "" if value is None else str(int(value))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _ended(ending: Ending) -> str:
    return _day(ending.occurred_on) if ending else ""


def _header(event: Any, _ending: Ending) -> Cells:
    # The log does not hold the number. The text in its place is not a valid one, so that it is not sent by mistake.
    upn = _text(event.upn) if event.upn is None or event.upn in codes.UPN_UNKNOWN else NOT_KEPT
    return {
        "SEX": _text(event.sex),
        "DOB": _day(event.born_on),
        "ETHNIC": _text(event.ethnicity),
        "UPN": upn,
        "MOTHER": _flag(event.mother),
        "MC_DOB": _day(event.child_born_on),
    }


def _episode(event: Any, ending: Ending) -> Cells:
    dated = ending is not None and not isinstance(ending, e.EndingReportedWithoutDate)
    return {
        "DECOM": _day(event.occurred_on),
        "RNE": event.reason_for_new_episode,
        "LS": _text(event.legal_status),
        "CIN": _text(event.category_of_need),
        "PLACE": _text(event.placement.type),
        "PLACE_PROVIDER": _text(event.placement.provider),
        "DEC": _ended(ending) if dated else "",
        "REC": _text(getattr(ending, "reason_episode_ceased", None)),
        "REASON_PLACE_CHANGE": _text(getattr(ending, "reason_place_change", None)),
        "HOME_POST": _text(event.home_postcode),
        "PL_POST": _text(event.placement.postcode),
        "URN": _text(event.placement.urn),
    }


def _review(event: Any, _ending: Ending) -> Cells:
    return {"REVIEW": _day(event.occurred_on), "REVIEW_CODE": _text(event.participation)}


def _unaccompanied(event: Any, _ending: Ending) -> Cells:
    return {"SEX": _text(event.sex), "DOB": _day(event.occurred_on), "DUC": _day(event.ceases_on)}


def _health(event: Any, _ending: Ending) -> Cells:
    flags = {code_list.field: _flag(getattr(event, code_list.field.lower())) for code_list in codes.OC2_FLAGS}
    return {"SDQ_SCORE": _text(event.sdq_score), "SDQ_REASON": _text(event.sdq_reason), **flags}


def _leaver(event: Any, _ending: Ending) -> Cells:
    return {"IN_TOUCH": _text(event.in_touch), "ACTIV": _text(event.activity), "ACCOM": _text(event.accommodation)}


def _match(event: Any, _ending: Ending) -> Cells:
    return {
        "DATE_INT": _day(event.decided_on),
        "DATE_MATCH": _day(event.matched_on),
        "FOSTER_CARE": _flag(event.by_former_foster_carer),
        "NB_ADOPTR": _text(event.number_of_adopters),
        "SEX_ADOPTR": _text(event.sex_of_adopters),
        "LS_ADOPTR": _text(event.legal_status_of_adopters),
    }


def _decision(event: Any, ending: Ending) -> Cells:
    return {
        "DATE_PLACED": _day(event.occurred_on),
        "DATE_PLACED_CEASED": _ended(ending),
        "REASON_PLACED_CEASED": _text(getattr(ending, "reason", None)),
    }


def _permanence(event: Any, _ending: Ending) -> Cells:
    return {
        "DOB": _day(event.occurred_on),
        "PREV_PERM": _text(event.option),
        "LA_PERM": _text(event.authority),
        "DATE_PERM": _text(event.order_date),
    }


def _incident(code: str) -> Callable[[Any, Ending], Cells]:
    return lambda event, ending: {"MISSING": code, "MIS_START": _day(event.occurred_on), "MIS_END": _ended(ending)}


def _worker(event: Any, ending: Ending) -> Cells:
    return {
        "SW_ID": f"{NOT_KEPT} {event.worker}" if event.worker else "",
        "SW_DECOM": _day(event.occurred_on),
        "SW_DEC": _ended(ending),
        "SW_REASON": _text(event.reason),
    }


def _liberty(event: Any, ending: Ending) -> Cells:
    return {"DOLO_START": _day(event.occurred_on), "DOLO_END": _ended(ending)}


_WRITERS: Mapping[type[e.Event], Callable[[Any, Ending], Cells]] = MappingProxyType(
    {
        e.ChildRegistered: _header,
        e.EpisodeBegan: _episode,
        e.ReviewHeld: _review,
        e.UnaccompaniedAsylumSeekerRecorded: _unaccompanied,
        e.HealthOutcomesRecorded: _health,
        e.CareLeaverOutcomesRecorded: _leaver,
        e.MatchedWithAdopters: _match,
        e.AdoptionDecided: _decision,
        e.PreviousPermanenceRecorded: _permanence,
        e.WentMissing: _incident("M"),
        e.WentAwayWithoutAuthorisation: _incident("A"),
        e.SocialWorkerAllocated: _worker,
        e.DeprivedOfLiberty: _liberty,
    }
)
"""The cells of each type of event that has a row of its own."""
