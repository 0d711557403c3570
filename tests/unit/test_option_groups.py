"""A group of options is one parameter of a command, and an option a field on its command line."""

from __future__ import annotations

from inspect import signature
from typing import Annotated, NamedTuple

import pytest
import typer

from timeline.cli.option_groups import spread


class Place(NamedTuple):
    """Where."""

    street: Annotated[str, typer.Option(help="Its name.")]
    number: Annotated[int, typer.Option(help="Of the house.")] = 1


def command(name: str, *, place: Place, loud: bool = False) -> str:
    """Say where somebody lives."""
    return f"{name} {place.street} {place.number} {loud}"


def test_the_fields_take_the_place_of_the_group_in_order() -> None:
    found = spread(command)
    assert list(signature(found).parameters) == ["name", "street", "number", "loud"]
    assert found.__doc__ == "Say where somebody lives."


def test_the_command_is_called_with_the_group() -> None:
    assert spread(command)(name="Ann", street="Elm Row", number=7, loud=True) == "Ann Elm Row 7 True"


def test_an_option_without_a_default_is_needed_and_the_others_have_theirs() -> None:
    parameters = signature(spread(command)).parameters
    assert parameters["street"].default is parameters["street"].empty
    assert (parameters["number"].default, parameters["loud"].default) == (1, False)


def test_typer_reads_them_as_options(capsys: pytest.CaptureFixture[str]) -> None:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(spread(command))
    with pytest.raises(SystemExit) as ended:
        app(["Ann", "--street", "Elm Row"], standalone_mode=True)
    assert ended.value.code == 0
    with pytest.raises(SystemExit):
        app(["--help"])
    assert "--number" in capsys.readouterr().out
