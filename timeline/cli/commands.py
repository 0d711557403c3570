"""Commands in a table: the first sentence of the manual of each, and the module to import when it is named.

Importing every command takes longer than most of them need to answer, so that of a command line only the one command
that it names is imported. Its name and the first sentence of its manual are in the table; a test holds the table to
the modules. After Click's guide to complex applications, which loads its subcommands in the same way.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from timeline.cli.interpreter import importing
from timeline.cli.option_groups import spread
from timeline.cli.problems import UsageError, closest, nearest


def refuse_repeated(command: Any, ctx: Any, args: Iterable[str]) -> None:
    """``UsageError`` where an option that is meant once is given twice: Click would silently use the last."""
    _, _, given = command.make_parser(ctx).parse_args(args=list(args))
    for option in dict.fromkeys(given):
        if given.count(option) > 1 and option.param_type_name == "option" and not option.multiple:
            raise UsageError(option.opts[0], "it is given more than once", "Give it once")


class Command(TyperCommand):
    """A command whose options are given once, unless they are meant to repeat."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See Click. ``UsageError``: see ``refuse_repeated``."""
        refuse_repeated(self, ctx, args)
        return super().parse_args(ctx, args)


class Listed(TyperCommand):
    """A command as a list of commands shows it, by the first sentence of its manual.

    ``place``: its module and its function there, as ``importing.local_tables:one``; by default the function
    ``command`` of the module that has the command's name.
    """

    def __init__(self, name: str, sentence: str, place: str | None = None) -> None:
        super().__init__(name, help=sentence)
        self.place = place or f"{name}:command"

    def imported(self) -> Any:
        """The command itself. ``ImportError`` or ``AttributeError`` where the place is none."""
        module, _, function = self.place.partition(":")
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        with importing():
            command = spread(getattr(import_module(f"timeline.cli.{module}"), function))
            alone.command(self.name, cls=Command)(command)
            return typer.main.get_command(alone)


class _Imported(UserDict[str, Any]):
    """Commands by name. A listed command is imported when it is first looked up."""

    def __getitem__(self, name: str) -> Any:
        found = super().__getitem__(name)
        if isinstance(found, Listed):
            found = self.data[name] = found.imported()
        return found

    def short_help(self, name: str, width: int) -> str:
        """The sentence about a command in a list of commands, cut to ``width`` characters. Imports nothing."""
        return str(self.data[name].get_short_help_str(width))


class Commands(TyperGroup):
    """Commands that are imported one by one. A misspelt command is answered with the nearest, and never printed."""

    listed: ClassVar[Iterable[Listed]] = ()
    """Each of them, in the order of the manual; groups among them follow."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._by_name = _Imported({str(each.name): each for each in self.listed} | dict(self.commands))
        self.commands = self._by_name

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See Click. ``UsageError``: see ``refuse_repeated``."""
        if args:
            refuse_repeated(self, ctx, args)
        return super().parse_args(ctx, args)

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
            raise UsageError(ctx.command_path, "there is no such command", self._meant(args[0].lower(), ctx))
        return super().resolve_command(ctx, args)

    def _meant(self, typed: str, ctx: Any) -> str:
        """Which command may have been meant: of this group, of the groups in it, or of the whole program."""
        whole = ctx.find_root().command.commands
        groups = {str(name): [*each.commands] for name, each in whole.data.items() if isinstance(each, Commands)}
        here, known = self.list_commands(ctx), [f"{group} {name}" for group, names in groups.items() for name in names]
        elsewhere = [each for each in known if each.split()[1] == typed]
        by_other_name = [each for each in (_OTHER_NAMES.get(typed, ""),) if each in (*here, *known)]
        meant = by_other_name or elsewhere or nearest(typed, here, 0.6) or nearest(typed, known, 0.7)
        return f"Did you mean {' or '.join(meant)}" if meant else closest(typed, here)


_OTHER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("load", "add", "read", "ingest", "bring"), "import"),
    **dict.fromkeys(("903", "ssda-903", "return"), "ssda903"),
    **dict.fromkeys(("annexa", "annex", "annex_a"), "annex-a"),
    **dict.fromkeys(("figures", "figure", "count", "query", "ask"), "measure"),
    **dict.fromkeys(("catalogue", "definitions", "indicators"), "measures"),
    **dict.fromkeys(("members", "who", "list"), "children"),
    **dict.fromkeys(("child", "history", "story"), "show"),
    **dict.fromkeys(("trend", "over-time"), "series"),
    **dict.fromkeys(("revert", "rollback"), "import undo"),
    **dict.fromkeys(("validate", "defects", "errors"), "check"),
    **dict.fromkeys(("worklist", "work-list"), "tracker"),
    **dict.fromkeys(("compare", "difference"), "baseline diff"),
    **dict.fromkeys(("publish", "attest", "freeze"), "baseline take"),
}
"""What people call a command that has another name."""
