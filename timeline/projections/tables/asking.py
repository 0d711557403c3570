"""Figures by the engine of spans, out of the columns that stand beside the tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from timeline.domain.basis import Basis
from timeline.late import late
from timeline.projections.algebra.answers import Answer, Point
from timeline.projections.algebra.dimensions import DIMENSIONS, Dimension
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.sides import Compared, Pair
from timeline.projections.algebra.spans.compared import compared
from timeline.projections.algebra.spans.evaluate import measured, modules_of, needed, points, summed
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.totals import Partial, added_up
from timeline.projections.algebra.stated import Stated
from timeline.projections.tables.columns import EVERYBODY, Share, frames, shares_at_most
from timeline.projections.tables.pausing import without_looking_for_circles
from timeline.projections.tables.refusing import refuse_unknown
from timeline.projections.tables.state import REBUILD, State, usable
from timeline.store import CaseLog, StoreError

if TYPE_CHECKING:
    from timeline.projections.tables import families, population, then
    from timeline.store import workers as processes
else:
    families, population, then = (
        late(f"timeline.projections.tables.{name}") for name in ("families", "population", "then")
    )
    processes = late("timeline.store.workers")


def measure_from_columns(
    log: CaseLog,
    indicators: Sequence[Indicator],
    basis: Basis,
    by: Dimension | None = None,
    *,
    stated: Stated | None = None,
) -> list[Answer]:
    """The figures of some indicators at one basis, with their members. ``StoreError`` where the tables cannot.
    ``stated``: what the log as a whole states, where that is read already."""
    asked = _answering(log, indicators, [basis], by)
    found = frames(log, asked.state, needed(indicators, by), grid=Grid.of(asked.then))
    return measured(found, indicators, asked.bases[0], stated or asked.stated(log), by, then=asked.then[0])


def compared_from_columns(log: CaseLog, pairs: Sequence[Pair], stated: Stated | None = None) -> list[Compared]:
    """Each two figures, with the children who moved between them. ``StoreError`` where the tables cannot answer at one
    of the bases."""
    sides = [side for pair in pairs for side in pair]
    indicators = list(dict.fromkeys(side.indicator for side in sides))
    asked = _answering(log, indicators, list(dict.fromkeys(side.basis for side in sides)))
    everything_known = [replace(each, known_at=each.known_at or date.max) for each in asked.then]
    found = frames(log, asked.state, needed(indicators), grid=Grid.of(everything_known))
    return compared(found, pairs, stated or asked.stated(log), dict(zip(asked.bases, asked.then, strict=True)))


def points_from_columns(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    by: Dimension | None = None,
    *,
    workers: int = 1,
    stated: Stated | None = None,
) -> list[list[Point]]:
    """The figures of each indicator at every one of the bases, in one pass; ``by``: with those of every label.
    ``StoreError`` where the tables cannot answer at one of them.

    ``workers``: how many processes share the children; where more than one has any, the log must be where each of them
    can open it. The figures are the same whatever their number.
    """
    asked = _answering(log, indicators, bases, by)
    grid, stating = Grid.of(asked.then), stated or asked.stated(log)
    sums = _by_workers(log, _Sums(asked.state, tuple(indicators), grid, None if by is None else by.id), workers)
    with without_looking_for_circles():  # tens of thousands of figures, and none of them in a circle
        return [
            points(each, whole, grid, asked.bases, stating, asked.then, by)
            for each, whole in zip(indicators, sums, strict=True)
        ]


def partials(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    share: Share = EVERYBODY,
    *,
    by: Dimension | None = None,
    state: State | None = None,
) -> list[Partial]:
    """What a share of the children comes to at every one of the bases, for each indicator in its order; ``by``: with
    the sums of every label.

    Those of all shares of one n add up to those of everybody: ``docs/reference/partial-results.md``. ``state``: of the
    tables that all shares are to be of, from ``usable``; tables made anew are parted otherwise. ``StoreError`` where
    they are in another, or cannot answer at one of the bases; ``ValueError`` of a share that there is not.
    """
    asked = _answering(log, indicators, bases, by)
    if state is not None and state != asked.state:
        what = "the projections are not those that the other shares are of"
        raise StoreError(log.database.where, what, "Ask for every share again")
    if [each.known_at for each in asked.then] != [each.known_at for each in bases]:
        what = "an older position is asked about without a day of knowing"
        raise StoreError(log.database.where, what, "Name the day by which all was known")
    return _Sums(asked.state, tuple(indicators), Grid.of(bases), None if by is None else by.id).of(log, share)


class _Sums(NamedTuple):
    """What is to be added up of tables in this state, whichever process does it. ``by``: the id of the breakdown."""

    state: State
    indicators: tuple[Indicator, ...]
    grid: Grid
    by: str | None = None

    def of(self, log: CaseLog, share: Share) -> list[Partial]:
        """Those of a share. ``StoreError`` where the tables are in another state."""
        modules, by = modules_of(self.indicators), None if self.by is None else DIMENSIONS[self.by]
        found = frames(log, self.state, needed(self.indicators, by), share=share, grid=self.grid, modules=modules)
        return summed(found, self.indicators, self.grid, by)


def _by_workers(log: CaseLog, sums: _Sums, workers: int) -> list[Partial]:
    """The sums of everybody, each process adding up one share."""
    number = min(workers, shares_at_most(log)) if workers > 1 else 1
    if number == 1:
        return sums.of(log, EVERYBODY)
    shares = [(k, number) for k in range(number)]
    alone = "Ask with one worker"
    with closing(processes.shared_out(log, partial(_adding_up, sums), shares, number, alone=alone)) as found:
        return [added_up(each) for each in zip(*found, strict=True)]


def _adding_up(sums: _Sums, log: CaseLog) -> Callable[[Share], list[Partial]]:
    """What a worker begins with."""
    return partial(sums.of, log)


def reason_against(
    log: CaseLog,
    indicators: Sequence[Indicator],
    bases: Sequence[Basis],
    by: Dimension | None = None,
    *,
    in_one_grid: bool = False,
) -> str | None:
    """Why the tables cannot answer at these bases, and what would help; ``None`` where they can.
    ``in_one_grid``: in one pass, as the points of a series are."""
    try:
        asked = _answering(log, indicators, bases, by)
        if in_one_grid:
            Grid.of(asked.then)
    except StoreError as error:
        return f"{error.what} ({error.do})"
    except ValueError as error:
        return str(error)
    return None


class _Asked(NamedTuple):
    """The tables that answer at some bases. ``bases``: each with its position. ``then``: where the tables have each of
    them, which is by another day of knowing where it is about an older position."""

    state: State
    bases: list[Basis]
    then: list[Basis]

    def stated(self, log: CaseLog) -> Stated:
        """What the log as a whole states up to the position of the tables."""
        return Stated(log.attestations(self.state.position))


def _answering(
    log: CaseLog, indicators: Sequence[Indicator], bases: Sequence[Basis], by: Dimension | None = None
) -> _Asked:
    """The tables, where they answer at these bases, be it about an older position."""
    state = fresh(log, bases)
    asked = [each if each.position is not None else replace(each, position=state.position) for each in bases]
    return _Asked(state, asked, _then(log, state, asked, lambda: modules_asked(indicators, by)))


def fresh(log: CaseLog, bases: Sequence[Basis]) -> State:
    """The tables, where they know days as these and all that was recorded up to them. A baseline taken since they were
    made has no part in a figure. ``StoreError``."""
    state = usable(log)
    for basis in bases:
        refuse_unknown(log, basis)
    newest = max(log.head().position if basis.position is None else basis.position for basis in bases)
    if newest > state.position and _more_since(log, state):
        what = f"the projections were made at position {state.position}, and the question is about {newest}"
        raise StoreError(log.database.where, what, f"{REBUILD}, or ask the log")
    return state


def _then(log: CaseLog, state: State, bases: Sequence[Basis], modules: Callable[[], Collection[str]]) -> list[Basis]:
    """Where the tables have these. ``modules``: those that the question has to do with. ``StoreError`` where they do
    not."""
    older = {each.position for each in bases if each.position is not None and each.position < state.position}
    noted = then.Then.of(log.database, modules()) if older else None
    return [_as_known_then(log, each, noted) if each.position in older and noted else each for each in bases]


def _as_known_then(log: CaseLog, basis: Basis, noted: then.Then) -> Basis:
    found = noted.basis(basis)
    if found is None:
        raise StoreError(log.database.where, f"of position {basis.position}, {then.LOADED_SINCE}", "Ask the log")
    return found


def modules_asked(indicators: Sequence[Indicator], by: Dimension | None = None) -> frozenset[str]:
    """The modules that a question has to do with."""
    return modules_of(indicators) | families.modules_read(needed(indicators, by))


def _more_since(log: CaseLog, state: State) -> bool:
    """Whether anything has been recorded since that has a part in a figure."""
    if population.said_since(log.attestations(), state.position):
        return True
    return next(iter(log.children(after=state.position)), None) is not None
