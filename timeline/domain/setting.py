"""What a child's story stands in: all that the log says, at a basis, of itself and not of one child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from timeline.domain.basis import Basis
from timeline.domain.entries import Recorded
from timeline.domain.identities import NOBODY_REKEYED, Identities, identities
from timeline.domain.imports import NOTHING_IMPORTED, Imports
from timeline.domain.received import Received, returns_received, years_again


@dataclass(frozen=True)
class Setting:
    """Which returns were received, in the order of their years; who is who; and every import held.

    ``received`` and ``who``: as known at the basis; ``imports``: whenever it became known.
    """

    received: tuple[Received, ...] = ()
    who: Identities = NOBODY_REKEYED
    imports: Imports = NOTHING_IMPORTED

    @classmethod
    def at(cls, attested: Iterable[Recorded], basis: Basis) -> Setting:
        """The setting at a basis, from all that the log says of itself."""
        attested = list(attested)
        imports = Imports.held(attested, basis.position)
        return cls(returns_received(imports, basis), identities(attested, basis, imports), imports)

    @property
    def brought(self) -> frozenset[str]:
        """The modules that some return brought, be it without a row: there nothing is known to have been."""
        return frozenset(module for received in self.received for module in received.modules)

    @property
    def is_plain(self) -> bool:
        """Whether every statement counts as it was recorded: none undone, asserted again, lacking a column, or replaced
        by a second return of its year."""
        return self.imports.are_plain and self.imports.have_every_column and not self.years_again

    def as_if_kept(self, position: int | None) -> Setting | None:
        """The same, had no import been undone past a position; ``None`` where none was. Who is who stays."""
        kept = self.imports.as_if_kept(position)
        return None if kept is None else Setting(self.received, self.who, kept)

    @cached_property
    def years_again(self) -> Mapping[date, tuple[Received, ...]]:
        """The whole returns of each year that has more than one, known whenever it was."""
        return years_again(self.imports)


NOTHING_SAID = Setting()
"""Where the log says nothing of itself."""
