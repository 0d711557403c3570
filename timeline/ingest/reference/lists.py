"""The lists of providers and of authorities, held in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.reference import Authority, Provider, plain_postcode
from timeline.ingest.reference.columns import AUTHORITIES, OWN, PROVIDERS, places
from timeline.ingest.reference.files import ListFile
from timeline.ingest.reference.rows import Table, opened

_BETWEEN_CODES = re.compile(r"[,/;]")
_CODE, _ONS_CODE = re.compile(r"\d{3}", re.ASCII), re.compile(r"[EWSN]\d{8}", re.ASCII)
_YES = frozenset({"Y", "YES"})


@dataclass(slots=True)
class _Rows:
    """The rows of one provider number, combined."""

    placement_types: set[str] = field(default_factory=set)
    provider_types: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    closings: set[date | None] = field(default_factory=set)

    def provider(self) -> Provider:
        """The provider of these rows. It is open where any row has no closing day."""
        closed = [day for day in self.closings if day is not None]
        return Provider(
            placement_types=frozenset(self.placement_types),
            provider_types=frozenset(self.provider_types),
            postcodes=frozenset(self.postcodes),
            authorities=frozenset(self.authorities),
            closed_on=None if None in self.closings else max(closed),
        )


def read_providers(files: Iterable[ListFile]) -> tuple[dict[str, Provider], dict[str, int]]:
    """The providers by number (URN), and the number of rows of each file. ``IngestError`` at an unreadable row."""
    found: dict[str, _Rows] = {}
    lines: dict[str, int] = {}
    for file in files:
        table = opened(file.path, PROVIDERS)
        at = places(file.path.name, table.header.names, PROVIDERS).of
        lines[file.path.name] = 0
        for number, cells in table.rows():
            lines[file.path.name] += 1
            urn = "".join(cells[at["URN"]].split()).upper()
            if not urn:
                raise table.wrong(number, "URN", "is blank", "Give it, or leave the row out")
            rows = found.setdefault(urn, _Rows())
            rows.placement_types.update(_codes(cells[at["PLACEMENT CODES"]]))
            rows.provider_types.update(_codes(cells[at["PROVIDER CODES"]]))
            rows.postcodes.update(filter(None, [plain_postcode(cells[at["POSTCODE"]])]))
            rows.authorities.update(filter(None, [cells[at["AUTHORITY"]].strip()]))
            rows.closings.add(table.day(number, "CLOSED", cells[at["CLOSED"]]))
    return {urn: rows.provider() for urn, rows in found.items()}, lines


def _codes(text: str) -> Iterator[str]:
    return (code for each in _BETWEEN_CODES.split(text) if (code := each.strip().upper()))


def read_authorities(files: Iterable[ListFile]) -> tuple[tuple[Authority, ...], dict[str, int]]:
    """The authorities, and the number of rows of each file. ``IngestError`` at an unreadable row."""
    found: list[Authority] = []
    lines: dict[str, int] = {}
    for file in files:
        table = opened(file.path, AUTHORITIES)
        of_file = list(_authorities(table))
        lines[file.path.name] = len(of_file)
        found.extend(of_file)
    return tuple(found), lines


def _authorities(table: Table) -> Iterator[Authority]:
    at = places(table.path.name, table.header.names, AUTHORITIES, OWN)
    for number, cells in table.rows():
        code, ons_code = cells[at.of["CODE"]].strip(), cells[at.of["ONS CODE"]].strip().upper()
        if not _CODE.fullmatch(code):
            raise table.wrong(number, "CODE", "is not three digits", "Give the department's code of the authority")
        if not _ONS_CODE.fullmatch(ons_code):
            raise table.wrong(number, "ONS CODE", "is not an ONS code", "Write it like E09000007")
        yield Authority(
            code=code,
            ons_code=ons_code,
            name=cells[at.of["NAME"]].strip(),
            first=table.day(number, "FIRST DAY", cells[at.of["FIRST DAY"]]),
            last=table.day(number, "LAST DAY", cells[at.of["LAST DAY"]]),
            own=at.optional is not None and cells[at.optional].strip().upper() in _YES,
        )
