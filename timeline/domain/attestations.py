"""What is said of the log as a whole, not of a child: a return that was received, a baseline that was taken.

They stand in the log like everything else, in a stream of their own, under the same positions and the same hash chain.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from timeline.domain.entries import Entry, Value

LOG_STREAM = " the log itself"
"""The stream of these entries. No child's identifier begins with a blank."""


class Attestation(Entry):
    """An entry about the log as a whole."""


class ReturnReceived(Attestation):
    """A yearly return was received: which year it is about, when it became known, and which modules it brought.

    A child whom it does not name it said nothing of. That it should have named the child can only be known from here.
    """

    name: ClassVar[str] = "return-received"

    year_ending: date
    known_on: date
    modules: tuple[str, ...]
    children: int


class AttestedMeasure(Value):
    """One indicator in a baseline: which definition, the figures as they are printed, and a digest of the members.

    ``figures`` is the canonical JSON of the rows; ``members`` the SHA-256 of who stands in which row.
    """

    measure: str
    version: str
    definition: str
    figures: str
    members: str


class BaselineTaken(Attestation):
    """A published figure made a value that can be run again for ever.

    ``position`` and ``chain_hash``: how far the log reached, and the hash of all of it up to there.
    """

    name: ClassVar[str] = "baseline-taken"

    title: str
    as_at: date
    known_at: date | None
    position: int
    chain_hash: str
    measures: tuple[AttestedMeasure, ...]
