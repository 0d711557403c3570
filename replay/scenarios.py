"""Scenarios: how knowledge of the past changes, each a short journal with its story in comments.

They are tests (``tests/spec/test_scenarios.py``), and what the documentation and the demo tell from. A journal is
loaded header by header, in the order in which it stands.
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
    """A story of corrections. ``path``: its journal, as the installed package has it."""

    name: str
    title: str
    path: Traversable

    @property
    def text(self) -> str:
        """The journal, comments and all."""
        return self.path.read_text(encoding="utf-8")

    def statements(self) -> list[list[tuple[str, Draft]]]:
        """What each header says, ready to be recorded one after the other."""
        drafts = parse_journal(self.text, self.path.name)
        return [list(said) for _, said in groupby(drafts, key=_header)]

    def attested(self) -> list[Attestation]:
        """What the journal says of the log as a whole: which returns were received, who is who."""
        return [said.entry for said in parse_attested(self.text, self.path.name)]


def _header(said: tuple[str, Draft]) -> tuple[object, ...]:
    draft = said[1]
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
