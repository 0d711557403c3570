"""A small authority's log, made once, and nothing of the machine's environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.commands import authority


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of the small authority. Questions only: no test writes to it."""
    return authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def of_no_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the environment has a part in a test."""
    for name in ("TIMELINE_STORE", "TIMELINE_DEBUG", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
