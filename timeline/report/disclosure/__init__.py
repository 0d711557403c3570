"""Disclosure control, in one place: what of figures about very few children may leave the authority.

``controlled(answers)`` takes every figure of one publication and gives the same answers with the small counts withheld,
and with as many others as it takes that they cannot be worked out. What is not withheld is unchanged. ``rows`` has
withheld figures, ``counts`` the sets of children behind the figures, ``populations`` the proof (other populations that
print the same), ``suppression`` the choice of what to withhold, ``amounts`` the same for numbers that count no
children.

How and why: ``docs/decisions/0016-disclosure.md``. Imports ``timeline.projections`` alone, as any report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.lazy import lazy_names
from timeline.report.disclosure.rows import LEGEND, PublishedAnswer, PublishedRow, is_withheld, withheld_of

if TYPE_CHECKING:
    from timeline.report.disclosure.control import controlled
else:
    __getattr__ = lazy_names(__name__, {"controlled": "control"})

__all__ = ["LEGEND", "PublishedAnswer", "PublishedRow", "controlled", "is_withheld", "withheld_of"]
