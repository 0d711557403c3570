"""On what a run was made: what makes figures of two runs comparable, and nothing that names a machine."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_GIB = 1024**3
_PACKAGES = ("numpy", "sqlalchemy", "eventsourcing", "duckdb")


def machine() -> str:
    """Cores, memory, processor, system, Python and the libraries that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    versions = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    where = f"{platform.system()} {platform.machine()}{_processor()}"
    return f"{cores()} cores, {memory:.0f} GiB, {where}, Python {platform.python_version()}, {versions}"


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def commit(checkout: Path) -> str:
    """What was measured; that it was changed since, where it was."""
    if shutil.which("git") is None or _git(checkout, "rev-parse", "--git-dir") is None:
        return "not known"
    found = _git(checkout, "rev-parse", "--short", "HEAD")
    changed = _git(checkout, "status", "--porcelain")
    return f"{found}{' with changes' if changed else ''}"


def _git(checkout: Path, *words: str) -> str | None:
    found = subprocess.run(["git", *words], cwd=checkout, capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else None


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _processor() -> str:
    """Its model, where the system says it."""
    return next((f" ({name})" for name in _models(Path("/proc/cpuinfo"))), "")


def _models(file: Path) -> Sequence[str]:
    if not file.exists():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
