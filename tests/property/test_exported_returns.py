"""The return as it would be sent, imported again, says of its year what it was made from, and takes nothing back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.returns import MemoryLog
from tests.support import profiles
from tests.support.returns import Returns, returns
from timeline.domain import events as e
from timeline.domain.basis import Basis
from timeline.domain.days import Window, year_ending, year_window
from timeline.domain.setting import NOTHING_SAID, Setting
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Draft, Story
from timeline.ingest.ssda903 import import_return
from timeline.ingest.ssda903.export import Exported, export_return, write_return
from timeline.ingest.ssda903.export.year_facts import facts_of_year
from timeline.synthetic import Authority, write_returns


@dataclass(frozen=True)
class Asked:
    """A log in memory, as an export asks it."""

    log: MemoryLog

    def stories(self, basis: Basis) -> Iterator[Story]:
        return self.log.stories(basis)

    def setting(self, basis: Basis) -> Setting:
        return NOTHING_SAID


def exported(log: MemoryLog, year: Window, known_at: date | None = None) -> Exported:
    return export_return(Asked(log), year, Basis(year.last, known_at))


def imported(log: MemoryLog, sent: Exported, known_on: date) -> int:
    """Import what was exported; gives how many facts that added."""
    with tempfile.TemporaryDirectory() as folder:
        write_return(sent, Path(folder))
        report = import_return(log, [Path(folder)], sent.basis.as_at, known_on)
    assert report.quarantine == ()
    return report.facts_added


def rows(sent: Exported) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {module.module: module.rows for module in sent.modules if module.rows}


def said_of(log: MemoryLog, year: Window, known_at: date | None = None) -> set[tuple[str, str]]:
    """What belongs to the year, child by child. Which of several beginnings of one day an ending means, apart: a return
    says it by the row the ending stands in."""
    basis = Basis(date.max, known_at)
    return {(story.child, _content(event)) for story in log.stories(basis) for _, event in facts_of_year(story, year)}


def _content(event: e.Event) -> str:
    if isinstance(event, e.SpellEnded):
        event = event.model_copy(update={"began_as": None})
    return f"{event.name} {event.canonical()}"


def comes_back(log: MemoryLog, year: Window, known_at: date | None = None) -> None:
    """Out of one log and into an empty one, the year says the same, and is exported alike."""
    sent = exported(log, year, known_at)
    again = MemoryLog()
    if rows(sent):
        imported(again, sent, known_on=year.last)
    assert said_of(again, year) == said_of(log, year, known_at)
    assert rows(exported(again, year)) == rows(sent)


def _filled(drafts: Iterable[tuple[str, Draft]]) -> MemoryLog:
    log = MemoryLog()
    log.record(drafts)
    return log


@profiles.one_in(3)
@given(returns(), st.integers(0, 3))
def test_whatever_returns_said_what_belongs_to_a_year_comes_back(sent: Returns, back: int) -> None:
    log = _filled(_without_blank_texts(sent.drafts))
    last = year_ending(sent.question.as_at)
    comes_back(log, year_window(date(last.year - back, 3, 31)), sent.question.known_at)


def _without_blank_texts(drafts: Iterable[tuple[str, Draft]]) -> Iterator[tuple[str, Draft]]:
    """A text that is there and empty is none that a file could give. Corrections name facts by what they were."""
    for child, draft in drafts:
        if not any(isinstance(entry, FactWithdrawn) or _has_blank_text(entry) for entry, _, _ in draft.rows):
            yield child, draft


def _has_blank_text(entry: object) -> bool:
    return isinstance(entry, e.EpisodeBegan) and entry.placement.postcode == ""


SEEDS = st.builds(
    Authority,
    seed=st.integers(0, 10_000),
    children=st.integers(1, 12),
    first_year_ending=st.sampled_from([date(2016, 3, 31), date(2023, 3, 31), date(2026, 3, 31)]),
    years=st.just(2),
    restatement=st.sampled_from([0.0, 30.0]),
    defects=st.sampled_from([0.0, 0.3]),
)


@profiles.one_in(3)
@given(SEEDS)
def test_a_synthetic_authority_s_returns_come_back_in_every_module(authority: Authority) -> None:
    log = MemoryLog()
    with tempfile.TemporaryDirectory() as folder:
        for sent in write_returns(authority, Path(folder)).returns:
            import_return(log, [sent.folder], sent.year_ending, sent.known_on)
            comes_back(log, year_window(sent.year_ending))


@profiles.one_in(3)
@given(SEEDS)
def test_sent_again_what_is_known_adds_nothing_and_takes_nothing_back(authority: Authority) -> None:
    log = MemoryLog()
    with tempfile.TemporaryDirectory() as folder:
        (*_, last) = write_returns(authority, Path(folder)).returns
        import_return(log, [last.folder], last.year_ending, last.known_on)
    year = year_window(last.year_ending)
    sent, before = exported(log, year), _held(log)
    if rows(sent):
        assert imported(log, sent, last.known_on + timedelta(days=1)) == 0
    assert _held(log) == before


def _held(log: MemoryLog) -> dict[str, set[UUID]]:
    return {story.child: {fact.id for fact in story.facts} for story in log.stories(Basis(date.max))}
