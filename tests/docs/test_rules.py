"""The reference page of the published rules is the one that ``make docs`` writes."""

from __future__ import annotations

from tests.docs.rules import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
