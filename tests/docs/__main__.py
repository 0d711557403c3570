"""Writes into the pages what their commands print now: ``python -m tests.docs PAGE...``, all pages without a name.

Read the change before you keep it; where a line differs from run to run (a hash), put ``...`` in its place.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.docs.pages import DOCS, FILES, Block, agrees, answer, blocks, typed


def filled(page: str, folder: Path) -> str:
    """The page with the present answers of its commands, those that agree left as they are."""
    found, last = [], 0
    names: dict[str, object] = {"__name__": "page"}
    for block in blocks(page):
        found.append(page[last : block.start])
        found.append(_filled(block, folder, names))
        last = block.end
    return "".join([*found, page[last:]])


def _filled(block: Block, folder: Path, names: dict[str, object]) -> str:
    if block.language in FILES:
        path = folder / block.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    elif block.language == "python":
        exec(compile(block.text, "page", "exec"), names)
    elif block.language == "console":
        return "".join(_transcript(each.line, each.printed, folder) for each in typed(block))
    return block.text


def _transcript(line: str, printed: str, folder: Path) -> str:
    answered = answer(line, folder)
    told = printed if agrees(printed, answered) and printed.strip() else answered
    return f"$ {line}\n{told}" if told.strip() else f"$ {line}\n"


def every_page() -> list[Path]:
    """The pages whose commands the tests run: a decision is of its day, and stays as it is."""
    return sorted(page for page in DOCS.resolve().rglob("*.md") if "decisions" not in page.parts)


if __name__ == "__main__":
    for page in [Path(name).resolve() for name in sys.argv[1:]] or every_page():
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            page.write_text(filled(page.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
