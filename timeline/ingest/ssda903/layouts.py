"""The modules of the return and their columns. A module is recognised by its header row, never by a file's name.

Source: the SSDA903 guidance of the years 2016-17 to 2026-27. Without a required column a row of the module has no fact,
or has it on the wrong day. The other columns were not collected in every year and may be absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from timeline.ingest.authorities import AUTHORITY
from timeline.ingest.cells import Refusal
from timeline.ingest.quarantine import Source
from timeline.ingest.report import NotRead
from timeline.ingest.text_files import shown_name

CHILD = "CHILD"
YEAR = "YEAR"
KNOWN_EXTRAS = frozenset({AUTHORITY, YEAR})
"""Columns that regional copies of a return add to every module: the authority and the year of a row. They become no
fact; see ``evidence``."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One module: its columns in the return's order, and the required ones."""

    module: str
    columns: tuple[str, ...]
    required: frozenset[str]

    @property
    def columns_beside_child(self) -> frozenset[str]:
        """The columns that distinguish it from other modules."""
        return frozenset(self.columns) - {CHILD, "DOB"}


@dataclass(frozen=True, eq=False)
class Table:
    """A file, sheet or part of the XML form with rows of one module. ``columns``: those of the header.

    ``encoding``: of a file, where it is not UTF-8. ``hidden``: whether its workbook hides the sheet.
    ``has_header_row``: false for a part of the XML form.
    """

    file: str
    layout: Layout
    columns: tuple[str, ...]
    encoding: str | None = None
    hidden: bool = False
    has_header_row: bool = True

    @property
    def module(self) -> str:
        """The module whose rows it holds."""
        return self.layout.module

    @cached_property
    def source(self) -> Source:
        """Its name in the quarantine."""
        return Source(self.file, self.layout.module, self.columns)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns that this program does not know. A column without a name is given by its place."""
        known = {*self.layout.columns, *KNOWN_EXTRAS}
        named = ((place, name) for place, name in enumerate(self.columns, start=1) if name not in known)
        return tuple(shown_name(name, place) for place, name in named)

    @property
    def not_brought(self) -> tuple[str, ...]:
        """Columns of the module that the header lacks."""
        return tuple(column for column in self.layout.columns if column not in self.columns)


def _layout(module: str, columns: str, *, required: str) -> Layout:
    return Layout(module, tuple(columns.split()), frozenset(required.split()))


_ALL = (
    _layout("Header", "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB", required="CHILD SEX DOB ETHNIC"),
    _layout(
        "Episodes",
        "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
        required="CHILD DECOM RNE LS CIN PLACE DEC REC",
    ),
    _layout("Reviews", "CHILD DOB REVIEW REVIEW_CODE", required="CHILD REVIEW"),
    _layout("UASC", "CHILD SEX DOB DUC", required="CHILD DOB DUC"),
    _layout(
        "OC2",
        "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT "
        "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
        required="CHILD IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT",
    ),
    _layout("OC3", "CHILD DOB IN_TOUCH ACTIV ACCOM", required="CHILD IN_TOUCH ACTIV ACCOM"),
    _layout(
        "AD1",
        "CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR",
        required="CHILD DATE_INT DATE_MATCH",
    ),
    _layout(
        "PlacedAdoption",
        "CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED",
        required="CHILD DATE_PLACED DATE_PLACED_CEASED",
    ),
    _layout("PrevPerm", "CHILD DOB PREV_PERM LA_PERM DATE_PERM", required="CHILD DOB PREV_PERM"),
    _layout("Missing", "CHILD DOB MISSING MIS_START MIS_END", required="CHILD MISSING MIS_START MIS_END"),
    _layout("SWEpisodes", "CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON", required="CHILD SW_ID SW_DECOM SW_DEC"),
    _layout("DoLo", "CHILD DOB DOLO_START DOLO_END", required="CHILD DOLO_START DOLO_END"),
)
LAYOUTS: dict[str, Layout] = {layout.module: layout for layout in _ALL}
"""The twelve modules, in the order they are reported."""


def known_names(names: Sequence[str]) -> int:
    """The largest number of these names that are columns of one module."""
    return max(len(set(names) & set(layout.columns)) for layout in LAYOUTS.values())


def recognise(
    file: str, names: tuple[str, ...], encoding: str | None = None, *, hidden: bool = False
) -> Table | NotRead:
    """The table of a header row, or why it belongs to no module. ``encoding``, ``hidden``: as in ``Table``."""
    matching = [layout for layout in LAYOUTS.values() if layout.required <= set(names)]
    if not matching:
        return _unrecognised(file, set(names))
    layout = max(matching, key=lambda each: len(set(names) & set(each.columns)))
    twice = [shown_name(name, names.index(name) + 1) for name, count in Counter(names).items() if name and count > 1]
    if twice:
        refusal = Refusal(f"these columns appear twice: {', '.join(twice)}", "Keep one of each, and import again")
        return NotRead(file, refusal.reason, refusal.do, layout.module)
    return Table(file, layout, names, encoding, hidden)


def _unrecognised(file: str, names: set[str]) -> NotRead:
    nearest = max(LAYOUTS.values(), key=lambda layout: len(names & set(layout.columns)) / len(layout.columns))
    if len(names & nearest.columns_beside_child) == 0:
        return NotRead(
            file, "its first row is not the header row of a module", "Export a module of the return with its header row"
        )
    missing = ", ".join(column for column in nearest.columns if column in nearest.required - names)
    return NotRead(
        file,
        f"its header row matches no module; the nearest is {nearest.module}, which needs {missing}",
        f"Add the columns {missing}, or leave the file out of the return",
        nearest.module,
    )
