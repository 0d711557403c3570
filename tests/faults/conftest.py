"""Files to import, stores to import them into, and how many points to try."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.commands import Files, prepare, written_files
from tests.support import postgres, profiles
from tests.support.postgres import postgres_server

__all__ = ["postgres_server"]

STORES = ("sqlite", "postgresql")

ON_SQLITE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
"""Of a test that is about files."""

Store = Callable[[tuple[int, ...]], str]
"""Makes a new store with the returns of these years in it, and says where it is."""


@pytest.fixture(scope="session")
def every_point() -> bool:
    """Whether every point is tried, as every night, or some of them, as on every push."""
    return profiles.chosen(os.environ) == "nightly"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What the commands read."""
    return written_files(tmp_path_factory.mktemp("files"))


@pytest.fixture(params=STORES)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of store."""
    return str(request.param)


@pytest.fixture
def store(request: pytest.FixtureRequest, kind: str, tmp_path: Path, files: Files) -> Iterator[Store]:
    """As many stores of this kind as are wanted."""
    made = 0
    with ExitStack() as stack:

        def make(years: tuple[int, ...]) -> str:
            nonlocal made
            made += 1
            if kind == "sqlite":
                (tmp_path / f"store-{made}").mkdir()
                place = str(tmp_path / f"store-{made}" / "log.db")
            else:
                place = stack.enter_context(postgres.schema(request.getfixturevalue("postgres_server")))
            prepare(place, files, years)
            return place

        yield make
