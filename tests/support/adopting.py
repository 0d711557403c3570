"""A child on the way to adoption, or adopted: decided, ordered by the court, matched, placed. Moves rarely draw one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from tests.support import making
from tests.support.anchors import Question, weighted
from tests.support.telling import Tell
from timeline.domain import events as e


@dataclass(frozen=True)
class Adopting:
    """``adopted``: so many days before the day asked about, ``None``: not yet, and then ``waits`` or is placed. Days of
    each stage before the one after it, ``None`` for a stage that is not told: placed, matched, decided, the order of
    the court and entering care. ``broke_down``: was placed with another family before. ``by_carer``: the foster carer
    adopts. ``reversed_after``: the decision was taken back so many days later. ``only_told_of_adoption``: decided on a
    day that the adoption's own row has alone."""

    adopted: int | None
    waits: bool
    placed: int | None
    matched: int | None
    decided: int | None
    ordered: int | None
    entered: int
    freeing: bool
    broke_down: bool
    by_carer: bool
    decided_twice: bool
    reversed_after: int | None
    only_told_of_adoption: bool
    pick: int


def _adopting(adopted: st.SearchStrategy[int | None]) -> st.SearchStrategy[Adopting]:
    return st.builds(
        Adopting,
        adopted,
        st.sampled_from((*5 * (True,), False)),
        st.sampled_from((90, 200, 365, 400, None)),
        st.sampled_from((0, 10, 40, 100, 300, 363, -5, None)),
        st.sampled_from((1, 1, 2, 60, 100, 200, 324, 325, -3, None)),
        st.sampled_from((91, 92, 30, 182, 183, 365, 366, 547, 548, 900, None)),
        st.sampled_from((30, 180, 400)),
        st.sampled_from((*5 * (False,), True)),
        st.sampled_from((*3 * (False,), True)),
        st.sampled_from((*3 * (False,), True)),
        st.sampled_from((*3 * (False,), True)),
        st.sampled_from((*9 * (None,), 0, 5, 400)),
        st.sampled_from((*6 * (False,), True)),
        st.integers(0, 9999),
    )


ADOPTED = _adopting(
    weighted((5, st.sampled_from((0, 1, 30, 200, 300, 363, 364, 365, 366))), (1, st.sampled_from((700, 1096))))
)
WAITING = _adopting(st.none())
"""Most of them wait, the others are placed."""


def adopting(life: Adopting, question: Question) -> list[Tell]:
    """The child's life, each fact known on its day."""
    as_at = question.as_at
    end = as_at - timedelta(days=life.adopted) if life.adopted is not None else None
    placed = (end or as_at) - timedelta(days=life.placed or 300)
    now = as_at if end is None and life.waits else placed
    matched = now - timedelta(days=life.matched or 0)
    decided = matched - timedelta(days=life.decided or 0)
    ordered = now - timedelta(days=life.ordered or 0)
    entered = min(ordered, decided, matched) - timedelta(days=life.entered)
    placed_on = placed if life.placed is not None and not (end is None and life.waits) else None
    told = [_tell(making.registered(entered - timedelta(days=500), life.pick))]
    told += _rows(life, entered, ordered if life.ordered is not None else None, placed_on, end)
    return told + _milestones(life, decided, matched, end)


def _rows(life: Adopting, entered: date, ordered: date | None, placed: date | None, end: date | None) -> list[Tell]:
    """The rows from entering care on: the order of the court changes the status, the family the placement."""
    order = "D1" if life.freeing else "E1"
    days = [(entered, making.HOMES[0], "C2", "S")]
    if life.broke_down:
        away = entered + timedelta(days=10)
        days += [(away, _family("A4", "OLD"), "C2", "P"), (away + timedelta(days=9), making.HOMES[2], "C2", "P")]
    if ordered is not None:
        days.append((ordered, days[-1][1], order, "L"))
    if placed is not None:
        status = order if ordered is not None and ordered <= placed else "C2"
        kind, reason = (("A3", "A5")[life.pick % 2], "T") if life.by_carer else (("A4", "A6")[life.pick % 2], "P")
        days.append((placed, _family(kind, "NEW"), status, reason))
    days.sort(key=lambda each: each[0])
    rows = [making.episode(reason, day, where, status=status) for day, where, status, reason in days]
    told = [_tell(row) for row in rows]
    for row, following in pairwise(rows):
        told.append(_tell(making.goes_on(row.occurred_on, following.occurred_on, life.pick), row))
    if end is not None:
        ceased = making.ceases(rows[-1].occurred_on, max(end, rows[-1].occurred_on), life.pick)
        told.append(_tell(ceased.model_copy(update={"reason_episode_ceased": ("E11", "E12")[life.pick % 2]}), rows[-1]))
    return told


def _family(kind: str, where: str) -> e.PlacementDetails:
    return e.PlacementDetails(type=kind, provider=None, postcode=where, urn=None)


def _milestones(life: Adopting, decided: date, matched: date, end: date | None) -> list[Tell]:
    told = []
    if life.decided is not None and not life.only_told_of_adoption:
        if life.decided_twice:
            told.append(_tell(e.AdoptionDecided(occurred_on=decided - timedelta(days=100))))
        began = e.AdoptionDecided(occurred_on=decided)
        told.append(_tell(began))
        if life.reversed_after is not None:
            day = decided + timedelta(days=life.reversed_after)
            ending = e.AdoptionDecisionReversed(occurred_on=day, began_on=decided, began_as=None, reason="RD3")
            told.append(_tell(ending, began))
    if end is not None and life.matched is not None:
        told.append(_tell(_match(decided, matched, end)))
    return told


def _match(decided: date, matched: date, end: date) -> e.MatchedWithAdopters:
    """Told when the adoption is: with the return of its year."""
    content = {"occurred_on": matched, "matched_on": matched, "decided_on": decided}
    content["year_ending"] = date(end.year if end <= date(end.year, 3, 31) else end.year + 1, 3, 31)
    return e.MatchedWithAdopters.from_content(content)


def _tell(event: e.Event, of: e.SpellBegan | None = None) -> Tell:
    return Tell(event, event.occurred_on, of)
