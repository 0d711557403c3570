"""The tables of the projections. ``docs/reference/projections.md`` documents their columns for analysts.

They are in the database of the log and can be dropped at any time. Tables named ``projection_new_...`` exist during a
build, and after one that was interrupted.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, LargeBinary, MetaData, Table, Text

from timeline.projections.tables import reads

METADATA = MetaData()

_TEXT = Text().with_variant(Text(collation="C"), "postgresql")  # one order of children on every database


def _spells(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("child", _TEXT, nullable=False),
        Column("kind", _TEXT, nullable=False),
        Column("number", Integer, nullable=False),
        Column("started_on", Date, nullable=False),
        Column("ended_on", Date),
        Column("attributes", _TEXT, nullable=False),
        Column("facts", _TEXT, nullable=False),
        *_seen_and_known(),
    )


def _children(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("child", _TEXT, nullable=False),
        Column("modules", _TEXT, nullable=False),
        Column("registered", Boolean, nullable=False),
        Column("born_on", Date),
        Column("sex", _TEXT),
        Column("ethnicity", _TEXT),
        Column("upn", _TEXT),
        Column("mother", Boolean),
        Column("child_born_on", Date),
        Column("unaccompanied", Boolean, nullable=False),
        Column("unaccompanied_from", Date),
        Column("unaccompanied_to", Date),
        Column("unaccompanied_sex", _TEXT),
        Column("open_episode", Boolean, nullable=False),
        Column("never_sent_again", Boolean, nullable=False),
        Column("endings_alone", Integer, nullable=False),
        *_seen_and_known(),
    )


def _findings(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("child", _TEXT, nullable=False),
        Column("number", Integer, nullable=False),
        Column("rule", _TEXT, nullable=False),
        Column("rule_number", _TEXT),
        Column("severity", _TEXT, nullable=False),
        Column("days", _TEXT, nullable=False),
        Column("facts", _TEXT, nullable=False),
        Column("source_rows", _TEXT, nullable=False),
    )


def _check_again(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("child", _TEXT, nullable=False),
        Column("due_on", Date, nullable=False),
    )


def _seen_and_known() -> list[Column[object]]:
    return [
        Column("seen_from", Date, nullable=False),
        Column("seen_to", Date),
        Column("known_from", Date, nullable=False),
        Column("known_to", Date),
    ]


def _read(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("identifier", _TEXT, nullable=False),
        Column("entries", BigInteger, nullable=False),
    )


def _days(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("known_on", Date, nullable=False),
        Column("module", _TEXT, nullable=False),
        Column("first_position", BigInteger, nullable=False),
        Column("last_position", BigInteger, nullable=False),
    )


def _coverage(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("module", _TEXT, nullable=False),
        Column("valid_from", Date, nullable=False),
        Column("valid_to", Date, nullable=False),
        Column("known_from", Date, nullable=False),
        Column("known_to", Date),
        Column("set_aside", Integer),
    )


def _columns(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("kind", _TEXT, primary_key=True),
        Column("first_child", _TEXT, primary_key=True),
        Column("size", Integer, nullable=False),
        Column("checksum", BigInteger, nullable=False),
        Column("header", _TEXT, nullable=False),
        Column("content", LargeBinary, nullable=False),
    )


FINDINGS, NEW_FINDINGS = _findings("projection_findings"), _findings("projection_new_findings")
CHECK_AGAIN, NEW_CHECK_AGAIN = _check_again("projection_check_again"), _check_again("projection_new_check_again")
READ, NEW_READ = _read("projection_read"), _read("projection_new_read")
DAYS, NEW_DAYS = _days("projection_days"), _days("projection_new_days")
COVERAGE, NEW_COVERAGE = _coverage("projection_coverage"), _coverage("projection_new_coverage")
COLUMNS, NEW_COLUMNS = _columns("projection_columns"), _columns("projection_new_columns")

STATE = Table(
    reads.STATE,
    METADATA,
    Column("format", Integer, nullable=False),
    Column("code", _TEXT, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("chain_hash", _TEXT, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("columns", BigInteger, nullable=False),
    Column("findings", BigInteger, nullable=False),
    Column("checked_on", Date),
)

NEW_NAMES = Table("projection_new_names", METADATA, Column("child", _TEXT, primary_key=True))
BUILDER = Table("projection_new", METADATA, Column("token", _TEXT, nullable=False))

NEW = {
    FINDINGS: NEW_FINDINGS,
    CHECK_AGAIN: NEW_CHECK_AGAIN,
    READ: NEW_READ,
    DAYS: NEW_DAYS,
    COVERAGE: NEW_COVERAGE,
    COLUMNS: NEW_COLUMNS,
}
"""Each table with the one in which its new rows are built."""

LIVE = tuple(NEW)
OF_CHILDREN = (FINDINGS, CHECK_AGAIN)
"""The tables whose rows are about one child each, by its name."""

WHILE_MADE = (*NEW.values(), NEW_NAMES, BUILDER)

SPELLS, NEW_SPELLS = _spells("projection_spells"), _spells("projection_new_spells")
CHILDREN, NEW_CHILDREN = _children("projection_children"), _children("projection_new_children")
ROWS = Table(
    "projection_rows",
    METADATA,
    Column("position", BigInteger, nullable=False),
    Column("columns", BigInteger, nullable=False),
)
"""The position that the rows for people are about."""

NEW_ROWS = {SPELLS: NEW_SPELLS, CHILDREN: NEW_CHILDREN}
"""The tables of rows for people, each with the one in which its new rows are built."""

FOR_PEOPLE = (*NEW_ROWS, ROWS)
