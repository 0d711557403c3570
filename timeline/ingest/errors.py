"""Errors that stop a whole import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class IngestError(Exception):
    """The input could not be read at all: where, what is wrong, what to do. Never a value from the data."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}.")
        self.where = where
        self.what = what
        self.do = do


@dataclass(frozen=True, slots=True)
class Objection:
    """Something in the files that contradicts the request: what, and what to do. ``decisive``: ``--even-so`` does not
    override it."""

    what: str
    do: str
    decisive: bool = False


class EvidenceError(IngestError):
    """The input can be read, but its rows contradict the request. Nothing was recorded.

    ``objections``: at least one. ``listing``: the lines of a list with which ``import returns`` would import it.
    """

    def __init__(self, where: str, objections: Sequence[Objection], listing: Sequence[str] = ()) -> None:
        super().__init__(where, "; ".join(each.what for each in objections), objections[0].do)
        self.objections = tuple(objections)
        self.listing = tuple(listing)
