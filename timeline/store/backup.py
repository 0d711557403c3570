"""A copy of a log as one SQLite file, verified before it gets its name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from timeline.store import verify
from timeline.store.errors import NewerLogError, StoreError
from timeline.store.log import CaseLog
from timeline.store.opening import open_log

_PRIVATE = 0o600


def back_up(log: CaseLog, path: Path, progress: verify.Progress | None = None) -> verify.Verdict:
    """Copy all that the log holds at this moment to a new file, and verify the copy from end to end.

    Others may write meanwhile. If the copy is not sound, the log is not either: no file is left, and the verdict has
    the problem. Until the file is complete and on the disk, its name ends in ``.partial``. ``StoreError`` where the
    file exists or cannot be written, and where the log is on a server.
    """
    partial = path.with_name(f"{path.name}.partial")
    try:
        if path.exists():
            raise StoreError(str(path), "the file is there already", "Name a new one")
        partial.unlink(missing_ok=True)
        partial.touch(mode=_mode(log.path), exist_ok=False)
        log.copy_to(partial)
        with open_log(partial, create=False) as copy:
            verdict = copy.verify(progress)
        if verdict.is_sound:
            _name(partial, path)
        return verdict
    except NewerLogError as error:  # of the log, not of its copy
        error.where = f"{log.database.where}, {error.where.rpartition(', ')[2]}"
        raise
    except OSError as error:
        what = f"the file cannot be written ({error.strerror})"
        raise StoreError(str(path), what, "Check that the folder exists and that you may write to it") from None
    finally:
        _remove(partial)


def _mode(path: Path | None) -> int:
    """The permissions of the log's file; for a log without a file, those of its owner alone."""
    return stat.S_IMODE(path.stat().st_mode) if path is not None else _PRIVATE


def _name(partial: Path, path: Path) -> None:
    with partial.open("rb") as file:  # SQLite does not wait for the disk when it makes a copy
        os.fsync(file.fileno())
    partial.rename(path)


def _remove(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        return  # it could not be created either, and that error is reported
