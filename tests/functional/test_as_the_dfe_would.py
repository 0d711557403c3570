"""``check --as-the-dfe-would``: one return's own rows by the rules of its year, and what was known before it.

Two returns. In that for 2023-24 ANNA is a girl with an open episode under V2, and BERT has started on 1 June 2023. In
that for 2024-25 ANNA is a boy, and the same episode is under C2; BERT's ethnic group is blank; CLEO is new, with an
episode that began in July 2023. CLEO's home and placement have no postcode.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.functional.commands import ANNA, BERT, CLEO, DORA, EPISODES, HEADER, Result, done, run, write_files

BEFORE: Mapping[str, tuple[str, ...]] = {
    "header.csv": (HEADER, f"{ANNA},2,05/06/2010,WBRI,UN1,0,", f"{BERT},1,07/08/2011,MWBC,UN1,,"),
    "episodes.csv": (
        EPISODES,
        f"{ANNA},01/05/2022,S,V2,N1,U4,PR4,,,,HH1 1HH,AA1 1AA,SC000001",
        f"{BERT},01/06/2023,S,C2,N1,U4,PR4,,,,HH1 1HI,AA1 1AB,SC000002",
    ),
}

NOW: Mapping[str, tuple[str, ...]] = {
    "header.csv": (
        HEADER,
        f"{ANNA},M,05/06/2010,WBRI,UN1,,",
        f"{BERT},M,07/08/2011,,UN1,,",
        f"{CLEO},F,09/10/2012,WBRI,UN1,0,",
    ),
    "episodes.csv": (
        EPISODES,
        f"{ANNA},01/05/2022,S,C2,N1,U4,PR4,,,,HH1 1HH,AA1 1AA,SC000001",
        f"{BERT},01/06/2023,S,C2,N1,U4,PR4,,,,HH1 1HI,AA1 1AB,SC000002",
        f"{CLEO},01/07/2023,S,C2,N1,U4,PR4,,,,,,SC000003",
    ),
}


def imported(store: Path, folder: Path, files: Mapping[str, tuple[str, ...]], year: int, known_on: str) -> None:
    write_files(folder, files)
    done(
        *("--store", store, "import", "ssda903", folder),
        *("--year-ending", f"{year}-03-31", "--known-on", known_on, "--even-so"),
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A log of both returns."""
    imported(tmp_path / "log.db", tmp_path / "2024", BEFORE, 2024, "2024-06-30")
    imported(tmp_path / "log.db", tmp_path / "2025", NOW, 2025, "2025-06-30")
    return tmp_path / "log.db"


def asked(store: Path, year: str = "2025", *more: str) -> Result:
    return run("--store", store, "check", "--as-the-dfe-would", year, *more)


def numbers(answer: dict[str, Any]) -> dict[str, list[str]]:
    """Each number that is broken, with the children."""
    return {rule["rule_number"]: [each["child"] for each in rule["findings"]] for rule in answer["rules"]}


def test_the_rows_of_the_return_and_what_was_known_before_it(store: Path) -> None:
    answer = asked(store, "2025", "--format", "json")
    assert (answer.code, answer.err) == (1, "")
    assert numbers(answer.json) == {
        "103": [BERT],
        "202": [ANNA],
        "209": [ANNA, BERT, CLEO],  # UN1 of a child of twelve or more
        "392b": [CLEO],
        "503B": [ANNA],
        "NoE": [CLEO],
    }
    assert (answer.json["form"], answer.json["year"]) == ("as the DfE would", "2024-25")
    assert (answer.json["basis"]["as_at"], answer.json["basis"]["known_at"]) == ("2025-03-31", "2025-06-30")


def test_a_change_names_the_rows_of_both_returns(store: Path) -> None:
    (rule,) = asked(store, "2025", "--rule", "503B", "--format", "json").json["rules"]
    rows = " ".join(rule["findings"][0]["source_rows"])
    assert "return to 2024-03-31" in rows
    assert "return to 2025-03-31" in rows
    assert rule["findings"][0]["days"] == ["2022-05-01", "2025-03-31"]


def test_what_is_not_asked_is_said_with_the_reason(store: Path) -> None:
    answer = asked(store, "2025", "--format", "json").json
    reasons = {each["rule_number"]: each["reason"] for each in answer["not_asked"]}
    assert "postcodes" in reasons["169"]
    assert "202" not in reasons
    assert not reasons.keys() & {rule["rule_number"] for rule in answer["rules"]}
    printed = asked(store).out
    assert "Not asked: " in printed
    assert "169 " in printed


