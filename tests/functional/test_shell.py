"""``timeline shell``: the same answers and codes as the commands alone, a history without identifiers, completion."""

from __future__ import annotations

import io
import os
import select
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.functional.commands import ANNA, DORA, Result, run
from timeline.cli import line_history, main, vocabulary
from timeline.cli.shell import completions, words_of
from timeline.projections.indicators import CATALOGUE

PROGRAM = [sys.executable, "-c", "from timeline.cli import main; raise SystemExit(main())"]
LINES = [
    "measure looked-after --as-at 2012-03-31",
    "timeline measure placements-3-plus --as-at 31/03/2012 --by age --format csv",
    "measure looked-after --as-at 2012-03-31 --format json --verbose",
    "# a note, and a line without words",
    "",
    f"explain looked-after '{ANNA}' --as-at 2012-03-31",
    f"show {DORA} --as-at 2012-03-31",
    "measure no-such-measure --as-at 2012-03-31",
    "measure --as-at 2012-02-30",
    "measure looked-after --as-at 2012-03-31 --brief --full",
    "series looked-after --from 2011-03-31 --to 2012-03-31 --every year",
    "children looked-after --as-at 2012-03-31 --meets",
    "measures looked-after",
    "log verify",
    "no-such-command",
    "baseline",
    "--version",
    "measure --help",
]
"""Answers, mistakes and help, in every form."""


def piped(store: Path, lines: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, "--store", store, "shell"], input=lines.encode(), capture_output=True, check=False)


def test_a_run_of_lines_answers_byte_for_byte_as_the_commands_alone(store: Path) -> None:
    alone = [
        subprocess.run([*PROGRAM, "--store", store, *words], capture_output=True, check=False)
        for words in map(words_of, LINES)
        if words
    ]
    together = piped(store, "\n".join(LINES))
    assert together.stdout == b"".join(each.stdout for each in alone)
    assert together.stderr == b"".join(each.stderr for each in alone)
    assert together.returncode == max(each.returncode for each in alone) == 2


