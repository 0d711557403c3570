"""A year's return out of a log: ask, choose, write rows, count what could not be kept."""

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
from timeline.ingest.ssda903.export.year_facts import Told, belonging
from timeline.ingest.ssda903.layouts import LAYOUTS, Layout


class Asked(Protocol):
    """What is asked of a log. ``timeline.store.CaseLog`` answers it."""

    def stories(self, basis: Basis) -> Iterator[Story]:
        """What is known of each child at a basis."""
        ...

    def setting(self, basis: Basis) -> Setting:
        """What the log says of itself at a basis."""
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
    """The return of a year. ``received``: when the return received for the year became known, if there was one;
    ``not_kept``: what stood in returns and cannot be written again, and how often; ``differences``: how it differs from
    the return received."""

    basis: Basis
    modules: tuple[ModuleExported, ...]
    children: int
    received: date | None
    not_kept: tuple[tuple[str, int], ...]
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Gathered:
    """The rows, module by module, and what is lost on the way."""

    by_module: dict[str, list[Line]] = field(default_factory=dict)
    children: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    def take(self, child: str, told: list[Told]) -> None:
        """The rows about one child."""
        self.children += bool(told)
        found = list(lines(child, told))
        for line in found:
            self.by_module.setdefault(line.module, []).append(line)
        events = [event for _, event in told]
        self.lost[_PUPILS] += sum(isinstance(event, ChildRegistered) and event.upn == "given" for event in events)
        self.lost[_WORKERS] += sum(isinstance(event, SocialWorkerAllocated) and bool(event.worker) for event in events)
        self.lost[_ENDINGS] += len(orphans(told))
        self.lost[_BIRTHS] += sum(line.without_birth for line in found)


_PUPILS = "pupil numbers (UPN): fill them in from the case system"
_WORKERS = "social workers' numbers (SW_ID): a digest stands in their place"
_ENDINGS = "endings of which no beginning is known: no row can say them"
_BIRTHS = "days of birth in rows of children whom no Header names"


def export_return(log: Asked, year: Window, basis: Basis) -> Exported:
    """The return for a year as known at a basis, which is as at the last day of the year: ``ValueError`` if not.

    A module that has no row is there without one if the return received for the year brought it: then it is known that
    there was nothing. Otherwise it is left out, since an empty module would say so.
    """
    if basis.as_at != year.last:
        raise ValueError("a return is as at the last day of its year")
    received = [each for each in log.setting(basis).received if each.year_ending == year.last]
    gathered, compared = _Gathered(), Compared(received[-1].known_on if received else None)
    for story in log.stories(replace(basis, as_at=date.max)):  # what the return received said of later days, too
        told = belonging(story, year)
        gathered.take(story.child, told)
        compared.take(story, told)
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
            # A row that two sources say alike is one row.
            rows = dict.fromkeys(line.cells for line in sorted(found, key=Line.order))
            yield ModuleExported(layout, tuple(rows))
