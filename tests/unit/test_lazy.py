"""Every lazily imported name and module exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import timeline
from timeline.lazy import lazy, lazy_names

SOURCES = sorted(Path(next(iter(timeline.__path__))).rglob("*.py"))
PACKAGES = [path for path in SOURCES if "__getattr__ = lazy_names(" in path.read_text(encoding="utf-8")]


def package_of(path: Path) -> str:
    """The dotted name of a package."""
    return ".".join(path.parent.relative_to(SOURCES[0].parent.parent).parts)


def imports_for_type_checkers(path: Path) -> Iterator[tuple[str, str]]:
    """Each name that a package imports under ``TYPE_CHECKING``, with its module."""
    for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(part, ast.If) and ast.unparse(part.test) == "TYPE_CHECKING" and not _gives_modules(part):
            imports = (each for each in part.body if isinstance(each, ast.ImportFrom))
            yield from ((name.asname or name.name, f"{each.module}") for each in imports for name in each.names)


def _gives_modules(part: ast.If) -> bool:
    """Whether the other branch binds whole modules with ``lazy``, not the names of the package."""
    return bool(part.orelse) and not any("__getattr__" in ast.unparse(each) for each in part.orelse)


def test_some_packages_have_lazy_names() -> None:
    assert {package_of(path) for path in PACKAGES} >= {"timeline.store", "timeline.projections.tables"}


@pytest.mark.parametrize("path", PACKAGES, ids=package_of)
def test_a_lazy_name_is_the_one_that_type_checkers_see(path: Path) -> None:
    package = import_module(package_of(path))
    imported = dict(imports_for_type_checkers(path))
    assert imported
    assert all(package.__getattr__(name) is getattr(import_module(module), name) for name, module in imported.items())
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize("path", PACKAGES, ids=package_of)
def test_no_lazy_name_is_also_a_module_of_its_package(path: Path) -> None:
    """Importing the module would replace the name of the package."""
    package = import_module(package_of(path))
    assert {each.stem for each in path.parent.glob("*.py")} & {*package.__all__} == set()


def test_a_package_has_no_other_lazy_names() -> None:
    found = lazy_names("timeline.store", {"Verdict": "verify"})
    assert found("Verdict") is import_module("timeline.store.verify").Verdict
    with pytest.raises(AttributeError, match=r"module 'timeline.store' has no attribute 'verdict'"):
        found("verdict")


def test_every_lazy_module_exists() -> None:
    modules = [name for path in SOURCES for name in re.findall(r'lazy\("([\w.]+)"\)', path.read_text(encoding="utf-8"))]
    assert modules
    assert all(lazy(name).__name__ == name for name in modules)
