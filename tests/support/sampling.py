"""A fixed sample of what the generators make, to ask whether the laws were ever about anything."""

from __future__ import annotations

from collections import Counter
from functools import cache
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider

from tests.oracle import answers as oracle
from tests.oracle.asking import Child, OracleRow
from tests.oracle.paper import UndecidedError
from tests.support.histories import Scene, scenes
from tests.support.tabling import tabled_scenes

RUNS, EACH = 50, 8
SIZE = RUNS * EACH


@cache
def sample() -> tuple[Scene, ...]:
    """The same scenes every time, drawn as every law here draws them.

    In many short runs: within a run Hypothesis makes most of its examples by changing a part of the one before.
    """
    return tuple(scene for run in range(RUNS) for scene in _run(run))


@cache
def tabled_sample() -> tuple[Scene, ...]:
    """The same of scenes of which local tables tell."""
    return tuple(scene for run in range(RUNS) for scene in _run(run, tabled_scenes()))


def _run(number: int, of: st.SearchStrategy[Scene] | None = None) -> list[Scene]:
    drawn: list[Scene] = []

    @seed(number)
    @settings(
        max_examples=EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(scenes() if of is None else of)
    def collect(scene: Scene) -> None:
        drawn.append(scene)

    with patch.object(HypothesisProvider, "_maybe_draw_constant", _no_constant):
        collect()
    return drawn


def _no_constant(*_: object, **__: object) -> None:
    """Hypothesis also draws constants that it finds in the modules that are loaded: then a sample would be another
    wherever another test is loaded beside it."""


def walked(scene: Scene) -> list[Child] | None:
    """Every child's days; ``None`` where no published rule decides."""
    try:
        return oracle.population(scene.history.lines, scene.question.as_at, scene.question.known_at)
    except UndecidedError:
        return None


@cache
def walked_sample() -> tuple[tuple[Scene, list[Child]], ...]:
    """The sample with every child's days."""
    found = ((scene, walked(scene)) for scene in sample())
    return tuple((scene, people) for scene, people in found if people is not None)


@cache
def walked_tables() -> tuple[tuple[Scene, list[Child]], ...]:
    """The sample of which local tables tell, with every child's days."""
    found = ((scene, walked(scene)) for scene in tabled_sample())
    return tuple((scene, people) for scene, people in found if people is not None)


def decided(measure: str, people: list[Child]) -> list[OracleRow]:
    """The rows of a measure; none where no published rule decides."""
    try:
        return oracle.rows(measure, people)
    except UndecidedError:
        return []


def _walked_about(measure: str) -> tuple[tuple[Scene, list[Child]], ...]:
    return walked_tables() if measure in oracle.OF_TABLES else walked_sample()


@cache
def met(measure: str) -> Counter[str]:
    """In how many scenes a measure has a child in the numerator, by row, and under "any" in some row."""
    counts: Counter[str] = Counter()
    for _, people in _walked_about(measure):
        rows = [str(dict(row.group)) for row in decided(measure, people) if row.meets]
        counts.update([*rows, "any"] if rows else [])
    return counts


@cache
def missed(measure: str) -> Counter[str]:
    """In how many scenes a measure has a child that is counted and does not meet it, by row."""
    counts: Counter[str] = Counter()
    for _, people in _walked_about(measure):
        counts.update(str(dict(row.group)) for row in decided(measure, people) if row.counted - row.meets)
    return counts
