"""A power cut: of what was written to a file, only what the disk was waited for is there afterwards."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tests.faults.steps import end_here


@dataclass(frozen=True)
class _Change:
    """What stood in a file where it was written to, and how long the file was."""

    path: str
    offset: int
    before: bytes
    size: int


@dataclass
class Unsynced:
    """What was changed in files since the disk was last waited for."""

    _changes: list[_Change] = field(default_factory=list)
    _open: dict[str, int] = field(default_factory=dict)

    def changing(self, path: str, offset: int, amount: int) -> None:
        """So many bytes are about to be written."""
        file = self._file(path)
        self._changes.append(_Change(path, offset, os.pread(file, amount, offset), os.fstat(file).st_size))

    def shortening(self, path: str, size: int) -> None:
        """The file is about to be cut to this size."""
        self.changing(path, size, max(0, os.fstat(self._file(path)).st_size - size))

    def synced(self, path: str) -> None:
        """The disk was waited for."""
        self._changes = [change for change in self._changes if change.path != path]

    def cut(self) -> NoReturn:
        """Undo what the disk was not waited for, and end the process. Shared memory is gone as well."""
        for change in reversed(self._changes):
            file = self._file(change.path)
            os.pwrite(file, change.before, change.offset)
            os.ftruncate(file, change.size)
        for path in self._open:
            Path(f"{path}-shm").unlink(missing_ok=True)
        end_here()

    def _file(self, path: str) -> int:
        """Never closed: to close a file is to lose every lock that the process has on it."""
        if path not in self._open:
            self._open[path] = os.open(path, os.O_RDWR)
        return self._open[path]


UNSYNCED = Unsynced()
"""Of this process."""
