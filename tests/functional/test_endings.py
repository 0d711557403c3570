"""How a program ends: its exit codes in a process of its own, a reader that has had enough, errors of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from threading import Timer

import pytest

from tests.functional.commands import ANNA, CHILDREN, run
from timeline.cli import main, measure, output, problems

TIMELINE = Path(sys.executable).with_name("timeline")
AT = ("--as-at", "2012-03-31")


def process(*words: object, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the installed program."""
    return subprocess.run(
        [TIMELINE, *map(str, words)], capture_output=True, env={**os.environ, **(environment or {})}, check=False
    )


def test_the_installed_program_answers_in_plain_text_where_stdout_is_no_terminal(store: Path) -> None:
    done = process("measure", "looked-after", *AT, environment={"TIMELINE_STORE": str(store)})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert done.stdout.startswith(b"Children looked after\nas at 31 March 2012, with all that is known, log position ")


def test_the_installed_program_ends_with_the_code_of_its_error(tmp_path: Path) -> None:
    done = process("--store", tmp_path / "none.db", "measure", *AT)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr.endswith(b"there is no log here. Record something first, or name another store.\n")


def test_a_terminal_of_few_signs_gets_a_picture_of_those_it_has(store: Path) -> None:
    done = process("--store", store, "show", ANNA, *AT, environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    assert b"####>" in done.stdout


def test_a_reader_that_has_had_enough_is_no_error(store: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [TIMELINE, "--store", store, "measure", *AT], stdout=write_end, stderr=subprocess.PIPE, check=False
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (problems.READER_GONE, b"")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_an_answer_that_cannot_be_written_is_told(store: Path) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [TIMELINE, "--store", store, "measure", *AT], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == problems.PROGRAM
    assert done.stderr == (
        b"timeline: stdout: it cannot be written (No space left on device). "
        b"The answer is not complete: make room, or write it elsewhere.\n"
    )


class SurpriseError(Exception):
    """An error that nobody expects, with a child in its text."""


def surprise(*_: object, **__: object) -> None:
    raise SurpriseError(ANNA)


def test_an_error_of_the_program_itself_names_its_kind_and_no_data(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "measure", surprise)
    result = run("--store", store, "measure", *AT)
    assert (result.code, result.out) == (70, "")
    assert result.err == (
        "timeline: unexpected error: SurpriseError; run with TIMELINE_DEBUG=1 for the traceback, which may hold data.\n"
    )


def test_its_traceback_is_shown_to_whoever_asks(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "measure", surprise)
    monkeypatch.setenv("TIMELINE_DEBUG", "1")
    assert "Traceback (most recent call last)" in run("--store", store, "measure", *AT).err


def test_stopping_it_is_quiet(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(measure, "measure", stop)
    result = run("--store", store, "measure", *AT)
    assert (result.code, result.out) == (130, "")
    assert "Traceback" not in result.err


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize(
    "words",
    [
        ("measure", *AT),
        ("children", "placements-3-plus", *AT),
        ("explain", "placements-3-plus", ANNA, *AT),
        ("show", ANNA, *AT),
        ("restated", "looked-after", "--published", "2011-03-31:2011-06-30"),
        ("check",),
        ("log", "verify"),
        ("log", "stats"),
    ],
    ids=lambda words: words[0],
)
def test_answers_go_to_stdout_and_nothing_to_stderr(store: Path, words: tuple[str, ...], form: str) -> None:
    result = run("--store", store, *words, "--format", form)
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith("\n")
    assert not any(child in result.err for child in CHILDREN)


def test_main_reads_the_command_line_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["timeline", "--version"])
    out = io.StringIO()
    with redirect_stdout(out):
        assert main() == 0
    assert out.getvalue().startswith("timeline ")


class Terminal(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Over(Timer):
    """A time that is over as soon as it begins: no test waits for a clock."""

    def start(self) -> None:
        self.function(*self.args, **self.kwargs)


def waited(stderr: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is shown on it while something takes longer than it should."""
    monkeypatch.setattr(output, "Timer", Over)
    monkeypatch.setenv("TERM", "xterm")
    with redirect_stderr(stderr), output.patience("Reading the log", 10) as advance:
        advance(5)
    return stderr.getvalue()


def test_a_person_at_a_terminal_is_shown_that_something_is_going_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Reading the log" in waited(Terminal(), monkeypatch)


def test_a_file_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(io.StringIO(), monkeypatch) == ""
