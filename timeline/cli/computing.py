"""Options about what computes figures.

Apart from ``questions``, so that a command without figures does not wait for the engines to be imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.cli import options, output
from timeline.projections.engines import Engine


class _Computed:
    """What both groups about computing have in common."""

    engine: str
    verbose: bool
    notes: list[str]

    def chosen(self) -> Engine:
        """The engine that is asked for."""
        return options.choice("--engine", "there is no such engine", Engine, self.engine)

    def show_notes(self) -> None:
        """Print on stderr what computed the figures, where that is asked for."""
        output.aside(self.notes, verbose=self.verbose)


@dataclass(frozen=True)
class Computing(_Computed):
    """The options about what computes figures. ``notes``: what did."""

    engine: options.EngineOption = "auto"
    verbose: options.Verbose = False
    notes: list[str] = field(default_factory=list, init=False)


@dataclass(frozen=True)
class SharedComputing(_Computed):
    """The same, where several processes may share the children."""

    engine: options.EngineOption = "auto"
    workers: options.Workers = 1
    verbose: options.Verbose = False
    notes: list[str] = field(default_factory=list, init=False)
