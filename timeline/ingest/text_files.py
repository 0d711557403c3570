"""Delimited text as authorities save it: any byte order mark, any line ends, UTF-8, UTF-16 or the Windows code page.

A row is a line: no field of these tables holds a line end, so a quotation mark that is never closed spoils its own line
and none after it. A first line ``sep=;`` names the delimiter and is no row. The remarks of a quarantine file, columns
at the end of its header row, are passed over.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline.domain.counted import counted
from timeline.ingest.cells import LONGEST_CELL, Refusal
from timeline.ingest.errors import IngestError

DELIMITERS = (",", ";", "\t")
_NAME = re.compile(r"[A-Z][A-Z _./()-]{0,38}[0-9]{0,2}")
_CHUNK = 1 << 20
_SAMPLE = 8192
_NOT_TEXT = Refusal("it is not text", "Export the table as CSV in UTF-8 and import it again")
_EMPTY = Refusal("it is empty", "Export it again, with its header row")
REMARKS = ("FILE", "ROW", "COLUMN", "REASON", "WHAT TO DO")
"""The columns behind a module's own in a quarantine file: where the row stood, why it was set aside, what to do."""

WHOLE_ROW = "WHOLE ROW"
"""One more, for rows whose cells cannot be told apart: the row as it stood."""

_SEPARATOR = re.compile(r'"?sep=([^\w"\r\n])"?\1*\s*', re.IGNORECASE)
_BAD_QUOTES = Refusal(
    "a quotation mark is in the wrong place or is not closed", "Correct the quotation marks in this row"
)
TOO_LONG = Refusal(f"a cell is longer than {LONGEST_CELL:,} characters", "Correct this row: no field is so long")

Cells = list[str]
Lines = Iterator[tuple[int, "Cells | Refusal"]]


def encoding_of(path: Path) -> str | Refusal:
    """The encoding in which the whole file can be read. Reads all of it once, in pieces."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if not sample.strip(b"\xef\xbb\xbf\x00 \r\n\t"):
        return _EMPTY if path.stat().st_size <= _SAMPLE else _NOT_TEXT
    candidates = _by_mark(sample)
    if candidates is None:
        if b"\0" in sample:
            return _NOT_TEXT
        candidates = ("utf-8", "cp1252")
    return next((encoding for encoding in candidates if _decodes(path, encoding)), _NOT_TEXT)


_ENCODINGS = {"utf-8": None, "utf-8-sig": None, "cp1252": "Windows-1252", "utf-16": "UTF-16"}


def other_encoding(encoding: str) -> str | None:
    """The name of an encoding for people; ``None`` for UTF-8."""
    return _ENCODINGS[encoding]


def encoding_told(path: Path) -> str:
    """The same. ``IngestError`` where the file cannot be opened, or is no text."""
    try:
        encoding = encoding_of(path)
    except OSError as error:
        raise IngestError(
            path.name, f"it cannot be opened ({error.strerror})", "Check the path and its permissions"
        ) from None
    if isinstance(encoding, Refusal):
        raise IngestError(path.name, encoding.reason, encoding.do)
    return encoding


def _by_mark(sample: bytes) -> tuple[str, ...] | None:
    if sample.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def read_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, without their ends, with their numbers from 1."""
    with path.open(encoding=encoding, newline=None) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line.rstrip("\n")


def header_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of a header row: capitals, no outer blanks; unnamed columns at its end do not count."""
    names = [cell.strip().removeprefix("\ufeff").strip().upper() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def shown_name(name: str, place: int) -> str:
    """A column's name for a report, or its place where what stands there may be data: a lost line end makes the first
    row a part of the header."""
    if not name:
        return f"(column {place}, without a name)"
    return name if _NAME.fullmatch(name) else f"(column {place}, its name is not shown: it may hold data)"


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table. ``row``: its number in the file; ``names``: its columns, without the remarks of a
    quarantine file behind them; ``remarks``: how many columns those take."""

    row: int
    delimiter: str
    names: tuple[str, ...]
    remarks: int


def read_header(path: Path, encoding: str, known: Callable[[Sequence[str]], int]) -> Header:
    """The header row, under the delimiter that a line ``sep=`` names, or under which most of its names are known."""
    lines = read_lines(path, encoding)
    number, first = next(lines, (0, ""))
    named = _SEPARATOR.fullmatch(first.removeprefix("\ufeff"))
    if named:
        number, first = next(lines, (0, ""))
    readings = [_header(number, first, each) for each in ((named[1],) if named else DELIMITERS)]
    return max(readings, key=lambda reading: known(reading.names))


def _header(number: int, line: str, delimiter: str) -> Header:
    cells = split_line(line, delimiter)
    names, remarks = without_remarks(header_names(() if isinstance(cells, Refusal) else cells))
    return Header(number, delimiter, names, remarks)


def without_remarks(names: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The names before the remarks of a quarantine file, and how many columns the remarks take."""
    for remarks in ((*REMARKS, WHOLE_ROW), REMARKS):
        if names[-len(remarks) :] == remarks:
            return names[: -len(remarks)], len(remarks)
    return names, 0


def rows_after(path: Path, encoding: str, header: Header) -> Iterator[tuple[int, str]]:
    """The lines after the header row that are not blank, with their numbers."""
    return ((number, text) for number, text in read_lines(path, encoding) if number > header.row)


def split_line(line: str, delimiter: str) -> Cells | Refusal:
    """The cells of one line, or why it has none."""
    if '"' not in line:
        return line.split(delimiter)
    if len(line) > csv.field_size_limit():  # the reader would stop at such a cell
        return TOO_LONG
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return _BAD_QUOTES


def fitted(cells: Cells, width: int, remarks: int = 0) -> Cells | Refusal:
    """The cells, as many as the header has names; blank ones beyond it do not count, nor its remarks."""
    if remarks:
        whole = fitted(cells, width + remarks)
        return whole if isinstance(whole, Refusal) else whole[:width]
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        return Refusal(
            f"the row has {counted(len(cells), 'cell')}, the header row {width}",
            "Look for an extra or missing delimiter, or a line broken in two",
        )
    if max(map(len, cells)) > LONGEST_CELL:
        return TOO_LONG
    return cells


def cell_at(place: int, cells: Cells) -> str:
    """What seems to stand at this place in a row that may have too few cells or wrong quotation marks."""
    return cells[place].strip(' "') if place < len(cells) else ""


def is_blank(cells: Cells) -> bool:
    """Whether no cell holds anything."""
    return not "".join(cells).strip()
