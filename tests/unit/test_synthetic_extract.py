"""The synthetic authority's Annex A workbook says of a day what its children's histories say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from timeline.synthetic import Authority, histories, write_extract

ON = date(2022, 3, 31)
AUTHORITY = Authority(seed=3, children=60, first_year_ending=date(2021, 3, 31), years=2)


def rows(path: Path) -> list[dict[object, object]]:
    head, *found = load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_it_lists_who_is_looked_after_at_the_end_of_the_day(tmp_path: Path) -> None:
    listed = {row["Child Unique ID"] for row in rows(write_extract(AUTHORITY, tmp_path / "a.xlsx", ON))}
    day = ON.toordinal()
    truly = {
        truth.person.child
        for truth in histories(AUTHORITY)
        if any(
            each.decom <= day and (each.dec is None or each.dec > day) and each.ls not in ("V3", "V4")
            for each in truth.episodes
        )
    }
    assert listed == truly
    assert listed


def test_the_same_parameters_give_the_same_rows(tmp_path: Path) -> None:
    first, again = (rows(write_extract(AUTHORITY, tmp_path / name, ON)) for name in ("a.xlsx", "b.xlsx"))
    assert first == again


def test_no_day_in_it_is_after_its_own(tmp_path: Path) -> None:
    for row in rows(write_extract(AUTHORITY, tmp_path / "a.xlsx", ON)):
        started, placed = row["Date Started to be Looked After"], row["Start Date of Most Recent Placement"]
        assert started.date() <= placed.date() <= ON
