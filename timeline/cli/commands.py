"""Commands in a table: what the manual says of each, and which module to import when it is asked for.

Importing every command takes longer than most of them need to answer, so that of a command line only the one command
that it names is imported. Its name and the first sentence of its manual stand in the table; a test holds the table to
the modules. After Click's guide to complex applications, which loads its subcommands in the same way.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterable
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from timeline.cli.problems import UsageError, closest
from timeline.cli.starting import importing


class Listed(TyperCommand):
    """A command as a list of commands shows it, by the first sentence of its manual.

    ``place``: its module and its function there, as ``importing:table``; by default the function ``command`` of the
    module that has the command's name.
    """

    def __init__(self, name: str, sentence: str, place: str | None = None) -> None:
        super().__init__(name, help=sentence)
        self.place = place or f"{name}:command"

    def imported(self) -> Any:
        """The command itself. ``ImportError`` or ``AttributeError`` where the place is none."""
        module, _, function = self.place.partition(":")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        with importing():
            alone.command(self.name)(getattr(import_module(f"timeline.cli.{module}"), function))
            return typer.main.get_command(alone)


class _Imported(UserDict[str, Any]):
    """Commands by name. One that is only listed is imported when it is taken out, and stays."""

    def __getitem__(self, name: str) -> Any:
        found = super().__getitem__(name)
        if isinstance(found, Listed):
            found = self.data[name] = found.imported()
        return found

    def short_help(self, name: str, width: int) -> str:
        """What a list of commands says of one, in so many columns. Nothing is imported."""
        return str(self.data[name].get_short_help_str(width))


class Commands(TyperGroup):
    """Commands that are imported one by one, help whoever mistypes one, and do not repeat what was typed."""

    listed: ClassVar[Iterable[Listed]] = ()
    """Each of them, in the order of the manual; groups among them follow."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._by_name = _Imported({str(each.name): each for each in self.listed} | dict(self.commands))
        self.commands = self._by_name

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the manual."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Lay out the list of commands, as Typer does it, out of the table."""
        names = self.list_commands(ctx)
        width = formatter.width - 6 - max(len(name) for name in names)
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._by_name.short_help(name, width)) for name in names])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names."""
        if args[0] not in self.commands:
            raise UsageError(ctx.command_path, "there is no such command", closest(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)
