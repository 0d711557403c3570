"""A page of documentation as something that can be run.

Fenced blocks are read by their first line. ``console``: lines that begin with ``$`` are typed, what follows each is
what it prints, ``...`` standing for anything within a line or for any number of lines; ``(exit code 1)`` is the last
line of a command that ends so; after ``<`` stands the file that it reads. ``csv PATH``, ``journal PATH``, ``text PATH``
and ``toml PATH``: a file of that name. ``python``: statements, which share their names over the page. A block without a
language, or of SQL, is not run.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.functional.commands import run

DOCS = Path(__file__).parents[2] / "docs"
FILES = ("csv", "journal", "text", "toml")
_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is, its text, and where in the page its text stands."""

    language: str
    name: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Typed:
    """A command line, and what the page says that it prints."""

    line: str
    printed: str


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [
        Block(*[*found["info"].split(maxsplit=1), "", ""][:2], found["body"], found.start("body"), found.end("body"))
        for found in _FENCE.finditer(page)
    ]


def typed(block: Block) -> Iterator[Typed]:
    """The commands of a console block."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        yield Typed(line, printed)


def answer(line: str, folder: Path) -> str:
    """What a command line prints in a folder, its exit code last where it is not 0."""
    words = shlex.split(line.split("  #")[0])
    if words[0] == "cat":
        return (folder / words[1]).read_text(encoding="utf-8")
    assert words[0] == "timeline", "a page types timeline or cat"
    if words[-2:-1] == ["<"]:
        with (folder / words[-1]).open(encoding="utf-8") as lines, patch("sys.stdin", lines):
            result = run(*words[1:-2])
    else:
        result = run(*words[1:])
    ending = f"(exit code {result.code})\n" if result.code else ""
    return "".join(f"{text.rstrip()}\n" for text in (result.out + result.err).splitlines()) + ending


def agrees(printed: str, answered: str) -> bool:
    """Whether an answer is what the page says, ``...`` standing for anything."""
    pattern = re.escape(printed.strip("\n")).replace(r"\.\.\.", "(.|\n)*?")
    return re.fullmatch(pattern, answered.strip("\n")) is not None
