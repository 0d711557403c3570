"""Logs that were written by an earlier version, and by a later one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from replay.baselines import taken
from tests.functional.commands import Result, run
from tests.store.making import Ticking, tamper
from tests.store.written_by import generate
from timeline.domain.attestations import LOG_STREAM
from timeline.domain.basis import Basis
from timeline.domain.entries import REGISTRY, Entry
from timeline.domain.events import ReviewHeld
from timeline.domain.imports import Import, ImportRecorded
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure
from timeline.store import CaseLog, open_log
from timeline.store.database import Database
from timeline.store.mapper import EntryMapper
from timeline.store.recorder import StoredEntry

RELEASES = sorted(path.stem for path in generate.FOLDER.glob("*.sql"))
PRESENT = "as it is now"


@pytest.fixture(params=[*RELEASES, PRESENT])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A log as each release wrote it, and as this program does."""
    path = tmp_path / "log.db"
    if request.param == PRESENT:
        generate.bring(path, tmp_path / "files")
    else:
        generate.from_sql((generate.FOLDER / f"{request.param}.sql").read_text(encoding="utf-8"), path)
    return path


def looked_after(location: Path, as_at: str, known_at: str) -> int:
    words = ("measure", "looked-after", "--as-at", as_at, "--known-at", known_at, "--format", "json")
    result = run("--store", location, *words)
    assert (result.code, result.err) == (0, "")
    return int(result.json[0]["rows"][0]["value"])


def test_there_is_a_log_of_some_release() -> None:
    assert RELEASES


def test_it_verifies(written: Path) -> None:
    result = run("--store", written, "log", "verify")
    assert (result.code, result.err) == (0, "")
    assert "sound" in result.out


def test_it_answers(written: Path) -> None:
    assert looked_after(written, "2011-03-31", "2011-06-30") == 2
    assert looked_after(written, "2011-03-31", "2012-06-30") == 1
    assert looked_after(written, "2012-03-31", "2012-06-30") == 2


def test_what_it_holds_is_not_recorded_again(written: Path, tmp_path: Path) -> None:
    """So that a later version gives the same things the same identities. That they were imported again is recorded."""
    with open_log(written) as log:
        before = log.head().position
    generate.bring(written, tmp_path / "again")
    with open_log(written) as log:
        since = [each.entry for each in log.attestations() if each.position > before]
        assert log.head().position == before + len(since)
        assert {type(entry) for entry in since} == {ImportRecorded}


def test_its_returns_are_imports_and_can_be_undone(written: Path) -> None:
    """Of a release without entries of imports the year, the day of knowing and the modules of a return are known."""
    with open_log(written) as log:
        returns = {year_of(each): each.number for each in log.imports().all if year_of(each) is not None}
    assert returns.keys() == {date(2011, 3, 31), date(2012, 3, 31)}
    undone = run("--store", written, "import", "undo", returns[date(2012, 3, 31)], "--because", "sent too early")
    assert (undone.code, undone.err) == (0, "")
    assert looked_after(written, "2011-03-31", "2012-06-30") == 2
    listed = run("--store", written, "import", "list", "--format", "json").json
    assert [each["year_ending"] for each in listed if each["undone"]] == ["2012-03-31"]


def year_of(each: Import) -> date | None:
    return each.entry.year_ending


ATTESTED = sorted((Path(__file__).parent / "attested_by").glob("*.sql"))
"""Logs with baselines that releases took, where the meaning of a figure has changed since. Of 0.1.0: a year sent twice,
a start that was re-dated, days that no return covers. Of 0.2.0: every measure, a file without columns, rows set aside,
an import undone, each definition attested by the first digest."""


def kept(sql: Path, log: Path) -> Path:
    generate.from_sql(sql.read_text(encoding="utf-8"), log)
    return log


@pytest.mark.parametrize("sql", ATTESTED, ids=lambda path: path.stem)
def test_what_a_release_attested_reproduces(sql: Path, tmp_path: Path) -> None:
    log = kept(sql, tmp_path / "log.db")
    verified = run("--store", log, "baseline", "verify")
    assert verified.code == 0, verified.out
    assert run("--store", log, "log", "verify").code == 0


def test_what_the_first_release_attested_is_of_its_own_reading(tmp_path: Path) -> None:
    log = kept(Path(__file__).parent / "attested_by" / "0.1.0.sql", tmp_path / "log.db")
    with open_log(log) as opened:
        (whole,) = [each for each in taken(opened) if each.title == "whole"]
        assert whole.basis.reading == 1
        assert who(opened, whole.basis) == {"A1", "B2"}
        assert who(opened, replace(whole.basis, reading=2)) == set()


def who(log: CaseLog, basis: Basis) -> set[str]:
    (answer,) = measure(log, [CATALOGUE["looked-after"]], basis)
    return set(answer.rows[0].counted)


def test_it_is_guarded_and_goes_on(written: Path, tmp_path: Path) -> None:
    journal = generate.written(tmp_path / "more.journal", ("known 2012-09-01", "2012-05-01 A1 review-held"))
    assert run("--store", written, "import", "journal", journal).code == 0
    assert run("--store", written, "log", "verify").code == 0


def test_what_was_generated_is_what_was_written(tmp_path: Path) -> None:
    generate.bring(tmp_path / "log.db", tmp_path / "files")
    text = generate.as_sql(tmp_path / "log.db")
    generate.from_sql(text, tmp_path / "again.db")
    assert generate.as_sql(tmp_path / "again.db") == text


