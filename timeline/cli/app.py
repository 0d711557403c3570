"""The commands, put together."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from timeline.cli import (
    baseline,
    check,
    children,
    demo,
    explain,
    export,
    importing,
    log,
    measure,
    measures,
    output,
    rebuild,
    restated,
    show,
    template,
    tracker,
)
from timeline.cli.problems import UsageError, closest
from timeline.cli.questions import DEFAULT_STORE


class Commands(TyperGroup):
    """Commands that help whoever mistypes one, and do not repeat what was typed."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names."""
        if self.get_command(ctx, args[0]) is None:
            raise UsageError(ctx.command_path, "there is no such command", closest(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def _group(text: str) -> typer.Typer:
    return typer.Typer(
        cls=Commands,
        help=text,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        output.write_line(f"timeline {version_of('timeline')}")
        raise typer.Exit


def start(
    context: typer.Context,
    store: Annotated[
        str, typer.Option(metavar="URL", envvar="TIMELINE_STORE", help="The log: an SQLAlchemy URL or a path.")
    ] = DEFAULT_STORE,
    version: Annotated[  # noqa: FBT002
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Point-in-time evidence about children looked after: any indicator as at any date, as known at any date."""
    context.obj = store


START = """Point-in-time evidence about children looked after: any indicator as at any date, as known at any date.

\b
Begin with:      timeline demo
Bring a return:  timeline import ssda903 returns/2012 --year-ending 2012-03-31 --known-on 2012-06-30
Ask:             timeline measure placements-3-plus --as-at 2012-03-31 --known-at 2012-06-30
Look closer:     timeline children placements-3-plus --as-at 2012-03-31
"""

app = _group(START)
app.callback()(start)

imports = _group("Bring facts into the log: a yearly return, an Annex A workbook, a journal, a local table.")
imports.command("ssda903")(importing.ssda903)
imports.command("annex-a")(importing.annex_a)
imports.command("journal")(importing.journal)
imports.command("table")(importing.table)
imports.command("tables")(importing.table_folder)
app.add_typer(imports, name="import")

exports = _group("Write what the log knows in the form it came in.")
exports.command("ssda903")(export.ssda903)
app.add_typer(exports, name="export")

app.command("template")(template.command)
app.command("measures")(measures.command)
app.command("measure")(measure.command)
app.command("children")(children.command)
app.command("explain")(explain.command)
app.command("show")(show.command)
app.command("restated")(restated.command)
app.command("tracker")(tracker.command)
app.command("check")(check.command)
app.command("rebuild")(rebuild.command)

attested = _group("Baselines: published figures that can be run again for ever, and why they changed since.")
attested.command("take")(baseline.take)
attested.command("list")(baseline.list_)
attested.command("show")(baseline.show)
attested.command("verify")(baseline.verify)
attested.command("import")(baseline.import_)
attested.command("diff")(baseline.diff)
app.add_typer(attested, name="baseline")

logs = _group("Look after the log itself.")
logs.command("verify")(log.verify)
logs.command("stats")(log.stats)
logs.command("backup")(log.backup)
app.add_typer(logs, name="log")

app.command("demo")(demo.command)
