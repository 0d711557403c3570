"""The tables of the log, and the triggers that keep them append-only for every program that opens the file."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
)
from sqlalchemy.types import UserDefinedType

from timeline.store.errors import StoreError
from timeline.store.heads import FORMAT, SCHEMA_VERSION


class _Blob(UserDefinedType[bytes]):
    """Bytes, without conversion by SQLAlchemy."""

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "BLOB"


class _Bytea(_Blob):
    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "BYTEA"


_BYTES = _Blob().with_variant(_Bytea(), "postgresql")
_POSITION = BigInteger().with_variant(Integer(), "sqlite")  # so that SQLite's row id is the position
# Both databases sort texts by code point, so that children have one order everywhere.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("key", _TEXT, primary_key=True),
    Column("value", _TEXT, nullable=False),
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("position", _POSITION, primary_key=True, autoincrement=False),
    Column("stream", _TEXT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("body", _BYTES, nullable=False),
    Column("fact_id", _BYTES),
    UniqueConstraint("stream", "version"),
    UniqueConstraint("fact_id"),
)

TRANSACTIONS = Table(
    "transactions",
    METADATA,
    Column("number", _POSITION, primary_key=True, autoincrement=False),
    Column("first_position", BigInteger, nullable=False, unique=True),
    Column("last_position", BigInteger, nullable=False, unique=True),
    Column("recorded_at", String(27), nullable=False),
    Column("previous_hash", _BYTES, nullable=False),
    Column("hash", _BYTES, nullable=False),
)

_REFUSAL = "the log is append-only"


_UNIQUE = {
    ENTRIES.name: "position = NEW.position OR fact_id = NEW.fact_id OR (stream = NEW.stream AND version = NEW.version)",
    TRANSACTIONS.name: "number = NEW.number OR first_position = NEW.first_position",
}


def _triggers_on_sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    conflicts = f"EXISTS (SELECT 1 FROM {table} WHERE {_UNIQUE[table]})"
    return [
        f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes conflicting rows without firing the trigger on DELETE.
        f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN {conflicts} {refuse}",
    ]


def _triggers_on_postgresql(table: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_change()",
    ]


_TRIGGERS = {"sqlite": _triggers_on_sqlite, "postgresql": _triggers_on_postgresql}


def create(connection: Connection) -> None:
    """Create an empty log. Its tables must not exist."""
    METADATA.create_all(connection, checkfirst=False)
    for table in (ENTRIES, TRANSACTIONS):
        for trigger in _TRIGGERS[connection.dialect.name](table.name):
            connection.exec_driver_sql(trigger)
    connection.execute(
        insert(META),
        [{"key": "format", "value": FORMAT}, {"key": "schema", "value": str(SCHEMA_VERSION)}],
    )


def is_present(connection: Connection, where: str) -> bool:
    """Whether the database holds a log that this program can use. ``StoreError`` for a log of another format, or the
    tables of another program."""
    tables = set(inspect(connection).get_table_names())
    if META.name in tables and _is_log(connection):
        _refuse_newer(connection, where)
        return True
    # An SQLite file is one program's; a PostgreSQL database may be shared with others.
    taken = tables if connection.dialect.name == "sqlite" else tables & set(METADATA.tables)
    if taken:
        raise StoreError(where, "this database belongs to another program", "Name another file or database")
    return False


def _is_log(connection: Connection) -> bool:
    if {"key", "value"} != {column["name"] for column in inspect(connection).get_columns(META.name)}:
        return False
    return connection.scalar(select(META.c.value).where(META.c.key == "format")) == FORMAT


def _refuse_newer(connection: Connection, where: str) -> None:
    version = connection.scalar(select(META.c.value).where(META.c.key == "schema"))
    if version != str(SCHEMA_VERSION):
        raise StoreError(
            where,
            f"the log has the form {version}, and this program reads the form {SCHEMA_VERSION}",
            "Use the version of this program that wrote it, or a newer one",
        )
