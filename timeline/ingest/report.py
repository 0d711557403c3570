"""What an import did, in counts that add up. Holds no child's identifier outside ``quarantine``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from timeline.domain.entries import Entry
from timeline.domain.events import Event
from timeline.domain.story import Draft
from timeline.ingest.effects import Outcome
from timeline.ingest.quarantine import CellTally, Quarantined, QuarantineGroup, SetAside, group_quarantine


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """The rows of one module or table. ``recorded``: rows that said something new to the log; ``unchanged``: rows that
    said what the log, or a row before them, said already. Raises ``ValueError`` if the counts did not add up."""

    module: str
    files: tuple[str, ...]
    read: int
    recorded: int
    unchanged: int
    quarantined: int

    def __post_init__(self) -> None:
        if self.read != self.recorded + self.unchanged + self.quarantined or self.unchanged < 0:
            raise ValueError(f"the rows of {self.module} do not add up")


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file, a sheet, or a module's part of the XML form. ``columns_unknown`` stand in it and mean nothing to this
    program; ``columns_not_brought`` could be in it and are not: of them it says nothing. ``encoding``: in
    which it was read, ``None`` for UTF-8 and for a workbook."""

    file: str
    module: str
    columns_unknown: tuple[str, ...]
    columns_not_brought: tuple[str, ...]
    encoding: str | None


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file or sheet that was not read. ``module``: what it was meant to be, where that can be told."""

    file: str
    reason: str
    do: str
    module: str | None = None

    def hidden(self) -> NotRead:
        """The same of a sheet that its workbook hides."""
        return replace(self, reason=f"the sheet is hidden, and {self.reason}")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something recorded as it was said that does not fit what else was said. ``counted``: rows or children.

    ``examples``: the first few places, as "reviews.csv row 5". ``rules``: the numbers of the published rules about it.
    """

    kind: str
    counted: str
    count: int
    examples: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or in a dry run would do. ``absent_children``: children with an episode open at the end of
    the year before who have no row in this return; ``None`` where the source is no return. ``header_row_alone``: the
    files that brought a header row and no rows. ``cells``: what was not taken as it stands in rows that were recorded.
    ``set_aside``: module by module, with the children; of a return alone. ``outcome``: what it does to what is known.
    ``number``: of the import; ``None`` of a dry run. ``spoke_against``: what in the files speaks against the import,
    which was made even so; ``passed_over``: rows of other authorities than the one that was picked, which were not
    read."""

    dry_run: bool
    modules: tuple[ModuleCount, ...]
    files: tuple[FileRead, ...]
    not_read: tuple[NotRead, ...]
    discrepancies: tuple[Discrepancy, ...]
    absent_children: int | None
    facts_added: int
    statements_added: int
    quarantine: tuple[Quarantined, ...]
    header_row_alone: tuple[str, ...]
    cells: CellTally
    set_aside: tuple[SetAside, ...]
    outcome: Outcome
    number: int | None = None
    spoke_against: tuple[str, ...] = ()
    passed_over: int = 0

    @property
    def rows_read(self) -> int:
        """Rows of all modules."""
        return sum(module.read for module in self.modules)

    @property
    def rows_quarantined(self) -> int:
        """Rows of all modules that were set aside."""
        return sum(module.quarantined for module in self.modules)

    def quarantine_groups(self) -> tuple[QuarantineGroup, ...]:
        """The quarantine by file, column and reason, without values."""
        return group_quarantine(self.quarantine)

    def cell_groups(self) -> tuple[QuarantineGroup, ...]:
        """The cells set aside by file, column and reason, without values."""
        return group_quarantine(self.cells.set_aside)


Under = Callable[[Entry, int], str]
"""What a row is counted under: by what it says and the number of its file."""


def module_of(entry: Entry, file: int) -> str:
    """The module that a row is counted under: that of what it says."""
    assert isinstance(entry, Event)  # a return and a table say no withdrawals
    return entry.module


def said_rows(drafts: Iterable[tuple[str, Draft]], under: Under = module_of) -> Counter[str]:
    """How many rows of each module stand in what is to be recorded: counted here, not taken from what was read, so
    that a row lost on the way shows as counts that do not add up. ``under``: what a row is counted under instead."""
    count: Counter[str] = Counter()
    for _, draft in drafts:
        places: dict[tuple[int, int], str] = {}
        for entry, file, row in draft.rows:
            places[file, row] = under(entry, file)
        count.update(places.values())
    return count


def recorded_rows(drafts: Iterable[tuple[str, Draft]], news: Iterable[Entry], under: Under = module_of) -> Counter[str]:
    """How many rows of each module first said a fact that is new to the log. ``news``: what of the drafts was new, the
    very entries that they hold (``Receipt.news``). ``under`` as in ``said_rows``."""
    count: Counter[str] = Counter()
    new = {id(entry) for entry in news}
    for _, draft in drafts:
        places: dict[tuple[int, int], str] = {}
        for entry, file, row in draft.rows:
            if id(entry) in new:
                new.remove(id(entry))  # one entry may stand in several rows: the first said it
                places[file, row] = under(entry, file)
        count.update(places.values())
    return count


def named(kind: str, files: Iterable[str], counted: str = "files") -> Iterator[Discrepancy]:
    """The discrepancy that these files have, each named; none where there is no file."""
    found = tuple(files)
    if found:
        yield Discrepancy(kind, counted, len(found), found)


def several_of_one(files: Iterable[tuple[str, str]]) -> Iterator[Discrepancy]:
    """The modules or lists of which there are several files. ``files``: module and file."""
    by_module: dict[str, list[str]] = {}
    for module, file in files:
        by_module.setdefault(module, []).append(file)
    for module, several in by_module.items():
        if len(several) > 1:
            yield from named(f"more than one table of {module}, all of which were read", several)
