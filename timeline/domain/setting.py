"""What a child's story stands in: all that the log says, at a basis, of itself and not of one child."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.entries import Recorded
from timeline.domain.identities import NOBODY_REKEYED, Identities, identities
from timeline.domain.received import returns_received


@dataclass(frozen=True, slots=True)
class Setting:
    """Which returns were received, in the order of their years, and who is who."""

    received: tuple[ReturnReceived, ...] = ()
    who: Identities = NOBODY_REKEYED

    @classmethod
    def at(cls, attested: Iterable[Recorded], basis: Basis) -> Setting:
        """The setting at a basis, from all that the log says of itself."""
        attested = list(attested)
        return cls(returns_received(attested, basis), identities(attested, basis))

    @property
    def brought(self) -> frozenset[str]:
        """The modules that some return brought, be it without a row: there nothing is known to have been."""
        return frozenset(module for received in self.received for module in received.modules)


NOTHING_SAID = Setting()
"""Where the log says nothing of itself."""
