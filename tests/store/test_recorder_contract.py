"""The contract tests that eventsourcing ships for whoever writes a recorder, on every store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import ClassVar
from unittest import TestCase
from unittest.mock import patch
from uuid import uuid4

import pytest

from timeline.store import schema
from timeline.store.database import Database
from timeline.store.recorder import LogAggregateRecorder, LogRecorder

# The module of the contract tests imports the library's cipher, which needs a package of cryptography that nothing here
# uses: the tests of ciphers are not among those below. An empty module in its place breaks any that would use it.
_NO_CIPHER = ModuleType("eventsourcing.cipher")
_NO_CIPHER.AESCipher = None  # type: ignore[attr-defined]
with patch.dict(sys.modules, {_NO_CIPHER.__name__: _NO_CIPHER}):
    from eventsourcing.tests import persistence as contract


class _OnAStore(TestCase):
    """Makes recorders on an empty store; a stream is named by text, as a child is."""

    opened: ExitStack
    place: str

    def new_originator_id(self) -> str:
        return str(uuid4())

    def database(self) -> Database:
        database = Database(self.place)
        self.opened.callback(database.close)
        database.keep_readers_and_writers_apart()
        with database.writing() as connection:
            schema.create(connection)
        return database

    @pytest.fixture(autouse=True)
    def _closed_afterwards(self) -> Iterator[None]:
        with ExitStack() as opened:
            self.opened = opened
            yield


class _OnSQLiteFile(_OnAStore):
    @pytest.fixture(autouse=True)
    def _placed(self, tmp_path: Path) -> None:
        self.place = str(tmp_path / "log.db")


class _OnSQLiteInMemory(_OnAStore):
    place = ":memory:"


class _OnPostgreSQL(_OnAStore):
    @pytest.fixture(autouse=True)
    def _placed(self, postgres_url: str) -> None:
        self.place = postgres_url


class _Streams(_OnAStore, contract.AggregateRecorderTestCase):
    __test__: ClassVar[bool] = False

    def create_recorder(self) -> LogAggregateRecorder:
        return LogAggregateRecorder(self.database())


class _Log(_OnAStore, contract.ApplicationRecorderTestCase[LogRecorder]):
    __test__: ClassVar[bool] = False

    def create_recorder(self) -> LogRecorder:
        return LogRecorder(self.database())

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class _NonInterleaving(_OnAStore, contract.NonInterleavingNotificationIDsBaseCase):
    __test__: ClassVar[bool] = False

    def create_recorder(self) -> LogRecorder:
        return LogRecorder(self.database())


class TestStreamsOnSQLiteFile(_OnSQLiteFile, _Streams):
    __test__ = True


class TestStreamsOnSQLiteInMemory(_OnSQLiteInMemory, _Streams):
    __test__ = True


class TestStreamsOnPostgreSQL(_OnPostgreSQL, _Streams):
    __test__ = True


class TestLogOnSQLiteFile(_OnSQLiteFile, _Log):
    __test__ = True


class TestLogOnSQLiteInMemory(_OnSQLiteInMemory, _Log):
    __test__ = True


class TestLogOnPostgreSQL(_OnPostgreSQL, _Log):
    __test__ = True


class TestNonInterleavingOnSQLiteFile(_OnSQLiteFile, _NonInterleaving):
    __test__ = True


class TestNonInterleavingOnSQLiteInMemory(_OnSQLiteInMemory, _NonInterleaving):
    __test__ = True


class TestNonInterleavingOnPostgreSQL(_OnPostgreSQL, _NonInterleaving):
    __test__ = True
