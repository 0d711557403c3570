"""The documentation as a site: the hooks of ``properdocs.yml``, and the check of what they made (``tests.docs.site``).

The pages in ``docs`` are read on their own too, so they link to files that are in no site (a test, the licence). On the
site such a link is its text. The front page is the README; the changelog and the page for contributors come from beside
it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
FROM_THE_ROOT = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
"""Pages beside ``docs``, and where each is on the site."""

_FOLDERS = {name: f"{name}/README.md" for name in ("decisions", "explanation", "how-to")}
"""Folders without a list of their pages: the site makes one."""

_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)#:\s]+)(#[^)\s]*)?\)")
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_FENCE_WITH_FILE = re.compile(r"^```(csv|journal|toml) (\S+)$", re.MULTILINE)


def linked(text: str, page: str) -> str:
    """The text of a page of the repository with its links as they are on the site; ``page`` is its path from the root.

    A link to a page goes to where that page is on the site; of a link to any other file the text remains.
    """
    here = PurePosixPath(page).parent
    up = "../" * len(PurePosixPath(place_of(page) or "").parent.parts)

    def link(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        goal = place_of(_joined(here, target))
        return f"[{words}]({up}{goal}{anchor})" if goal else words

    return "".join(part if part.startswith("```") else _LINK.sub(link, part) for part in _FENCED.split(text))


def place_of(path: str) -> str | None:
    """Where a file of the repository is on the site; ``None`` where it is not."""
    if path in FROM_THE_ROOT:
        return FROM_THE_ROOT[path]
    inside = path.removeprefix("docs/")
    return None if inside == path else _FOLDERS.get(inside, inside)


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def fences_with_their_files(text: str) -> str:
    """Markdown knows one word after a fence: the file that a block is stands above it."""
    return _FENCE_WITH_FILE.sub(r"`\2`\n\n```\1", text)


def contents(folder: Path, title: str) -> str:
    """A page that lists the pages of a folder by their titles."""
    pages = sorted(page for page in folder.glob("*.md") if page.name != "README.md")
    rows = (f"* [{page.read_text(encoding='utf-8').splitlines()[0].removeprefix('# ')}]({page.name})" for page in pages)
    return f"# {title}\n\n" + "\n".join(rows) + "\n"


# ------------------------------------------------------------------------------------------------- hooks of ProperDocs


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are not in ``docs``."""
    from properdocs.structure.files import File  # type: ignore[import-not-found]

    for name, place in FROM_THE_ROOT.items():
        files.append(File.generated(config, place, content=(ROOT / name).read_text(encoding="utf-8")))
    for folder, place in _FOLDERS.items():
        title = folder.capitalize().replace("-", " ")
        files.append(File.generated(config, place, content=contents(ROOT / "docs" / folder, title)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links and fences as the site has them."""
    place = page.file.src_uri
    back = {place: name for name, place in FROM_THE_ROOT.items()}
    return fences_with_their_files(linked(markdown, back.get(place, f"docs/{place}")))


# ----------------------------------------------------------------------------------------------------- what was built


class _Page(HTMLParser):
    """Where a page loads from, where it links to, and the places in it."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.places.add(named.get("id") or "")
        if tag == "a":
            self.links.append(named.get("href") or "")
        else:
            self.loaded.extend(value for name in ("src", "href", "data") if (value := named.get(name)))


def faults(site: Path) -> Iterator[str]:
    """What is wrong with a built site: what is loaded from elsewhere, links that lead nowhere."""
    pages = {path: _read(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        yield from (f"{name} loads {each}" for each in page.loaded if urlsplit(each).netloc)
        yield from (f"{name} links to {each}" for each in page.links if not _leads(path, each, pages))
    for path in sorted(site.rglob("*.css")):
        loaded = re.findall(r"(?:url\(|@import\s)['\"]?((?:https?:)?//[^'\")\s]+)", path.read_text(encoding="utf-8"))
        yield from (f"{path.relative_to(site).as_posix()} loads {each}" for each in loaded)


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _leads(path: Path, link: str, pages: dict[Path, _Page]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link == "#":
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    target = target / "index.html" if target.is_dir() else target
    return target.exists() and (not parts.fragment or target not in pages or parts.fragment in pages[target].places)


if __name__ == "__main__":
    found = list(faults(SITE))
    sys.exit("\n".join(found) if found else 0)
