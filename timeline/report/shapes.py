"""The shapes of what ``replay`` hands over, which a report may not import. See ``replay.differences``, ``changes``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from timeline.domain.story import Fact
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.figures import Standing


class Why(Protocol):
    """Why a fact holds on one side and not on the other: ``value`` in words."""

    @property
    def value(self) -> str: ...


class Withdrawal(Protocol):
    """What took a fact back. ``row`` is ``None`` where a return's silence did; ``return_to``: of which return."""

    @property
    def known_on(self) -> date: ...
    @property
    def source(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def row(self) -> int | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def return_to(self) -> date | None: ...


class Change(Protocol):
    """Facts that held then, and facts that hold now instead. ``reading``: of the later side, where that has changed."""

    @property
    def why(self) -> Why: ...
    @property
    def before(self) -> tuple[Fact, ...]: ...
    @property
    def after(self) -> tuple[Fact, ...]: ...
    @property
    def taken_back(self) -> Sequence[Withdrawal]: ...
    @property
    def reading(self) -> int | None: ...


class Move(Protocol):
    """One child in one row, then and now, and what moved it."""

    @property
    def child(self) -> str: ...
    @property
    def before(self) -> Standing: ...
    @property
    def after(self) -> Standing: ...
    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...
    @property
    def by_day(self) -> bool: ...
    @property
    def by_facts(self) -> Sequence[Change]: ...
    @property
    def each_alone(self) -> bool: ...
    @property
    def by_definition(self) -> bool: ...


class Difference(Protocol):
    """Two answers of one measure, and every child's move between them."""

    @property
    def before(self) -> Answer: ...
    @property
    def after(self) -> Answer: ...
    @property
    def same_definition(self) -> bool: ...
    def rows(self) -> Sequence[tuple[Row, Row, Sequence[Move]]]: ...


class Failure(Protocol):
    """One thing of a baseline that does not reproduce. ``measure`` is ``None`` where it is of the log."""

    @property
    def measure(self) -> str | None: ...
    @property
    def what(self) -> str: ...
    @property
    def attested(self) -> str: ...
    @property
    def found(self) -> str: ...
