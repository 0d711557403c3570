"""What figures say of the days that nothing covers, and ``timeline coverage``: in every command and every form.

The small authority is told in ``commands``: returns of the years to 31 March 2011 and 2012, each known on 30 June, and
a table of requests known on 30 June 2012. So the first days covered are those of the year from 1 April 2010.
"""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.functional.commands import ANNA, DORA, RETURN_2011, done, run, write_files
from tests.support.reports import page
from timeline.domain.coverage import Covered
from timeline.domain.days import year_window
from timeline.domain.imports import Imports, ImportUndone
from timeline.ingest.ssda903 import import_return
from timeline.report import coverage_ribbons
from timeline.report.writers import Sheet, terminal
from timeline.store import open_log

AFTER = ("--as-at", "2012-09-30")
BEYOND = "Episodes is covered from 2010-04-01 to 2012-03-31, not on 2012-09-30"
SO_FAR = "the return of the year to 2013-03-31, or its year so far with --to 2012-09-30 or later, would cover it"


@pytest.fixture
def asked(store: Path) -> Any:
    """Runs a command that must succeed on the small authority's log."""
    return lambda *words: done("--store", store, *words)


# ------------------------------------------------------------------------------------------------------------- figures


def test_a_day_after_the_last_return_has_no_figure_and_the_reason_says_what_would_cover_it(asked: Any) -> None:
    (answer,) = asked("measure", "looked-after", *AFTER, "--format", "json").json
    row = answer["rows"][0]
    assert (row["value"], row["numerator"], row["denominator"]) == (None, None, None)
    assert row["reason"] == f"{BEYOND} ({SO_FAR})"
    assert answer["coverage"] == [{"module": "Episodes", "from": "2010-04-01", "to": "2012-03-31", "set_aside": 0}]
    assert answer["reading"] == 2


def test_a_stock_may_be_asked_for_the_day_before_the_first_and_a_flow_not(asked: Any) -> None:
    stock, flow = asked("measure", "looked-after", "started", "--as-at", "2010-03-31", "--format", "json").json
    assert stock["rows"][0]["value"] == 0  # ANNA came on 1 May
    assert flow["rows"][0]["value"] is None
    assert flow["rows"][0]["reason"] == (
        "Episodes is covered from 2010-04-01 to 2012-03-31, not on all days from 2009-04-01 to 2010-03-31 "
        "(the return of the year to 2010-03-31 would cover it)"
    )
    (earlier,) = asked("measure", "looked-after", "--as-at", "2010-03-30", "--format", "json").json
    assert earlier["rows"][0]["value"] is None


def test_a_local_table_covers_up_to_its_day(asked: Any) -> None:
    (answer,) = asked("measure", "visitor-received", "--as-at", "2012-07-01", "--format", "json").json
    assert answer["rows"][0]["reason"] == (
        "visitor-requests is covered up to 2012-06-30, not on all days from 2011-07-02 to 2012-07-01 "
        "(a visitor-requests table with an extract day of 2012-07-01 or later would cover it)"
    )


def test_where_episodes_are_not_covered_the_classes_of_requests_that_need_care_are_not_known(asked: Any) -> None:
    """Requests are covered up to 30 June 2012, episodes up to 31 March: an answer is known without care."""
    (answer,) = asked("measure", "visitor-received", "--as-at", "2012-06-30", "--format", "json").json
    reasons = {row["group"].get("outcome", "main"): row.get("reason") for row in answer["rows"]}
    lacking = {label for label, reason in reasons.items() if reason and reason.startswith("Episodes is covered from")}
    assert lacking == {"waiting", "ceased to be looked after first", "reached 18 first", "not known"}
    for row in answer["rows"]:
        without = row["group"].get("outcome") in lacking
        assert [row[key] is None for key in ("value", "numerator", "denominator")] == [without] * 3


def test_beyond_coverage_is_said_in_every_form(asked: Any, store: Path, tmp_path: Path) -> None:
    words = ("measure", "looked-after", *AFTER, "--beyond-coverage")
    (answer,) = asked(*words, "--format", "json").json
    assert (answer["rows"][0]["value"], answer["rows"][0]["beyond_coverage"]) == (2, True)
    assert "2 beyond coverage" in asked(*words).out
    assert "2 beyond coverage" in asked(*words, "--brief").out
    (line,) = csv.DictReader(io.StringIO(asked(*words, "--brief", "--format", "csv").out))
    assert (line["value"], line["coverage"]) == ("2", "beyond coverage")
    done("--store", store, *words, "--format", "xlsx", "--output", tmp_path / "beyond.xlsx")
    sheet = load_workbook(tmp_path / "beyond.xlsx")["figures"]
    header, row = ([cell.value for cell in cells] for cells in list(sheet.rows)[:2])
    assert row[header.index("coverage")] == "beyond coverage"


