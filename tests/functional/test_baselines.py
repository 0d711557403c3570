"""``baseline``: take, list, show, verify, import, diff, each with its exit codes.

The small authority, its first return in the log when the baseline is taken, its second imported afterwards: as at
31 March 2011 Anna and Bert were looked after; that Bert had gone on 20 March the second return says, in row 5.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from replay import baselines
from tests.functional.commands import ANNA, BERT, CHILDREN, RETURN_2011, RETURN_2012, Result, done, run, write_files
from tests.store.making import tamper
from timeline.cli import problems
from timeline.projections.indicators import CATALOGUE

AT = ("--as-at", "2011-03-31", "--known-at", "2011-06-30")


def bring(store: Path, folder: Path, year: int, files: Mapping[str, tuple[str, ...]]) -> None:
    """Import a return."""
    path = write_files(folder / str(year), files)
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    done("--store", store, "import", "ssda903", path, *days)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log, and the baseline's file beside it."""
    folder = tmp_path_factory.mktemp("baselines")
    store = folder / "log.db"
    bring(store, folder, 2011, RETURN_2011)
    done("--store", store, "baseline", "take", "plan", *AT, "--file", folder / "plan.toml")
    bring(store, folder, 2012, RETURN_2012)
    return folder


@pytest.fixture
def room(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of both to work with, in the folder one is in."""
    for name in ("log.db", "plan.toml"):
        shutil.copy(made / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMELINE_STORE", "log.db")
    return tmp_path


def failed(*words: object, code: int) -> Result:
    """A command line that ends so, and names no child on stderr."""
    result = run("baseline", *words)
    assert result.code == code
    assert not any(child in result.err for child in CHILDREN)
    return result


# ------------------------------------------------------------------------------------------------- take, list and show


def test_without_a_file_it_is_written_to_stdout(room: Path) -> None:
    out = done("baseline", "take", "again", "looked-after", *AT).out
    held = tomllib.loads(out)
    assert (held["name"], str(held["as_at"]), str(held["known_at"])) == ("again", "2011-03-31", "2011-06-30")
    assert [(each["id"], each["rows"]) for each in held["measure"]] == [
        ("looked-after", [{"group": {}, "numerator": 2, "value": 2}])
    ]


def test_it_holds_every_measure_unless_some_are_named(room: Path) -> None:
    held = tomllib.loads((room / "plan.toml").read_text(encoding="utf-8"))
    assert [each["id"] for each in held["measure"]] == list(CATALOGUE)


def test_the_list(room: Path) -> None:
    done("baseline", "take", "all of it", "looked-after", "started", "--as-at", "2011-03-31")
    listed = done("baseline", "list", "--format", "json").json
    assert [(each["baseline"], each["basis"]["known_at"]) for each in listed] == [
        ("plan", "2011-06-30"),
        ("all of it", None),
    ]
    assert listed[1]["measures"] == ["looked-after", "started"]
    lines = done("baseline", "list").lines
    assert lines[2].split("  ")[0] == "plan"
    assert "all that is known" in lines[3]
    (first, _) = csv.DictReader(done("baseline", "list", "--format", "csv").lines)
    assert (first["baseline"], first["as_at"], first["known_at"]) == ("plan", "2011-03-31", "2011-06-30")


def test_a_list_of_none(room: Path) -> None:
    write_files(room, {"none.journal": ("known 2012-06-30", "2005-01-01 C1 child-registered")})
    done("--store", "new.db", "import", "journal", "none.journal")
    assert done("--store", "new.db", "baseline", "list").out == "No baseline was taken yet.\n"


def test_it_shows_what_was_attested(room: Path) -> None:
    out = done("baseline", "show", "plan").out
    assert out.startswith("Baseline plan\nas at 31 March 2011, as known at 30 June 2011, log position ")
    assert any(line.split() == ["Children", "looked", "after", "2", "2", "count"] for line in out.splitlines())
    shown = done("baseline", "show", "plan", "--format", "json").json
    assert [each["measure"] for each in shown["measures"]] == list(CATALOGUE)
    assert shown["measures"][0]["rows"] == [{"group": {}, "numerator": 2, "denominator": None, "value": 2}]
    assert done("baseline", "show", "plan", "--format", "toml").out == (room / "plan.toml").read_text(encoding="utf-8")


# -------------------------------------------------------------------------------------------------------------- verify


def test_how_many_figures_reproduce_is_said_on_stderr_unless_it_is_to_be_quiet(room: Path) -> None:
    for words in (("verify",), ("verify", "plan"), ("verify", "--file", "plan.toml")):
        result = run("baseline", *words)
        said = f"reproduces: {len(CATALOGUE)} of {len(CATALOGUE)} figures\n"
        assert (result.code, result.out, result.err) == (0, "", said)
    assert done("baseline", "verify", "plan", "--quiet").out == ""
    assert done("baseline", "verify", "--quiet", "--format", "json").json == []


def test_one_figure_is_told_in_the_singular(room: Path) -> None:
    done("baseline", "take", "one", "looked-after", *AT, "--file", "one.toml")
    assert run("baseline", "verify", "one").err == "reproduces: 1 of 1 figure\n"


def test_a_log_without_baselines_has_nothing_to_verify(room: Path) -> None:
    write_files(room, {"none.journal": ("known 2012-06-30", "2005-01-01 C1 child-registered")})
    done("--store", "new.db", "import", "journal", "none.journal")
    result = run("--store", "new.db", "baseline", "verify")
    assert (result.code, result.out) == (0, "")
    assert result.err == "timeline: no baseline was taken yet, so there is nothing to verify.\n"


def flipped(room: Path) -> Path:
    """The file with one figure told otherwise."""
    text = (room / "plan.toml").read_text(encoding="utf-8")
    path = room / "flipped.toml"
    path.write_text(
        text.replace("{ group = {}, numerator = 2, value = 2 }", "{ group = {}, numerator = 3, value = 3 }")
    )
    return path


def test_a_flipped_figure_is_a_diff_and_ends_with_1(room: Path) -> None:
    result = failed("verify", "--file", flipped(room), code=1)
    assert result.err == f"reproduces: {len(CATALOGUE) - 1} of {len(CATALOGUE)} figures\n"
    assert result.lines == [
        "Baseline plan does NOT reproduce",
        "  looked-after, figures",
        "  - attested  numerator 3; value 3",
        "  + found     numerator 2; value 2",
        "",
    ]
    (entry,) = failed("verify", "--file", flipped(room), "--format", "json", code=1).json
    assert entry == {
        "baseline": "plan",
        "measure": "looked-after",
        "what": "figures",
        "group": {},
        "attested": {"numerator": 3, "value": 3},
        "found": {"numerator": 2, "value": 2},
    }
    (line,) = csv.DictReader(failed("verify", "--file", flipped(room), "--format", "csv", code=1).lines)
    assert (line["what"], line["attested"]) == ("figures", "numerator 3; value 3")


def test_a_row_that_is_no_longer_there_is_told(room: Path) -> None:
    text = (room / "plan.toml").read_text(encoding="utf-8")
    row = '    { group = { count = "10+" }, '
    assert text.count(row) == 2  # of placements in one year and in two
    (room / "more.toml").write_text(text.replace(row, f'    {{ group = {{ count = "11+" }} }},\n{row}', 1))
    lines = failed("verify", "--file", "more.toml", code=1).lines
    assert lines[1:4] == [
        "  placements-3-plus, figures, count 11+",
        "  - attested  denominator null; numerator null; value null",
        "  + found     no such row",
    ]


def test_a_definition_that_is_lost_is_named_with_the_baseline(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baselines, "DEFINITIONS", {})
    (first, *_) = failed("verify", "--format", "json", code=1).json
    assert (first["baseline"], first["measure"], first["what"]) == ("plan", "looked-after", "definition")
    assert first["found"] == "not known to this program"
    assert "it cannot be run again" in done("baseline", "show", "plan").out
    assert "no longer has the definition" in " ".join(done("baseline", "diff", "plan").out.split())


OTHER_CHILD = """
    UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'MWBC', 'WBRI') AS BLOB) WHERE name = 'child-registered'
