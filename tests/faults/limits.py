"""What the operating system refuses a process: files beyond a size, files of which it has no right to write."""

from __future__ import annotations

import ctypes
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NoFileBeyond:
    """No file may become longer than so many bytes: the kernel fails the write, as on a disk that is full."""

    size: int


@dataclass(frozen=True)
class NoPrivileges:
    """The rights of files count, for root too."""


def install(limit: NoFileBeyond | NoPrivileges) -> None:
    """Put this process under a limit."""
    if isinstance(limit, NoFileBeyond):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit.size, resource.RLIM_INFINITY))
    elif os.geteuid() == 0:
        _drop_capabilities()


def lift() -> None:
    """Let the process report how it ended."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


_VERSION_3 = 0x20080522


def _drop_capabilities() -> None:
    """``capset(2)``, all of them: root is then the owner of its files and no more."""
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    library = ctypes.CDLL(None, use_errno=True)
    if library.capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "the capabilities cannot be dropped")


@contextmanager
def unwritable(*paths: Path) -> Iterator[None]:
    """While nobody may write to these."""
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