def test_a_table_says_not_covered_and_a_footnote_says_why(asked: Any) -> None:
    """The whole page as one line: it is wrapped anywhere."""
    told = " ".join(asked("measure", "looked-after", *AFTER).out.split())
    assert "Children looked after not covered" in told
    assert f"not covered: {BEYOND} ({SO_FAR})." in told
    (line,) = csv.DictReader(io.StringIO(asked("measure", "looked-after", *AFTER, "--brief", "--format", "csv").out))
    assert (line["value"], line["coverage"], line["covered_days"], line["reading"]) == (
        "",
        "not covered",
        "Episodes 2010-04-01 to 2012-03-31",
        "2",
    )


def test_a_cell_of_a_triangle_that_nothing_known_by_then_covers_is_not_covered(asked: Any) -> None:
    words = ("triangle", "looked-after", "--from", "2011-03-31", "--to", "2012-03-31", "--every", "year")
    points = asked(*words, "--format", "json").json["points"]
    values = {(point["as_at"], point["known_at"]): point["rows"][0]["value"] for point in points}
    assert values == {
        ("2011-03-31", "2011-03-31"): None,
        ("2011-03-31", "2012-03-31"): 2,
        ("2012-03-31", "2012-03-31"): None,
    }
    assert [point["coverage"] for point in points[:2]] == [
        [],
        [{"module": "Episodes", "from": "2010-04-01", "to": "2011-03-31", "set_aside": 0}],
    ]
    assert "not covered" in asked(*words).out


def test_nobody_is_listed_of_a_day_that_is_not_covered(asked: Any) -> None:
    found = asked("children", "looked-after", *AFTER, "--format", "json").json
    assert (found["members"], found["reason"]) == ([], f"{BEYOND} ({SO_FAR})")
    assert len(asked("children", "looked-after", *AFTER, "--format", "csv").lines) == 1
    assert "not covered" in asked("children", "looked-after", *AFTER).out
    beyond = asked("children", "looked-after", *AFTER, "--beyond-coverage", "--format", "json").json
    assert {each["child"] for each in beyond["members"]} == {ANNA, DORA}
    assert all(each["beyond_coverage"] for each in beyond["members"])


def test_explain_says_that_there_is_no_figure(asked: Any) -> None:
    words = ("explain", "looked-after", ANNA, *AFTER)
    found = asked(*words, "--format", "json").json
    assert (found["rows"], found["reason"]) == ([], f"{BEYOND} ({SO_FAR})")
    assert "There is no figure: not covered" in asked(*words).out
    beyond = asked(*words, "--beyond-coverage", "--format", "json").json
    assert (beyond["rows"][0]["counted"], beyond["beyond_coverage"]) == (True, True)
    published = asked("explain", "looked-after", ANNA, "--as-at", "2012-03-31", "--known-at", "published")
    assert "as known at 30 June 2012" in published.out


def test_a_figure_restated_has_no_first_where_nothing_covered_the_day_then(asked: Any) -> None:
    words = ("restated", "looked-after", "--published", "2012-03-31:2012-03-31", "--later", "2012-06-30")
    (point,) = asked(*words, "--format", "json").json["points"]
    assert (point["first"]["value"], point["later"]["value"], point["change"]) == (None, 2, None)
    assert point["first"]["reason"].startswith("Episodes is covered from 2010-04-01 to 2011-03-31")
    assert "not covered" in asked(*words).out


# ----------------------------------------------------------------------------------------------------------- published


def test_as_published_is_as_known_when_all_that_a_measure_needs_was_first_covered(asked: Any) -> None:
    """BERT's end in March became known with the next year's return: the published figure still has him."""
    words = ("--as-at", "2011-03-31", "--known-at", "published", "--format", "json")
    (answer,) = asked("measure", "looked-after", *words).json
    assert (answer["basis"]["known_at"], answer["rows"][0]["value"]) == ("2011-06-30", 2)
    stock, requests = asked("measure", "looked-after", "visitor-waiting", *words).json
    assert (stock["basis"]["known_at"], requests["basis"]["known_at"]) == ("2011-06-30", "2012-06-30")
    assert len(asked("children", "looked-after", *words).json["members"]) == 2


