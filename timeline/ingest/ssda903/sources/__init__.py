"""The forms of a return: delimited text, XML, a workbook. All give the same tables and rows.

The first bytes of a file decide its form. Its name only decides whether it is read as a part of a folder. May import
``cells``, ``text_files``, openpyxl and defusedxml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.ingest.cells import Refusal
from timeline.ingest.errors import IngestError
from timeline.ingest.report import NotRead
from timeline.ingest.ssda903.sources.csv_text import open_csv
from timeline.ingest.ssda903.sources.opened import Line, Opened, unread
from timeline.ingest.ssda903.sources.workbook import open_workbook
from timeline.ingest.ssda903.sources.xml_form import open_xml

__all__ = ["Line", "Opened", "open_return"]

_SUFFIXES = frozenset({".csv", ".xml", ".xlsx", ".xlsm"})
_PACKAGE, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = b"\xef\xbb\xbf\xff\xfe\x00"  # byte order marks, and the blank halves of UTF-16
_OLD = Refusal("it is a workbook of the older kind (.xls)", "Save it as .xlsx, or each sheet as CSV")
_OTHER_KIND = ("it is not a CSV file, an XML file or a workbook", "Nothing to do if it is not part of the return")


def open_return(paths: Iterable[Path]) -> list[Opened]:
    """All files of a return, in the order of paths and names. Folders are read, but not their sub-folders.

    Raises ``IngestError`` for a path that does not exist.
    """
    opened: dict[Path, Opened] = {}
    for path in paths:
        for file in _files(path):
            opened.setdefault(file.resolve(), _open(file, named=file == path))
    return list(opened.values())


def _files(path: Path) -> Iterator[Path]:
    try:
        if path.is_dir():
            yield from sorted(path.iterdir())
        else:
            path.stat()
            yield path
    except OSError as error:
        raise IngestError(
            path.name, f"it cannot be opened ({error.strerror})", "Check the path and its permissions"
        ) from None


def _open(file: Path, *, named: bool) -> Opened:
    """Open a file by its form. A file that the caller named is always read."""
    if file.is_dir() or not (named or file.suffix.lower() in _SUFFIXES):
        return Opened((), (NotRead(file.name, *_OTHER_KIND),), lambda: iter(()))
    try:
        return _opener(file)
    except OSError as error:
        return unread(file.name, Refusal(f"it cannot be opened ({error.strerror})", "Check its permissions"))


def _opener(file: Path) -> Opened:
    with file.open("rb") as stream:
        first = stream.read(64)
    if first.startswith(_PACKAGE):
        return open_workbook(file)
    if first.startswith(_OLD_WORKBOOK):
        return unread(file.name, _OLD)
    if first.translate(None, _MARKS).lstrip().startswith(b"<"):
        return open_xml(file)
    return open_csv(file)
