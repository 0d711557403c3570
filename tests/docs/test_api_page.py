"""The page of the Python interface is what its docstrings say."""

from __future__ import annotations

from tests.docs.api import PAGE, page


def test_the_page_is_written_from_the_docstrings() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