def test_what_was_never_published_has_no_day_of_knowing_and_no_figure(asked: Any) -> None:
    (answer,) = asked("measure", "looked-after", *AFTER, "--known-at", "published", "--format", "json").json
    assert answer["basis"]["known_at"] is None
    assert all(row["value"] is None and row["reason"] for row in answer["rows"])
    words = ("series", "looked-after", "--from", "2011-03-31", "--to", "2013-03-31", "--every", "year")
    points = asked(*words, "--known-at", "published", "--format", "json").json["points"]
    assert [(point["known_at"], point["rows"][0]["value"]) for point in points] == [
        ("2011-06-30", 2),
        ("2012-06-30", 2),
        (None, None),
    ]
    assert "each as known when all that it needs was first covered" in asked(*words, "--known-at", "published").out


def test_a_command_about_no_one_measure_refuses_the_day_of_publication(store: Path) -> None:
    for words in (("show", ANNA, "--as-at", "2011-03-31"), ("check", "--as-at", "2011-03-31"), ("coverage",)):
        result = run("--store", store, *words, "--known-at", "published")
        assert (result.code, result.out) == (2, "")
        assert "the day of publication is that of a measure" in result.err


# ----------------------------------------------------------------------------------------------------------- baselines


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A log of one's own, with the first return."""
    path = write_files(tmp_path / "2011", RETURN_2011)
    days = ("--year-ending", "2011-03-31", "--known-on", "2011-06-30")
    done("--store", tmp_path / "own.db", "import", "ssda903", path, *days)
    return tmp_path / "own.db"