def test_a_question_leaves_stdout_as_it_was(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A CSV is written in UTF-8 whatever the terminal speaks; the next table in what the terminal speaks."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    table, csv = LINES[0], LINES[1]
    shown = piped(store, f"{table}\n{csv}\n{table}\n").stdout
    alone = piped(store, table).stdout
    assert alone and shown.startswith(alone) and shown.endswith(alone)


def in_the_shell(store: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Result:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return run("--store", store, "shell")


@pytest.mark.parametrize("end", ["exit", "quit", " exit "])
def test_what_comes_after_the_end_is_not_read(store: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    assert in_the_shell(store, monkeypatch, end, "no-such-command") == Result(0, "", "")


def test_the_code_is_the_highest(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = store.with_name("none.db")
    lines = (f"--store {other} measure --as-at 2012-03-31", "no-such-command", "measures looked-after")
    found = in_the_shell(store, monkeypatch, *lines)
    assert found.code == 4
    assert "there is no log here" in found.err
    assert not other.exists()


def test_a_shell_in_a_shell_and_a_quotation_without_an_end(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = in_the_shell(store, monkeypatch, "shell", f"show '{ANNA}")
    assert found.code == 2
    assert found.err == (
        "timeline shell: it is running already. Type the next question, or exit.\n"
        "timeline shell: a quotation has no end. Type it again, with a quotation mark at both ends of a text.\n"
    )


def test_an_answer_that_nobody_reads_ends_the_shell(store: Path) -> None:
    question = "measure --as-at 2012-03-31 --full\n"
    with subprocess.Popen([*PROGRAM, "--store", store, "shell"], stdin=-1, stdout=-1, stderr=-1) as shell:
        assert shell.stdin and shell.stdout and shell.stderr
        shell.stdout.close()
        shell.stdin.write(question.encode() * 3)
        shell.stdin.close()
        assert shell.stderr.read() == b""
    assert shell.returncode == 141


def test_words_are_parted_as_a_command_line_parts_them() -> None:
    assert words_of("timeline show 'a b' --as-at=2012-03-31 c#d") == ["show", "a b", "--as-at=2012-03-31", "c#d"]
    assert words_of(" # show it") == words_of("   ") == words_of("timeline") == []
    assert words_of('show "a') is None


COMPLETED = {
    ("", "mea"): ["measure ", "measures "],
    ("timeline ", "mea"): ["measure ", "measures "],
    ("", "qu"): ["quit "],
    ("log ", ""): ["backup ", "stats ", "verify "],
    ("measure ", "placements-"): ["placements-2-years ", "placements-3-plus "],
    ("measure looked-after ", "--as"): ["--as-at "],
    ("measure looked-after --by ", "leg"): ["legal-status "],
    ("measure looked-after --format ", ""): ["csv ", "json ", "table ", "xlsx "],
    ("measure looked-after --as-at ", ""): [],
    ("show ", "CAN"): [],
    ("no-such-command ", ""): [],
    ("show 'a", ""): [],
}


@pytest.mark.parametrize(("before", "text"), COMPLETED)
def test_a_word_is_completed(before: str, text: str) -> None:
    assert completions(before, text) == COMPLETED[before, text]


def test_every_command_and_every_option_of_each_is_completed() -> None:
    for words, command in vocabulary.commands().items():
        assert f"{words[-1]} " in completions(" ".join(words[:-1]), words[-1])
        if command is not None:
            options = completions(f"{' '.join(words)} ", "--")
            assert {f"{name} " for name in command.options if name.startswith("--")} <= {*options}


KEPT = {
    "measure looked-after --as-at 2012-03-31 --by age": "measure looked-after --as-at 2012-03-31 --by age",
    "measure --as-at=31/03/2012 --position 48211": "measure --as-at=31/03/2012 --position 48211",
    f"explain looked-after {ANNA} --as-at 2012-03-31": "explain looked-after … --as-at 2012-03-31",
    "show 48211": "show …",
    "show 2012-03-31": "show …",
    f"show --as-at {ANNA} looked-after": "show --as-at … looked-after",
    f"measure --by={ANNA} --{ANNA}": "measure --by=… …",
    f"measure --brief={ANNA}": "measure --brief=…",
    f"measure --output {ANNA}.csv --format csv": "measure --output … --format csv",
    f"log verify {ANNA}": "log verify …",
    f"log {ANNA}": None,
    f"{ANNA}": None,
    f"--store {ANNA}.db measure": None,
}


@pytest.mark.parametrize("line", KEPT)
def test_the_history_keeps_the_words_of_the_program_alone(line: str) -> None:
    assert vocabulary.kept(shlex.split(line)) == KEPT[line]


WORDS = st.sampled_from(
    [
        *(
            "measure",
            "show",
            "explain",
            "log",
            "verify",
            "import",
            "journal",
            "--as-at",
            "--position",
            "--by",
            "--format",
        ),
        *("--output", "--as-at=", "--by=", "--x", "-h", "looked-after", "2012-03-31", "csv", "age", "timeline", "="),
    ]
)
IDENTIFIERS = st.from_regex(r"[A-Z]{2}[0-9]{4,6}[A-Z]?", fullmatch=True) | st.from_regex(
    r"[0-9]{3}/[0-9]{4}", fullmatch=True
)


@given(st.lists(WORDS, max_size=6), IDENTIFIERS, st.lists(WORDS, max_size=3), st.sampled_from(["", "--by=", "--", "x"]))
@example(["show"], "48211", [], "")
@example(["explain", "looked-after"], "48211", ["--as-at", "2012-03-31"], "")
def test_no_identifier_is_kept_wherever_it_is_typed(
    before: list[str], identifier: str, after: list[str], attached: str
) -> None:
    kept = vocabulary.kept([*before, attached + identifier, *after])
    assert kept is None or identifier not in kept


def test_a_file_of_the_users_own_keeps_the_last_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_history, "MOST", 3)
    path = tmp_path / "new" / "history"
    assert line_history.lines_of(path) == []
    for number in range(5):
        line_history.keep(path, f"line {number}")
    assert line_history.lines_of(path) == ["line 2", "line 3", "line 4"]
    path.chmod(0o644)
    line_history.keep(path, "line 5")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


PLACES = [
    ({}, False, "/home/a/.local/state/timeline/history"),
    ({"XDG_STATE_HOME": "/state"}, False, "/state/timeline/history"),
    ({"XDG_STATE_HOME": "relative"}, False, "/home/a/.local/state/timeline/history"),
    ({}, True, "/home/a/AppData/Local/timeline/history"),
    ({"LOCALAPPDATA": "/local"}, True, "/local/timeline/history"),
]


@pytest.mark.parametrize(("environment", "on_windows", "expected"), PLACES)
def test_the_history_is_where_such_files_are(environment: dict[str, str], on_windows: bool, expected: str) -> None:
    assert line_history.place(environment, Path("/home/a"), on_windows=on_windows) == Path(expected)


def _heed_interrupts() -> None:
    """As a terminal starts a program. A test run in the background ignores Ctrl-C, and its children would, too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A person at a terminal."""

    def __init__(self, home: Path, *words: object) -> None:
        import pty

        self.screen, theirs = pty.openpty()
        environment = {**os.environ, "HOME": str(home), "TERM": "dumb", "INPUTRC": "/dev/null"}
        environment.pop("XDG_STATE_HOME", None)
        self.shell = subprocess.Popen(
            [*PROGRAM, *map(str, words), "shell"],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
            preexec_fn=_heed_interrupts,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""

    def until(self, text: str, again: Callable[[], object] = lambda: None) -> str:
        """All that is shown until this is. ``again``: what to do whenever nothing has come for a while."""
        end = monotonic() + 60
        while text not in self.seen:
            assert monotonic() < end, self.seen
            if select.select([self.screen], [], [], 0.5)[0]:
                try:
                    self.seen += os.read(self.screen, 65_536).decode()
                except OSError:
                    break
            else:
                again()
        shown, _, self.seen = self.seen.partition(text)
        return shown

    def type(self, text: str) -> None:
        """Type something."""
        os.write(self.screen, text.encode())


@pytest.fixture
def terminal(store: Path, tmp_path: Path) -> Iterator[Terminal]:
    """The shell at a terminal."""
    pytest.importorskip("pty")
    found = Terminal(tmp_path, "--store", store)
    yield found
    found.shell.kill()
    found.shell.wait()
    os.close(found.screen)


def test_a_person_asks_one_question_after_the_other(terminal: Terminal, tmp_path: Path) -> None:
    terminal.until("timeline> ")
    terminal.type(f"explain looked-after {ANNA} --as-at 2012-03-31\n")
    assert "looked after" in terminal.until("timeline> ")
    terminal.type("no-such-command\n")
    assert "there is no such command" in terminal.until("timeline (2)> ")
    # A signal that comes just before Python waits for a line is noticed only at the next signal.
    terminal.until("timeline (2)> ", again=lambda: terminal.shell.send_signal(signal.SIGINT))
    terminal.type("measures looked-af\t\n")
    assert "Children looked after" in terminal.until("timeline> ")
    terminal.type("exit\n")
    assert terminal.shell.wait(60) == 0
    history = tmp_path / ".local/state/timeline/history"
    assert history.read_text(encoding="utf-8") == ("explain looked-after … --as-at 2012-03-31\nmeasures looked-after\n")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600


def test_ctrl_d_ends_it(terminal: Terminal) -> None:
    terminal.until("timeline> ")
    terminal.type("\x04")
    assert terminal.shell.wait(60) == 0


def test_a_question_that_is_interrupted_ends_and_the_shell_does_not(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("timeline.cli.questions.open_log", interrupted)
        found = in_the_shell(store, patch, "measure looked-after --as-at 2012-03-31", "measures looked-after")
    assert found.code == 130
    assert "Children looked after" in found.out


def test_a_history_that_cannot_be_kept_is_said_once(store: Path, tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("no folder", encoding="utf-8")
    pytest.importorskip("pty")
    terminal = Terminal(tmp_path, "--store", store)
    shown = terminal.until("timeline> ")
    for _ in range(2):
        terminal.type("measures looked-after\n")
        shown += terminal.until("timeline> ")
    terminal.type("exit\n")
    assert terminal.shell.wait(60) == 0
    os.close(terminal.screen)
    assert shown.count("timeline shell: the history cannot be kept (Not a directory).") == 1
    assert shown.count("Children looked after") >= 2


def test_ids_in_the_history_are_those_of_the_catalogue() -> None:
    assert vocabulary.kept(["measure", *CATALOGUE]) == " ".join(["measure", *CATALOGUE])
    assert main(["shell", "--help"]) == 0
