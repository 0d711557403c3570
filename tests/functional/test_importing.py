"""``import`` and ``template``: what comes in, what is set aside, what is counted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.functional.commands import (
    ANNA,
    CHILDREN,
    EPISODES,
    HEADER,
    RETURN_2011,
    REVIEWS,
    Result,
    done,
    run,
    write_files,
)

YEAR = ("--year-ending", "2011-03-31", "--known-on", "2011-06-30")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the default store."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bring(files: dict[str, tuple[str, ...]], *words: object) -> Result:
    """Import a return of these files."""
    write_files(Path("return"), files)
    return run("import", "ssda903", "return", *YEAR, *words)


def adds_up(rows: dict[str, int]) -> bool:
    """Whether every row read came to something."""
    return rows["read"] == rows["recorded"] + rows["unchanged"] + rows["quarantined"]


def test_rows_read_are_recorded_unchanged_or_quarantined(here: Path) -> None:
    report = bring(dict(RETURN_2011), "--format", "json").json
    assert report["rows"] == {"read": 6, "recorded": 6, "unchanged": 0, "quarantined": 0}
    assert [(module["module"], module["read"]) for module in report["modules"]] == [
        *(("Header", 3), ("Episodes", 3), ("Missing", 0)),
    ]


def test_importing_again_adds_nothing(here: Path) -> None:
    bring(dict(RETURN_2011))
    again = bring(dict(RETURN_2011), "--format", "json").json
    assert again["rows"] == {"read": 6, "recorded": 0, "unchanged": 6, "quarantined": 0}
    assert (again["facts_added"], again["statements_added"]) == (0, 0)


def test_the_table_says_what_was_read_and_added(here: Path) -> None:
    result = bring(dict(RETURN_2011))
    assert result.code == 0
    assert ["all", "6", "6", "0", "0"] in [line.split() for line in result.lines]
    assert "7 facts and 3 statements added" in result.lines  # three children, three beginnings, one ending


def test_brief_is_one_line(here: Path) -> None:
    assert bring(dict(RETURN_2011), "--brief").lines == [
        "6 rows read = 6 recorded + 0 unchanged + 0 quarantined; 7 facts added"
    ]


def test_as_csv_one_line_a_module(here: Path) -> None:
    rows = list(csv.DictReader(bring(dict(RETURN_2011), "--format", "csv").lines))
    assert [(row["module"], row["files"], row["recorded"]) for row in rows] == [
        ("Header", "header.csv", "3"),
        ("Episodes", "episodes.csv", "3"),
        ("Missing", "missing.csv", "0"),
    ]


# ----------------------------------------------------------------------------------------------------------- dry run


def test_a_dry_run_where_there_is_no_store_makes_none(here: Path) -> None:
    report = bring(dict(RETURN_2011), "--dry-run", "--format", "json").json
    assert (report["dry_run"], report["rows"]["recorded"]) == (True, 6)
    assert not Path("timeline.db").exists()


def test_a_dry_run_on_a_store_adds_nothing_to_it(here: Path) -> None:
    bring({name: lines for name, lines in RETURN_2011.items() if name == "header.csv"})
    before = done("log", "stats", "--format", "json").json
    report = bring(dict(RETURN_2011), "--dry-run", "--format", "json").json
    assert report["rows"] == {"read": 6, "recorded": 3, "unchanged": 3, "quarantined": 0}
    assert done("log", "stats", "--format", "json").json == before


def test_an_import_of_nothing_readable_leaves_no_store(here: Path) -> None:
    assert bring({"episodes.csv": ()}).code == 3
    assert not Path("timeline.db").exists()


# ------------------------------------------------------------------------------- what cannot be read is set aside

BAD_ROWS = {
    "header.csv": RETURN_2011["header.csv"],
    "episodes.csv": (
        *RETURN_2011["episodes.csv"],
        f"{ANNA},31/02/2011,P,V2,N1,Q2,PR1,,,,,,",
        f"{ANNA},01/02/2011,P,V2,N1,QQ,PR1,,,,,,",
    ),
}


def test_a_bad_date_and_an_unknown_code_are_quarantined_and_the_rest_is_imported(here: Path) -> None:
    result = bring(BAD_ROWS, "--format", "json")
    report = result.json
    assert result.code == 0
    assert report["rows"] == {"read": 8, "recorded": 6, "unchanged": 0, "quarantined": 2}
    assert [(group["file"], group["column"], group["example_rows"]) for group in report["quarantine"]] == [
        ("episodes.csv", "DECOM", [5]),
        ("episodes.csv", "PLACE", [6]),
    ]
    assert report["quarantine"][0]["reason"] == "there is no such day"


def test_strict_ends_with_1_when_a_row_was_quarantined(here: Path) -> None:
    assert bring(BAD_ROWS, "--strict").code == 1
    assert bring(dict(RETURN_2011), "--strict").code == 0


def test_the_rows_set_aside_are_written_to_a_file_of_the_analysts_own(here: Path) -> None:
    result = bring(BAD_ROWS, "--quarantine", "aside.csv")
    rows = list(csv.DictReader(Path("aside.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["FILE"], row["ROW"], row["COLUMN"], row["VALUE"]) for row in rows] == [
        ("episodes.csv", "5", "DECOM", "31/02/2011"),
        ("episodes.csv", "6", "PLACE", "QQ"),
    ]
    assert "QQ" not in result.out


def test_without_a_file_the_command_says_how_to_get_one(here: Path) -> None:
    assert bring(BAD_ROWS).err == (
        "The rows set aside, with their values: import again with --quarantine FILE (and --dry-run).\n"
    )


def test_a_file_without_a_column_is_named_and_the_others_are_imported(here: Path) -> None:
    files = {"header.csv": RETURN_2011["header.csv"], "episodes.csv": (EPISODES.replace("DECOM,", ""),)}
    result = bring(files, "--format", "json")
    assert result.code == 0
    (missed,) = result.json["not_read"]
    assert missed["file"] == "episodes.csv"
    assert "DECOM" in missed["reason"]
    assert result.json["rows"]["recorded"] == 3


def test_a_child_in_reviews_and_not_in_header_is_recorded_and_named(here: Path) -> None:
    files = {"header.csv": (HEADER,), "reviews.csv": (REVIEWS, f"{ANNA},05/06/2004,30/11/2010,PN1")}
    result = bring(files, "--format", "json")
    report = result.json
    assert report["rows"] == {"read": 1, "recorded": 1, "unchanged": 0, "quarantined": 0}
    found = {each["kind"]: (each["count"], each["examples"]) for each in report["discrepancies"]}
    assert found["in Reviews and not in Header"] == (1, ["reviews.csv row 2"])
    assert "in Reviews and not in Header: 1 child (reviews.csv row 2)." in [line.strip() for line in bring(files).lines]


def test_a_binary_file_and_an_empty_one_among_good_ones_are_named(here: Path) -> None:
    Path("return").mkdir()
    Path("return/scan.csv").write_bytes(b"\x00\x01\x02\xff\xfe" * 100)
    Path("return/nothing.csv").write_bytes(b"")
    report = bring(dict(RETURN_2011), "--format", "json").json
    assert sorted(each["file"] for each in report["not_read"]) == ["nothing.csv", "scan.csv"]
    assert adds_up(report["rows"])


def test_a_column_nobody_knows_is_named(here: Path) -> None:
    files = {"header.csv": (f"{HEADER},FAVOURITE", f"{ANNA},2,05/06/2004,WBRI,UN1,0,,blue")}
    assert "header.csv: not known and not used: FAVOURITE." in [line.strip() for line in bring(files).lines]


# ----------------------------------------------------------------------------------------------- journal and tables


def test_a_journal_is_imported_and_a_correction_in_it_counts(here: Path) -> None:
    Path("j.journal").write_text(
        "known 2012-06-30\n2012-01-31 C1 became-looked-after legal_status=V2\n", encoding="utf-8"
    )
    assert done("import", "journal", "j.journal", "--format", "json").json == {
        "file": "j.journal",
        "dry_run": False,
        "rows": 1,
        "facts_added": 1,
        "statements_added": 1,
        "said_of_the_log": 0,
    }
    value = ("measure", "looked-after", "--as-at", "2012-03-31", "--format", "csv")
    assert next(csv.DictReader(done(*value).lines))["value"] == "1"
    Path("c.journal").write_text(
        'known 2012-07-31\nwithdraw 2012-01-31 C1 became-looked-after legal_status=V2 because "another child"\n',
        encoding="utf-8",
    )
    done("import", "journal", "c.journal")
    assert next(csv.DictReader(done(*value).lines))["value"] != "1"
    assert next(csv.DictReader(done(*value, "--known-at", "2012-06-30").lines))["value"] == "1"


def test_the_template_can_be_imported_as_it_is(here: Path) -> None:
    text = done("template", "visitor-requests").out
    assert text.splitlines()[0] == "CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON"
    Path("requests.csv").write_text(text, encoding="utf-8")
    report = done(
        *("import", "table", "visitor-requests", "requests.csv", "--known-on", "2025-06-30", "--format", "json")
    ).json
    assert report["rows"] == {"read": 1, "recorded": 1, "unchanged": 0, "quarantined": 0}


# ----------------------------------------------------------------------------------------------------- identifiers


def test_no_child_is_named_by_an_import(here: Path) -> None:
    files = {
        **BAD_ROWS,
        "reviews.csv": (REVIEWS, *(f"{child},05/06/2004,xx,{child}" for child in CHILDREN), f"{ANNA},,30/11/2010,PN1"),
        "odd.csv": (f"{ANNA},{ANNA}",),
    }
    for form in ("table", "json", "csv"):
        result = bring(files, "--format", form)
        assert result.code == 0
        assert not any(child in result.out + result.err for child in CHILDREN)
