"""The texts of released definitions: ``python -m tests.docs.released DAY`` writes those that have none yet.

One file a definition and version, in ``docs/definitions/released``: the day it was released, the digest of its text as
at that day, and the text. A file is written once. Where the text of a released definition would be another today, the
declaration must become a new version, and the changelog says what figures move.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.docs.pages import DOCS
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import DEFINITIONS
from timeline.projections.meaning import definition_text, identity

FOLDER = DOCS / "definitions" / "released"
_RELEASED = "released: "


def file_of(indicator: Indicator) -> Path:
    """Where the text of a definition is kept."""
    return FOLDER / f"{indicator.id.replace('/', '--')}@{indicator.version}.txt"


def kept_text(indicator: Indicator, released_on: date) -> str:
    """The whole file of a definition that is released on a day."""
    head = f"version: {indicator.version}\n{_RELEASED}{released_on}\nidentity: {identity(indicator, released_on)}\n"
    return f"{head}\n{definition_text(indicator, released_on)}"


def released_on(kept: str) -> date:
    """The day of release that a file names."""
    (line,) = [line for line in kept.splitlines()[:3] if line.startswith(_RELEASED)]
    return date.fromisoformat(line.removeprefix(_RELEASED))


def not_kept() -> Iterator[Indicator]:
    """The definitions whose text is not kept yet."""
    return (each for several in DEFINITIONS.values() for each in several if not file_of(each).exists())


def main(day: date) -> None:
    """Keep the texts that are not kept, as at the day of release."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for indicator in not_kept():
        file_of(indicator).write_text(kept_text(indicator, day), encoding="utf-8")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
