"""The program as it will be: an event in a new shape, and a definition that says something else.

A log outlives the program that wrote it. What was stored in an older shape is read through an upcaster; what was
published under an older definition is run again under that one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from timeline.domain import events as e
from timeline.domain.entries import REGISTRY, Entry
from timeline.domain.order import RANK
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import CATALOGUE, DEFINITIONS
from timeline.store.bodies import UPCASTERS

NAME = e.WentMissing.name


class WentMissingOfLate(e.WentMissing):
    """An incident's beginning in its second version: it says who told it."""

    name: ClassVar[str] = NAME
    version: ClassVar[int] = 2

    told_by: str | None


REGISTRY[NAME] = e.WentMissing  # until a program is upgraded


def with_teller(content: dict[str, Any]) -> dict[str, Any]:
    """The way from the first version to the second."""
    return {**content, "told_by": "not said"}


def present(entry: Entry) -> Entry:
    """An entry as the upgraded program would make it. What is blank in it changes no identity."""
    if type(entry) is e.WentMissing:
        return WentMissingOfLate.from_content(entry.content())
    return entry


def read_later(entry: Entry) -> Entry:
    """What the upgraded program reads where this entry was stored by the one before."""
    if type(entry) is e.WentMissing:
        return WentMissingOfLate.from_content(with_teller(entry.content()))
    return entry


_DECLARED, _DEFINED = (vars(type(each))["__getitem__"] for each in (CATALOGUE, DEFINITIONS))


class Program:
    """What of the program changes from release to release. ``restore`` undoes it all."""

    def __init__(self) -> None:
        self._catalogue: dict[str, Indicator] = {}
        self._definitions: dict[str, tuple[Indicator, ...]] = {}
        self.is_upgraded = False

        def declared(mapping: object, name: str) -> Any:
            changed = mapping is CATALOGUE and name in self._catalogue
            return self._catalogue[name] if changed else _DECLARED(mapping, name)

        def defined(mapping: object, name: str) -> Any:
            return self._definitions[name] if name in self._definitions else _DEFINED(mapping, name)

        _look_up(declared, defined)

    def upgrade(self) -> None:
        """The second version of the event is released, with the way to read the first."""
        REGISTRY[NAME] = WentMissingOfLate
        RANK[WentMissingOfLate] = RANK[e.WentMissing]
        UPCASTERS[NAME, 1] = with_teller
        self.is_upgraded = True

    def change_definition(self, measure: str) -> None:
        """A definition says something else from now on: its figure has another row first. The one before is kept."""
        kept = DEFINITIONS[measure]
        now = _changed(kept[0], len(kept))
        self._catalogue[measure], self._definitions[measure] = now, (now, *kept)

    def forget(self, measure: str) -> tuple[Indicator, ...]:
        """Every definition of a measure but the present one is lost. Those there were, to be put back."""
        kept = DEFINITIONS[measure]
        self._definitions[measure] = kept[:1]
        return kept

    def put_back(self, measure: str, kept: tuple[Indicator, ...]) -> None:
        """The definitions as they were before ``forget``."""
        self._definitions[measure] = kept

    def restore(self) -> None:
        """The program as it is."""
        REGISTRY[NAME] = e.WentMissing
        RANK.pop(WentMissingOfLate, None)
        UPCASTERS.pop((NAME, 1), None)
        _look_up(_DECLARED, _DEFINED)


def _look_up(declared: Callable[[Any, str], Any], defined: Callable[[Any, str], Any]) -> None:
    """Look up what is declared, and every definition of it, by these."""
    type(CATALOGUE).__getitem__ = declared  # type: ignore[method-assign]
    type(DEFINITIONS).__getitem__ = defined  # type: ignore[method-assign]


def _changed(indicator: Indicator, number: int) -> Indicator:
    again = replace(indicator.readings[0], group=(("changed", str(number)),))
    return replace(indicator, version=f"{indicator.version}, changed {number}", readings=(again, *indicator.readings))
