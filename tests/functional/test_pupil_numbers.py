"""Digests of school numbers: made at the import, under a secret beside the store, and never the number itself."""

from __future__ import annotations

import sqlite3
import stat
from datetime import date
from pathlib import Path

import pytest

from tests.functional.commands import ANNA, BERT, EPISODES, HEADER, done, run, write_files
from timeline.ingest.ssda903 import import_return
from timeline.store import open_log

FIRST = ("--year-ending", "2018-03-31", "--known-on", "2018-06-30")
SECOND = ("--year-ending", "2019-03-31", "--known-on", "2019-06-30")
ONE, OTHER = "A12345678901B", "C12345678901D"


def returned(folder: Path, anna: str, bert: str = "UN2") -> Path:
    """A return of two children with these school numbers."""
    files = {
        "header.csv": (HEADER, f"{ANNA},2,05/06/2008,WBRI,{anna},0,", f"{BERT},1,07/08/2009,MWBC,{bert},,"),
        "episodes.csv": (
            EPISODES,
            f"{ANNA},01/05/2017,S,V2,N1,U6,PR4,,,,HH1 1HH,AA1 1AA,",
            f"{BERT},01/06/2017,S,C2,N1,U6,PR4,,,,HH1 1HH,AA1 1AB,",
        ),
    }
    return write_files(folder, files)


def imported(store: Path, folder: Path, year: tuple[str, ...], *words: object) -> str:
    return done("--store", store, "import", "ssda903", folder, *year, *words, "--brief").out


def bodies(store: Path) -> str:
    with sqlite3.connect(store) as log:
        found = "\n".join(str(row[0]) for row in log.execute("SELECT body FROM entries"))
    log.close()
    return found


def changed(store: Path) -> list[str]:
    answer = run("--store", store, "check", "--rule", "208", "--format", "json").json
    return [each["child"] for rule in answer["rules"] for each in rule["findings"]]


def test_the_secret_is_made_beside_the_store_for_its_owner_alone_and_the_number_is_nowhere(tmp_path: Path) -> None:
    store = tmp_path / "log.db"
    out = imported(store, returned(tmp_path / "a", ONE), FIRST)
    secret = tmp_path / "log.db.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(bytes.fromhex(secret.read_text(encoding="ascii"))) == 32
    assert ONE not in out + bodies(store)
    assert bodies(store).count("digest") == 1  # BERT has none


def test_it_is_never_overwritten_and_not_made_without_a_number(tmp_path: Path) -> None:
    store, secret = tmp_path / "log.db", tmp_path / "log.db.secret"
    imported(store, returned(tmp_path / "a", "UN1"), FIRST)
    assert not secret.exists()
    done("--store", store, "import", "ssda903", returned(tmp_path / "b", ONE), *SECOND, "--dry-run")
    assert not secret.exists()
    imported(store, returned(tmp_path / "b", ONE), SECOND)
    before = secret.read_bytes()
    imported(store, returned(tmp_path / "c", OTHER), ("--year-ending", "2020-03-31", "--known-on", "2020-06-30"))
    assert secret.read_bytes() == before


def test_another_number_in_the_next_return_is_named_and_the_same_is_not(tmp_path: Path) -> None:
    store = tmp_path / "log.db"
    imported(store, returned(tmp_path / "a", ONE, OTHER), FIRST)
    imported(store, returned(tmp_path / "b", OTHER.lower(), OTHER.lower()), SECOND)
    assert changed(store) == [ANNA]


@pytest.mark.parametrize(
    ("before", "now", "fails"),
    [
        (ONE, "UN1", True),
        (ONE, "", True),
        ("UN2", "UN3", True),
        ("UN2", "", True),
        ("UN2", "UN1", True),
        ("", "UN1", False),
        ("", "UN4", False),
        ("UN1", "UN5", False),
        ("UN1", ONE, False),
        ("UN3", ONE, False),
        ("", ONE, False),
        ("", "", False),
        ("UN2", "UN2", False),
    ],
)
def test_what_may_follow_what(tmp_path: Path, before: str, now: str, *, fails: bool) -> None:
    store = tmp_path / "log.db"
    imported(store, returned(tmp_path / "a", before), FIRST)
    imported(store, returned(tmp_path / "b", now), SECOND)
    assert changed(store) == ([ANNA] if fails else [])


def test_a_return_that_was_imported_without_a_secret_and_is_imported_again_changes_no_particulars(
    tmp_path: Path,
) -> None:
    """A log without digests, as an earlier version wrote it: the second import adds a digest and takes nothing back."""
    store = tmp_path / "log.db"
    folder = returned(tmp_path / "a", ONE)
    with open_log(store) as log:
        import_return(log, [folder], date(2018, 3, 31), date(2018, 6, 30))
    again = run("--store", store, "import", "ssda903", folder, *FIRST, "--format", "json").json
    assert again["facts_added"] == 1
    assert again["modules"][0]["recorded"] == 0
    text = run("--store", store, "show", ANNA).out
    assert ONE not in text
    assert run("--store", store, "check", "--rule", "child-registered-twice", "--format", "json").json["rules"] == []


def test_numbers_under_two_secrets_are_not_compared(tmp_path: Path) -> None:
    store = tmp_path / "log.db"
    imported(store, returned(tmp_path / "a", ONE), FIRST, "--secret", tmp_path / "one.secret")
    imported(store, returned(tmp_path / "b", OTHER), SECOND, "--secret", tmp_path / "other.secret")
    assert changed(store) == []


def test_stores_that_share_a_secret_have_the_same_log(tmp_path: Path) -> None:
    secret, folder = tmp_path / "shared.secret", returned(tmp_path / "a", ONE)
    for name in ("a.db", "b.db"):
        imported(tmp_path / name, folder, FIRST, "--secret", secret)
    assert bodies(tmp_path / "a.db") == bodies(tmp_path / "b.db")


def test_a_file_that_holds_no_secret_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.secret"
    wrong.write_text("abc", encoding="ascii")
    folder = returned(tmp_path / "a", ONE)
    result = run("--store", tmp_path / "log.db", "import", "ssda903", folder, *FIRST, "--secret", wrong)
    assert (result.code, result.out) == (3, "")
    assert "the secret file: it does not hold a secret" in result.err
    assert wrong.read_text(encoding="ascii") == "abc"


def test_without_digests_a_number_against_a_number_is_said_not_to_be_asked(tmp_path: Path) -> None:
    store = tmp_path / "log.db"
    with open_log(store) as log:
        import_return(log, [returned(tmp_path / "a", ONE)], date(2018, 3, 31), date(2018, 6, 30))
    answer = run("--store", store, "check", "--format", "json").json
    reasons = {each["rule_number"]: each["reason"] for each in answer["not_asked"]}
    assert reasons["208"] == "no digests of school numbers"
    imported(store, returned(tmp_path / "b", ONE), SECOND)
    answer = run("--store", store, "check", "--format", "json").json
    assert "208" not in {each["rule_number"] for each in answer["not_asked"]}
