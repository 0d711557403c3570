"""The lock file of the developers' packages agrees with the ranges of pyproject.toml, and holds no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
_PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,-]+\])?==([^ ;\\]+)", re.MULTILINE)
PINS = _PINNED.findall(LOCK)
"""Name and version; a package is there twice where Python 3.11 needs an older one than 3.12."""


def _declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


@pytest.mark.parametrize("declared", _declared())
def test_each_declared_package_is_pinned_inside_its_range(declared: str) -> None:
    requirement = Requirement(declared)
    pinned = [version for name, version in PINS if name == requirement.name]
    assert pinned
    assert all(requirement.specifier.contains(version) for version in pinned)


def test_every_pinned_package_has_a_hash() -> None:
    assert len(re.findall(r"^[a-z0-9].*\\\n    --hash=sha256:", LOCK, re.MULTILINE)) == len(PINS)


def test_no_address_of_a_registry_is_in_it() -> None:
    assert re.findall(r"\S*://\S*|^--?[a-z].*", LOCK, re.MULTILINE) == []
