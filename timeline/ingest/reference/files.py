"""The files of reference lists: kind, day, size and checksum."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline.ingest.errors import IngestError

KINDS = ("postcodes", "providers", "authorities")
"""The kinds of list: the first word of a file's name."""

Notify = Callable[[str], object]

_NAME = re.compile(
    r"(postcodes|providers|authorities)(?:-(?!\d)([a-z]+))?(?:-(\d{4}-\d{2}-\d{2}))?\.csv", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list. ``kind``: one of ``KINDS``. ``part``: the next word of the name, ``""`` for none, as ``homes`` in
    ``providers-homes-2024-03-31.csv``. ``day``: the day in the name, on which the list was published; ``None`` where
    the name has none. ``size``: in bytes."""

    path: Path
    kind: str
    part: str
    day: date | None
    size: int
    sha256: str


def lists_in(folder: Path, known_at: date | None) -> list[ListFile]:
    """The lists of a folder; of several editions of one list, the latest published by ``known_at``. Reads each once for
    its checksum. ``IngestError`` where the folder cannot be read, has no list, or has a list both with and without a
    day."""
    named = _named(folder)
    if not named:
        raise IngestError(
            folder.name or str(folder),
            "the folder has no reference list",
            "Put postcodes.csv, providers.csv or authorities.csv into it",
        )
    found: list[ListFile] = []
    for which in sorted({(kind, part) for _, kind, part, _ in named}):
        editions = [(path, day) for path, kind, part, day in named if (kind, part) == which]
        if len(editions) > 1 and any(day is None for _, day in editions):
            what = "the folder has this list with and without a day in its name"
            raise IngestError(editions[0][0].name, what, "Name each with the day on which it was published")
        known = [(path, day) for path, day in editions if day is None or known_at is None or day <= known_at]
        if known:
            path, day = max(known, key=lambda each: each[1] or date.min)
            found.append(_file(path, *which, day))
    return found


def _named(folder: Path) -> list[tuple[Path, str, str, date | None]]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise IngestError(folder.name, f"it cannot be read ({error.strerror})", "Name a folder of lists") from None
    matched = [(path, _NAME.fullmatch(path.name)) for path in paths]
    return [
        (path, match[1].lower(), (match[2] or "").lower(), _day(path, match[3])) for path, match in matched if match
    ]


def _day(path: Path, text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise IngestError(
            path.name, "the day in its name does not exist", "Name it like postcodes-2024-02-29.csv"
        ) from None


def _file(path: Path, kind: str, part: str, day: date | None) -> ListFile:
    try:
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        size = path.stat().st_size
    except OSError as error:
        raise IngestError(path.name, f"it cannot be read ({error.strerror})", "Check its permissions") from None
    return ListFile(path, kind, part, day, size, digest)


def of_kind(files: Iterable[ListFile], kind: str) -> list[ListFile]:
    """The lists of a kind."""
    return [each for each in files if each.kind == kind]
