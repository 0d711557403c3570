"""What was ever attested stays runnable, by the very same meaning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.first_digest import first_digest
from timeline.projections.indicators import DEFINITIONS
from timeline.projections.indicators.attested import ATTESTED_AS, Attested


@pytest.mark.parametrize(("digest", "of"), ATTESTED_AS.items(), ids=lambda of: getattr(of, "measure", ""))
def test_a_definition_that_was_attested_is_kept_as_it_was(digest: str, of: Attested) -> None:
    kept = {indicator.version: indicator for indicator in DEFINITIONS[of.measure]}
    assert first_digest(replace(kept[of.version], version=of.named_then)) == digest
