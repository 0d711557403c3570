"""The hash of the source code that built the tables: of every module that can change a case.

Rows built by other code may mean something else. They are never read, and ``timeline rebuild`` replaces them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("domain", "projections/algebra/derived", "projections/rulebook", "projections/tables")
"""The packages of ``timeline`` whose modules can change a case, with the packages inside them."""

MODULES = ("lazy.py", "projections/algebra/columnar/frame.py", "store/bodies.py")
"""Single modules that can: lazy imports, the columns of a frame, the decoding of older shapes of entries."""

LIBRARIES = ("holidays", "pydantic")
"""Libraries whose version can: a bank holiday proclaimed since moves the day on which a review was due."""


@cache
def code_hash() -> str:
    """``sha256:`` of the sources, by their names, and of the libraries' versions."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    return f"sha256:{digest.hexdigest()}"


def _sources() -> Iterator[tuple[str, bytes]]:
    top = files("timeline")
    for package in PACKAGES:
        yield from _of_folder(top.joinpath(package), package)
    for module in MODULES:
        yield module, _content(top.joinpath(module))


def _of_folder(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        within = f"{name}/{each.name}"
        if each.is_dir():
            yield from _of_folder(each, within)
        elif each.name.endswith(".py"):
            yield within, _content(each)


def _content(source: Traversable) -> bytes:
    """The same on every system: some end lines with two characters."""
    return source.read_bytes().replace(b"\r\n", b"\n")
