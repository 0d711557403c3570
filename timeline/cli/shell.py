"""``timeline shell``: a run of questions in one process.

Every line is a command line of its own: ``main`` runs it as if it had been typed alone, and opens the
store again. So what another program records is seen by the next question. What stays is what was imported.
"""

from __future__ import annotations

import gc
import io
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.cli import line_history, output, problems, questions
from timeline.cli.problems import PROGRAM_NAME, in_words
from timeline.lazy import lazy

if TYPE_CHECKING:
    from timeline.cli import vocabulary
else:
    vocabulary = lazy("timeline.cli.vocabulary")

_ENDS = ("exit", "quit")
_WITHOUT_END = "Type it again, with a quotation mark at both ends of a text"


def command(
    context: typer.Context,
    *,
    no_history: Annotated[bool, typer.Option("--no-history", help="Keep no line for the next time.")] = False,
) -> int:
    """A run of questions in one process: what follows `timeline`, line by line.

    Each line gives the same answer as the command alone, from the log as it is at that moment, in a fraction of the
    time. `exit`, `quit` or Ctrl-D ends it; Ctrl-C ends a question. Where a command did not end with 0, the prompt
    shows its code. Lines from a file or a pipe are answered to the last; the highest code is that of them all.

    The history, for the arrow keys, keeps commands, options, measures and days. Any other word may be a child's
    identifier: it is left out.

    \b
    timeline shell
    timeline shell --no-history
    timeline shell < questions.txt
    """
    store = questions.store_of(context)
    if not sys.stdin.isatty():
        return _answer_all(sys.stdin, store)
    kept_in = line_history.place(os.environ, Path.home(), on_windows=os.name == "nt")
    terminal = _Terminal(None if no_history else kept_in)
    while (line := terminal.next_line()) is not None:
        terminal.code = answered(line, store)
        if terminal.code == problems.READER_GONE:
            return terminal.code
    return 0


def _answer_all(lines: Iterable[str], store: str) -> int:
    """Each line in turn. The highest exit code of a line. It ends when the reader of the answers closes its end."""
    highest = 0
    for line in lines:
        if line.split() in [[each] for each in _ENDS]:
            break
        highest = max(highest, answered(line, store))
        if highest == problems.READER_GONE:
            break
    return highest


def answered(line: str, store: str) -> int:
    """Answer one line; the exit code of its command."""
    from timeline.cli.main import main

    words = words_of(line)
    if words is None:
        output.note(in_words("timeline shell", "a quotation has no end", _WITHOUT_END))
        return problems.USAGE
    if not words:
        return 0
    with _as_it_was():
        if words[0] == "shell":
            output.note(in_words("timeline shell", "it is running already", "Type the next question, or exit"))
            return problems.USAGE
        try:
            return main([*([] if words[0].startswith("-") else ["--store", store]), *words])
        except KeyboardInterrupt:
            return problems.INTERRUPTED
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else problems.PROGRAM


def words_of(line: str) -> list[str] | None:
    """The words of a line, without the program's name; ``None`` where a quotation has no end. A line that begins with
    ``#`` is a note."""
    if line.lstrip().startswith("#"):
        return []
    reader = shlex.shlex(line, posix=True, punctuation_chars=False)
    reader.whitespace_split, reader.commenters = True, ""
    if os.name == "nt":  # a path has backslashes
        reader.escape = ""
    try:
        words = list(reader)
    except ValueError:
        return None
    return words[1:] if words[:1] == [PROGRAM_NAME] else words


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Restores stdout after a question, and turns the garbage collector on again."""
    before = sys.stdout
    speaks = (before.encoding, before.errors) if isinstance(before, io.TextIOWrapper) else None
    try:
        yield
    finally:
        if speaks is not None and isinstance(before, io.TextIOWrapper):
            before.reconfigure(encoding=speaks[0], errors=speaks[1])
        gc.unfreeze()


class _Terminal:
    """Asks a person for one line after the other. ``code``: that of the last command."""

    def __init__(self, history: Path | None) -> None:
        self.code = 0
        self._history = history
        self._readline = _readline()
        if self._readline is not None:
            for line in self._lines_before():
                self._readline.add_history(line)

    def next_line(self) -> str | None:
        """What is typed next; ``None`` at the end."""
        while True:
            try:
                line = self._asked()
            except EOFError:
                output.note("")
                return None
            except KeyboardInterrupt:
                output.note("")
                continue
            if line.split() in [[each] for each in _ENDS]:
                return None
            self._keep(line)
            return line

    def _asked(self) -> str:
        prompt = f"{PROGRAM_NAME}> " if self.code == 0 else f"{PROGRAM_NAME} ({self.code})> "
        if sys.stdout.isatty():
            return input(prompt)
        sys.stderr.write(prompt)  # an answer that goes to a file has no prompts in it
        sys.stderr.flush()
        return input()

    def _lines_before(self) -> list[str]:
        try:
            return [] if self._history is None else line_history.lines_of(self._history)
        except OSError as error:
            return self._without_history(error)

    def _keep(self, line: str) -> None:
        words = words_of(line) if self._history is not None else None
        kept = vocabulary.kept(words) if words else None
        if kept is None or self._history is None:
            return
        try:
            line_history.keep(self._history, kept)
        except OSError as error:
            self._without_history(error)

    def _without_history(self, error: OSError) -> list[str]:
        self._history = None
        what = f"the history cannot be kept ({error.strerror or 'the system refused it'})"
        output.note(in_words("timeline shell", what, "Go on without it, or begin with --no-history"))
        return []


def _readline() -> Any:
    """What edits and completes lines; ``None`` where Python has it not, as on Windows."""
    try:
        import readline
    except ImportError:
        return None
    readline.set_completer_delims(" \t\n")
    readline.set_completer(_Completer())
    by_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if by_libedit else "tab: complete")
    return readline


class _Completer:
    """Completes the word that is being typed, as readline asks it: the first, the second, ... that it may be."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def __call__(self, text: str, number: int) -> str | None:
        """``None`` where there are no more."""
        if number == 0:
            import readline

            self._found = completions(readline.get_line_buffer()[: readline.get_begidx()], text)
        return self._found[number] if number < len(self._found) else None


def completions(before: str, text: str) -> list[str]:
    """What the word that begins with ``text`` may be, after the words before it."""
    words = words_of(before)
    if words is None:
        return []
    command: vocabulary.Known | None = vocabulary.command_of(words)
    if command is not None:
        possible = command.next_words(words[len(command.words) :])
    else:
        typed = tuple(words)
        possible = [each[-1] for each in vocabulary.commands() if each[:-1] == typed]
        possible += [] if typed else _ENDS
    return sorted({f"{each} " for each in possible if each.startswith(text)})
