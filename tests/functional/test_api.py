"""The public functions: their examples run, and they answer what the commands answer."""

from __future__ import annotations

import doctest
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import timeline
from tests.functional.commands import ANNA, BERT, DORA, done
from timeline.api import functions
from timeline.store import CaseLog

DAYS = {"as_at": "2012-03-31", "known_at": "2012-06-30"}
LAST = ("looked-after", "2012-03-31", "2012-03-31")
WORDS = ("--as-at", "2012-03-31", "--known-at", "2012-06-30")


@pytest.fixture
def log(store: Path) -> Iterator[CaseLog]:
    with timeline.open_log(store) as opened:
        yield opened


def test_every_public_name_is_there_and_documented() -> None:
    for name in timeline.__all__:
        assert getattr(timeline, name).__doc__, name
    assert all(name in (timeline.__doc__ or "") for name in timeline.__all__)


def test_the_examples_of_the_docstrings_run(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "log.db"
    shutil.copy(store, copy)
    done("--store", copy, "baseline", "take", "published", *WORDS, "looked-after")
    tests = doctest.DocTestFinder(exclude_empty=True).find(functions, "functions")
    examples = {test.name.rpartition(".")[2]: test for test in tests if test.examples}
    assert examples.keys() == set(timeline.__all__) - {"StoreError"}
    runner = doctest.DocTestRunner()
    with timeline.open_log(copy) as log:
        for name in sorted(examples, key=lambda each: each == "take_baseline"):  # that one writes
            examples[name].globs |= {"log": log, "store": copy}
            assert runner.run(examples[name]).failed == 0, name


def test_a_measure_is_what_the_command_prints(log: CaseLog, store: Path) -> None:
    ids = ["looked-after", "placements-3-plus", "missing-over-24h", "ceased-by-duration"]
    printed = done("--store", store, "measure", *ids, *WORDS, "--format", "json").json
    rows = [(answer, row) for answer in printed for row in answer["rows"]]
    found = timeline.measure(log, ids, **DAYS)
    assert len(found) == len(rows) > len(ids)
    for figure, (answer, row) in zip(found, rows, strict=True):
        assert (figure.measure, figure.title) == (answer["measure"], answer["title"])
        assert (figure.version, figure.definition) == tuple(answer["definition"].values())
        assert figure.group == row["group"]
        assert (figure.numerator, figure.denominator, figure.value) == (
            *(row["numerator"], row["denominator"]),
            row["value"],
        )
        assert figure.reason == row.get("reason") and figure.excluded == row.get("excluded", {})
        assert figure.possible == row.get("possible", {}).get("numerator")
        assert (figure.as_at, figure.known_at) == (date(2012, 3, 31), date(2012, 6, 30))
        assert figure.position == answer["basis"]["position"]


def test_breakdowns_and_what_was_published(log: CaseLog, store: Path) -> None:
    printed = done("--store", store, "measure", "looked-after", *WORDS, "--by", "sex", "--format", "json").json
    found = timeline.measure(log, "looked-after", by="sex", **DAYS)
    assert [figure.group for figure in found] == [row["group"] for row in printed[0]["rows"]]
    words = ("--as-at", "2011-03-31", "--known-at", "published", "--format", "json")
    [answer] = done("--store", store, "measure", "looked-after", *words).json
    [figure] = timeline.measure(log, "looked-after", "2011-03-31", known_at="published")
    assert (str(figure.known_at), figure.value) == (answer["basis"]["known_at"], answer["rows"][0]["value"])


@pytest.mark.parametrize("known", [None, "2012-06-30", "same-day", "published"])
def test_a_series_is_what_the_command_prints(log: CaseLog, store: Path, known: Any) -> None:
    words = ("series", "looked-after", "--from", "2011-03-31", "--to", "2012-03-31", "--every", "quarter")
    at = () if known is None else ("--known-at", known)
    printed = done("--store", store, *words, *at, "--format", "json").json["points"]
    found = timeline.series(log, "looked-after", "2011-03-31", date(2012, 3, 31), "quarter", known_at=known)
    assert [(str(each.as_at), each.value) for each in found] == [
        (point["as_at"], point["rows"][0]["value"]) for point in printed
    ]


def test_a_triangle_is_what_the_command_prints(log: CaseLog, store: Path) -> None:
    words = ("triangle", "looked-after", "--from", "2011-03-31", "--to", "2012-03-31", "--every", "quarter")
    printed = done("--store", store, *words, "--known-to", "2012-12-31", "--format", "json").json["points"]
    found = timeline.triangle(log, "looked-after", "2011-03-31", "2012-03-31", "quarter", known_last="2012-12-31")
    assert [(str(each.as_at), str(each.known_at), each.value) for each in found] == [
        (point["as_at"], point["known_at"], point["rows"][0]["value"]) for point in printed
    ]


def test_members_explanations_and_coverage_are_what_the_commands_print(log: CaseLog, store: Path) -> None:
    printed = done("--store", store, "children", "missing-over-24h", *WORDS, "--format", "json").json["members"]
    found = timeline.members(log, "missing-over-24h", **DAYS)
    assert [(each.child, each.meets, each.group) for each in found] == [
        (each["child"], each["meets"], each["group"]) for each in printed
    ]
    assert {each.child for each in found if each.possible} == {ANNA, DORA}
    explained = timeline.explain(log, "looked-after", BERT, **DAYS)
    assert (
        dict(explained.details)
        == done("--store", store, "explain", "looked-after", BERT, *WORDS, "--format", "json").json
    )
    assert explained.verdict.startswith("This child is not counted")
    pieces = done("--store", store, "coverage", "--known-at", "2012-06-30", "--format", "json").json
    known = timeline.coverage(log, "2012-06-30")
    assert {each.module for each in known} == {each["module"] for each in pieces}


def test_results_are_frozen_and_become_dicts(log: CaseLog) -> None:
    found = timeline.measure(log, ["ceased-by-duration", "looked-after"], **DAYS)
    with pytest.raises(FrozenInstanceError):
        found[0].value = 3  # type: ignore[misc]
    dicts = found.to_dicts()
    assert len(dicts) == len(found) and len({tuple(each) for each in dicts}) == 1
    assert dicts[0]["group.duration"] == found[0].group["duration"] and dicts[-1]["group.duration"] is None
    json.dumps(dicts, default=str)
    assert found == timeline.measure(log, ["ceased-by-duration", "looked-after"], **DAYS)
    assert found[:1] != found


def test_no_representation_names_a_child(log: CaseLog) -> None:
    found = timeline.members(log, "looked-after", **DAYS)
    explained = timeline.explain(log, "looked-after", ANNA, **DAYS)
    assert len(found) > 0
    for each in (found, found[0], explained):
        assert not any(child in repr(each) for child in (ANNA, BERT, DORA)), type(each)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda log: timeline.measure(log, "loked-after", "2012-03-31"), "did you mean 'looked-after'"),
        (lambda log: timeline.measure(log, "looked-after", "31/03/2012"), "write YYYY-MM-DD"),
        (lambda log: timeline.measure(log, "looked-after", "2012-03-31", by="shoe"), "it has "),
        (lambda log: timeline.measure(log, "looked-after", "2012-03-31", position=10**9), "the log has the positions"),
        (
            lambda log: timeline.measure(log, "looked-after", "2012-03-31", never_sent_again="lose"),
            "one of keep, drop, close",
        ),
        (lambda log: timeline.series(log, "looked-after", "2012-03-31", "2011-03-31", "year"), "before the first"),
        (
            lambda log: timeline.series(log, "looked-after", "2011-03-31", "2012-03-31", "week"),
            "month, quarter or year",
        ),
        (lambda log: timeline.explain(log, "looked-after", "NOBODY", "2012-03-31"), "no such child"),
        (lambda log: timeline.verify_baseline(log, "none"), "no baseline of this name"),
        (lambda log: timeline.triangle(log, *LAST, "year", known_first="2010-03-31", known_last="2011-01-31"), "later"),
    ],
)
def test_what_is_asked_wrongly_is_said(log: CaseLog, ask: Callable[[CaseLog], object], words: str) -> None:
    with pytest.raises(ValueError, match=words) as error:
        ask(log)
    assert "NOBODY" not in str(error.value)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(timeline.StoreError, match="there is no log here"):
        timeline.open_log(tmp_path / "none.db")


def test_importing_the_package_imports_nothing_of_it() -> None:
    program = "import timeline, sys; print([name for name in sys.modules if name.startswith('timeline.')])"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert loaded.strip() == "['timeline.lazy']"
