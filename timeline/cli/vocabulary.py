"""The program's own words: which commands there are, what each takes, and what may follow an option.

The shell completes lines with these words, and its history keeps no others, because any other word may be a child's
identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

HELP = ("--help", "-h")
LEFT_OUT = "…"
"""In the place of a word that is not the program's own."""

_LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Known:
    """A command of the program: its words, and what it takes: options by each of their names, and arguments."""

    words: tuple[str, ...]
    options: Mapping[str, Any]
    arguments: Sequence[Any]

    def value_of(self, option: str) -> Any | None:
        """The option, where a value follows it."""
        found = self.options.get(option)
        return None if found is None or found.is_flag else found

    def next_words(self, before: Sequence[str]) -> list[str]:
        """What may come next, after these words: values of the option before it, or else options, and measures where
        one may be named."""
        option = self.value_of(before[-1]) if before else None
        if option is not None:
            return choices(option)
        named = [each for each in self.arguments if each.metavar in _OF_MEASURES]
        return [*sorted(self.options), *HELP, *(_measures() if named else [])]


_OF_MEASURES = ("ID", "[ID]...", "[ID]")


@cache
def commands() -> dict[tuple[str, ...], Known | None]:
    """Every command by its words; ``None`` for a group."""
    import typer

    from timeline.cli.app import app

    tree: Any = typer.main.get_command(app)
    return dict(_commands(tree, ()))


def _commands(group: Any, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Known | None]]:
    for name in group.commands:
        words, found = (*before, str(name)), group.commands[name]
        if hasattr(found, "commands"):
            yield words, None
            yield from _commands(found, words)
        else:
            yield words, _known(words, found)


def _known(words: tuple[str, ...], command: Any) -> Known:
    options = {name: each for each in command.params if each.param_type_name == "option" for name in each.opts}
    return Known(words, options, [each for each in command.params if each.param_type_name == "argument"])


def command_of(words: Sequence[str]) -> Known | None:
    """The command that a line begins with."""
    known = commands()
    return next((found for n in (1, 2) if (found := known.get(tuple(words[:n]))) is not None), None)


def choices(parameter: Any) -> list[str]:
    """The words that are a value of an option; none where any text may be."""
    metavar = parameter.metavar or ""
    if metavar == "DIMENSION":
        from timeline.projections.algebra.dimensions import DIMENSIONS

        return list(DIMENSIONS)
    if metavar == "ID":
        return _measures()
    return [each for each in metavar.split("|") if each.islower()] if "|" in metavar else []


def _measures() -> list[str]:
    from timeline.projections.indicators import CATALOGUE

    return list(CATALOGUE)


def kept(words: Sequence[str]) -> str | None:
    """A line without any word that may be a child's identifier; ``None`` where it begins with no command."""
    command = command_of(words)
    if command is None:
        return None
    known, line, option = set(_measures()), list(command.words), None
    for word in words[len(command.words) :]:
        if option is not None:
            line.append(_kept_value(option, word))
            option = None
        elif word.startswith("-"):
            name, equals, value = word.partition("=")
            option = command.value_of(name)
            line.append(name if name in command.options or name in HELP else LEFT_OUT)
            if equals:
                line[-1] += f"={LEFT_OUT if option is None else _kept_value(option, value)}"
                option = None
        else:
            line.append(word if word in known else LEFT_OUT)
    return " ".join(line)


def _kept_value(option: Any, value: str) -> str:
    metavar = option.metavar or ""
    is_number = metavar == "N" and value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
    if value in choices(option) or is_number or ("DATE" in metavar and _is_day(value)):
        return value
    return LEFT_OUT


def _is_day(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}", text) is not None
