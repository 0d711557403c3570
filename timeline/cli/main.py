"""The entry point: runs a command, and turns what went wrong into an exit code and a message."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from re import fullmatch

import typer

from timeline.cli import problems
from timeline.cli.app import app
from timeline.cli.interpreter import leave_all_at_the_end, no_threads_for_matrices
from timeline.cli.problems import in_words
from timeline.printable import lines_spelled_out

leave_all_at_the_end()
no_threads_for_matrices()

_COMMAND_LINE_ERROR = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What Typer raises for a command line that it cannot read: it names only some of its errors."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except problems.OutputError as error:
        return _cannot_write(error.cause)
    except OSError as error:
        return _cannot_write(error)
    return code


def _run(argv: Sequence[str]) -> int:
    try:
        done = typer.main.get_command(app).main(list(argv), prog_name="timeline", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except problems.OutputError:
        raise
    except KeyboardInterrupt:
        return _end("timeline: stopped.", problems.INTERRUPTED)
    except Exception as error:
        return _explained(error)


def _explained(error: Exception) -> int:
    """Print what went wrong. The exit code."""
    if isinstance(error, problems.CheckFailedError):
        return problems.CHECK_FAILED
    if isinstance(error, problems.UsageError):
        return _end(in_words(error.where, error.what, error.do), problems.USAGE)
    if isinstance(error, typer.Abort):
        return _end("timeline: stopped.", problems.INTERRUPTED)
    if isinstance(error, _COMMAND_LINE_ERROR):
        return _end(_usage(error), problems.USAGE)
    return _explained_by_its_package(error)


def _explained_by_its_package(error: Exception) -> int:
    """The same for the errors of other packages, which are imported by now if the error is theirs."""
    from replay.errors import BaselineError, BaselineFileError
    from timeline.ingest import EvidenceError, IngestError
    from timeline.store import StoreError

    if isinstance(error, BaselineError):
        code = problems.UNREADABLE if isinstance(error, BaselineFileError) else problems.USAGE
        return _end(in_words(error.where, error.what, error.do), code)
    if isinstance(error, EvidenceError):
        lines = [in_words(error.where, each.what, each.do) for each in error.objections]
        return _end("\n".join([*lines, *error.listing]), problems.USAGE)
    if isinstance(error, IngestError):
        return _end(in_words(error.where, error.what, error.do), problems.UNREADABLE)
    if isinstance(error, StoreError):
        return _end(in_words(error.where, error.what, error.do), problems.STORE)
    if isinstance(error, OSError):
        what = f"it cannot be used ({error.strerror or 'the system refused it'})"
        return _end(
            in_words("a file or folder", what, "Check its name, its path and its permissions"), problems.UNREADABLE
        )
    return _unexpected(error)


def _usage(error: Exception) -> str:
    """What Typer found wrong, in words that repeat nothing that was typed."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "timeline"
    help_line = f"See `{command} --help`"
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return context.get_help() if context else help_line
    if kind == "MissingParameter":
        name = getattr(error, "param", None)
        return in_words(command, f"{_name(name)} is missing", help_line)
    if kind == "NoSuchOption":
        return in_words(command, *_no_such_option(error, help_line))
    if kind == "BadOptionUsage":
        option = _option_words(getattr(error, "option_name", None)) or "an option"
        return in_words(command, f"{option} has no value, or one that it does not take", help_line)
    if kind == "BadParameter":
        return in_words(command, f"{_name(getattr(error, 'param', None))} cannot be read", help_line)
    return in_words(command, "there are more words than the command takes", help_line)


_OTHER_NAMES_OF_OPTIONS = {
    "--gender": "--by sex",
    "--sex": "--by sex",
    "--age": "--by age",
    "--date": "--as-at",
    "--at": "--as-at",
    "--as-of": "--as-at",
    "--on": "--as-at",
    "--known": "--known-at",
    "--known-by": "--known-at",
    "--year": "--year-ending",
    "--database": "--store",
    "--db": "--store",
    "--out": "--output",
    "--json": "--format json",
    "--csv": "--format csv",
    "--xlsx": "--format xlsx",
}
"""What people call an option that has another name."""

_BEFORE_THE_COMMAND = "--store goes before the command: timeline --store URL COMMAND"


def _no_such_option(error: Exception, help_line: str) -> tuple[str, str]:
    """What is wrong, and what to do: the nearest option, or its place before the command."""
    typed = str(getattr(error, "option_name", ""))
    context = getattr(error, "ctx", None)
    known = [name for param in context.command.params for name in param.opts] if context else []
    meant = _OTHER_NAMES_OF_OPTIONS.get(typed, typed)
    what = f"there is no option {_option_words(typed)}" if _option_words(typed) else "there is no such option"
    if meant == "--store" and meant not in known:
        return what, _BEFORE_THE_COMMAND
    near = [meant] if meant.split()[0] in known else list(getattr(error, "possibilities", None) or ())
    return what, f"Did you mean {' or '.join(near)}" if near else help_line


def _option_words(typed: object) -> str | None:
    """The name of an option as it was typed, where it is letters alone: anything else may be data."""
    return str(typed) if isinstance(typed, str) and fullmatch(r"--?[a-z]+(-[a-z]+)*", typed) else None


def _name(parameter: object) -> str:
    options = [name for name in getattr(parameter, "opts", ()) if name.startswith("-")]
    return options[0] if options else str(getattr(parameter, "metavar", None) or "an argument")


def _unexpected(error: Exception) -> int:
    if os.environ.get("TIMELINE_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    return _end(
        f"timeline: unexpected error: {kind}; run with TIMELINE_DEBUG=1 for the traceback, which may hold data.",
        problems.PROGRAM,
    )


def _end(text: str, code: int) -> int:
    print(lines_spelled_out(text), file=sys.stderr)  # noqa: T201
    return code


def _cannot_write(error: OSError) -> int:
    """Stdout is closed or full. Nothing is printed where the reader has closed it, as ``head`` does."""
    # What is left in the buffer would be tried again when the program ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return problems.READER_GONE
    do = "The answer is not complete: make room, or write it elsewhere"
    return _end(in_words("stdout", f"it cannot be written ({error.strerror})", do), problems.PROGRAM)
