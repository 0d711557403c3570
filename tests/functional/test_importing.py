"""``import`` and ``template``: what comes in, what is set aside, what is counted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

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
    assert "7 facts and 3 statements added by import 1" in result.lines  # three children, three beginnings, one ending


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
        f"{ANNA},01/02/2011,QQ,V2,N1,Q2,PR1,,,,,,",
    ),
}


def test_a_bad_date_and_an_unknown_code_are_quarantined_and_the_rest_is_imported(here: Path) -> None:
    result = bring(BAD_ROWS, "--format", "json")
    report = result.json
    assert result.code == 0
    assert report["rows"] == {"read": 8, "recorded": 6, "unchanged": 0, "quarantined": 2}
    assert [(group["file"], group["column"], group["example_rows"]) for group in report["quarantine"]] == [
        ("episodes.csv", "DECOM", [5]),
        ("episodes.csv", "RNE", [6]),
    ]
    assert report["quarantine"][0]["reason"] == "there is no such day"


def test_strict_ends_with_1_when_a_row_was_quarantined(here: Path) -> None:
    assert bring(BAD_ROWS, "--strict").code == 1
    assert bring(dict(RETURN_2011), "--strict").code == 0


def test_the_rows_set_aside_are_written_to_a_file_of_the_analysts_own(here: Path) -> None:
    result = bring(BAD_ROWS, "--quarantine", "aside.csv")
    rows = list(csv.DictReader(Path("aside.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["FILE"], row["ROW"], row["COLUMN"], row["DECOM"], row["RNE"], row["PLACE"]) for row in rows] == [
        ("episodes.csv", "5", "DECOM", "31/02/2011", "P", "Q2"),
        ("episodes.csv", "6", "RNE", "01/02/2011", "QQ", "Q2"),
    ]
    assert "QQ" not in result.out


def test_rows_set_aside_are_corrected_in_their_file_and_imported(here: Path) -> None:
    bring(BAD_ROWS, "--quarantine", "aside.csv")
    again = run("import", "ssda903", "aside.csv", *YEAR, "--dry-run", "--format", "json").json
    assert (again["rows"]["read"], again["rows"]["quarantined"]) == (2, 2)
    assert again["columns"][0]["unknown"] == []
    corrected = Path("aside.csv").read_text(encoding="utf-8-sig").replace("31/02/2011", "28/02/2011")
    Path("aside.csv").write_text(corrected.replace(",QQ,", ",P,"), encoding="utf-8")
    report = done("import", "ssda903", "aside.csv", *YEAR, "--dry-run", "--format", "json").json
    assert report["rows"] == {"read": 2, "recorded": 2, "unchanged": 0, "quarantined": 0}


def test_each_module_has_a_file_of_its_own_and_no_cell_is_run(here: Path) -> None:
    files = {
        "header.csv": (HEADER, f"{ANNA},1,soon,WBRI,,,", "=1+1,1,01/01/2004,WBRI,,,"),
        "episodes.csv": (EPISODES, f"{ANNA},soon,S,V2,N1,QQ,PR1,,,,-,,", f"{ANNA},01/02/2011,P,V2,N1"),
    }
    result = bring(files, "--quarantine", "aside.csv")
    assert result.err == "Beside it: aside-Header.csv.\n"
    whole, broken = csv.DictReader(Path("aside.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (whole["CHILD"], whole["HOME_POST"], whole["WHOLE ROW"]) == (ANNA, "-", "")
    assert (broken["CHILD"], broken["DECOM"], broken["WHOLE ROW"]) == ("", "", f"{ANNA},01/02/2011,P,V2,N1")
    headers = csv.DictReader(Path("aside-Header.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [row["CHILD"] for row in headers] == [ANNA, "'=1+1"]
    both = ("aside.csv", "aside-Header.csv")
    again = run("import", "ssda903", *both, *YEAR, "--dry-run", "--format", "json").json
    assert (again["rows"]["read"], again["rows"]["quarantined"]) == (4, 4)


def test_the_cells_set_aside_are_listed_beside_the_rows(here: Path) -> None:
    files = {"episodes.csv": (EPISODES, f"{ANNA},01/02/2011,S,V2,N1,QQ,PR1,,,,,,")}
    result = bring(files, "--quarantine", "aside.csv", "--format", "json")
    assert (result.json["rows"]["quarantined"], result.json["cells"]) == (0, {"set_aside": 1, "read_as_blank": 0})
    assert [(each["column"], each["count"]) for each in result.json["cells_set_aside"]] == [("PLACE", 1)]
    (cell,) = csv.DictReader(Path("aside-cells.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (cell["FILE"], cell["ROW"], cell["COLUMN"], cell["VALUE"]) == ("episodes.csv", "2", "PLACE", "QQ")
    shown = bring(files, "--dry-run").out
    assert "Cells set aside: their rows were recorded without them" in shown
    assert "QQ" not in shown


def test_the_report_says_what_was_not_taken_as_it_stands(here: Path) -> None:
    files = {
        "header.csv": (HEADER, "1001.0,1,01/01/2004,WBRI,NULL,n/a,"),
        "reviews.csv": (REVIEWS,),
    }
    report = bring(files, "--format", "json").json
    assert report["identifiers"]["point_nought"] == 1
    assert report["cells"] == {"set_aside": 0, "read_as_blank": 2}
    assert report["header_row_alone"] == ["reviews.csv"]
    shown = " ".join(bring(files).out.split())
    assert "words for nothing (as NULL, N/A, 1900-01-01), read as blank: 2 cells" in shown
    assert "identifiers with .0 behind them, read without it: 1 row" in shown
    assert "A header row alone, which states that there was nothing reviews.csv" in shown
    brief = bring(files, "--brief").err
    assert "A header row alone: reviews.csv." in brief
    assert "1001" not in brief


# ------------------------------------------------------------------------------------------------------ what a file is


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_first_line_that_names_the_separator_is_passed_over(here: Path, first: str, mark: str) -> None:
    lines = [mark + first, REVIEWS.replace(",", ";"), f"{ANNA};01/01/2004;01/06/2010;PN1"]
    Path("r.csv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    report = done("import", "ssda903", "r.csv", *YEAR, "--format", "json").json
    assert report["rows"]["recorded"] == 1


@pytest.mark.parametrize("sign", ["|", "~", ":", "^"])
def test_any_one_sign_may_be_the_separator(here: Path, sign: str) -> None:
    lines = [f"sep={sign}", "CHILD,KIND,MADE,ENDED,CONTINGENCY,OUTCOMES,GOAL", f"{ANNA},care,2011-01-16,,Y,,"]
    Path("plans.csv").write_text("".join(f"{line.replace(',', sign)}\n" for line in lines), encoding="utf-8")
    report = done("import", "table", "plans", "plans.csv", "--known-on", "2011-06-30", "--format", "json").json
    assert report["rows"]["recorded"] == 1
    Path("list.csv").write_text("sep=;\nRETURN;YEAR_ENDING;KNOWN_ON\nnowhere;2011-03-31;2011-06-30\n", encoding="utf-8")
    assert "list.csv row 3: there is no such folder" in run("import", "returns", "list.csv").err


def test_a_file_that_is_not_in_utf_8_is_named_with_its_encoding(here: Path) -> None:
    text = f"{REVIEWS}\nJos\u00e9,01/01/2004,01/06/2010,PN1\n"
    Path("cp.csv").write_bytes(text.encode("cp1252"))
    Path("utf16.csv").write_bytes(text.encode("utf-16"))
    Path("utf8.csv").write_bytes(text.encode())
    report = done("import", "ssda903", "cp.csv", "utf16.csv", "utf8.csv", *YEAR, "--format", "json").json
    assert [each["encoding"] for each in report["columns"]] == ["Windows-1252", "UTF-16", "UTF-8"]
    assert report["rows"] == {"read": 3, "recorded": 1, "unchanged": 2, "quarantined": 0}
    shown = " ".join(done("import", "ssda903", "cp.csv", *YEAR).out.split())
    assert "cp.csv: it is not in UTF-8, and was read as Windows-1252" in shown


def test_several_tables_of_one_module_and_hidden_sheets_are_named(here: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for title, state in (("Reviews", "visible"), ("Old", "hidden"), ("Older", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet.append(REVIEWS.split(","))
        sheet.sheet_state = state
    book.remove(book.active)
    book.save("book.xlsx")
    report = done("import", "ssda903", "book.xlsx", *YEAR, "--format", "json").json
    named = {each["kind"]: each["examples"] for each in report["discrepancies"]}
    assert named["in a hidden sheet, and read"] == ["book.xlsx[Old]", "book.xlsx[Older]"]
    assert named["several tables of Reviews, all of them read"] == [
        "book.xlsx[Reviews]",
        "book.xlsx[Old]",
        "book.xlsx[Older]",
    ]
    assert report["header_row_alone"] == named["several tables of Reviews, all of them read"]


ESCAPE = "\x1b[31m"


def test_an_escape_in_a_files_name_or_a_cell_reaches_no_terminal(here: Path) -> None:
    write_files(here, {f"{ESCAPE}r.csv": (REVIEWS, f"{ESCAPE},01/01/2004,soon,PN1", f"{ANNA},,01/06/2010,")})
    for form in ("table", "csv", "json"):
        result = run("import", "ssda903", f"{ESCAPE}r.csv", *YEAR, "--format", form)
        assert "\x1b" not in result.out + result.err
        assert ("\\u001b[31mr.csv" if form == "json" else "\\x1b[31mr.csv") in result.out
    missing = run("import", "journal", f"{ESCAPE}none")
    assert "\\x1b[31mnone: it cannot be opened" in missing.err


LONG = "x" * 5_000


@pytest.mark.parametrize(
    "words",
    [
        ["import", "ssda903", LONG, *YEAR],
        ["import", "journal", LONG],
        ["import", "returns", LONG],
        ["import", "annex-a", LONG, "--known-on", "2011-06-30"],
        ["import", "annex-a", "a.xlsx", "--known-on", "2011-06-30", "--mapping", LONG],
        ["import", "annex-a", "a.xlsx", "--known-on", "2011-06-30", "--write-mapping", LONG],
        ["import", "table", "plans", LONG, "--known-on", "2011-06-30"],
        ["import", "tables", LONG, "--known-on", "2011-06-30"],
        ["import", "tables", LONG, "--known-on", "2011-06-30", "--quarantine", LONG],
        ["export", "ssda903", "--year-ending", "2011-03-31", LONG],
        ["demo", LONG],
        ["log", "backup", LONG],
        ["baseline", "import", LONG],
        ["measure", "--as-at", "2011-03-31", "--population", LONG],
        ["measure", "--as-at", "2011-03-31", "--output", LONG],
        ["--store", LONG, "measure", "--as-at", "2011-03-31"],
    ],
    ids=lambda words: " ".join(words).replace(LONG, "LONG"),
)
def test_a_path_that_is_too_long_ends_in_words(here: Path, words: list[str]) -> None:
    bring(dict(RETURN_2011))
    result = run(*words)
    assert result.code in (2, 3, 4)
    assert result.err.startswith("timeline: ")
    assert "unexpected" not in result.err


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
    assert "in Reviews and not in Header (903 rule INT08): 1 child (reviews.csv row 2)." in [
        line.strip() for line in bring(files).lines
    ]


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
    told = done("import", "journal", "j.journal", "--format", "json").json
    assert {name: told[name] for name in ("file", "dry_run", "rows", "facts_added", "statements_added", "number")} == {
        "file": "j.journal",
        "dry_run": False,
        "rows": 1,
        "facts_added": 1,
        "statements_added": 1,
        "number": 1,
    }
    assert (told["said_of_the_log"], told["taken_back"]["facts"], told["known_earlier"]) == (0, 0, None)
    value = ("measure", "looked-after", "--as-at", "2012-03-31", "--format", "csv")
    assert next(csv.DictReader(done(*value).lines))["value"] == "1"
    Path("c.journal").write_text(
        'known 2012-07-31\nwithdraw 2012-01-31 C1 became-looked-after legal_status=V2 because "another child"\n',
        encoding="utf-8",
    )
    taken = done("import", "journal", "c.journal", "--format", "json").json["taken_back"]
    assert taken == {"facts": 1, "children": 1, "by_module": {"Episodes": 1}}
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


@pytest.mark.parametrize("words", [(), ("--brief",)])
def test_what_was_undone_and_is_imported_again_is_said_to_hold_again(
    tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows are not new to the log, so its counts alone would say that nothing happens."""
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "episodes.csv").write_text(f"{EPISODES}\nC1,01/05/2011,S,C2,N1,U6,PR1,,,,,,\n", encoding="utf-8")
    returned = ("import", "ssda903", tmp_path, "--year-ending", "2012-03-31", "--known-on", "2012-06-30")
    store = ("--store", tmp_path / "log.db")
    assert "did not hold before" not in run(*store, *returned, *words).out
    done(*store, "import", "undo", "1", "--because", "another year's")
    again = "1 fact of 1 child that did not hold before (Episodes 1): 0 of them new to the log"
    assert again in run(*store, *returned, *words).out
    assert "did not hold before" not in run(*store, *returned, *words).out
