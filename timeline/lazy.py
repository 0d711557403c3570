"""Lazy imports: a module is imported when one of its names is first used.

Most of the run time of a short command is imports. A module that only some callers need is bound with ``lazy(...)``,
and a package exports its names with ``lazy_names(...)`` (PEP 562). The same import is written under ``TYPE_CHECKING``
for readers and type checkers. ``tests/functional/test_starting.py`` asserts which command loads which modules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


class _LazyModule:
    """A module that is imported at the first access to an attribute."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)


def lazy(module: str) -> Any:
    """A stand-in for the module of this name, which is imported when an attribute of it is read."""
    return _LazyModule(module)


def lazy_names(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package. ``places``: the module within the package that defines each name."""

    def found(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return found
