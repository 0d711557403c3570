"""Which rules a child's history can break at all, by the kinds of event in it.

A rule is a pure function of a history. So a rule that, of a history without any fact, asks for nothing but facts of
some kinds, and finds nothing, finds nothing in any history that has no fact of these kinds: it has seen the same of
both. Each rule is asked so once. Most rules are about what few children have: an adoption, a mother, a year's health.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NoReturn, SupportsIndex, cast

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Finder, Rule
from timeline.domain.events import CeasedToBeLookedAfter, EpisodeBegan, EpisodeEnded, Event

_EPISODES = (EpisodeBegan, EpisodeEnded, CeasedToBeLookedAfter)


class _AskedMore(Exception):  # noqa: N818 - nothing is wrong
    """A rule has asked for more than facts of some kinds."""


class _Untold:
    """Whatever is asked of it, it is too much."""

    def __getattr__(self, name: str) -> NoReturn:
        raise _AskedMore


class _NoFacts(_Untold):
    """A story without a fact of the kinds that it is asked for, which are ``asked``."""

    def __init__(self) -> None:
        self.asked: set[type[Event]] = set()

    def of(self, *kinds: type[Event]) -> Iterator[Any]:
        """None of them."""
        self.asked.update(kinds)
        return iter(())


@cache
def kinds_needed(find: Finder) -> frozenset[type[Event]] | None:
    """The kinds of event of which a history has one where a rule that finds so finds anything; ``None`` where a history
    without facts does not tell."""
    story = _NoFacts()

    class NoRows(tuple[Any, ...]):
        """No episode: whoever asks for them asks for the facts that they are made of."""

        __slots__ = ()

        def __iter__(self) -> Iterator[Any]:
            story.asked.update(_EPISODES)
            return iter(())

        def __len__(self) -> int:
            story.asked.update(_EPISODES)
            return 0

        def __getitem__(self, _: SupportsIndex | slice) -> NoReturn:
            raise _AskedMore

    untold = cast("Any", _Untold())
    try:
        found = list(find(History(cast("Any", story), NoRows(), untold, untold, untold)))
    except _AskedMore:
        return None
    return None if found else frozenset(story.asked)


def can_break(rule: Rule, kind: type[Event] | None) -> bool:
    """Whether a history in which there is a fact of this kind can break a rule; ``None``: one without any fact."""
    if rule.find is None:
        return False
    needed = kinds_needed(rule.find)
    return needed is None or (kind is not None and issubclass(kind, tuple(needed)))
