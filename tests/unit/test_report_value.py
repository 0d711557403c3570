"""A report is a value that any format can be written from; a format is one module, registered in one place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.commands import ANNA, DORA, authority, done
from tests.support import markdown
from timeline.report.value import GAP, Column, Heading, Kind, Line, Report, Table, records
from timeline.report.writers import FORMATS, written

AT = ("--as-at", "2012-03-31")
YEARS = ("--from", "2011-03-31", "--to", "2012-03-31", "--every", "year")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority(tmp_path_factory.mktemp("written"))


@pytest.fixture(autouse=True)
def with_markdown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The whole of it: one line in the registry."""
    monkeypatch.setitem(FORMATS, "markdown", markdown.FORMAT)
    yield


def test_a_registered_format_is_offered_by_the_command_line_at_once(store: Path) -> None:
    lines = done("--store", store, "measure", "looked-after", *AT, "--brief", "--format", "markdown").lines
    assert lines[:2] == ["# Figures", ""]
    assert lines[4:7] == [
        "| measure |  | number | of | value |",
        "|---|---|---|---|---|",
        "| looked-after | Children looked after | 2 |  |  |",
    ]


ANSWERS = {
    "measure": (("measure", "placements-3-plus", *AT, "--by", "sex"), "Children looked after"),
    "series": (("series", "looked-after", *YEARS), "Children looked after"),
    "triangle": (("triangle", "looked-after", *YEARS, "--known-to", "2012-06-30"), "| as at |"),
    "children": (("children", "looked-after", *AT), f"- {ANNA}"),
    "explain": (("explain", "looked-after", ANNA, *AT), "This child is counted"),
    "show": (("show", DORA, *AT), f"# Child {DORA}"),
    "restated": (("restated", "looked-after", "--published", "2011-03-31:2011-06-30"), "how it was restated"),
    "check": (("check", "--rules"), "The published 903 validation rules"),
    "coverage": (("coverage",), "What was received, by reporting year"),
    "measures": (("measures", "looked-after"), "- unit: count"),
    "import list": (("import", "list"), "| no | what | about |"),
    "log stats": (("log", "stats"), "- entries: "),
    "tracker": (("tracker", "adoption-tracker", *AT), "| child |"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_kind_of_answer_can_be_written_in_it(store: Path, name: str) -> None:
    words, expected = ANSWERS[name]
    assert expected in done("--store", store, *words, "--format", "markdown").out


TABLE = Table(
    [Column("child", Kind.IDENTIFIER, "child"), Column(None, name="as_at"), Column("known", Kind.DAY)],
    [("C1", "2012-03-31", "all")],
)
REPORT = Report(page=lambda: [Line("first"), GAP, Heading("Whom", ["basis"])], data=dict, records=lambda: TABLE)


def test_a_column_without_a_heading_is_for_programs_and_one_without_a_name_for_people() -> None:
    assert [column.heading for column in TABLE.of_page().columns] == ["child", "known"]
    assert list(TABLE.of_page().rows) == [["C1", "all"]]
    assert written(REPORT, "csv") == "child,as_at\nC1,2012-03-31\n"


def test_the_title_of_a_report_is_its_first_heading() -> None:
    assert REPORT.title == "Whom"
    assert Report(page=lambda: [Line("none")], data=dict, records=lambda: records([], [])).title == ""


def test_a_report_without_sheets_is_no_workbook() -> None:
    with pytest.raises(ValueError, match="no sheets"):
        written(REPORT, "xlsx")


def test_the_types_of_other_packages_are_for_annotations_alone() -> None:
    reports = "from timeline.report import baselines, differences, exports, imports, many_imports, restatements, shapes"
    loaded = f"{reports}; import sys; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", check=True).stdout
    assert [name for name in modules.split() if name.startswith(("timeline.ingest", "replay"))] == []
