"""``measures``, ``--help``, ``--version``: what there is to ask, and how."""

from __future__ import annotations

import csv
import hashlib
import re
import shlex
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
import typer

from tests.functional.commands import done, run
from timeline.cli.app import app
from timeline.projections.indicators import CATALOGUE
from timeline.projections.indicators.sources import SOURCES


def test_every_measure_is_listed_with_its_title_unit_and_source() -> None:
    lines = done("measures").lines
    for measure in CATALOGUE.values():
        (line,) = [line for line in lines if line.startswith(f"{measure.id} ")]
        assert measure.unit.value in line
    assert [each["measure"] for each in done("measures", "--format", "json").json] == list(CATALOGUE)
    assert [row["measure"] for row in csv.DictReader(done("measures", "--format", "csv").lines)] == list(CATALOGUE)


@pytest.mark.parametrize("measure", list(CATALOGUE))
def test_a_definition_in_full(measure: str) -> None:
    indicator = CATALOGUE[measure]
    out = " ".join(done("measures", measure).out.split())
    cited = SOURCES[measure]
    for told in (indicator.sentence, *cited.lines, cited.page, indicator.version, "sha256:"):
        assert "".join(told.split()) in "".join(out.split())
    answer = done("measures", measure, "--format", "json").json
    assert answer["sentence"] == indicator.sentence
    assert len(answer["rows"]) == len(indicator.readings)
    assert answer["breakdowns"] == list(indicator.dimensions)


def test_the_version() -> None:
    assert done("--version").out == f"timeline {version('timeline')}\n"


def commands(command: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with the words that name it."""
    for name, each in getattr(command, "commands", {}).items():
        if hasattr(each, "commands"):
            yield from commands(each, *path, name)
        else:
            yield (*path, name), each


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_a_manual_with_an_example(words: tuple[str, ...]) -> None:
    manual = done(*words, "--help").out
    examples = [line.strip() for line in manual.splitlines() if line.strip().startswith("timeline ")]
    assert examples
    assert all(shlex.split(example)[1 : 1 + len(words)] == list(words) for example in examples)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_in_an_example_is_one_the_command_has(words: tuple[str, ...]) -> None:
    known = {name for parameter in COMMANDS[words].params for name in parameter.opts}
    used = set(re.findall(r"--[a-z-]+", COMMANDS[words].help.partition("\b")[2]))
    assert used <= known


QUESTIONS = ("measure", "children", "explain", "show")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_requires_a_day_and_takes_the_rest_of_a_basis(name: str) -> None:
    options = {parameter.opts[0]: parameter for parameter in COMMANDS[(name,)].params}
    assert options["--as-at"].required
    assert {"--known-at", "--position", "--format"} <= set(options)


def test_without_a_command_the_manual_is_shown() -> None:
    result = run()
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Usage: timeline")


def test_all_that_a_definition_means_is_the_text_that_is_hashed() -> None:
    text = done("measures", "ceased-destination", "--text", "--as-at", "2012-03-31").out
    answer = done("measures", "ceased-destination", "--as-at", "2012-03-31", "--format", "json").json
    assert answer["definition"]["hash"] == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    assert "by the reason episode ceased: E4." in text  # E4A and E4B are codes of returns from 2014-15
    later = done("measures", "ceased-destination", "--text", "--as-at", "2015-03-31").out
    assert "by the reason episode ceased: E4, E4A (from 2014-04-01), E4B (from 2014-04-01)." in later


def test_a_definition_that_was_superseded_is_shown_by_its_version() -> None:
    now, before = (
        done("measures", "missing-over-24h", *option, "--format", "json").json["definition"]
        for option in ((), ("--definition-version", "2012.1"))
    )
    assert (before["version"], now["version"]) == ("2014.1", "2014.2")  # 2012.1: as it was named when it was attested
    assert before["hash"] != now["hash"]
