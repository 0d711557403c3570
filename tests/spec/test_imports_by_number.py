"""What an import names carries the number of the published rule: in the report, and in the files of rows set aside."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.functional.commands import run
from tests.fuzz.returns import write_return

ANNA = "Anna,F,01/05/2012,WBRI,A12345678901B,0,"
CARE = "Anna,01/05/2023,S,C2,N1,U3,PR1,,,,AA1 1AA,BB1 1BB,"


def imported(folder: Path, year: int = 2025, **modules: str) -> dict[str, Any]:
    """The report of an import known in June, and beside it the file of the rows set aside."""
    written = write_return(folder / "return", {"header": ANNA, "episodes": CARE, **modules})
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    words = ("--quarantine", folder / "aside.csv", "--format", "json")
    report: dict[str, Any] = run("--store", folder / "log.db", "import", "ssda903", written, *days, *words).json
    return report


def remarks(path: Path) -> list[str]:
    """What stands in the column REASON."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["REASON"] for row in csv.DictReader(file)]


ROWS = [
    ("missing", "Anna,01/05/2012,M,01/08/2025,", "MIS_START", ["570"]),
    ("missing", "Anna,01/05/2012,M,no day,", "MIS_START", ["1004"]),
    ("missing", "Anna,01/05/2012,M,,", "MIS_START", ["1004", "564"]),
    ("missing", "Anna,01/05/2012,,01/08/2024,", "MISSING", ["565"]),
    ("missing", "Anna,01/05/2012,,01/08/2024,02/08/2024", "MISSING", ["565", "566"]),
    ("missing", "Anna,01/05/2012,X,01/08/2024,", "MISSING", ["1006"]),
    ("missing", "Anna,01/05/2012,M,01/08/2024,01/08/2025", "MIS_END", ["571"]),
    ("missing", "Anna,01/05/2012,M,01/08/1924,", "MIS_START", []),
    ("header", "Bert,M,no day,WBRI,UN1,,", "DOB", ["102"]),
    ("header", "Bert,M,,WBRI,UN1,,", "DOB", ["102"]),
    ("episodes", "Anna,32/05/2023,S,C2,N1,U3,PR1,,,,,,", "DECOM", ["141"]),
    ("episodes", "Anna,,S,C2,N1,U3,PR1,,,,,,", "DECOM", []),
    ("episodes", "Anna,01/06/2023,X,C2,N1,U3,PR1,,,,,,", "RNE", ["143"]),
    ("episodes", "Anna,01/08/2025,S,C2,N1,U3,PR1,,,,,,", "DECOM", ["354"]),
    ("episodes", "Anna,01/06/2023,S,C2,N1,U3,PR1,01/08/2025,E8,,,,", "DEC", ["385"]),
    ("reviews", "Anna,01/05/2012,,PN1", "REVIEW", ["166", "167"]),
    ("placed", "Anna,01/05/2012,,01/06/2024,RD1", "DATE_PLACED", ["563"]),
    ("placed", "Anna,01/05/2012,01/06/2024,,RD1", "DATE_PLACED_CEASED", ["119"]),
    ("uasc", "Anna,F,01/05/2012,01/06/2030", "DUC", ["304"]),
    ("workers", "Anna,01/05/2012,SW1,no day,,CHCHAN", "SW_DECOM", ["SW04STG1"]),
]


@pytest.mark.parametrize(("module", "row", "column", "numbers"), ROWS)
def test_a_row_that_was_set_aside_has_the_number_in_the_report_and_in_the_file(
    tmp_path: Path, module: str, row: str, column: str, numbers: list[str]
) -> None:
    before = {"header": ANNA, "episodes": CARE}.get(module, "")
    report = imported(tmp_path, **{module: f"{before}\n{row}"})
    (group,) = report["quarantine"]
    assert (group["column"], group["rule_numbers"]) == (column, numbers)
    assert "903" not in group["reason"]
    (reason,) = remarks(tmp_path / "aside.csv")
    word = "rule" if len(numbers) == 1 else "rules"
    assert reason == group["reason"] + (f" (903 {word} {', '.join(numbers)})" if numbers else "")


def test_a_rule_that_the_return_is_not_held_to_is_not_named(tmp_path: Path) -> None:
    """Deprivation of liberty has its rules from the return of 2026-27 on."""
    report = imported(tmp_path, liberty="Anna,01/05/2012,no day,")
    assert [each["rule_numbers"] for each in report["quarantine"]] == [[]]


def test_a_cell_that_was_left_out_has_the_number_too(tmp_path: Path) -> None:
    report = imported(tmp_path, episodes=CARE.replace("C2", "C9"))
    assert [(each["column"], each["rule_numbers"]) for each in report["cells_set_aside"]] == [("LS", ["144"])]
    assert remarks(tmp_path / "aside-cells.csv")[0].endswith(" (903 rule 144)")


def test_discrepancies_have_the_numbers_of_the_modules_that_have_them(tmp_path: Path) -> None:
    report = imported(
        tmp_path,
        header=f"{ANNA}\nBert,M,01/05/2013,WBRI,12345,,",
        episodes=f"{CARE}\nBert,01/05/2025,S,C2,N1,U3,PR1,,,,,,\nCleo,01/05/2024,S,C2,N1,U3,PR1,02/05/2025,E8,,,,",
        missing="Anna,01/05/2012,M,01/05/2025,\nAnna,02/05/2012,A,01/08/2024,02/08/2024",
    )
    found = {each["kind"]: each["rule_numbers"] for each in report["discrepancies"]}
    assert found == {
        "begins after the return's year": ["354", "570"],
        "ends after the return's year": ["385"],
        "in Episodes and not in Header": ["INT03"],
        "another date of birth than in Header": ["INT13"],
        "UPN that is no school number": ["168"],
    }


def test_the_table_says_it_and_the_log_keeps_the_reason_without_it(tmp_path: Path) -> None:
    written = write_return(
        tmp_path / "return", {"header": ANNA, "episodes": CARE, "missing": "Anna,01/05/2012,M,01/08/2025,"}
    )
    store, days = tmp_path / "log.db", ("--year-ending", "2025-03-31", "--known-on", "2025-06-30")
    text = " ".join(run("--store", store, "import", "ssda903", written, *days).out.split())
    assert "MIS_START: the day is later than the day it became known (903 rule 570)" in text
    with sqlite3.connect(store) as log:
        (body,) = log.execute("SELECT body FROM entries WHERE name LIKE 'import-recorded%'").fetchone()
    log.close()
    (missing,) = [each for each in json.loads(body)["modules"] if each["module"] == "Missing"]
    assert [each["reason"] for each in missing["set_aside"]] == [
        "MIS_START: the day is later than the day it became known"
    ]
