"""Two children of one return with one UPN (validation rule 444): asked of digests, from the return of 2025-26 on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.functional.commands import EPISODES, HEADER, done, run, write_files

ONE, OTHER = "A12345678901B", "C12345678901D"
BORN = {"Anna": "05/06/2012", "Bert": "07/08/2013", "Cleo": "09/10/2014"}
FORMS = [("--engine", "reference"), ("--engine", "auto"), ("--as-the-dfe-would", "2026")]


def imported(store: Path, year: int, numbers: Mapping[str, str], *words: object, month: int = 6) -> Path:
    """A return of some of the three, with these in UPN, into a store."""
    files = {
        "header.csv": (HEADER, *(f"{child},F,{BORN[child]},WBRI,{upn},0," for child, upn in numbers.items())),
        "episodes.csv": (EPISODES, *(f"{child},01/05/2024,S,C2,N1,U3,PR1,,,,AA1 1AA,BB1 1BB," for child in numbers)),
    }
    folder = write_files(store.parent / f"{store.stem}-{year}-{month}", files)
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-{month:02}-30")
    done("--store", store, "import", "ssda903", folder, *days, *words)
    return store


def named(store: Path, *words: str) -> list[list[str]]:
    """The children of each finding. ``auto`` asks the projections."""
    if "auto" in words:
        done("--store", store, "rebuild")
    answer = run("--store", store, "check", "--rule", "444", *words, "--format", "json").json
    return [[each["child"], *each["same_as"]] for rule in answer["rules"] for each in rule["findings"]]


@pytest.mark.parametrize("form", FORMS)
def test_two_children_of_one_return_with_one_number_are_named_once(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path / "log.db", 2026, {"Bert": ONE, "Anna": ONE.lower(), "Cleo": OTHER})
    assert named(store, *form) == [["Anna", "Bert"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("upn", ["UN1", "UN2", ""])
def test_codes_and_blanks_are_no_numbers(tmp_path: Path, upn: str, form: tuple[str, ...]) -> None:
    store = imported(tmp_path / "log.db", 2026, {"Anna": upn, "Bert": upn, "Cleo": OTHER})
    assert named(store, *form) == []


@pytest.mark.parametrize("form", [("--engine", "reference"), ("--engine", "auto"), ("--as-the-dfe-would", "2025")])
def test_before_2025_26_no_return_is_held_to_it(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path / "log.db", 2025, {"Anna": ONE, "Bert": ONE})
    command = ("--store", store, "check", *form, "--format", "json")
    assert "444" not in {each["rule_number"] for each in run(*command).json["rules"]}


@pytest.mark.parametrize("form", FORMS)
def test_children_of_two_returns_are_not_compared(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path / "log.db", 2025, {"Anna": ONE})
    imported(store, 2026, {"Bert": ONE})
    assert named(store, *form) == []


@pytest.mark.parametrize("engine", ["reference", "auto"])
@pytest.mark.parametrize("put_right", [OTHER, "UN1"])
def test_the_return_sent_again_that_puts_it_right_ends_it(tmp_path: Path, put_right: str, engine: str) -> None:
    store = imported(tmp_path / "log.db", 2026, {"Anna": ONE, "Bert": ONE})
    imported(store, 2026, {"Anna": ONE, "Bert": put_right}, month=9)
    assert named(store, "--engine", engine) == []
    assert named(store, "--as-the-dfe-would", "2026") == []
    assert named(store, "--as-at", "2026-06-30", "--known-at", "2026-06-30") == [["Anna", "Bert"]]


@pytest.mark.parametrize("form", FORMS)
def test_numbers_under_two_secrets_are_not_compared(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path / "log.db", 2026, {"Anna": ONE}, "--secret", tmp_path / "one.secret")
    words = ("--partial", "--secret", tmp_path / "other.secret")
    folder = write_files(tmp_path / "more", {"header.csv": (HEADER, f"Bert,F,{BORN['Bert']},WBRI,{ONE},0,")})
    done(
        "--store", store, "import", "ssda903", folder, "--year-ending", "2026-03-31", "--known-on", "2026-06-30", *words
    )
    assert named(store, *form) == []


@pytest.mark.parametrize("engine", ["reference", "auto"])
def test_children_who_are_said_to_be_one_are_one(tmp_path: Path, engine: str) -> None:
    store = imported(tmp_path / "log.db", 2026, {"Anna": ONE, "Bert": ONE})
    answer = run("--store", store, "check", "--rule", "444", "--format", "json").json
    journal = tmp_path / "one.journal"
    journal.write_text(f"{answer['rules'][0]['findings'][0]['journal']}\n", encoding="utf-8")
    done("--store", store, "import", "journal", journal)
    assert named(store, "--engine", engine) == []


@pytest.mark.parametrize("form", [(), ("--as-the-dfe-would", "2026")])
def test_without_digests_it_is_not_asked(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path / "log.db", 2026, {"Anna": "UN1", "Bert": "UN1"})
    answer = run("--store", store, "check", "--rule", "444", *form, "--format", "json").json
    (reason,) = [each["reason"] for each in answer["not_asked"]]
    assert "no digests of school numbers" in reason
