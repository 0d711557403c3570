"""What is imported when it is first used: the one way in which a module does without another until it needs it.

A command that answers at once waits mostly for what it imports. So a module that only some uses of another need stands
there as ``late(...)``, and a package gives its names by ``names(...)`` (PEP 562). For whoever reads or checks the
source, the import stands beside it under ``TYPE_CHECKING``. ``tests/functional/test_starting.py`` holds which command
loads what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


class _Late:
    """A module that is imported when something of it is asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)


def late(module: str) -> Any:
    """The module of this name, not imported yet."""
    return _Late(module)


def names(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package: each of these names is taken from its module, within the package, when it is
    first asked for."""

    def found(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return found
