"""The errors of commands: where, what is wrong, what to do.

They repeat no word that was typed or read, because any of them may be a child's identifier.
"""

from __future__ import annotations

from collections.abc import Iterable

PROGRAM_NAME = "timeline"

CHECK_FAILED = 1
USAGE = 2
UNREADABLE = 3
STORE = 4
PROGRAM = 70
INTERRUPTED = 130
READER_GONE = 141


class UsageError(Exception):
    """The command cannot be done as it was asked. Exit code 2."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(where, what, do)
        self.where = where
        self.what = what
        self.do = do


class CheckFailedError(Exception):
    """The command did its work and found something wrong, which it has printed. Exit code 1."""


class OutputError(Exception):
    """Stdout cannot be written: for ``cause``. No ``OSError``, because Typer handles these itself."""

    def __init__(self, cause: OSError) -> None:
        super().__init__()
        self.cause = cause


def in_words(where: str, what: str, do: str) -> str:
    """One line for stderr. ``where`` may be the command itself, by its full name."""
    place = where if where.split()[0] == PROGRAM_NAME else f"{PROGRAM_NAME}: {where}"
    return f"{place}: {what.rstrip('.')}. {do.rstrip('.')}."


def closest(typed: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """Advice: the names nearest to what was typed. Where none is near: ``otherwise``, or else all names.

    With ``otherwise``, which is given where there are many names, a name must be nearer.
    """
    names = list(known)
    near = nearest(typed, names, cutoff=0.5 if otherwise is None else 0.6)
    if near:
        return f"Did you mean {' or '.join(near)}"
    return otherwise or f"There are: {', '.join(names)}"


_SHORTEST_PART = 3


def nearest(typed: str, names: Iterable[str], cutoff: float = 0.5) -> list[str]:
    """Up to three of these names: those spelt nearly so, or else those that share a part with what was typed."""
    typed, names = typed.strip().lower(), list(names)
    from difflib import get_close_matches

    near = get_close_matches(typed, names, n=3, cutoff=cutoff)
    if near or len(typed) < _SHORTEST_PART:
        return near
    parts = {part for part in _parts(typed) if len(part) >= _SHORTEST_PART}
    shared = {name: len(parts & _parts(name)) + (typed in name) for name in names}
    return sorted((name for name in names if shared[name]), key=lambda name: -shared[name])[:3]


def _parts(name: str) -> set[str]:
    return set(name.replace("/", "-").replace("_", "-").replace(" ", "-").split("-"))
