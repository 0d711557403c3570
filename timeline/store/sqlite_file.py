"""What can be seen of an SQLite file from outside: https://www.sqlite.org/fileformat.html."""

from __future__ import annotations

from pathlib import Path

JOURNALS = ("-wal", "-journal")
"""What SQLite writes first, beside the file, by the mode that the file is in."""

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def is_torn(path: Path) -> bool:
    """Whether a file ends within a page. Not where a journal stands beside it: what the file lacks may be in there
    whole, and SQLite puts it in its place."""
    if not path.is_file() or any(_has_content(beside(path, journal)) for journal in JOURNALS):
        return False
    page = _page_size(path)
    return page is not None and path.stat().st_size % page != 0


def beside(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside another, by its ending."""
    return path.with_name(path.name + suffix)


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _page_size(path: Path) -> int | None:
    """In bytes; ``None`` where the file is no database, or none that may be read: SQLite will say so."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return None
    if not header.startswith(_MAGIC):
        return None
    size = int.from_bytes(header[16:18], "big")
    return 65536 if size == 1 else size or None
