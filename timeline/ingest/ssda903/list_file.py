"""The list of returns that ``import returns`` takes: a CSV with the columns RETURN, YEAR_ENDING and KNOWN_ON.

RETURN is a folder or a file, or several files separated by ``|``. Paths are relative to the list's own folder, with
``/`` between folders on every system.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline.ingest.errors import IngestError

COLUMNS = ("RETURN", "YEAR_ENDING", "KNOWN_ON")
BETWEEN = "|"
"""Separates the paths of one return. No Windows path contains it."""


@dataclass(frozen=True, slots=True)
class FoundReturn:
    """A return that was found: its folder or files, and the 31 March on which its year ends, where that is known. No
    file holds the day on which it became known."""

    paths: tuple[Path, ...]
    year_ending: date | None


def lines_of(found: Iterable[FoundReturn], folder: Path) -> list[str]:
    """The lines of a list in this folder. KNOWN_ON is blank, for a person to fill in."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in found:
        paths = f" {BETWEEN} ".join(_from(folder, path) for path in each.paths)
        writer.writerow([paths, each.year_ending.isoformat() if each.year_ending else "", ""])
    return text.getvalue().splitlines()


def _from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.absolute().as_posix()


def write_list(lines: Iterable[str], path: Path) -> None:
    """Write a list for Excel. An existing list with the same lines is left unchanged.

    Raises ``IngestError`` where another file has the name, or the list cannot be written.
    """
    text = "".join(f"{line}\r\n" for line in lines)
    try:
        if path_exists(path):
            if path.read_text(encoding="utf-8-sig").splitlines() != text.splitlines():
                what = "the file exists and holds something other than the list that was found"
                do = "Import that file with `timeline import returns`, or write the list elsewhere with --list FILE"
                raise IngestError(path.name, what, do)
            return
        path.write_text(text, encoding="utf-8-sig", newline="")
    except (OSError, UnicodeDecodeError):
        raise IngestError(path.name, "the list cannot be written there", "Name another file with --list FILE") from None


def path_exists(path: Path) -> bool:
    """Whether the path exists. ``Path.exists`` would raise an error for a path that is too long."""
    return os.path.exists(path)  # noqa: PTH110


def paths_named(folder: Path, cell: str) -> list[Path]:
    """The paths in a RETURN cell, which may not exist."""
    whole = folder / cell
    if path_exists(whole):
        return [whole]
    return [folder / part.strip() for part in cell.split(BETWEEN) if part.strip()]
