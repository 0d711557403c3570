"""Delimited text as authorities save it: any byte order mark, any line ends, UTF-8, UTF-16 or the Windows code page.

Each line is a row: no field of these tables holds a line break, so an unclosed quotation mark affects its own line
alone. A first line ``sep=;`` names the delimiter and is not a row. The remark columns of a quarantine file, the last of
its header row, are ignored.
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
"""The last columns of a quarantine file: where the row came from, why it was set aside, what to do."""

WHOLE_ROW = "WHOLE ROW"
"""A further column, for rows that cannot be split into cells: the text of the row."""

_SEPARATOR = re.compile(r'"?sep=([^\w"\r\n])"?\1*\s*', re.IGNORECASE)
_BAD_QUOTES = Refusal(
    "a quotation mark is in the wrong place or is not closed", "Correct the quotation marks in this row"
)
TOO_LONG = Refusal(f"a cell is longer than {LONGEST_CELL:,} characters", "Correct this row: no field is so long")

Cells = list[str]
Lines = Iterator[tuple[int, "Cells | Refusal"]]


def encoding_of(path: Path) -> str | Refusal:
    """The encoding in which the whole file can be decoded. Reads the file once, in chunks."""
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


def encoding_or_error(path: Path) -> str:
    """As ``encoding_of``. ``IngestError`` where the file cannot be opened or is not text."""
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
    """The names of a header row, in capitals without outer blanks; unnamed columns at its end are dropped."""
    names = [cell.strip().removeprefix("\ufeff").strip().upper() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def shown_name(name: str, place: int) -> str:
    """A column's name for a report, or only its place where the name may be data: without a line break after the
    header, the first row becomes a part of it."""
    if not name:
        return f"(column {place}, without a name)"
    return name if _NAME.fullmatch(name) else f"(column {place}, its name is not shown: it may hold data)"


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table. ``row``: its number in the file; ``names``: its columns without the remark columns of
    a quarantine file; ``remarks``: the number of those."""

    row: int
    delimiter: str
    names: tuple[str, ...]
    remarks: int


def read_header(path: Path, encoding: str, known: Callable[[Sequence[str]], int]) -> Header:
    """The header row, split at the delimiter that a line ``sep=`` names, or at the one that gives most known names."""
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
    """The names without the remark columns of a quarantine file, and the number of those."""
    for remarks in ((*REMARKS, WHOLE_ROW), REMARKS):
        if names[-len(remarks) :] == remarks:
            return names[: -len(remarks)], len(remarks)
    return names, 0


def rows_after(path: Path, encoding: str, header: Header) -> Iterator[tuple[int, str]]:
    """The lines after the header row that are not blank, with their numbers."""
    return ((number, text) for number, text in read_lines(path, encoding) if number > header.row)


def split_line(line: str, delimiter: str) -> Cells | Refusal:
    """The cells of one line, or why it cannot be split."""
    if '"' not in line:
        return line.split(delimiter)
    if len(line) > csv.field_size_limit():  # the csv reader raises at such a cell
        return TOO_LONG
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return _BAD_QUOTES


def fitted(cells: Cells, width: int, remarks: int = 0) -> Cells | Refusal:
    """The cells of a row, as many as the header has names. Blank cells beyond them and remarks are dropped."""
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
    """The likely cell at this index of a row that may have too few cells or wrong quotation marks."""
    return cells[place].strip(' "') if place < len(cells) else ""


def is_blank(cells: Cells) -> bool:
    """Whether all cells are blank."""
    return not "".join(cells).strip()
