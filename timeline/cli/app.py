"""The table of commands: of each its module and the first sentence of its manual. No command is imported here: see
``commands``."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import output
from timeline.cli.commands import Commands, Listed

DEFAULT_STORE = "sqlite:///timeline.db"


class _Timeline(Commands):
    """Point-in-time evidence about children looked after: any indicator as at any date, as known at any date.

    \b
    Begin with:      timeline demo
    Bring a return:  timeline import ssda903 returns/2012 --year-ending 2012-03-31 --known-on 2012-06-30
    Ask:             timeline measure placements-3-plus --as-at 2012-03-31 --known-at 2012-06-30
    Look closer:     timeline children placements-3-plus --as-at 2012-03-31
    """

    listed = (
        Listed("template", "A local table to fill in: its header row, and one example."),
        Listed("measures", "List the measures, or show one definition in full."),
        Listed("measure", "Figures as at a day, as known at a day."),
        Listed("series", "Figures as at one day after another."),
        Listed("triangle", "How each figure was revised: as at the days down, as known at the days across."),
        Listed("children", "The children in a measure: of every row those who are counted, and those who meet it."),
        Listed(
            "explain",
            "Why a child is in a measure or out of it: what was looked for, what was found, and in which source rows.",
        ),
        Listed("show", "A child's timeline: a picture of the years, and every fact with its source rows."),
        Listed(
            "restated",
            "How a figure was restated: as first known, as known later, how many children came and went, and why.",
        ),
        Listed(
            "tracker",
            "The children on a work list and the days of what has happened so far, who has waited longest first.",
        ),
        Listed("shell", "A run of questions in one process: what follows `timeline`, line by line."),
        Listed("coverage", "What was received: the days that imports cover, module by reporting year."),
        Listed("check", "Defects in the recorded histories, by rule."),
        Listed(
            "rebuild",
            "Make the projections from the log, or bring them up to date: what figures, series and findings come from.",
        ),
        Listed(
            "demo",
            "A small synthetic authority: its returns under DIR/returns, its log in DIR/timeline.db, its figures.",
        ),
    )


class _Import(Commands):
    """Bring facts into the log: a yearly return, an Annex A workbook, a journal, a local table."""

    listed = (
        Listed(
            "ssda903",
            "A yearly return: a folder, CSV modules known by their header row, the XML form, or a workbook of sheets.",
            place="importing.ssda903:command",
        ),
        Listed(
            "returns",
            "Many yearly returns in one go: a list of them, each with its year and the day it became known.",
            place="importing.returns:command",
        ),
        Listed(
            "annex-a",
            "A workbook of Ofsted's Annex A: its lists are known by their headings, "
            "and give the state of the record on a day.",
            place="importing.annex_a:command",
        ),
        Listed(
            "journal",
            "A plain-text journal: facts and corrections as a person writes them.",
            place="importing.journal:command",
        ),
        Listed(
            "table",
            "A CSV of what no national collection holds, as requests for independent visitors.",
            place="importing.local_tables:one",
        ),
        Listed(
            "tables",
            "Every local table of a folder: each file that is named after its kind, as plans.csv.",
            place="importing.local_tables:folder",
        ),
        Listed(
            "list",
            "Everything that was imported, in the order of the log: what, which year, known on, when, counts, "
            "undone or not.",
            place="imports:list_",
        ),
        Listed(
            "undo",
            "Undo an import: from here on it is as if it had never been.",
            place="imports:undo",
        ),
    )


class _Export(Commands):
    """Write what the log knows in the form it came in."""

    listed = (
        Listed(
            "ssda903",
            "The yearly return as it would be sent: a CSV a module, rows sorted by child and day.",
            place="export:ssda903",
        ),
    )


class _Baseline(Commands):
    """Baselines: published figures that can be run again for ever, and why they changed since."""

    listed = (
        Listed(
            "take",
            "Attest figures: in the log, and as a TOML file that can be kept in version control.",
            place="baseline:take",
        ),
        Listed("list", "Every baseline in the log, in the order they were taken.", place="baseline:list_"),
        Listed(
            "show",
            "What a baseline attests: its basis, the hash of the log, the figures as they were.",
            place="baseline:show",
        ),
        Listed("verify", "Run baselines again from the log and compare byte for byte.", place="baseline:verify"),
        Listed(
            "import",
            "Attest in this log a baseline that was taken elsewhere: from this log before it was moved, "
            "or from a copy of it.",
            place="baseline:import_",
        ),
        Listed(
            "diff",
            "Why figures changed since a baseline was taken: by child, and by the facts that moved each child.",
            place="baseline:diff",
        ),
    )


class _Log(Commands):
    """Look after the log itself."""

    listed = (
        Listed(
            "verify",
            "Check every hash, position, time, identity and citation of the log.",
            place="log:verify",
        ),
        Listed(
            "stats",
            "How much the log holds: entries, facts, statements, children, positions, days, bytes.",
            place="log:stats",
        ),
        Listed(
            "backup",
            "Copy the log to a new file, as it is at this moment, and verify the copy.",
            place="log:backup",
        ),
    )


def _group(commands: type[Commands]) -> typer.Typer:
    return typer.Typer(
        cls=commands,
        help=commands.__doc__,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        from importlib.metadata import version as version_of

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
    """What goes before every command."""
    context.obj = store


app = _group(_Timeline)
app.callback()(start)
app.add_typer(_group(_Import), name="import")
app.add_typer(_group(_Export), name="export")
app.add_typer(_group(_Baseline), name="baseline")
app.add_typer(_group(_Log), name="log")
