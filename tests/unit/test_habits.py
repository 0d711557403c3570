"""The habits of CONTRIBUTING.md that a program can hold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"

STILL_IMPORTING_TESTS = {
    "tests/property/test_engines_agree.py",
    "tests/property/test_findings.py",
    "tests/property/test_spans_parts.py",
    "tests/store/test_projection_columns.py",
    "tests/store/test_projection_findings.py",
    "tests/store/test_projection_workers.py",
    "tests/store/test_projections_commands.py",
    "tests/store/test_shared_sums.py",
}
"""Test modules that still import another. None is added: what two of them share goes into a module that is no test."""


def test_no_test_module_imports_another() -> None:
    importing = {
        path.relative_to(ROOT).as_posix()
        for path in TESTS.rglob("test_*.py")
        if any(_is_a_test_module(name) for name in _imported(path))
    }
    assert importing == STILL_IMPORTING_TESTS


def _is_a_test_module(name: str) -> bool:
    path = TESTS.parent.joinpath(*name.split("."))
    return path.name.startswith("test_") and path.with_suffix(".py").exists()


def _imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, and every name that may be one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_hooks_before_a_commit_run_what_make_check_runs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^check: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.*)", hooks) == re.findall(r"\t(.*)", recipe.replace("$(BIN)", ".venv/bin"))


def test_every_function_has_a_name() -> None:
    """A traceback and a profiler show it: ``_`` says nothing of which variant of a function runs."""
    unnamed = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ("timeline", "replay")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "_"
    ]
    assert unnamed == []