def test_without_the_return_before_rules_about_two_are_not_asked(store: Path) -> None:
    answer = asked(store, "2024", "--format", "json").json
    reasons = {each["rule_number"]: each["reason"] for each in answer["not_asked"]}
    assert reasons["202"] == "It compares two returns, and the return for 2022-23 is not in the log."
    assert "NoE" in reasons
    assert "202" not in numbers(answer)


def test_a_rule_that_the_year_does_not_have_is_not_asked_nor_said_not_to_be(store: Path) -> None:
    """232 is in force from the return of 2024-25, 700 from that of 2026-27."""
    answer = asked(store, "2024", "--format", "json").json
    named = {each["rule_number"] for form in ("not_asked", "other_readings") for each in answer[form]}
    assert not named & {"232", "700"}


def test_what_became_known_later_has_no_part(store: Path, tmp_path: Path) -> None:
    before = asked(store, "2024", "--format", "csv").out
    later = {"header.csv": NOW["header.csv"], "episodes.csv": NOW["episodes.csv"]}
    imported(store, tmp_path / "2026", later, 2026, "2026-06-30")
    again = [row | {"position": ""} for row in csv.DictReader(asked(store, "2024", "--format", "csv").out.splitlines())]
    assert again == [row | {"position": ""} for row in csv.DictReader(before.splitlines())]


def test_of_several_returns_of_the_year_the_last_is_asked_and_compared_with_the_year_before(
    store: Path, tmp_path: Path
) -> None:
    put_right = {**NOW, "header.csv": (*NOW["header.csv"][:2], f"{BERT},M,07/08/2011,MWBC,UN1,,", NOW["header.csv"][3])}
    imported(store, tmp_path / "again", put_right, 2025, "2025-07-15")
    found = numbers(asked(store, "2025", "--format", "json").json)
    assert "103" not in found
    assert found["202"] == found["503B"] == [ANNA]


def test_a_return_imported_again_on_its_own_day_is_asked_whole(store: Path, tmp_path: Path) -> None:
    """What it states again word for word is of the second import too: CLEO's rows are the same, BERT's are not."""
    put_right = {**NOW, "header.csv": (*NOW["header.csv"][:2], f"{BERT},M,07/08/2011,MWBC,UN1,,", NOW["header.csv"][3])}
    imported(store, tmp_path / "again", put_right, 2025, "2025-06-30")
    found = numbers(asked(store, "2025", "--format", "json").json)
    assert "103" not in found
    assert (found["202"], found["NoE"], found["392b"]) == ([ANNA], [CLEO], [CLEO])


def test_a_column_that_the_return_does_not_have_changes_nothing(tmp_path: Path) -> None:
    """DORA's child of 2024 is in the first return. The second has neither MOTHER nor MC_DOB."""
    dora = f"{DORA},{{}},11/12/2008,WBRI,UN5"
    care = f"{DORA},01/05/2022,S,V2,N1,U4,PR4,,,,HH1 1HH,AA1 1AA,SC000001"
    before = {"header.csv": (HEADER, f"{dora.format(2)},1,01/02/2024"), "episodes.csv": (EPISODES, care)}
    short = {"header.csv": ("CHILD,SEX,DOB,ETHNIC,UPN", dora.format("F")), "episodes.csv": (EPISODES, care)}
    blank = {"header.csv": (HEADER, f"{dora.format('F')},,"), "episodes.csv": (EPISODES, care)}
    found = []
    for name, now in (("short", short), ("blank", blank)):
        imported(tmp_path / f"{name}.db", tmp_path / name / "2024", before, 2024, "2024-06-30")
        imported(tmp_path / f"{name}.db", tmp_path / name / "2025", now, 2025, "2025-06-30")
        answers = (
            asked(tmp_path / f"{name}.db", "2025", "--format", "json"),
            run("--store", tmp_path / f"{name}.db", "check", "--format", "json"),
        )
        found.append([{"207", "624"} & numbers(each.json).keys() for each in answers])
    assert found == [[set(), set()], [{"207", "624"}, {"207", "624"}]]


@pytest.mark.parametrize("year", ["2025", "2024-25", "2025-03-31", " 2025 "])
def test_a_year_by_its_end_or_by_its_name(store: Path, year: str) -> None:
    assert asked(store, year, "--format", "json").json["year"] == "2024-25"


def test_in_brief_the_rules_that_are_not_asked_are_counted(store: Path) -> None:
    lines = asked(store, "2025", "--brief").lines
    assert lines[0] == "As the DfE would see the return for 2024-25"
    assert "rules are not asked" in lines[-1] + lines[-2]


def test_the_history_is_asked_as_before_and_says_so(store: Path) -> None:
    answer = run("--store", store, "check", "--format", "json").json
    assert answer["form"] == "history"
    assert numbers(answer)["202"] == [ANNA]
