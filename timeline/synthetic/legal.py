"""Legal status through a period of care: from the first status to the final order."""

from __future__ import annotations

from random import Random
from typing import Final

from timeline.synthetic import distributions as published
from timeline.synthetic.adoptions import Adoption
from timeline.synthetic.draws import whole
from timeline.synthetic.plans import Period

Path = list[tuple[int, str]]
"""Days (ordinals) with the status in force from each, in order. No status follows itself."""

_ONLY_STATUS: Final = {"remand": "J1", "break": "V3", "agreement": "V4"}


def legal_path(rng: Random, period: Period, adoption: Adoption | None, *, uasc: bool) -> Path:
    """The statuses of one period. Days may be after its end; callers cut them off."""
    if period.route in _ONLY_STATUS:
        return [(period.start, _ONLY_STATUS[period.route])]
    path = _first_steps(rng, period, adoption, uasc=uasc)
    _proceedings(rng, path, period, adoption, uasc=uasc)
    return path


def _first_steps(rng: Random, period: Period, adoption: Adoption | None, *, uasc: bool) -> Path:
    first = "V2" if uasc else published.FIRST_STATUS[period.age_group].draw(rng)
    if adoption is not None and first == "C2":
        first = "C1"
    path = [(period.start, first)]
    if first == "L1":
        # Police protection ends within 72 hours.
        to_court = adoption is not None or rng.random() < _to_court(period)
        path.append((period.start + whole(rng, 1, 3), "C1" if to_court else "V2"))
    elif first == "L2":
        path.append((period.start + whole(rng, 3, 8), "C1"))
    return path


def _to_court(period: Period) -> float:
    if period.age_group == "16-17":
        return published.TO_COURT_16
    return published.TO_COURT[period.route]


def _proceedings(rng: Random, path: Path, period: Period, adoption: Adoption | None, *, uasc: bool) -> None:
    """From accommodation to an interim order where the case goes to court, then the final order."""
    day, status = path[-1]
    if status == "V2":
        goes = adoption is not None or (not uasc and rng.random() < _to_court(period))
        if not goes:
            return
        day = day + published.UNTIL_COURT.draw(rng)
        if adoption is not None:
            day = min(day, adoption.decided_on)
        path.append((day, "C1"))
    if path[-1][1] == "C1":
        _final_order(rng, path, adoption)


def _final_order(rng: Random, path: Path, adoption: Adoption | None) -> None:
    day, _ = path[-1]
    if adoption is None:
        path.append((day + published.UNTIL_FINAL_ORDER.draw(rng), "C2"))
    elif adoption.ordered_on is None:
        path.append((max(adoption.decided_on, day) + whole(rng, 10, 90), "C2"))
    else:
        path.append((adoption.ordered_on, "E1"))
        if adoption.reversed_on is not None:
            # The placement order goes with the decision: rule 553.
            path.append((max(adoption.reversed_on, adoption.ordered_on + 1), "C2"))