"""


def test_a_log_that_was_tampered_with_is_found(room: Path) -> None:
    tamper(str(room / "log.db"), OTHER_CHILD)
    (entry,) = failed("verify", "plan", "--format", "json", code=1).json
    assert (entry["measure"], entry["what"], entry["attested"]) == (None, "hash chain", "sound")


# -------------------------------------------------------------------------------------------------------------- import


def test_one_from_elsewhere_is_imported_once_and_then_verified(room: Path) -> None:
    text = (room / "plan.toml").read_text(encoding="utf-8")
    (room / "sent.toml").write_text(text.replace('name = "plan"', 'name = "sent"'))
    assert done("baseline", "import", "sent.toml").out == ""
    assert done("baseline", "import", "sent.toml").out == ""
    assert [each["baseline"] for each in done("baseline", "list", "--format", "json").json] == ["plan", "sent"]
    done("baseline", "verify", "sent", "--quiet")


def test_a_log_that_does_not_hold_what_it_was_taken_from_says_so(room: Path) -> None:
    bring(room / "other.db", room, 2012, RETURN_2012)
    result = run("--store", "other.db", "baseline", "import", "plan.toml")
    assert result.code == 1
    assert result.err == (
        "timeline: plan.toml: this log does not hold what the baseline was taken from. Nothing was recorded.\n"
    )
    assert "the log, " in result.out
    assert done("--store", "other.db", "baseline", "list").out == "No baseline was taken yet.\n"


def test_one_that_does_not_reproduce_is_not_imported(room: Path) -> None:
    path = flipped(room)
    path.write_text(path.read_text(encoding="utf-8").replace('name = "plan"', 'name = "sent"'))
    result = failed("import", path, code=1)
    assert result.err == "timeline: flipped.toml: it does not reproduce. Nothing was recorded.\n"
    assert len(done("baseline", "list", "--format", "json").json) == 1


# ---------------------------------------------------------------------------------------------------------------- diff


def test_the_diff_tells_the_sum_the_child_and_the_fact(room: Path) -> None:
    out = done("baseline", "diff", "plan", "--measure", "looked-after").out
    words = " ".join(out.split())
    assert "1 of 1 measure changed, for 1 child. Children looked after: 2, now 1; 0 in, 1 out;" in words
    assert "number 2 - 1 = 1: 0 in, 1 out" in words
    assert f"{BERT} -1 recorded late 20 Mar 2011: Ceased to be" in words
    assert "episodes.csv row 5, return to 31" in words
    assert "Codes: E4 (returned home to parents, relatives or others)." in words
    assert ANNA not in out


def test_the_diff_in_json_adds_up(room: Path) -> None:
    answer = done("baseline", "diff", "plan", "--all-rows", "--format", "json").json
    assert answer["before"]["baseline"] == "plan"
    assert (answer["after"]["baseline"], answer["after"]["basis"]["known_at"]) == (None, None)
    assert [each["measure"] for each in answer["measures"]] == list(CATALOGUE)
    for row in (row for each in answer["measures"] for row in each["rows"]):
        for number in ("numerator", "denominator"):
            if row["change"][number] is not None:
                assert row["before"][number] + sum(move[number] for move in row["moves"]) == row["after"][number]
    (row,) = answer["measures"][0]["rows"]
    assert (row["change"]["numerator"], row["numerator"]) == (-1, {"came_in": [], "went_out": [BERT]})
    (move,) = row["moves"]
    (because,) = move["because"]
    (fact,) = because["after"]
    assert (because["why"], fact["day"], fact["event"]) == ("recorded late", "2011-03-20", "ceased-to-be-looked-after")
    assert [(said["file"], said["row"]) for said in fact["said_by"]] == [("episodes.csv", 5)]


def test_the_diff_in_csv_adds_up(room: Path) -> None:
    out = done("baseline", "diff", "plan", "--measure", "looked-after", "--measure", "started", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert sum(int(row["numerator"] or 0) for row in rows) == -1
    assert [(row["measure"], row["child"], row["file"], row["row"]) for row in rows] == [
        ("looked-after", BERT, "episodes.csv", "5")
    ]


def test_every_row_or_the_main_figures(room: Path) -> None:
    main = done("baseline", "diff", "plan", "--format", "json").json
    assert {len(each["rows"]) for each in main["measures"]} == {1}
    words = " ".join(done("baseline", "diff", "plan", "--measure", "placements-3-plus", "--all-rows").out.split())
    assert "count 1: 100.0% (2 of 2) -> 100.0% (1 of 1)" in words
    assert "of 2 - 1 = 1: 0 in, 1 out" in words


def test_as_known_on_the_same_day_nothing_changed(room: Path) -> None:
    result = done("baseline", "diff", "plan", "--known-at", "2011-06-30")
    assert " ".join(result.out.split()).endswith(f"0 of {len(CATALOGUE)} measures changed.")
    assert done("baseline", "diff", "plan", "--known-at", "2011-06-30", "--format", "csv").lines[1:] == []


def test_against_another_baseline_either_way_round(room: Path) -> None:
    done("baseline", "take", "revised", "--as-at", "2011-03-31", "looked-after")
    forth = done(
        "baseline", "diff", "plan", "--against", "revised", "--measure", "looked-after", "--format", "json"
    ).json
    back = done("baseline", "diff", "revised", "--against", "plan", "--format", "json").json
    whys = [each["measures"][0]["rows"][0]["moves"][0]["because"][0]["why"] for each in (forth, back)]
    changes = [each["measures"][0]["rows"][0]["change"]["numerator"] for each in (forth, back)]
    assert (forth["after"]["baseline"], whys, changes) == ("revised", ["recorded late", "not known yet"], [-1, 1])


def test_a_diff_of_what_does_not_reproduce_says_so(room: Path) -> None:
    tamper(str(room / "log.db"), ATTESTED_OTHERWISE)
    result = failed("diff", "plan", "--measure", "looked-after", code=1)
    assert result.out != ""
    assert result.err == ("timeline: the baseline does not reproduce (looked-after): run `timeline baseline verify`.\n")


ATTESTED_OTHERWISE = r"""
    UPDATE entries
    SET body = CAST(replace(CAST(body AS TEXT), '"numerator\":2,\"value\":2', '"numerator\":3,\"value\":3')
    AS BLOB) WHERE name = 'baseline-taken'
