"""Plans for adoption: decided, matched, placed, adopted, or reversed. Days are ordinals."""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import distributions as published
from timeline.synthetic.draws import whole
from timeline.synthetic.plans import Period

_YOUNG: Final = frozenset({"0", "1-4"})
_LONG_ENOUGH_TO_REVERSE: Final = 400
# Ten weeks with the adopters before an application (Adoption and Children Act 2002, section 42).
_TEN_WEEKS: Final = 70


class Adoption(NamedTuple):
    """A decision that a child should be placed for adoption, and its outcome.

    ``ordered_on``: the day of the placement order (status E1), ``None`` where the court made none; ``adopters``:
    number, sexes and legal status in the return's codes.
    """

    decided_on: int
    ordered_on: int | None
    matched_on: int | None
    placed_on: int | None
    by_carer: bool
    adopters: tuple[str, str, str] | None
    reversed_on: int | None
    reason_reversed: str


def draw_adoption(rng: Random, period: Period) -> Adoption | None:
    """The adoption plan within a period: of every adopted child, and of some whose plan changed."""
    if period.route == "adopted":
        return _carried_out(rng, period)
    if period.age_group in _YOUNG and period.end - period.start > _LONG_ENOUGH_TO_REVERSE:
        return _reversed(rng, period) if rng.random() < published.REVERSED_SHARE else None
    return None


def _carried_out(rng: Random, period: Period) -> Adoption:
    decided_on = _at(rng, period, published.DECISION_AT)
    matched_on = _at(rng, period, published.MATCHED_AT)
    placed_on = min(matched_on + published.PLACED_AFTER_MATCH.draw(rng), period.end - _TEN_WEEKS)
    return Adoption(
        decided_on=decided_on,
        ordered_on=decided_on + whole(rng, 14, 60),
        matched_on=min(matched_on, placed_on),
        placed_on=placed_on,
        by_carer=rng.random() < published.ADOPTED_BY_CARER,
        adopters=published.ADOPTERS.draw(rng),
        reversed_on=None,
        reason_reversed="",
    )


def _at(rng: Random, period: Period, shares: tuple[float, float]) -> int:
    low, high = shares
    share = low + rng.random() * (high - low)
    return period.start + int(share * (period.end - period.start))


def _reversed(rng: Random, period: Period) -> Adoption:
    reason = published.REASON_REVERSED.draw(rng)
    decided_on = period.start + whole(rng, 150, 280)
    ordered_on = None if reason == "RD2" else decided_on + whole(rng, 7, 35)
    return Adoption(
        decided_on=decided_on,
        ordered_on=ordered_on,
        matched_on=None,
        placed_on=None,
        by_carer=False,
        adopters=None,
        reversed_on=min(decided_on + whole(rng, 60, 900), period.end - 30),
        reason_reversed=reason,
    )
