"""A small authority's log, made once, and nothing of the machine's environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.commands import authority

VARIABLES = ("TIMELINE_STORE", "TIMELINE_DEBUG", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of the small authority. Questions only: no test writes to it."""
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session", autouse=True)
def of_no_machine() -> Iterator[None]:
    """No variable of the environment has a part in a test, nor in what is made once for several."""
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        yield