"""


# ------------------------------------------------------------------------------------------------------------- gallery

ISO = "Write the day as 2012-03-31 or 31/03/2012."
MISSPELT = "timeline: NAME: there is no baseline of this name. Did you mean plan."

USAGE = {
    f"take plan {' '.join(AT)}": ("timeline: NAME: a baseline of this name was taken before. Choose another name."),
    "take next --as-at soon": f"timeline: --as-at: it is not a date. {ISO}",
    "take next looked-aftr --as-at 2011-03-31": (
        "timeline: measure: there is no measure of this id. Did you mean looked-after or looked-after-in-year."
    ),
    "take next": "timeline baseline take: --as-at is missing. See `timeline baseline take --help`.",
    "take next --as-at 2011-03-31 --file plan.toml": ("timeline: --file: the file is there already. Name a new one."),
    "take next --as-at 2011-03-31 --file nowhere/plan.toml": (
        "timeline: --file: no file can be written there. Name a file in a folder that exists."
    ),
    "show plans": MISSPELT,
    f"show {ANNA}": "timeline: NAME: there is no baseline of this name. There are: plan.",
    "show plan --format xml": "timeline: --format: there is no such format. Did you mean toml.",
    "verify plans": MISSPELT,
    "import plan-again.toml": "timeline: NAME: a baseline of this name was taken before. Choose another name.",
    "diff plans": MISSPELT,
    "diff plan --against plans": MISSPELT,
    "diff plan --against plan --known-at 2012-06-30": (
        "timeline: --against: a baseline has its own day of knowing. Leave out --known-at."
    ),
    "diff plan --measure looked": (
        f"timeline: --measure: the baseline does not hold this measure. It holds: {', '.join(CATALOGUE)}."
    ),
    "tak next": "timeline baseline: there is no such command. Did you mean take.",
}
"""Exit code 2."""

UNREADABLE = {
    "verify --file nowhere.toml": (
        "timeline: nowhere.toml: it cannot be opened (No such file or directory). Check the path and its permissions."
    ),
    "verify --file log.db": "timeline: log.db: it is not text in UTF-8. Give the file as it was written.",
    "import letter.toml": "timeline: letter.toml: the file is not a baseline. Use the file as it was written.",
    "import broken.toml": "timeline: broken.toml: the file is not TOML. Use the file as it was written.",
}
"""Exit code 3."""


@pytest.fixture
def wrong(room: Path) -> Path:
    """With files that are no baselines, and one that is another under a name that is taken."""
    write_files(room, {"letter.toml": (f'dear = "{ANNA}"',), "broken.toml": (f"{ANNA} = = 1",)})
    text = (room / "plan.toml").read_text(encoding="utf-8")
    (room / "plan-again.toml").write_text(text.replace("as_at = 2011-03-31", "as_at = 2011-03-30"))
    return room


@pytest.mark.parametrize("line", USAGE)
def test_what_cannot_be_done_as_asked(wrong: Path, line: str) -> None:
    result = failed(*line.split(), code=problems.USAGE)
    assert (result.out, result.err) == ("", f"{USAGE[line]}\n")
    assert len(done("baseline", "list", "--format", "json").json) == 1


@pytest.mark.parametrize("line", UNREADABLE)
def test_what_cannot_be_read_at_all(wrong: Path, line: str) -> None:
    result = failed(*line.split(), code=problems.UNREADABLE)
    assert (result.out, result.err) == ("", f"{UNREADABLE[line]}\n")


@pytest.mark.parametrize(
    "line", [f"take next {' '.join(AT)}", "list", "show plan", "verify", "import plan.toml", "diff plan"]
)
def test_where_there_is_no_log_none_is_made(room: Path, line: str) -> None:
    result = run("--store", "nowhere.db", "baseline", *line.split())
    assert (result.code, result.out) == (problems.STORE, "")
    assert "there is no log here" in result.err
    assert not (room / "nowhere.db").exists()


def test_where_nothing_was_taken_no_file_is_left(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprise(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(baselines, "measure", surprise)
    assert run("baseline", "take", "next", *AT, "--file", "next.toml").code == problems.INTERRUPTED
    assert not (room / "next.toml").exists()


def test_json_is_one_document(room: Path) -> None:
    for words in (("list",), ("show", "plan"), ("verify", "--quiet"), ("diff", "plan")):
        json.loads(done("baseline", *words, "--format", "json").out)


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_diff_is_the_same_out_of_projections(room: Path, form: str) -> None:
    words = ("baseline", "diff", "plan", "--all-rows", "--format", form, "--verbose")
    from_projections, as_asked = run(*words), run(*words, "--engine", "reference")
    assert (from_projections.code, as_asked.code) == (0, 0)
    assert from_projections.out == as_asked.out
    assert from_projections.err == "timeline: answered from the projections\n"
    assert as_asked.err == "timeline: answered from the log, as asked\n"
