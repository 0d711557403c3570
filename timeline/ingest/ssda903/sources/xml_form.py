"""The XML form of the return: ``EXPSSDA903``, one element a child.

The form has ten modules, and a return in this form includes all of them; it has no social workers and no deprivations
of liberty. Its elements become the rows that the CSV form would have, numbered within each module. An optional column
is absent where no row of its module has the item, as in a CSV file. An authority (LA) or a year (YEAR) beside or inside
a child applies to every row below it.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from timeline.domain.absent_columns import MAY_BE_ABSENT
from timeline.ingest.cell_texts import is_nothing, read_cell_day
from timeline.ingest.cells import LONGEST_CELL, Refusal
from timeline.ingest.ssda903.layouts import CHILD, KNOWN_EXTRAS, LAYOUTS, Table
from timeline.ingest.ssda903.sources.opened import Line, Opened, unread
from timeline.ingest.text_files import TOO_LONG

_ROOT = "EXPSSDA903"
_COLUMN_OF_TAG = {"CHILDID": "CHILD", "PL": "PLACE"}
_FLAG = "UASC"
_FLAT = ("AD1", "OC3")  # their items are in HEADER itself
_GROUPS = {
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "PERMANENCE": "PrevPerm",
    "OC2": "OC2",
    "AD_PLACED": "PlacedAdoption",
}
_MODULES = ("Header", "Episodes", "UASC", *_FLAT, *_GROUPS.values())
_DECLARATION = 200
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_NOT_WHOLE = Refusal("it is not well-formed XML", "Export the return again: the file may be cut off")
_NOT_SAFE = Refusal("it declares entities, which no return does", "Export the return again without a document type")
_OTHER_FORM = Refusal(f"it is not the XML form of the return ({_ROOT})", "Export the SSDA903 return")
_TWICE = Refusal("an item appears twice in one element", "Keep one of them")

Items = dict[str, str]


class _Group(NamedTuple):
    """The items of one element, and whether one of them appears twice."""

    items: Items
    twice: bool


def open_xml(path: Path) -> Opened:
    """The ten modules of the form. The whole file is read once before any row is used."""
    surveyed = _survey(path)
    if isinstance(surveyed, Refusal):
        return unread(path.name, surveyed)
    encoding = _other_encoding(path)
    tables = {module: _table(path.name, module, surveyed, encoding) for module in LAYOUTS if module in _MODULES}
    return Opened(tuple(tables.values()), (), partial(_lines, path, tables, surveyed.of_all))


def _other_encoding(path: Path) -> str | None:
    """The encoding that the file declares; ``None`` for UTF-8."""
    with path.open("rb") as file:
        first = file.read(_DECLARATION)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    declared = _ENCODING.search(first.split(b"?>")[0])
    name = declared[1].decode() if declared else "UTF-8"
    return None if name.upper() in ("UTF-8", "UTF8", "US-ASCII", "ASCII") else name


def _table(file: str, module: str, surveyed: _Surveyed, encoding: str | None) -> Table:
    extra = sorted({name for where, name in surveyed.unknown if where == module or name in KNOWN_EXTRAS})
    items = surveyed.items.get(module)
    absent = MAY_BE_ABSENT.get(module, frozenset()) - items if items is not None else frozenset()
    columns = (*(column for column in LAYOUTS[module].columns if column not in absent), *extra)
    return Table(f"{file}[{module}]", LAYOUTS[module], columns, encoding, has_header_row=False)


class _Surveyed(NamedTuple):
    """The unknown items of a file, each with its module (``unknown``), and the items that apply to all children
    (``of_all``). ``items``: for each module with rows, the columns with an item."""

    unknown: set[tuple[str, str]]
    of_all: Items
    items: dict[str, set[str]]


def _survey(path: Path) -> _Surveyed | Refusal:
    """Read the whole file once. A refusal where it cannot be read."""
    unknown: set[tuple[str, str]] = set()
    of_all: Items = {}
    items: dict[str, set[str]] = {}
    try:
        for child in _children(path):
            unknown |= _unknown(child)
            for module, columns in _items(child):
                items.setdefault(module, set()).update(columns)
            if _name(child) in KNOWN_EXTRAS:
                of_all[_name(child)] = child.text or ""
    except DefusedXmlException:
        return _NOT_SAFE
    except _OtherFormError:
        return _OTHER_FORM
    except (ParseError, ValueError, LookupError):  # the last two for encodings unknown to the parser
        return _NOT_WHOLE
    return _Surveyed(unknown, of_all, items)


class _OtherFormError(Exception):
    """The root element is not that of the form."""


def _children(path: Path) -> Iterator[Element]:
    with path.open("rb") as file:
        events = iterparse(file, events=("start", "end"))
        _, root = next(events)
        if _name(root) != _ROOT:
            raise _OtherFormError
        depth = 0
        for event, element in events:
            depth += 1 if event == "start" else -1
            if depth == 0 and event == "end" and element is not root:
                yield element
                root.clear()


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].upper() if isinstance(element.tag, str) else ""


def _unknown(child: Element) -> set[tuple[str, str]]:
    if _name(child) != "CHILD":
        return {("Header", _name(child))}
    found: set[tuple[str, str]] = set()
    for part in child:
        if _name(part) == "HEADER":
            found |= _unknown_in_header(part)
        elif _name(part) == "EPISODE":
            found |= _unknown_items("Episodes", part)
        else:
            found.add(("Header", _name(part)))
    return found


def _unknown_in_header(header: Element) -> set[tuple[str, str]]:
    flat = {column for module in ("Header", "UASC", *_FLAT) for column in LAYOUTS[module].columns} | {_FLAG}
    found = {("Header", tag) for item in header if (tag := _column(item)) not in flat and tag not in _GROUPS}
    for group in header:
        if _name(group) in _GROUPS:
            found |= _unknown_items(_GROUPS[_name(group)], group)
    return found


def _unknown_items(module: str, group: Element) -> set[tuple[str, str]]:
    return {(module, tag) for item in group if (tag := _column(item)) not in LAYOUTS[module].columns}


def _items(child: Element) -> Iterator[tuple[str, set[str]]]:
    """The columns for which a child has an item, blank or not, by module."""
    for part in child:
        columns = {_column(item) for item in part}
        if _name(part) == "EPISODE":
            yield "Episodes", columns
        elif _name(part) == "HEADER":
            yield from ((module, columns) for module in ("Header", *(module for module, _ in _flat_rows(_group(part)))))
            yield from (
                (_GROUPS[_name(group)], {_column(item) for item in group}) for group in part if _name(group) in _GROUPS
            )


def _column(item: Element) -> str:
    return _COLUMN_OF_TAG.get(_name(item), _name(item))


def _lines(path: Path, tables: dict[str, Table], of_all: Items) -> Iterator[Line]:
    numbers: Counter[str] = Counter()
    for child in _children(path):
        beside = _extras(child)
        for module, group in _rows(child):
            numbers[module] += 1
            whole = _Group({**of_all, **beside, **group.items}, group.twice)
            yield _line(tables[module], numbers[module], whole)


def _line(table: Table, number: int, group: _Group) -> Line:
    cells, child = _cells(table, group), group.items.get(CHILD, "")
    if not isinstance(cells, Refusal):
        return Line(table, number, cells, child)
    return Line(table, number, cells, child, "; ".join(f"{column}={text}" for column, text in group.items.items()))


def _extras(child: Element) -> Items:
    """The authority and the year in a child or in its header."""
    header = next((part for part in child if _name(part) == "HEADER"), None)
    found = {**_group(child).items, **(_group(header).items if header is not None else {})}
    return {name: text for name, text in found.items() if name in KNOWN_EXTRAS}


def _cells(table: Table, group: _Group) -> list[str] | Refusal:
    cells = [group.items.get(column, "") for column in table.columns]
    if group.twice:
        return _TWICE
    return TOO_LONG if max(map(len, cells)) > LONGEST_CELL else cells


def _rows(child: Element) -> Iterator[tuple[str, _Group]]:
    """The rows of a child, as in the CSV form."""
    header = next((part for part in child if _name(part) == "HEADER"), None)
    own = _group(header) if header is not None else _Group({}, twice=False)
    identifier = {"CHILD": own.items.get("CHILD", "")}
    if header is not None:
        yield "Header", own
        yield from _flat_rows(own)
        for element in header:
            if _name(element) in _GROUPS and (group := _group(element)).items:
                module = _GROUPS[_name(element)]
                born = {"DOB": own.items.get("DOB", "")} if module == "PrevPerm" else {}
                yield module, _Group({**group.items, **identifier, **born}, group.twice)
    for element in child:
        if _name(element) == "EPISODE":
            group = _group(element)
            yield "Episodes", _Group({**group.items, **identifier}, group.twice)


def _group(element: Element) -> _Group:
    """The items of an element that are not blank."""
    filled = [(_column(item), item.text) for item in element if item.text and item.text.strip()]
    return _Group(dict(filled), twice=len({column for column, _ in filled}) < len(filled))


def _flat_rows(own: _Group) -> Iterator[tuple[str, _Group]]:
    if (_has_value(own, _FLAG) and own.items[_FLAG].strip() != "0") or _has_value(own, "DUC"):
        yield "UASC", own
    for module in _FLAT:
        beside = set(LAYOUTS[module].columns) - {"CHILD", "DOB"}
        if any(_has_value(own, column) for column in beside):
            # The header alone states the day of birth here.
            items = {column: text for column, text in own.items.items() if column == "CHILD" or column in beside}
            yield module, _Group(items, own.twice)


def _has_value(group: _Group, column: str) -> bool:
    """Whether the item exists and is not a word for a blank cell."""
    text = group.items.get(column, "").strip()
    return bool(text) and not is_nothing(text) and read_cell_day(text) is not None
