"""The reference pages are those that ``make docs`` writes, and every measure has its stories."""

from __future__ import annotations

import pytest

from tests.docs.catalogue import FOLDER, pages, stories
from timeline.projections.indicators import CATALOGUE


def test_the_pages_are_up_to_date() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert written == pages(), "run `make docs`"


@pytest.mark.parametrize("measure", CATALOGUE)
def test_every_measure_is_defined_by_a_story(measure: str) -> None:
    assert list(stories(measure))
