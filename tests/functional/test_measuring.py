"""``measure``: the figures, their basis, their three forms."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.functional.commands import done
from timeline.projections.algebra.indicator import Unit
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators.families import FAMILIES

AT = ("--as-at", "2012-03-31")
KNOWN = ("--known-at", "2012-06-30")


def measured(store: Path, *words: object) -> list[dict[str, Any]]:
    """The answer in JSON."""
    found: list[dict[str, Any]] = done("--store", store, "measure", *words, "--format", "json").json
    return found


# --------------------------------------------------------------------------------------------- the figures, by hand


def test_two_children_are_looked_after_at_the_end_of_march_2012(store: Path) -> None:
    (answer,) = measured(store, "looked-after", *AT)
    assert answer["rows"] == [{"group": {}, "numerator": 2, "denominator": None, "value": 2}]


def test_one_of_two_lived_in_three_placements(store: Path) -> None:
    (answer,) = measured(store, "placements-3-plus", *AT)
    rows = {
        str(row["group"].get("count")): (row["numerator"], row["denominator"], row["value"]) for row in answer["rows"]
    }
    assert rows["None"] == (1, 2, 50)
    assert rows["3"] == (1, 2, 50)
    assert rows["1"] == (1, 2, 50)
    assert rows["2"] == (0, 2, 0)


def test_what_days_cannot_decide_is_told_beside_what_is_certain(store: Path) -> None:
    (answer,) = measured(store, "missing-over-24h", *AT)
    assert answer["rows"][0] == {
        "group": {},
        "numerator": 1,
        "denominator": 2,
        "value": 50,
        "possible": {"numerator": 2, "value": 100},
    }


def test_a_late_ending_moves_the_year_before_only_once_it_is_known(store: Path) -> None:
    then = measured(store, "looked-after", "--as-at", "2011-03-31", "--known-at", "2011-06-30")
    now = measured(store, "looked-after", "--as-at", "2011-03-31", "--known-at", "2012-06-30")
    assert (then[0]["rows"][0]["value"], now[0]["rows"][0]["value"]) == (2, 1)


def test_what_is_not_known_is_no_zero(store: Path) -> None:
    (answer,) = measured(store, "visitor-waiting", "--as-at", "2011-03-31", "--known-at", "2011-12-31")
    main = answer["rows"][0]
    assert (main["numerator"], main["denominator"], main["value"]) == (None, None, None)
    assert main["reason"] == "nothing was known by 2011-12-31 of visitor-requests as at 2011-03-31"


def test_what_is_not_covered_has_no_figure_and_says_what_would_cover_it(store: Path) -> None:
    (answer,) = measured(store, "visitor-waiting", "--as-at", "2012-03-31", "--known-at", "2011-12-31")
    main = answer["rows"][0]
    assert (main["numerator"], main["denominator"], main["value"]) == (None, None, None)
    covered = "Episodes is covered from 2010-04-01 to 2011-03-31, not on 2012-03-31"
    assert main["reason"] == f"{covered} (the return of the year to 2012-03-31 would cover it)"


def test_a_row_in_another_unit_says_so(store: Path) -> None:
    (answer,) = measured(store, "visitor-waiting", *AT)
    median = next(row for row in answer["rows"] if row["group"] == {"wait": "median days"})
    assert (answer["unit"], median["unit"], median["value"]) == ("count", "days", 121)  # 1 December to 31 March
    assert all("unit" not in row for row in answer["rows"] if row["group"].get("wait", "")[-4:] != "days")


# ---------------------------------------------------------------------------------------------- the form of the JSON

ANSWER_KEYS = [
    *("measure", "title", "unit", "definition", "basis", "reading", "window", "coverage", "remarks", "rows"),
]
ROW_KEYS = ["group", "numerator", "denominator", "value"]
FURTHER_ROW_KEYS = {"window", "excluded", "unknown", "possible", "unit", "reason", "history_from"}


@pytest.fixture(scope="module")
def everything(store: Path) -> list[dict[str, Any]]:
    """Every measure, broken down by nothing."""
    return measured(store, *AT, *KNOWN)


def test_every_measure_of_the_catalogue_is_answered_in_its_order(everything: list[dict[str, Any]]) -> None:
    assert [answer["measure"] for answer in everything] == list(CATALOGUE)


@pytest.mark.parametrize("place", range(len(CATALOGUE)), ids=list(CATALOGUE))
def test_the_answer_has_the_keys_of_the_design(everything: list[dict[str, Any]], place: int) -> None:
    answer = everything[place]
    assert list(answer) == ANSWER_KEYS
    assert list(answer["definition"]) == ["version", "hash"]
    assert answer["definition"]["hash"].startswith("sha256:")
    assert answer["unit"] in {unit.value for unit in Unit}
    assert answer["basis"]["as_at"] == "2012-03-31"
    assert answer["basis"]["known_at"] == "2012-06-30"
    assert isinstance(answer["basis"]["position"], int)
    assert answer["window"] is None or list(answer["window"]) == ["from", "to"]
    for row in answer["rows"]:
        assert list(row)[:4] == ROW_KEYS
        assert set(row) - set(ROW_KEYS) <= FURTHER_ROW_KEYS
        assert row.get("excluded", {"": 1})  # never an empty one
        assert row.get("unit") != answer["unit"]


def test_the_window_is_the_twelve_months_to_the_day(store: Path) -> None:
    (answer,) = measured(store, "placements-3-plus", "--as-at", "2013-02-28")
    assert answer["window"] == {"from": "2012-02-29", "to": "2013-02-28"}


def test_known_at_is_null_where_it_is_not_limited_and_the_position_is_a_number(store: Path) -> None:
    (answer,) = measured(store, "looked-after", *AT)
    assert answer["basis"]["known_at"] is None
    assert answer["basis"]["position"] > 0


def test_the_same_basis_gives_the_same_bytes(store: Path) -> None:
    first = done("--store", store, "measure", *AT, "--format", "json")
    position = first.json[0]["basis"]["position"]
    again = done("--store", store, "measure", *AT, "--position", position, "--format", "json")
    assert again.out == first.out


def test_an_earlier_position_holds_less(store: Path) -> None:
    (answer,) = measured(store, "looked-after", "--as-at", "2012-03-31", "--position", "1")
    assert answer["basis"]["position"] == 1
    assert answer["rows"][0]["value"] is None


@pytest.mark.parametrize("written", ["2012-03-31", "31/03/2012", "31/3/2012", " 2012-03-31 "])
def test_a_day_may_be_written_either_way(store: Path, written: str) -> None:
    (answer,) = measured(store, "looked-after", "--as-at", written)
    assert answer["basis"]["as_at"] == "2012-03-31"


def test_a_measure_named_twice_is_answered_once(store: Path) -> None:
    assert len(measured(store, "looked-after", "looked-after", *AT)) == 1


# ------------------------------------------------------------------------------------------------------- breakdowns


def test_broken_down_after_the_default_figure(store: Path) -> None:
    (answer,) = measured(store, "looked-after", "--as-at", "2011-03-31", "--known-at", "2011-06-30", "--by", "sex")
    assert [(row["group"], row["value"]) for row in answer["rows"]] == [
        ({}, 2),
        ({"sex": "Female"}, 1),
        ({"sex": "Male"}, 1),
    ]


# ---------------------------------------------------------------------------------------------------- CSV and table


def test_csv_has_one_line_a_row(store: Path) -> None:
    out = done("--store", store, "measure", "missing-over-24h", "looked-after", *AT, *KNOWN, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert out.splitlines()[0] == (
        "measure,title,unit,as_at,known_at,position,never_sent_again,from,to,group,numerator,denominator,value,"
        "possible_numerator,possible_value,excluded,unknown,reason,definition_version,definition_hash,"
        "children_never_sent_again,interval_low,interval_high,history_from,coverage,covered_days,reading"
    )
    missing = rows[0]
    assert (missing["measure"], missing["unit"], missing["from"], missing["to"]) == (
        *("missing-over-24h", "percent"),
        *("2011-04-01", "2012-03-31"),
    )
    assert (missing["numerator"], missing["denominator"], missing["value"]) == ("1", "2", "50")
    assert (missing["possible_numerator"], missing["possible_value"]) == ("2", "100")
    assert rows[1]["denominator"] == ""


def test_csv_flattens_the_group(store: Path) -> None:
    out = done("--store", store, "measure", "placements-3-plus", *AT, "--by", "sex", "--format", "csv").out
    groups = [row["group"] for row in csv.DictReader(io.StringIO(out))]
    assert groups[0] == ""
    assert "count=2" in groups
    assert "count=3;sex=Female" in groups


def test_the_table_says_its_basis_and_fits_the_page(store: Path) -> None:
    result = done("--store", store, "measure", "placements-3-plus", *AT, *KNOWN)
    assert result.lines[0] == "Children looked after with three or more placements in the last 12 months"
    assert result.lines[1].startswith("as at 31 March 2012, as known at 30 June 2012, log position ")
    assert result.lines[2] == "in the window 1 April 2011 to 31 March 2012"
    assert any(line.split()[-3:] == ["1", "2", "50.0%"] for line in result.lines if "Children looked" in line)
    assert max(map(len, result.lines)) <= 100
    assert "\x1b" not in result.out
    assert all(line == line.rstrip() for line in result.lines)


def test_the_table_is_as_wide_as_the_environment_says(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    assert max(map(len, done("--store", store, "measure", *AT).lines)) <= 70


def test_the_table_tells_certain_and_possible(store: Path) -> None:
    lines = done("--store", store, "measure", "missing-over-24h", *AT).lines
    assert any("1 to 2" in line and "50.0% to 100.0%" in line for line in lines)


def test_the_sentence_stands_under_the_table(store: Path) -> None:
    out = " ".join(done("--store", store, "measure", "ceased-by-duration", *AT).out.split())
    assert "Only completed periods: short ones weigh more than among those who enter." in out


def test_brief_gives_one_line_a_measure(store: Path) -> None:
    lines = done("--store", store, "measure", *AT, *KNOWN, "--brief").lines
    for measure in CATALOGUE:
        assert sum(line.startswith(f"{measure} ") for line in lines) == 1
    (answer,) = measured(store, "placements-3-plus", *AT, "--brief")
    assert [row["group"] for row in answer["rows"]] == [{}]


def test_all_measures_at_once_are_one_row_each_family_by_family(store: Path) -> None:
    lines = done("--store", store, "measure", *AT).lines
    of_measures = [line.split()[0] for line in lines if line.split() and line.split()[0] in CATALOGUE]
    assert sorted(of_measures) == sorted(CATALOGUE)
    assert [line for line in lines if line in FAMILIES] == [*FAMILIES]
    brief = done("--store", store, "measure", *AT, "--brief").lines
    assert brief == lines


def test_in_full_every_row_of_every_measure_is_there_and_so_it_is_for_programs(store: Path) -> None:
    full = done("--store", store, "measure", *AT, "--full").lines
    assert sum(line.startswith("in the window") for line in full) > 10
    rows = sum(len(each["rows"]) for each in done("--store", store, "measure", *AT, "--format", "json").json)
    assert rows > 2 * len(CATALOGUE)


def test_every_measure_is_of_one_family() -> None:
    named = [measure for members in FAMILIES.values() for measure in members]
    assert len(set(named)) == len(named)
    assert {each.partition("/")[0] for each in CATALOGUE} == set(named)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_no_word_of_any_measure_is_cut_at_any_width(store: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = done("--store", store, "measure", *AT).out
    said = {word.strip(";:,") for word in out.split()}
    assert set(CATALOGUE) <= said
    for indicator in CATALOGUE.values():
        assert {word.strip(";:,") for word in indicator.title.split()} <= said
    assert "\u2026" not in out
    assert max(map(len, out.splitlines())) <= width


def test_the_row_of_a_measure_is_called_by_its_own_words(store: Path) -> None:
    for words in ((), ("--brief",)):
        out = " ".join(done("--store", store, "measure", "legal-status", "looked-after", *AT, *words).out.split())
        assert "Interim care order" in out
        assert "main figure" not in out.lower()
