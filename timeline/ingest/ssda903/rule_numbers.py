"""The published rules that a row, a cell or a discrepancy of a return breaks, by module and column.

A rule is named only where its own wording applies: a day before 1950 is a date, so it breaks no rule about "no date".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from timeline.domain.days import Window
from timeline.domain.written import NO_YEAR_OF_A_CASE
from timeline.ingest.cell_texts import TOO_EARLY, is_nothing, read_cell_day
from timeline.ingest.cells import AHEAD
from timeline.ingest.quarantine import Quarantined
from timeline.lazy import lazy

if TYPE_CHECKING:
    from timeline.domain.checks import numbers as numbers_of_rules
else:
    numbers_of_rules = lazy("timeline.domain.checks.numbers")

Columns = Mapping[str, Mapping[str, str]]

NO_DATE: Columns = {
    "Header": {"DOB": "102", "MC_DOB": "171"},
    "Episodes": {"DECOM": "141", "DEC": "147"},
    "Reviews": {"REVIEW": "166"},
    "UASC": {"DUC": "104"},
    "AD1": {"DATE_INT": "112", "DATE_MATCH": "113"},
    "PlacedAdoption": {"DATE_PLACED": "115", "DATE_PLACED_CEASED": "116"},
    "PrevPerm": {"DATE_PERM": "632"},
    "Missing": {"MIS_START": "1004", "MIS_END": "1005"},
    "SWEpisodes": {"SW_DECOM": "SW04STG1", "SW_DEC": "SW05STG1"},
    "DoLo": {"DOLO_START": "700", "DOLO_END": "701"},
}
"""Cells that are not blank and not a date."""

NO_CODE: Columns = {
    "Header": {"SEX": "101", "ETHNIC": "103", "MOTHER": "165"},
    "Episodes": {
        "RNE": "143",
        "LS": "144",
        "CIN": "145",
        "PLACE": "146",
        "PLACE_PROVIDER": "178",
        "REC": "149",
        "REASON_PLACE_CHANGE": "1009",
    },
    "Reviews": {"REVIEW_CODE": "167"},
    "OC2": {
        "SDQ_SCORE": "180",
        "SDQ_REASON": "196",
        **dict.fromkeys(("CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT"), "181"),
        **dict.fromkeys(("SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"), "181"),
    },
    "OC3": {"IN_TOUCH": "131", "ACTIV": "132", "ACCOM": "133"},
    "AD1": {"FOSTER_CARE": "114", "NB_ADOPTR": "175", "SEX_ADOPTR": "176", "LS_ADOPTR": "177"},
    "PlacedAdoption": {"REASON_PLACED_CEASED": "120"},
    "PrevPerm": {"PREV_PERM": "631"},
    "Missing": {"MISSING": "1006"},
    "SWEpisodes": {"SW_REASON": "SW13STG1"},
}
"""Cells that are not blank and not a code of the list or a number in the range."""

TOO_LATE: Columns = {"UASC": {"DUC": "304"}}
"""Days that are refused because they are too late."""

BLANK: Columns = {
    "Header": {"DOB": "102"},
    "Reviews": {"REVIEW": "166"},
    "Missing": {"MIS_START": "1004"},
    "DoLo": {"DOLO_START": "700"},
}
"""Cells that must never be blank."""

BLANK_BESIDE: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    "Missing": {"MIS_START": (("MISSING", "564"),), "MISSING": (("MIS_START", "565"), ("MIS_END", "566"))},
    "PlacedAdoption": {
        "DATE_PLACED": (("DATE_PLACED_CEASED", "563"),),
        "DATE_PLACED_CEASED": (("REASON_PLACED_CEASED", "119"),),
    },
    "Reviews": {"REVIEW": (("REVIEW_CODE", "167"),)},
}
"""Cells that must not be blank where another one is filled: that other column, and the rule."""

AFTER_THE_YEAR: Columns = {
    "Header": {"DOB": "301", "MC_DOB": "625"},
    "Episodes": {"DECOM": "354", "DEC": "385"},
    "Missing": {"MIS_START": "570", "MIS_END": "571"},
    "SWEpisodes": {"SW_DECOM": "SW06STG2", "SW_DEC": "SW07STG2"},
    "DoLo": {"DOLO_START": "703", "DOLO_END": "704"},
}
"""Days after the end of the return's year."""

