"""What is said of the log as a whole, not of one child: a return that was received, who is who, a baseline taken.

They stand in the log like everything else, in a stream of their own, under the same positions and the same hash chain.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from timeline.domain.basis import FIRST_READING, Basis, NeverSentAgain
from timeline.domain.entries import Entry, FactId, Value

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


class ChildrenMerged(Attestation):
    """Two identifiers are one child: what was recorded of ``child`` is about ``into``, by whose name the child goes.

    Of a child given a new identifier, and of one recorded twice. Source: the journal, ``merged``.
    """

    name: ClassVar[str] = "children-merged"

    known_on: date
    child: str
    into: str


class ChildrenParted(Attestation):
    """``child`` was merged with others and is a child apart: each keeps what was recorded under its own identifier.

    Source: the journal, ``parted``.
    """

    name: ClassVar[str] = "children-parted"

    known_on: date
    child: str


class FactMoved(Attestation):
    """One identifier had been given to two children: this fact, recorded of ``child``, is about ``to``.

    Moved back to ``child``, it is as it was. Source: the journal, ``moved``.
    """

    name: ClassVar[str] = "fact-moved"

    known_on: date
    child: str
    fact: FactId
    to: str


class AttestedMeasure(Value):
    """One indicator in a baseline: which definition, the figures as they are printed, and a digest of the members.

    ``figures`` is the canonical JSON of the rows; ``members`` the SHA-256 of who stands in which row. ``coverage``: the
    canonical JSON of the covered days that the figures stand on; ``None`` at reading 1, which has no coverage.
    """

    measure: str
    version: str
    definition: str
    figures: str
    members: str
    coverage: str | None = None


class BaselineTaken(Attestation):
    """A published figure made a value that can be run again for ever.

    ``position`` and ``chain_hash``: how far the log reached, and the hash of all of it up to there.
    ``never_sent_again``: what open periods were taken for that no return has had since; ``None``: kept. ``reading``:
    the numbered meaning of the fold it was taken under; ``None``: 1, as before readings had numbers.
    """

    name: ClassVar[str] = "baseline-taken"

    title: str
    as_at: date
    known_at: date | None
    position: int
    chain_hash: str
    measures: tuple[AttestedMeasure, ...]
    never_sent_again: Literal["drop", "close"] | None = None
    reading: int | None = None

    @property
    def basis(self) -> Basis:
        """What its figures are a function of."""
        policy = NeverSentAgain(self.never_sent_again or NeverSentAgain.KEEP)
        return Basis(self.as_at, self.known_at, self.position, policy, self.reading or FIRST_READING)
