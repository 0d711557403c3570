"""The columns of reference lists: our names and the publishers' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from timeline.ingest.errors import IngestError

POSTCODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "POSTCODE": ("PCDS", "PCD7", "PCD"),
        "AUTHORITY": ("OSLAUA", "LAD??CD", "LAUA"),
        "COUNTRY": ("CTRY", "CTRY??CD"),
        "EASTING": ("OSEAST1M", "EAST1M"),
        "NORTHING": ("OSNRTH1M", "NORTH1M"),
        "INTRODUCED": ("DOINTR",),
    }
)
"""Columns of postcodes, with the names in the ONS Postcode Directory; ``??``: the two digits of a year."""

COUNTY = ("OSCTY", "CTY??CD")
"""The county of the ONS Postcode Directory: the upper-tier authority, where there is one."""

PROVIDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "URN": (),
        "PLACEMENT CODES": ("PROVIDER PLACEMENT CODE", "PLACEMENT CODE"),
        "PROVIDER CODES": ("PROVIDER CODE", "PLACEMENT PROVIDER CODE"),
        "POSTCODE": ("SETTING POSTCODE",),
        "AUTHORITY": ("LOCAL AUTHORITY",),
        "CLOSED": ("CLOSED DATE", "DEREGISTRATION DATE"),
    }
)
"""Columns of providers, with the names in Ofsted's lists of children's homes and of social care providers."""

AUTHORITIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"CODE": (), "ONS CODE": (), "NAME": (), "FIRST DAY": (), "LAST DAY": ()}
)
"""Columns of authorities."""

OWN = ("OWN",)
"""An optional column of authorities: Y in the rows of the user's own authority."""


@dataclass(frozen=True, slots=True)
class Places:
    """The index of each column in a row, from 0. ``optional``: of a column that may be missing, ``None`` where it
    is."""

    of: Mapping[str, int]
    optional: int | None = None


def places(
    file: str, names: Sequence[str], columns: Mapping[str, tuple[str, ...]], optional: Sequence[str] = ()
) -> Places:
    """The indices of a list's columns in a header row of these names. ``IngestError`` where one is missing."""
    plain = [_plain(name) for name in names]
    found = {column: _place(plain, (column, *others)) for column, others in columns.items()}
    missing = [column for column, place in found.items() if place is None]
    if missing:
        what = f"columns are missing: {', '.join(missing)}"
        raise IngestError(file, what, f"Add them. The list needs {', '.join(columns)}")
    return Places({column: place for column, place in found.items() if place is not None}, _place(plain, optional))


def known(names: Sequence[str], columns: Mapping[str, tuple[str, ...]]) -> int:
    """The number of the columns that are among these names."""
    plain = [_plain(name) for name in names]
    return sum(_place(plain, (column, *others)) is not None for column, others in columns.items())


def _place(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((n for each in wanted for n, name in enumerate(names) if _is_called(name, each)), None)


def _is_called(name: str, wanted: str) -> bool:
    if "??" not in wanted:
        return name == wanted
    before, _, after = wanted.partition("??")
    year = name[len(before) : len(name) - len(after)]
    return name.startswith(before) and name.endswith(after) and len(year) == len("??") and year.isdigit()


def _plain(name: str) -> str:
    """A column's name for comparison: capitals, single blanks for blanks and underscores."""
    return " ".join(name.replace("_", " ").split()).upper()
