"""``timeline import annex-a``: the workbook, its questions, and the answers to them."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.functional.commands import ANNA, done, run
from tests.support.annex_a import rows_of, write

SAMPLE = (
    Path(__file__).parents[3]
    / "shared/data/SocialFinanceDigitalLabs+liia-tools-pipeline/liiatools/annex_a_pipeline/spec/samples"
    / "Annex_A_2024_Jan.xlsx"
)
KNOWN = ("--known-on", "2012-02-01", "--extract-date", "2012-01-31")


def workbook(folder: Path, status: str = "C2: FCO") -> Path:
    row = {
        "Child Unique ID": ANNA,
        "Date Started to be Looked After": date(2010, 5, 1),
        "Child's Legal Status": status,
        "Allocated Worker": "CANARY-WORKER",
    }
    return write(folder / "annex.xlsx", {"Guidance": [["Read this"]], "List 8": rows_of(8, row)})


def test_it_says_what_was_read_and_records_it(tmp_path: Path) -> None:
    store = tmp_path / "log.db"
    report = done("--store", store, "import", "annex-a", workbook(tmp_path), *KNOWN, "--format", "json").json
    (module,) = report["modules"]
    assert module["module"] == "List 8: children in care"
    assert (module["read"], module["recorded"]) == (1, 1)
    assert [each["file"] for each in report["not_read"]] == ["annex.xlsx[Guidance]"]
    shown = done("--store", store, "show", ANNA, "--as-at", "2012-03-31").out
    assert "31 Jan 2012" in shown
    assert "CANARY-WORKER" not in shown


def test_a_question_is_written_answered_and_closed(tmp_path: Path) -> None:
    store, questions, aside = tmp_path / "log.db", tmp_path / "spellings.toml", tmp_path / "aside.csv"
    book = workbook(tmp_path, "Full order")
    command = ("--store", store, "import", "annex-a", book, *KNOWN)
    first = run(*command, "--write-mapping", questions, "--quarantine", aside, "--strict")
    assert (first.code, first.err) == (
        1,
        "Questions to be answered in the mapping file: 1.\nBeside it: aside-cells.csv.\n",
    )
    assert "Full order" not in first.out
    assert list(csv.DictReader(aside.read_text(encoding="utf-8-sig").splitlines())) == []
    cells = tmp_path / "aside-cells.csv"
    (cell,) = csv.DictReader(cells.read_text(encoding="utf-8-sig").splitlines())
    assert (cell["COLUMN"], cell["VALUE"]) == ("Child's Legal Status", "Full order")
    assert "C2" not in done("--store", store, "show", ANNA, "--as-at", "2012-03-31").out
    text = questions.read_text(encoding="utf-8")
    assert '"Full order" = ""' in text
    questions.write_text(text.replace('"Full order" = ""', '"Full order" = "C2"'), encoding="utf-8")
    second = run(*command, "--mapping", questions, "--write-mapping", questions)
    assert (second.code, second.err) == (0, "Questions to be answered in the mapping file: 0.\n")
    assert '"Full order" = "C2"' in questions.read_text(encoding="utf-8")
    assert "C2" in done("--store", store, "show", ANNA, "--as-at", "2012-03-31").out


def test_a_dry_run_makes_no_log(tmp_path: Path) -> None:
    store = tmp_path / "log.db"
    result = run("--store", store, "import", "annex-a", workbook(tmp_path), *KNOWN, "--dry-run", "--brief")
    assert result.out.startswith("1 row read = 1 recorded + 0 unchanged + 0 quarantined; 2 facts added")
    assert result.err.startswith("annex.xlsx[Guidance] was not read: ")
    assert not store.exists()


def test_strict_ends_with_1_when_a_sheet_was_not_read(tmp_path: Path) -> None:
    result = run("--store", tmp_path / "log.db", "import", "annex-a", workbook(tmp_path), *KNOWN, "--strict")
    assert result.code == 1


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            ("--known-on", "2012-01-30", "--extract-date", "2012-01-31"),
            2,
            "timeline: --extract-date: it is after --known-on. Give the day whose state the workbook shows.",
        ),
        (
            (*KNOWN, "--from", "2012-02-01"),
            2,
            "timeline: --from: it is after the last day that the workbook covers. Give the first day it covers.",
        ),
        ((), 2, "timeline import annex-a: --known-on is missing. See `timeline import annex-a --help`."),
        (
            (*KNOWN, "--write-mapping", "annex.xlsx"),
            2,
            "timeline: --write-mapping: there is such a file already. Name it in --mapping as well, so that its "
            "answers are kept, or name a new file.",
        ),
        (
            (*KNOWN, "--write-mapping", "nowhere/spellings.toml"),
            2,
            "timeline: --write-mapping: no file can be written there. Name a file in a folder that exists.",
        ),
        (
            (*KNOWN, "--mapping", "annex.xlsx"),
            3,
            "timeline: annex.xlsx: it is not a mapping file in TOML. "
            "Correct it, or write a new one with --write-mapping.",
        ),
    ],
)
def test_it_says_what_to_do_about_what_it_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, message: str
) -> None:
    workbook(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run("--store", tmp_path / "log.db", "import", "annex-a", "annex.xlsx", *words)
    assert (result.code, result.err) == (code, f"{message}\n")


def test_what_is_no_workbook_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "annex.xlsx").write_text("CHILD\n", encoding="utf-8")
    result = run("--store", tmp_path / "log.db", "import", "annex-a", tmp_path / "annex.xlsx", *KNOWN)
    expected = "timeline: annex.xlsx: it cannot be opened as a workbook. Save it as .xlsx.\n"
    assert (result.code, result.err) == (3, expected)


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the public sample workbook is not on this machine")
def test_the_public_sample_workbook_is_read_whole(tmp_path: Path) -> None:
    """59 rows in eleven lists. Two spellings, in six rows, are no code of Annex A: they are asked about."""
    store, questions = tmp_path / "log.db", tmp_path / "spellings.toml"
    command = ("--store", store, "import", "annex-a", SAMPLE, "--known-on", "2021-03-31", "--format", "json")
    first = run(*command, "--write-mapping", questions).json
    assert len(first["modules"]) == 11
    assert first["not_read"] == []
    assert first["rows"] == {"read": 59, "recorded": 59, "unchanged": 0, "quarantined": 0}
    assert first["cells"]["set_aside"] == 6
    text = questions.read_text(encoding="utf-8")
    assert text.count('= ""') == 2
    questions.write_text(text.replace('= ""', '= "(blank)"'), encoding="utf-8")
    second = run(*command, "--mapping", questions).json
    assert second["rows"] == {"read": 59, "recorded": 0, "unchanged": 59, "quarantined": 0}
    assert second["cells"]["set_aside"] == 0
    third = run(*command, "--mapping", questions).json
    assert (third["facts_added"], third["statements_added"]) == (0, 0)
