"""The documentation as a site: links lead to where pages are on it, and a page that loads from elsewhere is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import DOCS
from tests.docs.site import FROM_THE_ROOT, ROOT, contents, faults, fences_with_their_files, linked


@pytest.mark.parametrize(
    ("page", "link", "expected"),
    [
        ("README.md", "[a](docs/tutorial.md)", "[a](tutorial.md)"),
        ("README.md", "[a](docs/how-to/)", "[a](how-to/README.md)"),
        ("README.md", "[a](LICENSE)", "a"),
        ("CONTRIBUTING.md", "[a](CHANGELOG.md)", "[a](changelog.md)"),
        ("docs/how-to/x.md", "[a](y.md#z)", "[a](../how-to/y.md#z)"),
        ("docs/how-to/x.md", "[a](../../CONTRIBUTING.md)", "[a](../contributing.md)"),
        ("docs/reference/measures/x.md", "[`a`](../../../tests/spec/test_a.py)", "`a`"),
        ("docs/reference/measures/x.md", "[a](../rules.md)", "[a](../../reference/rules.md)"),
        ("docs/x.md", "[a](#there)", "[a](#there)"),
        ("docs/x.md", "[a](https://example.org/b)", "[a](https://example.org/b)"),
        ("docs/x.md", "```\n[a](b.py)\n```", "```\n[a](b.py)\n```"),
    ],
)
def test_a_link_leads_to_where_the_page_is_on_the_site(page: str, link: str, expected: str) -> None:
    assert linked(link, page) == expected


def test_every_page_beside_the_documentation_links_to_what_there_is() -> None:
    for page in FROM_THE_ROOT:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in {each for each in _targets(text) if ":" not in each}:
            assert (ROOT / target).exists(), (page, target)


def _targets(text: str) -> list[str]:
    return [part.split(")")[0].split("#")[0] for part in text.split("](")[1:]]


def test_a_block_that_is_a_file_keeps_its_language_and_its_name() -> None:
    assert fences_with_their_files("```csv a/b.csv\nx\n```\n") == "`a/b.csv`\n\n```csv\nx\n```\n"


def test_the_list_of_the_decisions_names_each_by_its_title() -> None:
    listed = contents(DOCS / "decisions", "Decisions").splitlines()
    assert listed[0] == "# Decisions"
    assert len(listed) - 2 == len(list((DOCS / "decisions").glob("*.md")))
    assert listed[2] == "* [1. Two times, and a third that answers for them](0001-two-times.md)"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('<a href="https://example.org">a</a><a href="b.html#here">b</a><script src="a.js"></script>', []),
        ('<script src="https://example.org/a.js"></script>', ["a.html loads https://example.org/a.js"]),
        ('<link href="//example.org/a.css">', ["a.html loads //example.org/a.css"]),
        ('<a href="c.html">c</a>', ["a.html links to c.html"]),
        ('<a href="b.html#gone">b</a>', ["a.html links to b.html#gone"]),
    ],
)
def test_what_is_loaded_from_elsewhere_and_what_leads_nowhere_is_found(
    tmp_path: Path, written: str, found: list[str]
) -> None:
    (tmp_path / "a.html").write_text(written, encoding="utf-8")
    (tmp_path / "b.html").write_text('<p id="here">', encoding="utf-8")
    assert list(faults(tmp_path)) == found


def test_a_style_that_loads_from_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text('a{src:url("https://example.org/f.woff2")} b{src:url(f.woff2)}', encoding="utf-8")
    assert list(faults(tmp_path)) == ["a.css loads https://example.org/f.woff2"]
