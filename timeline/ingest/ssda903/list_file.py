"""The list of returns that ``import returns`` takes: a CSV with the columns RETURN, YEAR_ENDING and KNOWN_ON.

RETURN names a folder or a file; where a return has several files, all of them with ``|`` between. Paths are taken from
the list's own folder on, with ``/`` between folders on every system.
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
"""Between the paths of one return. No path on Windows holds one."""


@dataclass(frozen=True, slots=True)
class FoundReturn:
    """A return that was found: its folder or its files, and the 31 March on which its year ends, where that is told.
    When it became known no file tells."""

    paths: tuple[Path, ...]
    year_ending: date | None


def lines_of(found: Iterable[FoundReturn], folder: Path) -> list[str]:
    """The lines of a list that lies in this folder. KNOWN_ON is blank: a person fills it in."""
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
    """Write a list as Excel reads it. A list that is there already is left alone if it says the same.

    Raises ``IngestError`` where another file has the name, or none can be written.
    """
    text = "".join(f"{line}\r\n" for line in lines)
    try:
        if is_there(path):
            if path.read_text(encoding="utf-8-sig").splitlines() != text.splitlines():
                what = "the file exists and holds something other than the list that was found"
                do = "Import that file with `timeline import returns`, or write the list elsewhere with --list FILE"
                raise IngestError(path.name, what, do)
            return
        path.write_text(text, encoding="utf-8-sig", newline="")
    except (OSError, UnicodeDecodeError):
        raise IngestError(path.name, "the list cannot be written there", "Name another file with --list FILE") from None


def is_there(path: Path) -> bool:
    """Whether a file or folder has this path. Of one that is too long ``Path.exists`` raises an error."""
    return os.path.exists(path)  # noqa: PTH110


def paths_named(folder: Path, cell: str) -> list[Path]:
    """The paths that a RETURN cell names, whether they are there or not."""
    whole = folder / cell
    if is_there(whole):
        return [whole]
    return [folder / part.strip() for part in cell.split(BETWEEN) if part.strip()]
