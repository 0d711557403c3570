"""The synthetic authority's Annex A workbook says of a day what its children's histories say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from timeline.synthetic import Authority, draw_change, histories, write_extract

ON = date(2022, 3, 31)
AUTHORITY = Authority(seed=3, children=60, first_year_ending=date(2021, 3, 31), years=2, restatement=0)
OFTEN_WRONG = Authority(seed=3, children=200, first_year_ending=date(2021, 3, 31), years=3, restatement=40)


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


def test_what_no_return_has_put_right_yet_it_has_wrong_too(tmp_path: Path) -> None:
    """Of the second of three years: known late or mistaken in it, or to be put right by its own return."""
    listed = {row["Child Unique ID"]: row for row in rows(write_extract(OFTEN_WRONG, tmp_path / "a.xlsx", ON))}
    day, kinds = ON.toordinal(), set()
    for truth in histories(OFTEN_WRONG):
        change = draw_change(OFTEN_WRONG, truth)
        wrong = change is not None and change.first <= 1 <= change.corrected_by
        known = [
            each
            for each in (change.episodes if change is not None and wrong else truth.episodes)
            if each.decom <= day and (each.dec is None or each.dec > day) and each.ls not in ("V3", "V4")
        ]
        row = listed.get(truth.person.child)
        assert (row is not None) == bool(known)
        if row is not None:
            said = row["Placement Type"], row["Child's Legal Status"], row["Placement postcode"] or ""
            assert said == (known[-1].place, known[-1].ls, known[-1].pl_post)
        kinds |= {change.kind} if change is not None and wrong else set()
    assert kinds >= {"late-ceasing", "late-start", "late-move", "amended", "withdrawn", "never-sent-again"}


@pytest.mark.parametrize("on", [date(2020, 3, 31), date(2022, 4, 1)])
def test_a_day_outside_the_simulated_years_is_refused(on: date, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="simulated years"):
        write_extract(AUTHORITY, tmp_path / "a.xlsx", on)
    assert list(tmp_path.iterdir()) == []
