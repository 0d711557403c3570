"""All that the log holds of one child, ready to be told at several bases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.domain.assertions import Assertion, Silence, assertions
from timeline.domain.basis import Basis
from timeline.domain.entries import Recorded
from timeline.domain.identities import Histories, histories_by_name
from timeline.domain.received import Absence, absence
from timeline.domain.setting import Setting
from timeline.domain.story import Story, tell

Settings = Mapping[Basis, Setting]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """One child by one name. What was recorded of it is the same at every basis, except where it was re-keyed."""

    child: str
    settings: Settings
    recorded: Sequence[Recorded]
    rekeyed: Mapping[Basis, Sequence[Recorded]] | None = None

    def records(self, basis: Basis) -> Sequence[Recorded]:
        """What the log holds of the child, by who is who at a basis; it may hold more than the basis does."""
        return self.recorded if self.rekeyed is None else self.rekeyed[basis]

    def heard(self, basis: Basis) -> list[Assertion | Silence]:
        """What is asserted about the child at a basis, in the order of precedence."""
        return assertions(self._held(basis), basis, self.settings[basis])

    def _held(self, basis: Basis) -> list[Recorded]:
        return [record for record in self.records(basis) if basis.holds(record.position)]

    def told_alike(self, one: Basis, other: Basis) -> bool:
        """Whether the story has the same facts at both bases, and is told of the same day in the same way."""
        if one == other:
            return True
        same_question = replace(one, known_at=None, position=None) == replace(other, known_at=None, position=None)
        if not same_question or self.rekeyed is not None:
            return False
        return self.heard(one) == self.heard(other) and self.absence(one) == self.absence(other)

    def absence(self, basis: Basis) -> Absence | None:
        """The return known at a basis that should have had the child and does not."""
        heard = self.heard(basis)
        if any(isinstance(each, Silence) for each in heard):
            return self.story(basis).absence
        spoken = [each.statement.coverage for each in heard if isinstance(each, Assertion)]
        setting = self.settings[basis]
        identifiers = setting.who.known_as(record.child for record in self._held(basis))
        return absence([each for each in spoken if each], setting.received, identifiers)

    def is_any_of(self, identifiers: Collection[str]) -> bool:
        """Whether the child goes by one of these, or is one recorded by it, at one of the bases."""
        return any(
            setting.who.name_of(identifier) == self.child or identifier == self.child
            for setting in self.settings.values()
            for identifier in identifiers
        )

    def story(self, basis: Basis) -> Story:
        """The child at a basis: without facts, where nothing was known of it, or it went by another name."""
        return tell(self.child, self.records(basis), basis, self.settings[basis])


def rekeyed_children(histories: Histories, settings: Settings) -> Iterator[Chronicle]:
    """The children who are or were concerned in a re-keying, by every name that they go by at one of the bases."""
    by_name = {basis: histories_by_name(histories, setting.who) for basis, setting in settings.items()}
    for name in sorted({name for found in by_name.values() for name in found}):
        records = {basis: found.get(name, []) for basis, found in by_name.items()}
        yield Chronicle(name, settings, histories.get(name, []), records)


def concerned(settings: Iterable[Setting]) -> frozenset[str]:
    """Every identifier that a re-keying is about, at some basis."""
    return frozenset(identifier for setting in settings for identifier in setting.who.concerned)


def in_order_of_names(ordinary: Iterable[Chronicle], rekeyed: Collection[Chronicle]) -> Iterator[Chronicle]:
    """Both, in the order of their names. ``ordinary`` is in that order, and is read one by one."""
    waiting = sorted(rekeyed, key=lambda each: each.child, reverse=True)
    for each in ordinary:
        while waiting and waiting[-1].child < each.child:
            yield waiting.pop()
        yield each
    yield from reversed(waiting)
