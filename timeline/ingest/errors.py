"""How an import fails as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class IngestError(Exception):
    """The input could not be read at all: where, what is wrong, what to do. Never a value out of the data."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}.")
        self.where = where
        self.what = what
        self.do = do


@dataclass(frozen=True, slots=True)
class Objection:
    """Something in the files that contradicts the import as asked: what, and what to do. ``decisive``: ``--even-so``
    does not let it through."""

    what: str
    do: str
    decisive: bool = False


class EvidenceError(IngestError):
    """The input can be read, but its own rows contradict the import as asked. Nothing was recorded.

    ``objections``: at least one. ``listing``: the lines of the list for ``import returns`` that would import it.
    """

    def __init__(self, where: str, objections: Sequence[Objection], listing: Sequence[str] = ()) -> None:
        super().__init__(where, "; ".join(each.what for each in objections), objections[0].do)
        self.objections = tuple(objections)
        self.listing = tuple(listing)
