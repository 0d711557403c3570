"""What a command line can name to work figures out."""

from __future__ import annotations

from timeline.cli import options
from timeline.projections.engines import Engine


def chosen_engine(text: str) -> Engine:
    """What is to work the figures out."""
    return options.choice("--engine", "there is no such engine", Engine, text)
