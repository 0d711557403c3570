"""Messages for the errors of SQLite and PostgreSQL: what is wrong, what to do. The databases' own texts may hold values
of a row, so none is passed on."""

from __future__ import annotations

from timeline.store.errors import StoreError

RESTORE = "Restore it from a copy, and run `timeline log verify`"
_ROOM = ("there is no room left on the disk", "Make room and try again: nothing was recorded")
_RIGHTS = ("the user may not do this in the database", "Ask for the rights, or name another user")
_WAITED = (
    "it took longer than the server allows",
    "Try again when no other program is writing: nothing was recorded",
)
_AWAY = ("the server cannot be reached", "Check that it runs, and the host and port in the URL")
_ABSENT = ("the server has no such database, user or table", "Check the URL")
_READ_ONLY_SERVER = ("the database may be read only", "Name the server that may be written to, or another user")
_READ_ONLY_FILE = (
    "the file may be read only",
    "Check that you may write to it and to its folder, where it keeps two more files; or read a copy",
)

_BY_KIND = {
    "InsufficientPrivilege": _RIGHTS,
    "ReadOnlySqlTransaction": _READ_ONLY_SERVER,
    "LockNotAvailable": _WAITED,
    "QueryCanceled": _WAITED,
    "DiskFull": _ROOM,
    "UndefinedTable": _ABSENT,
    "AdminShutdown": _AWAY,
    "CrashShutdown": _AWAY,
}
"""By the driver's class of the error, which does not depend on the server's language."""

_BY_TEXT: tuple[tuple[str, tuple[str, str]], ...] = (
    ("file is not a database", ("the file is not a log", "Name another file")),
    ("malformed", ("the file is damaged", RESTORE)),
    ("locked", ("another program is writing to the store", "Try again when it has finished")),
    ("unable to open", ("the file cannot be opened", "Check that the folder exists and that you may use it")),
    ("readonly", _READ_ONLY_FILE),
    ("no such table", ("tables of the log are missing", "Restore it from a copy")),
    ("disk is full", _ROOM),
    ("disk i/o", ("the disk could not be read or written", "Check the disk, then run `timeline log verify`")),
    ("password", ("the server refused the user or the password", "Check the user and the password in the URL")),
    ("does not exist", _ABSENT),
    ("connection", _AWAY),
    ("resolve", ("the server cannot be found", "Check the host in the URL")),
)
"""By a part of the text, where the class is too general: errors of SQLite, and of connecting to a server."""


def explained(error: Exception, where: str) -> StoreError:
    """The message for an error of a database driver, or of SQLAlchemy about one."""
    cause = getattr(error, "orig", None) or error
    kind, text = type(cause).__name__, str(cause).lower()
    by_text = (message for part, message in _BY_TEXT if part in text)
    otherwise = (f"the database failed ({kind})", "Run `timeline log verify`, and look at the server's log")
    what, do = _BY_KIND.get(kind) or next(by_text, otherwise)
    return StoreError(where, what, do)