def test_a_baseline_attests_coverage_and_no_number_of_what_is_not_covered(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.toml"
    words = ("baseline", "take", "b", "--as-at", "2011-09-30", "looked-after", "started", "--file", file)
    done("--store", own, *words)
    for each in done("--store", own, "baseline", "show", "b", "--format", "json").json["measures"]:
        assert each["rows"][0]["value"] is None
        assert each["coverage"] == [{"module": "Episodes", "from": "2010-04-01", "to": "2011-03-31", "set_aside": 0}]
    assert run("--store", own, "baseline", "verify").code == 0
    assert run("--store", own, "baseline", "verify", "--file", file).code == 0
    changed = file.read_text(encoding="utf-8").replace("2010-04-01", "2009-04-01")
    file.write_text(changed, encoding="utf-8")
    assert tomllib.loads(changed)["measure"][0]["coverage"][0]["from"] == "2009-04-01"
    result = run("--store", own, "baseline", "verify", "--file", file)
    assert result.code == 1
    assert "coverage" in result.out


def test_a_difference_to_a_day_that_was_not_covered_says_so(own: Path, tmp_path: Path) -> None:
    """The figure of September 2011 was not there when the baseline was taken; the return of 2012 gives it."""
    done("--store", own, "baseline", "take", "b", "--as-at", "2010-09-30", "--known-at", "2011-06-29", "looked-after")
    assert "not covered" not in done("--store", own, "baseline", "show", "b").out  # nothing was known at all
    done("--store", own, "baseline", "take", "c", "--as-at", "2011-09-30", "looked-after")
    again = write_files(tmp_path / "2012", RETURN_2011)
    done(
        *("--store", own, "import", "ssda903", again, "--year-ending", "2012-03-31", "--known-on", "2012-06-30"),
    )
    (measure,) = done("--store", own, "baseline", "diff", "c", "--format", "json").json["measures"]
    row = measure["rows"][0]
    assert (row["before"]["value"], row["after"]["value"], row["why"], row["moves"]) == (None, 2, "not covered", [])
    assert "why: not covered" in " ".join(done("--store", own, "baseline", "diff", "c").out.split())
    (line,) = csv.DictReader(io.StringIO(done("--store", own, "baseline", "diff", "c", "--format", "csv").out))
    assert (line["child"], line["why"]) == ("", "not covered")


def test_a_baseline_can_be_taken_as_published_where_all_measures_were_on_one_day(own: Path) -> None:
    words = ("baseline", "take", "p", "--as-at", "2011-03-31", "--known-at", "published")
    refused = run("--store", own, *words, "looked-after", "visitor-waiting")
    assert refused.code == 2
    assert "not first covered on one day" in refused.err
    done("--store", own, *words, "looked-after", "started")
    assert done("--store", own, "baseline", "show", "p", "--format", "json").json["basis"]["known_at"] == "2011-06-30"


# ---------------------------------------------------------------------------------------------------- timeline coverage


def test_coverage_lists_what_each_import_covers(asked: Any) -> None:
    found = asked("coverage", "--format", "json").json
    assert [each for each in found if each["module"] in ("Episodes", "Reviews", "visitor-requests")] == [
        _piece("Episodes", "2010-04-01", "2011-03-31", "2011-06-30", 1),
        _piece("Episodes", "2011-04-01", "2012-03-31", "2012-06-30", 2),
        _piece("Reviews", "2011-04-01", "2012-03-31", "2012-06-30", 2),
        _piece("visitor-requests", None, "2012-06-30", "2012-06-30", 3),
    ]
    header, *lines = asked("coverage", "--format", "csv").lines
    assert header == "module,from,to,stated,set_aside,known_from,imports"
    assert len(lines) == len(found)
    early = asked("coverage", "--known-at", "2011-06-30", "--format", "json").json
    assert {(each["module"], each["to"]) for each in early} == {
        ("Episodes", "2011-03-31"),
        ("Header", "2011-03-31"),
        ("Missing", "2011-03-31"),
    }


def _piece(module: str, first: str | None, last: str, known_from: str, number: int) -> dict[str, object]:
    days = {"module": module, "from": first, "to": last}
    return {**days, "stated": True, "set_aside": 0, "known_from": known_from, "imports": [number]}


def test_the_ribbons_show_whole_years_parts_gaps_and_undone_imports(tmp_path: Path) -> None:
    """A return of 2011, a part of that of 2012, the year so far to September 2012, a return of 2014 undone."""
    store, path = tmp_path / "log.db", write_files(tmp_path / "returns", RETURN_2011)
    with open_log(store) as log:
        for year, days in (
            (2011, {"known_on": "2011-06-30"}),
            (2012, {"known_on": "2012-06-30", "partial": True}),
            (2013, {"known_on": "2012-10-05", "to": "2012-09-30"}),
            (2014, {"known_on": "2014-06-30"}),
        ):
            _import(log, path, year, days)
        log.record([], [ImportUndone(number=4, because="the wrong file", program="test")])
    (line,) = [each for each in done("--store", store, "coverage").lines if each.startswith("Episodes")]
    assert line == "Episodes           █ ·p▌ ·x"
    with open_log(store, create=False) as log:
        found = coverage_ribbons.ledger(Imports.held(log.attestations(), None), None, 1)
    told = terminal.written(coverage_ribbons.report(found), Sheet(encoding="ascii")).splitlines()
    (line,) = [each for each in told if each.startswith("Episodes")]
    assert line == "Episodes           # .p- .x"
    assert "year to 31 March   11121314" in told


def _import(log: Any, path: Path, year: int, days: dict[str, Any]) -> None:
    read = {key: date.fromisoformat(value) if isinstance(value, str) else value for key, value in days.items()}
    import_return(log, [path], date(year, 3, 31), **read)


def test_thirty_years_of_twenty_modules_fit_a_terminal_of_eighty_columns() -> None:
    years = [year_window(date(year, 3, 31)) for year in range(1995, 2025)]
    modules = [f"module-of-some-kind-{number}" for number in range(20)]
    pieces = [Covered(module, year.first, year.last) for module in modules for year in years]
    told = page(coverage_ribbons.report(coverage_ribbons.Ledger(None, 1, pieces, []))).splitlines()
    ribbons = [line for line in told if line.startswith("module-of")]
    assert len(ribbons) == 20
    assert max(map(len, ribbons)) <= 80


def test_a_journal_alone_states_no_coverage_and_an_empty_log_says_that_nothing_was_received(tmp_path: Path) -> None:
    with open_log(tmp_path / "empty.db"):
        pass
    assert "Nothing was received" in done("--store", tmp_path / "empty.db", "coverage").out
    assert done("--store", tmp_path / "empty.db", "coverage", "--format", "json").json == []
    write_files(
        tmp_path, {"j.journal": ("known 2012-06-30", f"2012-05-01 {ANNA} became-looked-after placement.type=U6")}
    )
    done("--store", tmp_path / "j.db", "import", "journal", tmp_path / "j.journal")
    (piece,) = done("--store", tmp_path / "j.db", "coverage", "--format", "json").json
    assert (piece["module"], piece["from"], piece["to"], piece["stated"]) == ("Episodes", None, None, False)
    (answer,) = done("--store", tmp_path / "j.db", "measure", "looked-after", *AFTER, "--format", "json").json
    assert answer["rows"][0]["value"] == 1
    assert answer["coverage"] == [{"module": "Episodes", "from": None, "to": None, "stated": False, "set_aside": 0}]
    assert any("not stated" in remark for remark in answer["remarks"])