BEGINS_AFTER, ENDS_AFTER, ENDED_BEFORE = "begins after", "ends after", "ended before"
BORN_OTHERWISE, NOT_IN_HEADER, SEVERAL_HEADERS = "born otherwise", "not in Header", "several Headers"
NO_SCHOOL_NUMBER = "no school number"

DISCREPANCIES: Columns = {
    BEGINS_AFTER: {
        "Header": "301",
        "Episodes": "354",
        "Missing": "570",
        "SWEpisodes": "SW06STG2",
        "DoLo": "703",
    },
    ENDS_AFTER: {"Episodes": "385", "Missing": "571", "SWEpisodes": "SW07STG2", "DoLo": "704"},
    ENDED_BEFORE: {"Missing": "571", "DoLo": "704"},
    BORN_OTHERWISE: {
        "AD1": "INT11",
        "PlacedAdoption": "INT12",
        "Missing": "INT13",
        "OC2": "INT14",
        "OC3": "INT15",
        "PrevPerm": "INT16",
        "Reviews": "INT17",
        "UASC": "INT18",
    },
    NOT_IN_HEADER: {
        "AD1": "INT01",
        "PlacedAdoption": "INT02",
        "Episodes": "INT03",
        "Missing": "INT04",
        "OC2": "INT05",
        "OC3": "INT06",
        "PrevPerm": "INT07",
        "Reviews": "INT08",
        "UASC": "INT09",
    },
    SEVERAL_HEADERS: {"Header": "INT32"},
    NO_SCHOOL_NUMBER: {"Header": "168"},
}
"""The rules of each sort of discrepancy, by the module of the row."""

_REFUSED_DATES = frozenset({TOO_EARLY.reason, NO_YEAR_OF_A_CASE.reason})
_BLANK_REASON = "it is blank"


def numbered(each: Quarantined, year: Window) -> Quarantined:
    """The row or cell with the numbers of the rules that the cell breaks."""
    found = _broken(each, year) if each.column else ()
    return replace(each, rules=_in_force(found, year))


def of_discrepancy(sort: str, modules: Iterable[str], year: Window) -> tuple[str, ...]:
    """The rules of a sort of discrepancy in rows of these modules, without repeats."""
    numbers = DISCREPANCIES[sort]
    return _in_force(sorted({numbers[module] for module in modules if module in numbers}), year)


def _broken(each: Quarantined, year: Window) -> tuple[str, ...]:
    module, column = each.source.module, each.column or ""
    if each.reason.startswith(_BLANK_REASON):
        always = BLANK.get(module, {}).get(column)
        beside = BLANK_BESIDE.get(module, {}).get(column, ())
        found = (number for item, number in beside if _is_given(each, item))
        return (*((always,) if always else ()), *found)
    if each.reason == AHEAD.reason:
        day = read_cell_day(each.value)
        number = AFTER_THE_YEAR.get(module, {}).get(column)
        return (number,) if number and isinstance(day, date) and day > year.last else ()
    if each.reason in _REFUSED_DATES:
        return ()
    table = NO_DATE if column in NO_DATE.get(module, {}) else NO_CODE
    if table is NO_DATE and isinstance(read_cell_day(each.value), date):
        table = TOO_LATE
    number = table.get(module, {}).get(column)
    return (number,) if number else ()


def _is_given(each: Quarantined, column: str) -> bool:
    cells = dict(zip(each.source.columns, each.cells, strict=False))
    text = cells.get(column, "").strip()
    return bool(text) and not is_nothing(text)


def _in_force(numbers: Iterable[str], year: Window) -> tuple[str, ...]:
    return tuple(number for number in numbers if numbers_of_rules.NUMBERS[number].is_in_force(year.last.year))
