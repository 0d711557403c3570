"""Scenarios: how knowledge of the past changes. Each is a short journal with its story in comments.

Tests (``tests/spec/test_scenarios.py``), the documentation and the demo use them. A journal is loaded header by header,
in its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby

from timeline.domain.attestations import Attestation
from timeline.domain.story import Draft
from timeline.ingest.journal import parse_attested, parse_journal


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story of corrections. ``path``: its journal in the installed package."""

    name: str
    title: str
    path: Traversable

    @property
    def text(self) -> str:
        """The journal with its comments."""
        return self.path.read_text(encoding="utf-8")

    def statements(self) -> list[list[tuple[str, Draft]]]:
        """The drafts under each header, to be recorded one header after the other."""
        drafts = parse_journal(self.text, self.path.name)
        return [list(under) for _, under in groupby(drafts, key=_header)]

    def attested(self) -> list[Attestation]:
        """The journal's entries about the log as a whole: returns received, children merged or parted."""
        return [line.entry for line in parse_attested(self.text, self.path.name)]


def _header(of_child: tuple[str, Draft]) -> tuple[object, ...]:
    draft = of_child[1]
    return (draft.known_on, draft.coverage, draft.files)


def _scenario(name: str, title: str) -> Scenario:
    return Scenario(name, title, files("replay").joinpath("scenarios", f"{name}.journal"))


SCENARIOS: Mapping[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        _scenario("withdrawn-withdrawal", "A withdrawal is withdrawn"),
        _scenario("amended-twice", "An ending is amended twice"),
        _scenario("late-amended-confirmed", "A move is recorded late, then amended, then confirmed"),
        _scenario("returns-out-of-order", "Three returns are loaded in the wrong order"),
        _scenario("history-loaded-later", "History is loaded years afterwards under the day it had been known"),
        _scenario("year-sent-again", "A year is sent again after the year that followed it"),
        _scenario("child-given-a-new-identifier", "A child is given a new identifier"),
        _scenario("one-identifier-two-children", "One identifier was given to two children"),
        _scenario("merged-in-error", "Two children are merged in error, and parted again"),
        _scenario("never-sent-again", "An open period is never sent again"),
    )
}
"""Every scenario by its name."""
