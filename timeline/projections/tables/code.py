"""Which code made the tables: a hash of the source of all that has a part in a case.

Rows that other code made may mean something else; so nobody reads them, and ``timeline rebuild`` makes them anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("domain", "projections/algebra/derived", "projections/rulebook", "projections/tables")
"""The packages of ``timeline`` whose modules have a part in a case, those within them too."""

MODULES = ("late.py", "projections/algebra/columnar/frame.py", "store/bodies.py")
"""Single modules that have: by which others come in, what the columns of a frame mean, how an entry of an older shape
is read."""

LIBRARIES = ("holidays", "pydantic")
"""Libraries whose version has: a bank holiday proclaimed since moves the day on which a review was due."""


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
    """The same wherever it was checked out: some systems end lines with two signs."""
    return source.read_bytes().replace(b"\r\n", b"\n")
