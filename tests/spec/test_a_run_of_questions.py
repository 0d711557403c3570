"""A run of questions in one process: each is answered as it would be alone, from the log as it is at that moment.

The story, by hand. Ada has been looked after since 1 May 2011. Somebody asks how many were looked after on 31 March
2012: one. While they read the answer a colleague records, from another process, that Bob has been looked after since
1 June 2011. They ask again: two. A line that cannot be understood in between ends nothing, and is in the code at the
end; a colleague's name for a child is in no history.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from timeline.cli import main
from timeline.ingest.journal import parse_journal
from timeline.store import open_log

ADA = "known 2011-06-30\n2011-05-01 Ada became-looked-after legal_status=V2 placement.type=U6\n"
BOB = "known 2011-06-30\n2011-06-01 Bob became-looked-after legal_status=V2 placement.type=U6\n"
COVERED = "known 2012-04-30\ncovers episodes 2011-04-01 2012-03-31\n"
QUESTION = "measure looked-after --as-at 2012-03-31 --format json --beyond-coverage"


class Typed(io.StringIO):
    """Lines as they come, one after the other; before some of them something happens."""

    def __init__(self, *lines: str | Callable[[], object]) -> None:
        super().__init__()
        self._lines = lines

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        for line in self._lines:
            if isinstance(line, str):
                yield f"{line}\n"
            else:
                line()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A log that holds Ada."""
    with open_log(tmp_path / "log.db") as log:
        log.record(parse_journal(ADA))
    return tmp_path / "log.db"


def test_each_question_is_answered_from_the_log_as_it_is_then(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def recorded_by_a_colleague() -> None:
        with open_log(store) as log:
            log.record(parse_journal(BOB))

    lines = (QUESTION, recorded_by_a_colleague, "meassure looked-after", f"timeline {QUESTION}", "exit", QUESTION)
    monkeypatch.setattr("sys.stdin", Typed(*lines))
    code = main(["--store", str(store), "shell"])
    shown = capsys.readouterr()
    (first,), (second,) = (json.loads(f"[{each}") for each in f"\n{shown.out}".split("\n[")[1:])
    assert [answer["rows"][0]["numerator"] for answer in (first, second)] == [1, 2]
    assert "Did you mean measure" in shown.err
    assert code == 2
