"""``children``, ``explain``, ``show``, ``restated``: behind a figure."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.functional.commands import ANNA, BERT, CLEO, DORA, done, run
from timeline.domain.attestations import LOG_STREAM

AT = ("--as-at", "2012-03-31")
LAST_YEAR = ("--as-at", "2011-03-31")


# ---------------------------------------------------------------------------------------------------------- children


def members(store: Path, *words: object) -> list[dict[str, Any]]:
    """The members in JSON."""
    answer = done("--store", store, "children", *words, "--format", "json").json
    assert list(answer) == ["measure", "basis", "reading", "coverage", "remarks", "members"]
    assert list(answer["basis"]) == ["as_at", "known_at", "position"]
    found: list[dict[str, Any]] = answer["members"]
    return found


def test_one_entry_for_each_row_a_child_is_counted_in(store: Path) -> None:
    found = members(store, "missing-over-24h", *AT)
    assert found == [
        {"child": ANNA, "counted": True, "meets": False, "group": {}, "possible": True},
        {"child": DORA, "counted": True, "meets": True, "group": {}, "possible": True},
    ]


def test_by_row_and_then_by_child(store: Path) -> None:
    found = members(store, "placements-3-plus", *AT)
    assert [(member["group"], member["child"]) for member in found[:4]] == [
        *(({}, ANNA), ({}, DORA)),
        *(({"count": "0"}, ANNA), ({"count": "0"}, DORA)),
    ]
    assert [member["child"] for member in found if member["group"] == {"count": "3"} and member["meets"]] == [ANNA]


def test_members_add_up_to_the_figure(store: Path) -> None:
    (answer,) = done("--store", store, "measure", "multiple-periods", *AT, "--format", "json").json
    found = members(store, "multiple-periods", *AT)
    for row in answer["rows"]:
        of_row = [member for member in found if member["group"] == row["group"]]
        assert len(of_row) == row["denominator"]
        assert sum(member["meets"] for member in of_row) == row["numerator"]


def test_only_those_who_meet_it(store: Path) -> None:
    found = members(store, "placements-3-plus", *AT, "--meets")
    assert [(member["child"], member["group"]) for member in found] == [
        (ANNA, {}),
        (DORA, {"count": "1"}),
        (ANNA, {"count": "3"}),
    ]


def test_the_table_names_who_meets_and_who_does_not(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    lines = [line.strip() for line in done("--store", store, "children", "placements-3-plus", *AT).lines]
    title = "Children looked after with three or more placements in the last 12 months"
    assert lines[lines.index(f"{title}: 1 of 2 counted") + 1] == ANNA
    assert lines[lines.index(f"{title}: counted and not meeting it") + 1] == DORA


def test_a_narrow_page_cuts_no_identifier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    child, path = "C" * 60, tmp_path / "j.journal"
    path.write_text(f"known 2012-06-30\n2011-05-01 {child} became-looked-after legal_status=C2\n", encoding="utf-8")
    done("--store", tmp_path / "log.db", "import", "journal", path)
    out = done("--store", tmp_path / "log.db", "children", "looked-after", *AT).out
    assert child in "".join(out.split())


def test_members_as_csv(store: Path) -> None:
    out = done("--store", store, "children", "missing-over-24h", *AT, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["child"], row["meets"], row["possible"]) for row in rows] == [
        (ANNA, "false", "true"),
        (DORA, "true", "true"),
    ]


# ----------------------------------------------------------------------------------------------------------- explain


def test_why_a_child_is_in_a_figure_down_to_the_source_row(store: Path) -> None:
    answer = done("--store", store, "explain", "placements-3-plus", ANNA, *AT, "--format", "json").json
    main = answer["rows"][0]
    assert (answer["child"], main["counted"], main["meets"]) == (ANNA, True, True)
    lived_in = main["grounds"][1]
    assert [spell["start"] for spell in lived_in["found"]] == ["2010-05-01", "2011-08-01", "2012-01-10"]
    assert [spell["ended"] for spell in lived_in["found"]] == ["2011-08-01", "2012-01-10", None]
    last = answer["facts"][-1]
    assert (last["day"], last["event"], last["known_since"]) == ("2012-01-10", "placement-moved", "2012-06-30")
    assert [(row["file"], row["row"]) for row in last["said_by"]] == [("episodes.csv", 4)]


def test_a_fact_said_twice_names_both_rows_and_since_when(store: Path) -> None:
    answer = done("--store", store, "explain", "looked-after", ANNA, *AT, "--format", "json").json
    began = answer["facts"][0]
    assert (began["day"], began["known_since"]) == ("2010-05-01", "2011-06-30")
    assert [(row["known_on"], row["row"]) for row in began["said_by"]] == [("2011-06-30", 2), ("2012-06-30", 2)]


def test_the_verdict_is_one_sentence(store: Path) -> None:
    lines = done("--store", store, "explain", "placements-3-plus", ANNA, *AT).lines
    assert (
        " ".join(lines[3:5]) == "This child is counted, and in the figure: the child has 3 or more placements lived in "
        "during the 12 months to the day."
    )


def test_a_child_that_is_counted_and_not_in_the_figure(store: Path) -> None:
    out = " ".join(done("--store", store, "explain", "placements-3-plus", DORA, *AT).out.split())
    assert "This child is counted, and not in the figure, which asks that the child has 3 or more" in out


def test_a_child_on_whom_days_cannot_decide(store: Path) -> None:
    out = done("--store", store, "explain", "missing-over-24h", ANNA, *AT).out
    assert "This child is counted, and may be in the figure: days alone cannot decide." in out


def test_a_child_that_is_not_counted(store: Path) -> None:
    out = " ".join(done("--store", store, "explain", "looked-after", CLEO, *AT).out.split())
    assert "This child is not counted: nothing was found of periods of care before age 18 in force" in out
    assert "not this period of care, 1 July 2010, ended 1 December 2010" in out


def test_a_child_known_later_is_explained_by_nothing(store: Path) -> None:
    at = ("--as-at", "2011-03-31", "--known-at", "2011-12-31")
    out = done("--store", store, "explain", "looked-after", DORA, *at).out
    assert "Nothing that could decide it is known of this child at this basis." in out


def test_what_ends_after_the_day_is_still_open(store: Path) -> None:
    answer = done("--store", store, "explain", "looked-after", CLEO, "--as-at", "2010-10-31", "--format", "json").json
    (period,) = answer["rows"][0]["grounds"][0]["found"]
    assert (period["start"], period["ended"]) == ("2010-07-01", None)
    assert (
        "since 1 July 2010, still open"
        in done("--store", store, "explain", "looked-after", CLEO, *("--as-at", "2010-10-31")).out
    )


def test_a_period_clipped_at_the_eighteenth_birthday_prints_as_open_before_it(store: Path) -> None:
    """Bert turns 18 on 7 August 2019; the clip lies after the day asked about."""
    out = done("--store", store, "explain", "looked-after", BERT, *LAST_YEAR, "--known-at", "2011-06-30").out
    assert "since 1 June 2010, still open" in out
    assert "2019" not in out


def test_an_explanation_as_csv_has_one_line_a_source_row(store: Path) -> None:
    out = done("--store", store, "explain", "looked-after", ANNA, *AT, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["day"], row["known_on"], row["file"], row["row"]) for row in rows[:2]] == [
        ("2010-05-01", "2011-06-30", "episodes.csv", "2"),
        ("2010-05-01", "2012-06-30", "episodes.csv", "2"),
    ]


@pytest.mark.parametrize("command", [("show",), ("explain", "looked-after")])
def test_a_child_is_found_with_blanks_around_it_and_what_is_no_child_is_not(store: Path, command: tuple[str]) -> None:
    assert done("--store", store, *command, f" {ANNA} ", *AT).out == done("--store", store, *command, ANNA, *AT).out
    assert run("--store", store, *command, LOG_STREAM, *AT).code == 2  # the log's own entries are nobody's
    assert run("--store", store, *command, "", *AT).code == 2


# -------------------------------------------------------------------------------------------------------------- show


def picture(store: Path, child: str, *words: object) -> dict[str, str]:
    """The lanes of the picture by their titles."""
    titles = ("looked after", "legal status", "placements", "missing", "reviews", "visitor requests")
    lines = done("--store", store, "show", child, *words).lines
    return {title: line[18:] for line in lines for title in titles if line.startswith(f"{title} ")}


def test_a_picture_of_the_years(store: Path) -> None:
    lanes = picture(store, ANNA, *AT)
    assert re.fullmatch(r" +█+►", lanes["looked after"])
    assert re.fullmatch(r" +V2─+►", lanes["legal status"])  # placements change, the legal status does not
    assert re.fullmatch(r" +Q2─+Q2─+K2─*►", lanes["placements"])
    assert re.fullmatch(r" +M", lanes["missing"])
    assert re.fullmatch(r" +●", lanes["reviews"])
    assert re.fullmatch(r" +░+►", lanes["visitor requests"])
    starts = [lanes[title].index(sign) for title, sign in (("looked after", "█"), ("missing", "M"), ("reviews", "●"))]
    assert starts == sorted(starts)


def test_the_years_stand_over_their_first_of_january(store: Path) -> None:
    lines = done("--store", store, "show", ANNA, *AT).lines
    years, ticks = lines[3], lines[4]
    assert years.split() == ["2010", "2011", "2012"]
    assert [place for place, sign in enumerate(ticks) if sign == "│"] == [
        years.index(year) for year in ("2010", "2011", "2012")
    ]


def test_a_lane_of_nothing_is_said_in_words(store: Path) -> None:
    assert "none: missing, reviews, short breaks, visitor requests" in done("--store", store, "show", CLEO, *AT).lines


def test_the_picture_fits_the_page(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, done("--store", store, "show", ANNA, *AT).lines)) <= 60


def test_the_facts_stand_under_the_picture_with_the_meanings_of_their_codes(store: Path) -> None:
    out = " ".join(done("--store", store, "show", CLEO, *AT).out.split())
    assert "Became looked after: C1; N4; P1; PR0" in out
    assert "1 Jul 2010 30 Jun 2011 Became looked after" in out
    assert "- episodes.csv row 4, return to 31 March 2011" in out
    assert "P1 (with parents or others with parental responsibility)" in out


def test_in_brief_the_picture_stands_alone(store: Path) -> None:
    whole, brief = (done("--store", store, "show", CLEO, *AT, *words).lines for words in ([], ["--brief"]))
    assert whole[: len(brief)] == brief
    assert whole[len(brief)] == ""
    assert any("Became looked after" in line for line in whole[len(brief) :])
    assert not any("Became looked after" in line for line in brief)


def test_show_as_json_has_spells_and_facts(store: Path) -> None:
    answer = done("--store", store, "show", CLEO, *AT, "--format", "json").json
    assert list(answer) == ["child", "basis", "born_on", "spells", "facts"]
    assert answer["born_on"] == "2008-10-09"
    period = next(spell for spell in answer["spells"] if spell["kind"] == "period_of_care")
    assert (period["start"], period["ended"]) == ("2010-07-01", "2010-12-01")


def test_show_as_csv_has_one_line_a_spell(store: Path) -> None:
    out = done("--store", store, "show", ANNA, *AT, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["start"], row["ended"]) for row in rows if row["kind"] == "placement"] == [
        ("2010-05-01", "2011-08-01"),
        ("2011-08-01", "2012-01-10"),
        ("2012-01-10", ""),
    ]


def test_before_anything_was_known_there_is_nothing_to_show(store: Path) -> None:
    out = done("--store", store, "show", ANNA, *AT, "--known-at", "2010-12-31").out
    assert "Nothing is known of this child at this basis." in out


# ---------------------------------------------------------------------------------------------------------- restated


def test_how_a_figure_was_restated_and_by_whom(store: Path) -> None:
    answer = done(
        *("--store", store, "restated", "looked-after", "--published", "2011-03-31:2011-06-30"),
        *("--published", "31/03/2012:30/06/2012", "--format", "json"),
    ).json
    first, second = answer["points"]
    assert (first["first"]["value"], first["later"]["value"], first["change"]) == (2, 1, -1)
    assert (first["came_in"], first["went_out"]) == ([], [BERT])
    assert (second["change"], second["came_in"], second["went_out"]) == (0, [], [])


def test_the_table_of_restatements(store: Path) -> None:
    lines = done("--store", store, "restated", "looked-after", "--published", "2011-03-31:2011-06-30").lines
    assert any(" ".join(line.split()) == "31 Mar 2011 30 Jun 2011 2 1 -1 0 1" for line in lines)
    assert "  31 Mar 2011: recorded late 1." in lines


def test_a_share_moves_by_points(store: Path) -> None:
    out = done("--store", store, "restated", "placements-3-plus", "--published", "2012-03-31:2012-06-30").out
    assert "0.0 points" in out


def test_restatements_as_csv_to_a_later_day(store: Path) -> None:
    out = done(
        *("--store", store, "restated", "looked-after", "--published", "2011-03-31:2011-06-30"),
        *("--later", "2011-12-31", "--format", "csv"),
    ).out
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["first_value"], row["later_value"], row["later_known_at"], row["change"]) == (
        "2",
        "2",
        "2011-12-31",
        "0",
    )


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_restatements_are_the_same_out_of_projections(store: Path, tmp_path: Path, form: str) -> None:
    own = shutil.copy(store, tmp_path)
    words = ("--store", own, "restated", "looked-after", "--published", "2011-03-31:2011-06-30", "--format", form)
    done("--store", own, "rebuild")
    from_projections, from_the_log = run(*words, "--verbose"), run(*words, "--verbose", "--engine", "reference")
    assert (from_projections.code, from_the_log.code) == (0, 0)
    assert from_projections.out == from_the_log.out
    assert from_projections.err == "timeline: answered from the projections\n"
    assert from_the_log.err == "timeline: answered from the log, as asked\n"
