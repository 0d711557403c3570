"""Every page of the tutorial, the how-tos and the explanations does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, FILES, agrees, answer, blocks, typed
from tests.functional.commands import run

PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if "decisions" not in path.parts)
RUN = {*FILES, "console", "python", "sql", ""}


def test_there_are_pages_of_every_sort_with_commands_that_are_run() -> None:
    with_commands = {
        page.split("/")[0]
        for page in PAGES
        for block in blocks((DOCS / page).read_text(encoding="utf-8"))
        if block.language == "console" and list(typed(block))
    }
    assert with_commands >= {"tutorial.md", "how-to", "explanation"}


@pytest.mark.parametrize("page", PAGES)
def test_it_does_what_it_says(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TIMELINE_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    names: dict[str, object] = {"__name__": "page"}
    for block in blocks((DOCS / page).read_text(encoding="utf-8")):
        if block.language in FILES:
            path = tmp_path / block.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            exec(compile(block.text, page, "exec"), names)
        elif block.language == "console":
            for each in typed(block):
                answered = answer(each.line, tmp_path)
                assert agrees(each.printed, answered), f"{each.line}\n{answered}"


@pytest.mark.parametrize("page", PAGES)
def test_it_speaks_of_what_there_is(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    assert {block.language for block in blocks(text)} <= RUN
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((DOCS / page).parent / target).exists(), target


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("how-to")])
def test_commands_that_are_not_run_are_commands(page: str) -> None:
    for block in blocks((DOCS / page).read_text(encoding="utf-8")):
        for line in re.findall(
            r"^timeline (?:--store \S+ )?([a-z0-9 -]+?)(?: (?:[-/A-Z.'\"]|\S+\.\S).*)?$", block.text, re.M
        ):
            words = [word for word in line.split() if not word.startswith("-")]
            assert run(*words[:2], "--help").code == 0 or run(words[0], "--help").code == 0, line
