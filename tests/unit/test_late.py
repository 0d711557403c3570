"""What is imported when it is first used is there when it is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import timeline
from timeline.late import late, names

SOURCES = sorted(Path(next(iter(timeline.__path__))).rglob("*.py"))
PACKAGES = [path for path in SOURCES if "__getattr__ = names(" in path.read_text(encoding="utf-8")]


def package_of(path: Path) -> str:
    """By which name a package is imported."""
    return ".".join(path.parent.relative_to(SOURCES[0].parent.parent).parts)


def for_readers(path: Path) -> Iterator[tuple[str, str]]:
    """What a package gives late, as it imports it for whoever reads or checks it: each name with its module."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(part, ast.If) and ast.unparse(part.test) == "TYPE_CHECKING" and not _gives_modules(part):
            imports = (each for each in part.body if isinstance(each, ast.ImportFrom))
            yield from ((name.asname or name.name, f"{each.module}") for each in imports for name in each.names)


def _gives_modules(part: ast.If) -> bool:
    """Whether what is imported otherwise is a whole module by ``late``, and no name of the package."""
    return bool(part.orelse) and not any("__getattr__" in ast.unparse(each) for each in part.orelse)


def test_there_are_such_packages() -> None:
    assert {package_of(path) for path in PACKAGES} >= {"timeline.store", "timeline.projections.tables"}


@pytest.mark.parametrize("path", PACKAGES, ids=package_of)
def test_a_package_gives_what_it_says_it_imports(path: Path) -> None:
    package = import_module(package_of(path))
    said = dict(for_readers(path))
    assert said
    assert all(package.__getattr__(name) is getattr(import_module(module), name) for name, module in said.items())
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize("path", PACKAGES, ids=package_of)
def test_no_name_of_a_package_is_that_of_a_module_of_it(path: Path) -> None:
    """Whoever imported the module would find it in the place of what the package gives by that name."""
    package = import_module(package_of(path))
    assert {each.stem for each in path.parent.glob("*.py")} & {*package.__all__} == set()


def test_a_package_has_no_other_names() -> None:
    found = names("timeline.store", {"Verdict": "verify"})
    assert found("Verdict") is import_module("timeline.store.verify").Verdict
    with pytest.raises(AttributeError, match=r"module 'timeline.store' has no attribute 'verdict'"):
        found("verdict")


def test_every_module_that_comes_late_is_there() -> None:
    said = [name for path in SOURCES for name in re.findall(r'late\("([\w.]+)"\)', path.read_text(encoding="utf-8"))]
    assert said
    assert all(late(name).__name__ == name for name in said)
