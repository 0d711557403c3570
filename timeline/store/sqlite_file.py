"""Facts about an SQLite file, read without SQLite: https://www.sqlite.org/fileformat.html."""

from __future__ import annotations

from pathlib import Path

JOURNALS = ("-wal", "-journal")
"""The suffixes of the files beside it to which SQLite writes first; which one depends on its journal mode."""

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def is_torn(path: Path) -> bool:
    """Whether a file ends within a page. A file with a journal beside it is not torn: the journal may hold the missing
    page, and SQLite restores it."""
    if not path.is_file() or any(_has_content(beside(path, journal)) for journal in JOURNALS):
        return False
    page = _page_size(path)
    return page is not None and path.stat().st_size % page != 0


def beside(path: Path, suffix: str) -> Path:
    """The file beside another that has its name and a suffix."""
    return path.with_name(path.name + suffix)


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _page_size(path: Path) -> int | None:
    """In bytes; ``None`` where the file is not a database or cannot be read, which SQLite will report."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return None
    if not header.startswith(_MAGIC):
        return None
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size or None
