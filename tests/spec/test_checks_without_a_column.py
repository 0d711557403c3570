"""A return whose file lacks a column says nothing in it: rules that name what is blank name nobody because of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.commands import done, run, write_files
from tests.fuzz.returns import HEADERS

ROWS = {
    "header": "Anna,F,01/05/2012,WBRI,,,",
    "episodes": "Anna,01/05/2023,S,C2,N1,U3,,,,,,,",
    "oc2": "Anna,01/05/2012,,,,,1,1,1,,,",
    "placed": "Anna,01/05/2012,01/06/2024,01/07/2024,",
    "permanence": "Anna,01/05/2012,P1,,",
    "workers": "Anna,01/05/2012,SW1,01/05/2023,,",
    "reviews": "Anna,01/05/2012,01/06/2024,",
    "ad1": "Anna,01/05/2012,01/05/2024,01/06/2024,0,2,,L11",
}
"""What may be absent is blank, particulars of an adoption apart."""


def without(name: str, *columns: str, rows: str | None = None) -> tuple[str, ...]:
    """A file of a module without some of its columns."""
    names = HEADERS[name].split(",")
    assert set(columns) <= set(names)
    lines = [HEADERS[name], *(rows if rows is not None else ROWS[name]).splitlines()]
    kept = [place for place, column in enumerate(names) if column not in columns]
    return tuple(",".join(line.split(",")[place] for place in kept) for line in lines)


def imported(folder: Path, files: dict[str, tuple[str, ...]], year: int = 2025, *words: str) -> Path:
    """A store beside the folder, into which the return of a year was imported."""
    store, written = folder / "log.db", folder / f"{year}{''.join(words)}"
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    done("--store", store, "import", "ssda903", write_files(written, files), *days, *words)
    return store


def answers(store: Path, *words: str) -> tuple[set[str], dict[str, str]]:
    """The numbers of the rules that are broken, and those that are not asked, with the reasons."""
    answer = run("--store", store, "check", *words, "--format", "json").json
    broken = {each["rule_number"] for each in answer["rules"]}
    return broken, {each["rule_number"]: each["reason"] for each in answer["not_asked"]}


AS_THE_DFE_WOULD = ("--as-the-dfe-would", "2025")

HOME_POST_LACKS = "the column HOME_POST is not in the return for the year to 31 March 2025"


@pytest.mark.parametrize("form", [(), AS_THE_DFE_WOULD])
def test_a_return_without_home_post_names_nobody_by_392b_and_says_so(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path, {"header.csv": without("header"), "episodes.csv": without("episodes", "HOME_POST")})
    broken, not_asked = answers(store, *form)
    assert "392b" not in broken
    assert not_asked["392b"].rstrip(".").casefold() == HOME_POST_LACKS.casefold()


@pytest.mark.parametrize("form", [(), AS_THE_DFE_WOULD])
def test_a_return_with_home_post_that_is_blank_is_named(tmp_path: Path, form: tuple[str, ...]) -> None:
    store = imported(tmp_path, {"header.csv": without("header"), "episodes.csv": without("episodes")})
    broken, not_asked = answers(store, *form)
    assert "392b" in broken
    assert "392b" not in not_asked


@pytest.mark.parametrize(
    ("name", "columns", "numbers"),
    [
        ("header", ("UPN",), {"442"}),
        ("header", ("MOTHER",), {"393", "165"}),
        ("episodes", ("PLACE_PROVIDER",), {"526"}),
        ("episodes", ("PL_POST",), {"392b"}),
        ("oc2", ("SDQ_SCORE", "SDQ_REASON"), {"186"}),
        ("oc2", ("CONVICTED",), {"543"}),
        ("oc2", ("SUBSTANCE_MISUSE",), {"191", "182"}),
        ("placed", ("REASON_PLACED_CEASED",), {"119"}),
        ("permanence", ("LA_PERM",), {"630"}),
        ("permanence", ("DATE_PERM",), {"630"}),
        ("workers", ("SW_REASON",), {"SW01bSTG1", "SW13STG1"}),
        ("reviews", ("REVIEW_CODE",), {"167"}),
        ("ad1", ("SEX_ADOPTR",), {"151", "520"}),
    ],
)
@pytest.mark.parametrize("form", [(), AS_THE_DFE_WOULD])
def test_every_column_that_may_be_absent(
    tmp_path: Path, name: str, columns: tuple[str, ...], numbers: set[str], form: tuple[str, ...]
) -> None:
    """The same rows under a header with the column, where they break the rules, and under one without it."""
    blank = imported(tmp_path / "blank", {f"{each}.csv": without(each) for each in ROWS})
    files = {f"{each}.csv": without(each, *(columns if each == name else ())) for each in ROWS}
    absent = imported(tmp_path / "absent", files)
    (broken, not_asked), (then, not_asked_then) = answers(blank, *form), answers(absent, *form)
    assert numbers <= broken
    assert numbers.isdisjoint(not_asked)
    assert broken - then == numbers
    assert numbers <= not_asked_then.keys()


def test_what_an_earlier_return_left_blank_is_still_named_and_only_the_later_is_not_asked(tmp_path: Path) -> None:
    imported(tmp_path, {"header.csv": without("header"), "episodes.csv": without("episodes")}, 2024)
    store = imported(tmp_path, {"header.csv": without("header"), "episodes.csv": without("episodes", "HOME_POST")})
    broken, not_asked = answers(store)
    assert "392b" in broken
    assert not_asked["392b"] == HOME_POST_LACKS


def test_where_one_file_of_two_lacks_the_column_only_its_rows_are_passed_over(tmp_path: Path) -> None:
    bert = "Bert,01/05/2023,S,C2,N1,U3,PR1,,,,,AA1 1AA,"
    header = f"{ROWS['header']}\nBert,M,01/05/2012,WBRI,UN1,,"
    files = {
        "header.csv": without("header", rows=header),
        "anna.csv": without("episodes", "HOME_POST"),
        "bert.csv": without("episodes", rows=bert),
    }
    store = imported(tmp_path, files)
    answer = run("--store", store, "check", "--rule", "392b", "--format", "json").json
    assert [[one["child"] for one in rule["findings"]] for rule in answer["rules"]] == [["Bert"]]
    assert [each["reason"] for each in answer["not_asked"]] == [
        "the column HOME_POST is not in the file anna.csv of the return for the year to 31 March 2025"
    ]


def test_a_whole_return_sent_again_with_the_column_is_asked(tmp_path: Path) -> None:
    imported(tmp_path, {"header.csv": without("header"), "episodes.csv": without("episodes", "HOME_POST")})
    again = {"header.csv": without("header"), "episodes.csv": without("episodes")}
    days = ("--year-ending", "2025-03-31", "--known-on", "2025-07-31")
    store = tmp_path / "log.db"
    done("--store", store, "import", "ssda903", write_files(tmp_path / "again", again), *days)
    broken, not_asked = answers(store)
    assert "392b" in broken
    assert "392b" not in not_asked
    _, before = answers(store, "--known-at", "2025-06-30", "--as-at", "2025-06-30")
    assert before["392b"] == HOME_POST_LACKS


def test_in_the_table_the_reason_is_told_and_lists_are_not_asked_for_because_of_it(tmp_path: Path) -> None:
    store = imported(tmp_path, {"header.csv": without("header", "UPN"), "episodes.csv": without("episodes")})
    text = " ".join(run("--store", store, "check", "--rule", "442").out.split())
    assert "the column UPN is not in the return for the year to 31 March 2025" in text
    assert "--reference" not in text
