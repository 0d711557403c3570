"""Figures from the stored columns, evaluated by the engine of spans."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline.domain.basis import READING, Basis, NeverSentAgain
from timeline.lazy import lazy
from timeline.projections.algebra.answers import Answer, Point
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.sides import Compared, Pair
from timeline.projections.algebra.spans.compared import compared
from timeline.projections.algebra.spans.evaluate import measured, modules_of, needed, points, summed
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.totals import Partial, added_up
from timeline.projections.algebra.stated import Stated
from timeline.projections.tables.columns import ALL_CHILDREN, Share, frames, shares_at_most
from timeline.projections.tables.gc_pause import garbage_collection_paused
from timeline.projections.tables.state import LAST_DAY, REBUILD, State, refuse_unknown, usable
from timeline.store import CaseLog, StoreError

if TYPE_CHECKING:
    from timeline.projections.tables import families, population, position_history
    from timeline.store import workers as processes
else:
    families, population, position_history = (
        lazy(f"timeline.projections.tables.{name}") for name in ("families", "population", "position_history")
    )
    processes = lazy("timeline.store.workers")


def measure_from_columns(
    log: CaseLog,
    indicators: Sequence[Indicator],
    basis: Basis,
    by: Dimension | None = None,
    *,
    stated: Stated | None = None,
) -> list[Answer]:
    """The answer of each indicator at one basis, with its members. ``stated``: the entries about the log, where they
    were read already. ``StoreError`` where the tables cannot answer."""
    asked = _question(log, indicators, [basis], by)
    found = frames(log, asked.state, needed(indicators, by), grid=Grid.of(asked.effective))
    return measured(found, indicators, asked.bases[0], stated or asked.stated(log), by, then=asked.effective[0])


def compared_from_columns(log: CaseLog, pairs: Sequence[Pair], stated: Stated | None = None) -> list[Compared]:
    """Each pair of figures, with the children who moved between them. ``StoreError`` where the tables cannot answer at
    one of the bases."""
    sides = [side for pair in pairs for side in pair]
    indicators = list(dict.fromkeys(side.indicator for side in sides))
    asked = _question(log, indicators, list(dict.fromkeys(side.basis for side in sides)))
    everything_known = [replace(each, known_at=each.known_at or date.max) for each in asked.effective]
    found = frames(log, asked.state, needed(indicators), grid=Grid.of(everything_known))
    return compared(found, pairs, stated or asked.stated(log), dict(zip(asked.bases, asked.effective, strict=True)))


def points_from_columns(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    by: Dimension | None = None,
    *,
    workers: int = 1,
    stated: Stated | None = None,
) -> list[list[Point]]:
    """A list for each indicator of its figures at every basis, computed in one pass. ``by``: also those of every label
    of a breakdown.

    ``workers``: how many processes share the children; with more than one, each must be able to open the log. The
    figures do not depend on their number. ``StoreError`` where the tables cannot answer at one of the bases.
    """
    asked = _question(log, indicators, bases, by)
    grid, stating = Grid.of(asked.effective), stated or asked.stated(log)
    sums = _by_workers(log, _Sums(asked.state, tuple(indicators), grid, None if by is None else by.id), workers)
    with garbage_collection_paused():  # tens of thousands of figures without a reference cycle
        return [
            points(each, whole, grid, asked.bases, stating, asked.effective, by)
            for each, whole in zip(indicators, sums, strict=True)
        ]


def partials(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    share: Share = ALL_CHILDREN,
    *,
    by: Dimension | None = None,
    state: State | None = None,
) -> list[Partial]:
    """The sums over a share of the children at every basis, for each indicator in order. ``by``: also those of every
    label of a breakdown.

    The sums of all n shares add up to those of all children (``docs/reference/partial-results.md``). ``state``: from
    ``usable``, the same for all shares, since rebuilt tables are divided into other shares. ``StoreError`` where the
    tables are in another state or cannot answer at one of the bases; ``ValueError`` for a share (k, n) with k not in
    0 to n - 1.
    """
    asked = _question(log, indicators, bases, by)
    if state is not None and state != asked.state:
        what = "the projections are not those that the other shares are of"
        raise StoreError(log.database.where, what, "Ask for every share again")
    if [each.known_at for each in asked.effective] != [each.known_at for each in bases]:
        what = "an older position is asked about without a day of knowing"
        raise StoreError(log.database.where, what, "Name the day by which all was known")
    return _Sums(asked.state, tuple(indicators), Grid.of(bases), None if by is None else by.id).of(log, share)


class _Sums(NamedTuple):
    """The sums to compute from tables in this state; a worker process receives it. ``by``: the id of the breakdown."""

    state: State
    indicators: tuple[Indicator, ...]
    grid: Grid
    by: str | None = None

    def of(self, log: CaseLog, share: Share) -> list[Partial]:
        """The sums over a share. ``StoreError`` where the tables are in another state."""
        modules, by = modules_of(self.indicators), None if self.by is None else DIMENSIONS[self.by]
        found = frames(log, self.state, needed(self.indicators, by), share=share, grid=self.grid, modules=modules)
        return summed(found, self.indicators, self.grid, by)


def _by_workers(log: CaseLog, sums: _Sums, workers: int) -> list[Partial]:
    """The sums over all children; each process computes one share."""
    number = min(workers, shares_at_most(log)) if workers > 1 else 1
    if number == 1:
        return sums.of(log, ALL_CHILDREN)
    shares = [(k, number) for k in range(number)]
    alone = "Ask with one worker"
    with closing(processes.shared_out(log, partial(_share_function, sums), shares, number, alone=alone)) as found:
        return [added_up(each) for each in zip(*found, strict=True)]


def _share_function(sums: _Sums, log: CaseLog) -> Callable[[Share], list[Partial]]:
    """Called once in each worker process: the function that computes a share."""
    return partial(sums.of, log)


def reason_against(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    by: Dimension | None = None,
    *,
    in_one_grid: bool = False,
) -> str | None:
    """Why the tables cannot answer at these bases, and what to do; ``None`` where they can. ``in_one_grid``: whether
    they are evaluated in one pass, as the points of a series are."""
    try:
        asked = _question(log, indicators, bases, by)
        if in_one_grid:
            Grid.of(asked.effective)
    except StoreError as error:
        return f"{error.what} ({error.do})"
    except ValueError as error:
        return str(error)
    return None


class _Question(NamedTuple):
    """The state of the tables and the bases to answer at. ``bases``: each with its position. ``effective``: the same,
    where one is about an older position, with the day of knowing that leaves out what was stored since."""

    state: State
    bases: list[Basis]
    effective: list[Basis]

    def stated(self, log: CaseLog) -> Stated:
        """The entries about the log up to the position of the tables."""
        return Stated(log.attestations(self.state.position))


def _question(
    log: CaseLog, indicators: Sequence[Indicator], bases: Sequence[Basis], by: Dimension | None = None
) -> _Question:
    """``StoreError`` where the tables cannot answer at these bases."""
    state = fresh(log, bases)
    asked = [each if each.position is not None else replace(each, position=state.position) for each in bases]
    return _Question(state, asked, _effective(log, state, asked, lambda: modules_of_question(indicators, by)))


def fresh(log: CaseLog, bases: Sequence[Basis]) -> State:
    """The state of the tables. ``StoreError`` where they cannot answer at such bases, or lack something recorded up to
    them. A baseline taken since they were built changes no figure and does not count."""
    state = usable(log)
    for basis in bases:
        refuse_unknown(log, basis)
    newest = max(log.head().position if basis.position is None else basis.position for basis in bases)
    if newest > state.position and _more_since(log, state):
        what = f"the projections were made at position {state.position}, and the question is about {newest}"
        raise StoreError(log.database.where, what, f"{REBUILD}, or ask the log")
    return state


def _effective(
    log: CaseLog, state: State, bases: Sequence[Basis], modules: Callable[[], Collection[str]]
) -> list[Basis]:
    """``_Question.effective``. ``modules``: those that the question reads."""
    older = {each.position for each in bases if each.position is not None and each.position < state.position}
    history = position_history.PositionHistory.of(log.database, modules()) if older else None
    return [_at_position(log, each, history) if each.position in older and history else each for each in bases]


def _at_position(log: CaseLog, basis: Basis, history: position_history.PositionHistory) -> Basis:
    found = history.basis(basis)
    if found is None:
        what = f"of position {basis.position}, {position_history.LOADED_SINCE}"
        raise StoreError(log.database.where, what, "Ask the log")
    return found


def modules_of_question(indicators: Sequence[Indicator], by: Dimension | None = None) -> frozenset[str]:
    """The modules that a question reads."""
    return modules_of(indicators) | families.modules_read(needed(indicators, by))


def _more_since(log: CaseLog, state: State) -> bool:
    """Whether anything recorded since can change a figure."""
    if population.log_entries_since(log.attestations(), state.position):
        return True
    return next(iter(log.children(after=state.position)), None) is not None


class NotFromTablesError(Exception):
    """A question that the tables cannot answer and the log can. The text gives the reason."""


def measure_at_position(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The answer of each indicator, with its members, at a basis that names a position: the figures that a baseline
    attests. ``NotFromTablesError`` where the tables cannot answer for it; ``StoreError`` where they cannot be used."""
    _refuse_position(log, usable(log), indicators, basis)
    return measure_from_columns(log, indicators, basis)


def _refuse_position(log: CaseLog, state: State, indicators: Sequence[Indicator], basis: Basis) -> None:
    assert basis.position is not None
    if basis.never_sent_again is not NeverSentAgain.KEEP:
        raise NotFromTablesError("projections keep open periods that were never sent again")
    if basis.reading != READING:
        raise NotFromTablesError(f"projections are of reading {READING}, not of reading {basis.reading}")
    if basis.as_at > LAST_DAY:
        raise NotFromTablesError(f"projections know days up to {LAST_DAY} only")
    if basis.position > state.position:
        raise NotFromTablesError("the projections are older than it; run `timeline rebuild`")
    if position_history.PositionHistory.of(log.database, modules_of_question(indicators)).basis(basis) is None:
        raise NotFromTablesError(position_history.LOADED_SINCE)
