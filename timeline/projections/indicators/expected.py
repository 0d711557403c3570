"""The waits to be expected that stand beside a measure of those still waiting, where uncertainty is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.uncertainty import ExpectedWait

visitor_waits = Spells("visitor_wait")
adoption_waits = Spells("adoption_wait")

EXPECTED_WAITS: Mapping[str, ExpectedWait] = {
    "visitor-waiting": ExpectedWait(
        "to be expected, median days (Kaplan-Meier)", visitor_waits, visitor_waits.where("outcome", "matched")
    ),
    "adoption-waiting": ExpectedWait(
        "to be expected, median days (Kaplan-Meier)", adoption_waits, adoption_waits.where("outcome", "placed")
    ),
}
"""Of every request, of every decision, that the log knows of."""
