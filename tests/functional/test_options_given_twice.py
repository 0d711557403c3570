"""An option that is meant once is refused when it is given twice: in every command, each of its options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from tests.functional.commands import run
from timeline.cli import problems
from timeline.cli.app import app

MAY_REPEAT = {"--published", "--rule", "--measure", "--file"}
"""Options that are meant to: each adds something to be asked about."""


def commands(group: Any, *before: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that name it."""
    for name in group.list_commands(None):
        command = group.commands[name]
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)
        else:
            yield (*before, name), command


ALL = [*commands(typer.main.get_command(app))]
OPTIONS = [
    (words, option)
    for words, command in ALL
    for option in command.params
    if option.param_type_name == "option" and option.name != "help"
]


def given(option: Any, times: int) -> list[str]:
    return ([option.opts[0]] if option.is_flag else [option.opts[0], "2012-03-31"]) * times


def test_there_are_commands_and_options() -> None:
    assert len(ALL) > 20
    assert len(OPTIONS) > 60


@pytest.mark.parametrize(
    ("words", "option"), OPTIONS, ids=[f"{' '.join(words)} {each.opts[0]}" for words, each in OPTIONS]
)
def test_given_twice_it_is_refused_and_named_unless_it_may_repeat(words: tuple[str, ...], option: Any) -> None:
    result = run(*words, *given(option, 2))
    refusal = f"timeline: {option.opts[0]}: it is given more than once. Give it once.\n"
    may_repeat = option.multiple and option.opts[0] in MAY_REPEAT
    assert may_repeat == option.multiple
    if may_repeat:
        assert result.err != refusal
    else:
        assert (result.code, result.out, result.err) == (problems.USAGE, "", refusal)


def test_so_it_is_with_the_store_that_goes_before_the_command() -> None:
    result = run("--store", "a.db", "--store", "b.db", "log", "stats")
    assert (result.code, result.err) == (2, "timeline: --store: it is given more than once. Give it once.\n")


def test_an_option_is_one_option_however_its_value_is_written() -> None:
    result = run("measure", "--as-at=2012-03-31", "--as-at", "2011-03-31")
    assert (result.code, result.err) == (2, "timeline: --as-at: it is given more than once. Give it once.\n")
