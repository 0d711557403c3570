"""The report of an import: counts that add up. Only ``quarantine`` and ``set_aside`` hold children's identifiers."""

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
    """The rows of one module or table. ``recorded``: rows with a fact new to the log; ``unchanged``: rows whose facts
    the log, or an earlier row, already stated. Raises ``ValueError`` if the counts do not add up."""

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
    """A file, a sheet, or a module's part of the XML form. ``columns_unknown``: columns that this program does not
    know; ``columns_not_brought``: columns of the module that it lacks. ``encoding``: ``None`` for UTF-8 and for a
    workbook."""

    file: str
    module: str
    columns_unknown: tuple[str, ...]
    columns_not_brought: tuple[str, ...]
    encoding: str | None


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file or sheet that was not read. ``module``: the module it seems to be, if any."""

    file: str
    reason: str
    do: str
    module: str | None = None

    def hidden(self) -> NotRead:
        """The same, for a sheet that its workbook hides."""
        return replace(self, reason=f"the sheet is hidden, and {self.reason}")


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something that was recorded although it contradicts other rows. ``counted``: rows or children.

    ``examples``: the first few places, as "reviews.csv row 5". ``rules``: the numbers of the published rules that it
    breaks.
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
    files with a header row and no other rows. ``cells``: what was changed or left out in rows that were recorded.
    ``set_aside``: by module, with the children; for a return only. ``outcome``: how it changes what is known.
    ``number``: of the import; ``None`` for a dry run. ``spoke_against``: what in the files contradicts the request,
    where it was imported with ``--even-so``. ``passed_over``: the number of rows of other authorities, which were not
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
"""The heading that a row is counted under, by its entry and the index of its file."""


def module_of(entry: Entry, file: int) -> str:
    """The module of a row's entry."""
    assert isinstance(entry, Event)  # returns and tables have no withdrawals
    return entry.module


def stated_rows(drafts: Iterable[tuple[str, Draft]], under: Under = module_of) -> Counter[str]:
    """How many rows of each module are in the drafts. Counted from the drafts rather than while reading: a row lost in
    between makes the counts not add up. ``under``: another heading to count rows under."""
    count: Counter[str] = Counter()
    for _, draft in drafts:
        places: dict[tuple[int, int], str] = {}
        for entry, file, row in draft.rows:
            places[file, row] = under(entry, file)
        count.update(places.values())
    return count


def recorded_rows(drafts: Iterable[tuple[str, Draft]], news: Iterable[Entry], under: Under = module_of) -> Counter[str]:
    """How many rows of each module are the first to state a fact new to the log. ``news``: the new entries, as the
    objects of the drafts (``Receipt.news``). ``under`` as in ``stated_rows``."""
    count: Counter[str] = Counter()
    new = {id(entry) for entry in news}
    for _, draft in drafts:
        places: dict[tuple[int, int], str] = {}
        for entry, file, row in draft.rows:
            if id(entry) in new:
                new.remove(id(entry))  # one entry may be in several rows: the first counts
                places[file, row] = under(entry, file)
        count.update(places.values())
    return count


def named(kind: str, files: Iterable[str], counted: str = "files") -> Iterator[Discrepancy]:
    """A discrepancy that names these files; none where there are no files."""
    found = tuple(files)
    if found:
        yield Discrepancy(kind, counted, len(found), found)


def several_of_one(files: Iterable[tuple[str, str]]) -> Iterator[Discrepancy]:
    """A discrepancy for each module or list with several files. ``files``: module and file."""
    by_module: dict[str, list[str]] = {}
    for module, file in files:
        by_module.setdefault(module, []).append(file)
    for module, several in by_module.items():
        if len(several) > 1:
            yield from named(f"several tables of {module}, all of them read", several)
