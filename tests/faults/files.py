"""Faults in the calls by which SQLite changes files: open, write, sync, truncate, remove, lock the shared memory.

SQLite reaches every file through a table of functions (``sqlite3_vfs``, https://www.sqlite.org/vfs.html). In the
process of a test a copy of that table is made the default, in which those functions count, strike, or pass the call on.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sqlite3
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from typing import Any

from tests.faults.power import UNSYNCED
from tests.faults.steps import Counter, Kind, Level, end_here

_OK, _FULL, _CANNOT_OPEN = 0, 13, 14
_FAILED = {"write": 778, "sync": 1034, "truncate": 1546, "remove": 2570, "open": _CANNOT_OPEN}
"""``SQLITE_IOERR_WRITE`` and its like."""

_ALL = (*_FAILED, "lock")
_STRUCK = {Kind.FAILS: tuple(_FAILED), Kind.FULL: ("write", "open")}
"""Which calls are steps of a fault; of any other, all are."""

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Remove = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_ShmLock = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int)


class _Vfs(Structure):
    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", _Open),
        ("xDelete", _Remove),
        ("others", c_void_p * 16),
    )


class _Methods(Structure):
    _fields_ = (
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", _Write),
        ("xTruncate", _Truncate),
        ("xSync", _Sync),
        ("others", c_void_p * 7),
        ("xShmMap", c_void_p),
        ("xShmLock", _ShmLock),
        ("more", c_void_p * 4),
    )


class _File(Structure):
    _fields_ = (("pMethods", POINTER(_Methods)),)


def reachable() -> bool:
    """Whether the SQLite of this Python can be had: not where it is built in without its names."""
    try:
        _library().sqlite3_vfs_find  # noqa: B018
    except (AttributeError, OSError):
        return False
    return True


def _library() -> Any:
    return ctypes.CDLL(getattr(_sqlite3, "__file__", None))


def install(counter: Counter) -> None:
    """Make every database that this process opens from now on subject to faults."""
    sqlite3.connect(":memory:").close()  # so that the library is ready
    library = _library()
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    library.sqlite3_vfs_register.argtypes = (POINTER(_Vfs), c_int)
    _Shim(counter, library.sqlite3_vfs_find(None).contents).register(library)


_KEPT: list[Any] = []
"""What the library calls must not be collected."""


class _Shim:
    """The table with the functions that strike in it."""

    def __init__(self, counter: Counter, real: _Vfs) -> None:
        self._counter = counter
        self._real = real
        self._methods: dict[int, _Methods] = {}
        self._paths: dict[int, str] = {}
        self._loses_power = counter.fault.kind is Kind.POWER

    def register(self, library: Any) -> None:
        shim = _Vfs()
        ctypes.pointer(shim)[0] = self._real
        shim.zName = b"faulty"
        shim.pNext = None
        shim.xOpen = _Open(self._open)
        shim.xDelete = self._striking("remove", _Remove, self._real.xDelete)
        _KEPT.extend((self, shim))
        assert library.sqlite3_vfs_register(ctypes.byref(shim), 1) == _OK

    def _open(self, _vfs: int, name: int, file: int, flags: int, out_flags: int) -> int:
        code = self._step("open")
        if code == _OK:
            code = self._real.xOpen(ctypes.addressof(self._real), name, file, flags, out_flags)
        opened = cast(file, POINTER(_File)).contents
        self._paths[file] = ctypes.string_at(name).decode() if name else ""
        if code == _OK and opened.pMethods:
            opened.pMethods = ctypes.pointer(self._striking_methods(opened.pMethods.contents))
        elif code != _OK:
            opened.pMethods = POINTER(_Methods)()  # so that nobody closes what was not opened
        return code

    def _striking_methods(self, real: _Methods) -> _Methods:
        found = self._methods.get(ctypes.addressof(real))
        if found is None:
            found = self._methods[ctypes.addressof(real)] = self._made(real)
        return found

    def _made(self, real: _Methods) -> _Methods:
        made = _Methods()
        ctypes.memmove(ctypes.byref(made), ctypes.byref(real), ctypes.sizeof(_Methods))
        made.xWrite = _Write(self._tearing(self._noting_writes(real.xWrite)))
        made.xTruncate = self._striking("truncate", _Truncate, self._noting_truncation(real.xTruncate))
        made.xSync = self._striking("sync", _Sync, self._noting_syncs(real.xSync))
        if real.iVersion >= 2:
            made.xShmLock = self._striking("lock", _ShmLock, real.xShmLock)
        return made

    def _striking(self, step: str, kind: Any, real: Callable[..., int]) -> Any:
        def call(*arguments: Any) -> int:
            code = self._step(step)
            return real(*arguments) if code == _OK else code

        return kind(call)

    def _noting_writes(self, real: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, content: int, amount: int, offset: int) -> int:
            if self._loses_power and self._paths[file]:
                UNSYNCED.changing(self._paths[file], offset, amount)
            return real(file, content, amount, offset)

        return write

    def _noting_truncation(self, real: Callable[..., int]) -> Callable[..., int]:
        def truncate(file: int, size: int) -> int:
            if self._loses_power and self._paths[file]:
                UNSYNCED.shortening(self._paths[file], size)
            return real(file, size)

        return truncate

    def _noting_syncs(self, real: Callable[..., int]) -> Callable[..., int]:
        def sync(file: int, flags: int) -> int:
            UNSYNCED.synced(self._paths[file])
            return real(file, flags)

        return sync

    def _tearing(self, real: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, content: int, amount: int, offset: int) -> int:
            code = self._step("write", before_the_end=lambda: real(file, content, amount // 2, offset))
            return real(file, content, amount, offset) if code == _OK else code

        return write

    def _step(self, step: str, before_the_end: Callable[[], object] = lambda: None) -> int:
        """What the call is to answer, ``_OK`` where it is to be made."""
        kind = self._counter.fault.kind
        if self._counter.fault.level is not Level.FILES or step not in _STRUCK.get(kind, _ALL):
            return _OK
        if not self._counter.strikes():
            return _OK
        if kind is Kind.POWER:
            UNSYNCED.cut()
        if kind is Kind.KILLED:
            before_the_end()
            end_here()
        return _FULL if kind is Kind.FULL and step == "write" else _FAILED[step]
