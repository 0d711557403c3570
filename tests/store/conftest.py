"""Every test of the store runs on every store it can run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.store.making import Ticking
from tests.support.postgres import postgres_server, postgres_url
from timeline.store import CaseLog, open_log

__all__ = ["postgres_server", "postgres_url"]

STORES = ("sqlite-file", "sqlite-memory", "postgresql")
LASTING = ("sqlite-file", "postgresql")
"""The stores that can be opened a second time."""

OpenLog = Callable[..., CaseLog]


def _location(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if kind == "sqlite-memory":
        return ":memory:"
    if kind == "sqlite-file":
        return str(tmp_path / "log.db")
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=STORES)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store may be made: on a file, in memory, on a server."""
    return _location(request.param, request, tmp_path)


@pytest.fixture(params=LASTING)
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store may be made that can be opened again."""
    return _location(request.param, request, tmp_path)


@pytest.fixture
def clock() -> Ticking:
    """A clock that a test can set."""
    return Ticking()


@pytest.fixture
def opened() -> Iterator[OpenLog]:
    """``open_log``, closed when the test is over."""
    with ExitStack() as stack:

        def opening(*args: object, **options: object) -> CaseLog:
            return stack.enter_context(open_log(*args, **options))  # type: ignore[arg-type]

        yield opening


@pytest.fixture
def log(location: str, clock: Ticking, opened: OpenLog) -> CaseLog:
    """An empty log, on every store."""
    return opened(location, clock=clock)
