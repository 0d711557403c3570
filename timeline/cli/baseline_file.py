"""What ``timeline baseline take`` needs: the day of publication as a basis, and the file that it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from replay.errors import BaselineError
from replay.files import as_toml
from timeline.cli.problems import UsageError
from timeline.domain.attestations import BaselineTaken
from timeline.domain.basis import Basis
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.publishing import Publishing
from timeline.store import CaseLog


def published_basis(log: CaseLog, asked: Sequence[Indicator], basis: Basis) -> Basis:
    """The basis with the day on which all of these measures were first covered, if it is one day."""
    publishing = Publishing.of(log, log.head().position)
    days = {publishing.day(each, basis.as_at) for each in asked}
    if days == {None}:
        what = "no import covers what the measures need of this day"
        raise UsageError("--known-at", what, "Import what covers it (`timeline coverage`), or give a day")
    if len(days) > 1 or None in days:
        what = "the measures were not first covered on one day, and a baseline has one day of knowing"
        raise UsageError("--known-at", what, "Take a baseline for each measure, or give a day")
    return replace(basis, known_at=days.pop())


@contextmanager
def new_file(path: Path | None) -> Iterator[IO[str] | None]:
    """A new file to write to. It has another name until it is complete, and is removed where it cannot be completed.
    Opened before anything is recorded, so that an unwritable place is refused first."""
    if path is None:
        yield None
        return
    partial = path.with_name(f"{path.name}.partial")
    try:
        if path.exists():
            raise BaselineError("--file", "the file is there already", "Name a new one")
        sheet = partial.open("w", encoding="utf-8", newline="\n")
    except OSError:
        raise BaselineError("--file", "no file can be written there", "Name a file in a folder that exists") from None
    try:
        with sheet:
            yield sheet
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_baseline(sheet: IO[str], taken: BaselineTaken) -> None:
    """Write the file of a baseline that is taken. ``BaselineError`` where it cannot be written."""
    try:
        sheet.write(as_toml(taken))
        sheet.flush()
    except OSError:
        do = "Write it again: timeline baseline show NAME --format toml"
        what = "the file could not be written, though the baseline is taken"
        raise BaselineError("--file", what, do) from None
