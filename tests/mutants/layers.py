"""The layers of tests that a planted fault goes through, the fastest first."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.mutants.mutant import MutantError


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of tests: its name, and the folder it lives in, or the files of it that are asked."""

    name: str
    where: tuple[str, ...]


LAYERS = tuple(Layer(name, (f"tests/{name}",)) for name in ("spec", "unit", "store", "functional", "property"))
"""In the order of the time they take. The others (fuzz) are about what comes in, not about what is made of it."""

_PASSED, _FAILED, _INTERRUPTED = 0, 1, 2
_LONGEST_SECONDS = 1_800
_QUIETLY = ("-m", "pytest", "-x", "-q", "--tb=no", "--no-header", "--color=no")
_PYTEST = (*_QUIETLY, "-n", "0", "-p", "no:cacheprovider", "-p", "tests.mutants.unshrunk")
_FIRST_FAILURE = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)

NEVER_ENDED = "it never ended"


def first_failure(tree: Path, layer: Layer) -> str | None:
    """The first test of the layer that fails on this tree, without its parameters; ``None`` where all pass.

    ``MutantError`` where the tests could not be run at all.
    """
    command = [sys.executable, *_PYTEST, *layer.where]
    try:
        ran = subprocess.run(
            command, cwd=tree, env=_environment(tree), capture_output=True, text=True, timeout=_LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return NEVER_ENDED
    if ran.returncode == _PASSED:
        return None
    found = _FIRST_FAILURE.search(ran.stdout)
    if ran.returncode not in (_FAILED, _INTERRUPTED) or found is None:
        raise MutantError(f"the layer {layer.name} could not be run:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return found[1]


def _environment(tree: Path) -> Mapping[str, str]:
    """The copy before any installed one, the same examples every time, and no compiled file of another fault."""
    return {
        **os.environ,
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "ci",
    }


def named(names: Sequence[str]) -> tuple[Layer, ...]:
    """The layers of these names, in the order they are run; all where none is named."""
    unknown = set(names) - {layer.name for layer in LAYERS}
    if unknown:
        raise MutantError(f"there is no layer {', '.join(sorted(unknown))}: {', '.join(each.name for each in LAYERS)}")
    return tuple(layer for layer in LAYERS if not names or layer.name in names)


def of_files(layers: Sequence[Layer], files: Sequence[str]) -> tuple[Layer, ...]:
    """The same layers with these files of theirs alone, those without one left out; as they are where no file is named.

    ``MutantError`` where a file is in none of them.
    """
    if not files:
        return tuple(layers)
    asked = [(layer, tuple(file for file in files if file.startswith(f"{layer.where[0]}/"))) for layer in layers]
    unknown = set(files).difference(*(found for _, found in asked))
    if unknown:
        raise MutantError(f"no layer has {', '.join(sorted(unknown))}")
    return tuple(replace(layer, where=found) for layer, found in asked if found)
