"""The history of the shell: a file that only the user can read, without any child's identifier."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

MOST = 1_000
"""Lines that are kept."""

_OWN = 0o600


def place(environment: Mapping[str, str], home: Path, *, on_windows: bool) -> Path:
    """The file of the history: in ``~/.local/state`` or what ``XDG_STATE_HOME`` names, on Windows the local application
    data."""
    variable, otherwise = ("LOCALAPPDATA", "AppData/Local") if on_windows else ("XDG_STATE_HOME", ".local/state")
    named = environment.get(variable, "")
    folder = Path(named) if named and Path(named).is_absolute() else home / otherwise
    return folder / "timeline" / "history"


def lines_of(path: Path) -> list[str]:
    """The last lines that were kept, in the order in which they were typed. ``OSError``."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-MOST:]
    except FileNotFoundError:
        return []


def keep(path: Path, line: str) -> None:
    """Add a line. Only the user may read the file. ``OSError``."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = lines_of(path)
    if len(lines) >= MOST:
        partial = path.with_name(f"{path.name}.partial")
        _write(partial, "".join(f"{each}\n" for each in lines[-MOST + 1 :]), os.O_TRUNC)
        partial.replace(path)
    _write(path, f"{line}\n", os.O_APPEND)


def _write(path: Path, text: str, how: int) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | how, _OWN)
    try:
        if hasattr(os, "fchmod"):  # it may have been made by something else, with other rights
            os.fchmod(file, _OWN)
        os.write(file, text.encode())
    finally:
        os.close(file)
