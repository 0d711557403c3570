"""Export a year's return from a log: read the stories, choose the facts, build rows, count what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.domain.events import ChildRegistered, SocialWorkerAllocated
from timeline.domain.setting import Setting
from timeline.domain.story import Story
from timeline.ingest.ssda903.export.comparison import Compared, Difference
from timeline.ingest.ssda903.export.lines import Line, lines, orphans
from timeline.ingest.ssda903.export.year_facts import DatedFact, facts_of_year
from timeline.ingest.ssda903.layouts import LAYOUTS, Layout


class ExportLog(Protocol):
    """The log as an export uses it. ``timeline.store.CaseLog`` implements it."""

    def stories(self, basis: Basis) -> Iterator[Story]:
        """The story of each child at a basis."""
        ...

    def setting(self, basis: Basis) -> Setting:
        """The entries about the log as a whole at a basis."""
        ...


@dataclass(frozen=True, slots=True)
class ModuleExported:
    """One module: its columns in the return's order, and its rows, sorted by child and day."""

    layout: Layout
    rows: tuple[tuple[str, ...], ...]

    @property
    def module(self) -> str:
        """Its name."""
        return self.layout.module


@dataclass(frozen=True, slots=True)
class Exported:
    """The return of a year. ``received``: when the return received for the year became known, if any; ``not_kept``:
    what returns held and an export cannot write, with counts; ``differences``: how it differs from the return
    received."""

    basis: Basis
    modules: tuple[ModuleExported, ...]
    children: int
    received: date | None
    not_kept: tuple[tuple[str, int], ...]
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Gathered:
    """The rows by module, and counts of what is lost."""

    by_module: dict[str, list[Line]] = field(default_factory=dict)
    children: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    def take(self, child: str, known: list[DatedFact]) -> None:
        """Add the rows of one child."""
        self.children += bool(known)
        found = list(lines(child, known))
        for line in found:
            self.by_module.setdefault(line.module, []).append(line)
        events = [event for _, event in known]
        self.lost[_PUPILS] += sum(isinstance(event, ChildRegistered) and event.upn == "given" for event in events)
        self.lost[_WORKERS] += sum(isinstance(event, SocialWorkerAllocated) and bool(event.worker) for event in events)
        self.lost[_ENDINGS] += len(orphans(known))
        self.lost[_BIRTHS] += sum(line.without_birth for line in found)


_PUPILS = "pupil numbers (UPN): fill them in from the case system"
_WORKERS = "social workers' numbers (SW_ID): a digest stands in their place"
_ENDINGS = "endings of which no beginning is known: no row can say them"
_BIRTHS = "days of birth in rows of children whom no Header names"


def export_return(log: ExportLog, year: Window, basis: Basis) -> Exported:
    """The return for a year at a basis as at the last day of the year; ``ValueError`` for any other day.

    A module without rows is exported empty where the return received for the year included it, so that there is known
    to be nothing. Otherwise it is left out, because an empty module would state that there is nothing.
    """
    if basis.as_at != year.last:
        raise ValueError("a return is as at the last day of its year")
    received = [each for each in log.setting(basis).received if each.year_ending == year.last]
    gathered, compared = _Gathered(), Compared(received[-1].known_on if received else None)
    for story in log.stories(replace(basis, as_at=date.max)):  # the return received may state facts of later days
        known = facts_of_year(story, year)
        gathered.take(story.child, known)
        compared.take(story, known)
    brought = {module for each in received for module in each.modules}
    return Exported(
        basis=basis,
        modules=tuple(_modules(gathered, brought)),
        children=gathered.children,
        received=compared.known_on,
        not_kept=tuple((what, count) for what, count in gathered.lost.items() if count),
        differences=compared.differences(),
    )


def _modules(gathered: _Gathered, brought: Iterable[str]) -> Iterator[ModuleExported]:
    for module, layout in LAYOUTS.items():
        found = gathered.by_module.get(module, [])
        if found or module in brought:
            # Equal rows from two sources are one row.
            rows = dict.fromkeys(line.cells for line in sorted(found, key=Line.order))
            yield ModuleExported(layout, tuple(rows))
