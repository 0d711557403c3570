"""Planted faults, one at a time, in a copy of the working tree. The checkout itself is only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.mutants.layers import Layer, first_failure
from tests.mutants.mutant import Mutant, MutantError

_ABOUT_THE_FAULTS = "test_planted_faults.py"  # fails wherever a fault is in: it would notice every one of them
_NOT_TESTED = (".*_cache", ".git", ".hypothesis", ".venv", "__pycache__", "*.db", "demo", "build")
_NOT_COPIED = shutil.ignore_patterns(_ABOUT_THE_FAULTS, *_NOT_TESTED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one fault: the layer that noticed and its first test to fail; both ``None`` where it survived."""

    mutant: Mutant
    layer: str | None
    test: str | None
    seconds: float


@dataclass(slots=True)
class Bench:
    """A copy of the tree to put faults into. A layer counts only once it has passed on the copy without a fault."""

    tree: Path
    passed: set[Layer] = field(default_factory=set)

    def run(self, mutants: Iterable[Mutant], layers: Sequence[Layer]) -> Iterator[Outcome]:
        """One fault after the other, each through the layers until one notices."""
        for mutant in mutants:
            began = monotonic()
            layer, test = self._killed(mutant, layers)
            yield Outcome(mutant, layer, test, monotonic() - began)

    def _killed(self, mutant: Mutant, layers: Sequence[Layer]) -> tuple[str | None, str | None]:
        for layer in layers:
            self._check(layer)
            with planted(mutant, self.tree):
                test = first_failure(self.tree, layer)
            if test is not None:
                return layer.name, test
        return None, None

    def _check(self, layer: Layer) -> None:
        if layer in self.passed:
            return
        test = first_failure(self.tree, layer)
        if test is not None:
            raise MutantError(f"{test} fails without any fault: the layer {layer.name} is no measure")
        self.passed.add(layer)


@contextmanager
def bench(root: Path) -> Iterator[Bench]:
    """A copy of the tree at ``root``, for as long as it is needed."""
    with TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(root, tree, ignore=_NOT_COPIED)
        yield Bench(tree)


@contextmanager
def planted(mutant: Mutant, tree: Path) -> Iterator[None]:
    """The tree with this fault in it."""
    path = tree / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(mutant.put_into(sound), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(sound, encoding="utf-8")
