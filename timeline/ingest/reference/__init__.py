"""Reference lists that a user gives to ``check``: postcodes, providers, authorities. They are not recorded in the
log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from timeline.domain.reference import NO_REFERENCE, Authority, ListRead, Places, Reference
from timeline.ingest.errors import IngestError
from timeline.ingest.reference.files import ListFile, Notify, lists_in, of_kind
from timeline.ingest.reference.lists import read_authorities, read_providers
from timeline.ingest.reference.postcodes import finder, open_postcodes

_ONS_CODE = re.compile(r"[EWSN]\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Brought:
    """The lists of a folder: their contents for the rules, and a description of each."""

    reference: Reference
    lists: tuple[ListRead, ...]


@contextmanager
def reference_lists(
    folder: Path | None, known_at: date | None, authority: str | None, notify: Notify
) -> Iterator[Brought]:
    """The lists of a folder, open during a ``with`` block. ``authority``: code or name of the user's own authority.

    ``known_at``: lists with a later day in their names are ignored. ``notify``: called with progress messages.
    ``IngestError`` where a list cannot be read.
    """
    with ExitStack() as stack:
        files = [] if folder is None else lists_in(folder, known_at)
        providers, lines = read_providers(of_kind(files, "providers"))
        authorities, of_authorities = read_authorities(of_kind(files, "authorities"))
        lines |= of_authorities
        places: Places | None = None
        for file in _one(of_kind(files, "postcodes")):
            index = open_postcodes(file, notify)
            stack.callback(index.close)
            places, lines[file.path.name] = finder(index), index.lines
        reference = replace(
            NO_REFERENCE,
            places=places,
            providers=providers if of_kind(files, "providers") else None,
            authorities=authorities if of_kind(files, "authorities") else None,
        )
        read = tuple(_read(file, lines[file.path.name]) for file in files)
        yield Brought(replace(reference, own=_own(reference, authority)), read)


def _read(file: ListFile, lines: int) -> ListRead:
    return ListRead(file.path.name, file.kind, file.day, file.size, file.sha256, lines)


def _one(files: list[ListFile]) -> list[ListFile]:
    if len(files) > 1:
        raise IngestError(files[1].path.name, "the folder has another list of postcodes", "Keep one of them")
    return files


def _own(reference: Reference, authority: str | None) -> frozenset[str]:
    """The ONS codes of the user's own authority: the named one, or the one marked in the list of authorities."""
    listed = reference.authorities
    if authority is None:
        return _of_one([each for each in listed or () if each.own])
    if listed is not None:
        found = _of_one([each for each in listed if each.is_called(authority)])
        if not found:
            raise IngestError("--authority", "the list of authorities does not contain it", "Give a code of the list")
        return found
    code = authority.strip().upper()
    if not _ONS_CODE.fullmatch(code):
        what = "without a list of authorities only an ONS code can be used"
        raise IngestError("--authority", what, "Write a code like E09000007, or add authorities.csv to the folder")
    return frozenset({code})


def _of_one(rows: list[Authority]) -> frozenset[str]:
    if len({each.code for each in rows}) > 1:
        what = (
            "it marks more than one authority as your own"
            if all(each.own for each in rows)
            else "more than one authority has this name"
        )
        raise IngestError("authorities.csv", what, "Give the code of one with --authority")
    return frozenset(each.ons_code for each in rows)


__all__ = ["Brought", "reference_lists"]
