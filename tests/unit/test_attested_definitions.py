"""What was ever attested stays runnable, by the very same meaning."""

from __future__ import annotations

import pytest

from tests.support.first_digest import first_digest
from timeline.projections.indicators import DEFINITIONS
from timeline.projections.indicators.attested import ATTESTED_AS


@pytest.mark.parametrize(("digest", "measure", "version"), [(each, *of) for each, of in ATTESTED_AS.items()])
def test_a_definition_that_was_attested_is_kept_as_it_was(digest: str, measure: str, version: str) -> None:
    kept = {indicator.version: first_digest(indicator) for indicator in DEFINITIONS[measure]}
    assert kept[version] == digest