# ------------------------------------------------------------------------------------------------- a later version


class ReviewHeldOfLate(Entry):
    """As a later version may have it: with the chair."""

    name: ClassVar[str] = "review-held"
    version: ClassVar[int] = 2

    occurred_on: date
    participation: str | None
    chair: str | None


REGISTRY["review-held"] = ReviewHeld  # the one above is only of use here


def unknown_chair(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "chair": "not recorded"}


def test_a_later_version_reads_what_this_one_wrote(written: Path) -> None:
    """With the identities that were stored, and what it adds it stores in its own shape."""
    mapper = EntryMapper({**REGISTRY, "review-held": ReviewHeldOfLate}, {("review-held", 1): unknown_chair})
    with CaseLog(Database(written), entries=mapper, clock=Ticking()) as later, open_log(written) as now:
        assert later.verify().is_sound
        (old,) = [record for record in now.records("A1") if isinstance(record.entry, ReviewHeld)]
        (new,) = [record for record in later.records("A1") if isinstance(record.entry, ReviewHeldOfLate)]
        assert (new.id, new.position) == (old.id, old.position)
        assert isinstance(new.entry, ReviewHeldOfLate)
        assert new.entry.chair == "not recorded"
        assert [record for record in later.records("A1") if record != new] == [
            record for record in now.records("A1") if record != old
        ]


def refused(location: Path, *words: object) -> Result:
    result = run("--store", location, *words)
    assert result.code == 4
    assert result.out == ""
    return result


def add(path: Path, stream: str, *entries: tuple[str, bytes]) -> int:
    """Store entries as a later version would. The position of the first."""
    with open_log(path) as log:
        version = len(log.records(stream) if stream == "A1" else log.attestations())
        log.recorder.insert_events(
            [StoredEntry(stream, version + at, topic, body, uuid4()) for at, (topic, body) in enumerate(entries, 1)]
        )
        return log.head().position - len(entries) + 1


UNKNOWN = [("review-held.v2", "review-held"), ("chair-appointed", "chair-appointed"), ("statement.v9", "statement")]
QUESTIONS = [
    ("measure", "looked-after", "--as-at", "2012-03-31"),
    ("show", "A1", "--as-at", "2012-03-31"),
    ("explain", "looked-after", "A1", "--as-at", "2012-03-31"),
    ("check",),
    ("rebuild",),
    ("log", "verify"),
    ("log", "backup", "copy.db"),
]


@pytest.mark.parametrize(("topic", "kind"), UNKNOWN)
def test_a_log_with_entries_of_a_later_version_is_not_called_unsound(
    written: Path, topic: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written.parent)
    position = add(written, "A1", (topic, b'{"occurred_on":"2012-01-01"}'))
    for question in QUESTIONS:
        assert refused(written, *question).err == (
            f"timeline: {written}, position {position}: a newer version of timeline wrote entries of the kind "
            f"'{kind}', which this version does not know. Use a newer version of timeline.\n"
        )
    assert not Path("copy.db").exists()


@pytest.mark.parametrize("question", [*QUESTIONS, ("baseline", "list"), ("baseline", "verify")])
def test_the_version_that_is_needed_is_named_where_the_entry_says_it(
    written: Path, question: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a later version says of the log as a whole says which version wrote it."""
    monkeypatch.chdir(written.parent)
    add(written, LOG_STREAM, ("import-forgotten", b'{"number":3,"program":"7.2.0"}'))
    said = refused(written, *question).err
    assert "timeline 7.2.0 wrote entries of the kind 'import-forgotten'" in said
    assert said.endswith("Use timeline 7.2.0 or a newer version.\n")


def test_an_entry_about_a_child_is_of_the_version_that_the_next_entry_about_the_log_names(written: Path) -> None:
    add(written, "A1", ("chair-appointed", b"{}"))
    add(written, LOG_STREAM, ("import-forgotten", b'{"program":"7.2.0"}'))
    assert "Use timeline 7.2.0 or a newer version." in refused(written, "show", "A1", "--as-at", "2012-03-31").err


def test_what_an_entry_says_wrote_it_is_printed_only_if_it_is_a_version(written: Path) -> None:
    add(written, LOG_STREAM, ("import-forgotten", b'{"program":"1; see child C1"}'))
    assert "C1" not in refused(written, "log", "verify").err


def test_a_log_of_a_later_version_that_was_tampered_with_is_unsound(written: Path) -> None:
    position = add(written, "A1", ("chair-appointed", b"{}"))
    tamper(str(written), f"UPDATE entries SET body = '{{ }}' WHERE position = {position}")
    verified = run("--store", written, "log", "verify", "--format", "json")
    assert (verified.code, verified.json["sound"]) == (1, False)


def test_nothing_is_recorded_in_a_log_of_which_a_later_version_has_said_something(
    written: Path, tmp_path: Path
) -> None:
    add(written, LOG_STREAM, ("import-forgotten", b'{"program":"7.2.0"}'))
    with open_log(written) as log:
        before = log.head()
    journal = generate.written(tmp_path / "more.journal", ("known 2012-09-01", "2012-05-01 A1 review-held"))
    assert "timeline 7.2.0 wrote" in refused(written, "import", "journal", journal).err
    with open_log(written) as log:
        assert log.head() == before
