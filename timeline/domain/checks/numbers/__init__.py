"""Every number of the published 903 validation, each once: 322 in force in 2024-25 to 2026-27, and 11 withdrawn.

``NUMBERS`` says where the question of each is answered. A rule of ``check`` names the number it answers; which rules
those are is not written here twice. Imports nothing but the standard library.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from timeline.domain.checks.numbers import adoption, beside, child, episodes, outcomes, placements
from timeline.domain.checks.numbers.entry import Answered, Number

_TABLES = (child, episodes, placements, outcomes, adoption, beside)

NUMBERS: Mapping[str, Number] = MappingProxyType({each.number: each for table in _TABLES for each in table.NUMBERS})
"""Every number in the order of the modules. Raises ``KeyError`` for what is no number of the published validation."""

__all__ = ["NUMBERS", "Answered", "Number"]
