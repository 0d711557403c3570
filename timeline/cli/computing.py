"""Options about what computes figures.

Apart from ``questions``, so that a command without figures does not wait for the engines to be imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from timeline.cli import options, output
from timeline.projections.engines import Engine


class Computing(NamedTuple):
    """What computes figures, and whether that is named on stderr."""

    engine: options.EngineOption = "auto"
    verbose: options.Verbose = False

    def chosen(self) -> Engine:
        """The engine that is asked for."""
        return options.choice("--engine", "there is no such engine", Engine, self.engine)

    def show(self, notes: Sequence[str]) -> None:
        """Print on stderr what computed the figures, where that is asked for."""
        output.aside(notes, verbose=self.verbose)


class SharedComputing(NamedTuple):
    """The same, where several processes may share the children."""

    engine: options.EngineOption = "auto"
    workers: options.Workers = 1
    verbose: options.Verbose = False

    @property
    def alone(self) -> Computing:
        """Without the number of processes."""
        return Computing(self.engine, self.verbose)
