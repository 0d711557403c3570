"""What was imported: an entry of the log for every import, and one for every import that was undone.

An import that was undone is as if it had never been, from the position of its undoing on. An earlier position still
has it, so that what was attested reproduces. Logs written before these entries hold ``ReturnReceived`` alone: each is
an import, too, of which less is known. Decided in ``docs/decisions/0018-imports-and-readings.md``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import ClassVar

from timeline.domain.attestations import Attestation, ReturnReceived
from timeline.domain.entries import Recorded, Value
from timeline.domain.statements import Statement

TABLE, ANNEX_A, JOURNAL = "table", "annex-a", "journal"
"""The other kinds of source, as statements and imports name them."""


class RowsSetAside(Value):
    """How many rows of a module were set aside for one reason."""

    reason: str
    rows: int


class FileWithout(Value):
    """The columns of a module that a file of it did not have and another file of it had."""

    file: str
    columns: tuple[str, ...]


class ModuleImported(Value):
    """What an import brought of one module.

    ``read``: the number of its rows; 0 where it brought a header row alone. ``set_aside``: those of them that could not
    be read, by reason. ``children_set_aside``: their children, as far as an identifier could be read, sorted.
    ``columns_absent``: the columns of the module that no file of it had: the import states nothing of them.
    ``files_without``: the files that lacked more, of which their own rows state nothing; ``None`` where none did, as in
    entries of before there was room for it.
    """

    module: str
    read: int
    set_aside: tuple[RowsSetAside, ...] = ()
    children_set_aside: tuple[str, ...] = ()
    columns_absent: tuple[str, ...] = ()
    files_without: tuple[FileWithout, ...] | None = None

    @property
    def rows_set_aside(self) -> int:
        """Rows of all reasons."""
        return sum(each.rows for each in self.set_aside)

    @property
    def brought(self) -> bool:
        """Whether the module was brought: by a row that could be read, or by a header row alone."""
        return self.read == 0 or self.rows_set_aside < self.read


@dataclass(frozen=True, slots=True)
class AbsentColumns:
    """The columns that a source did not have: of each module those that no file of it had, and of each of its files
    those that only others had."""

    of_module: Mapping[str, frozenset[str]]
    of_file: Mapping[tuple[str, str], frozenset[str]]

    def in_rows_of(self, module: str, file: str) -> frozenset[str]:
        """The columns of a module of which the rows of a file state nothing."""
        of_module, of_file = self.of_module.get(module), self.of_file.get((module, file))
        return (of_module or frozenset()) | (of_file or frozenset())


class ImportRecorded(Attestation):
    """One import that was no dry run, whether it found anything new or not.

    ``number``: from 1, in the order of the log. ``program``: the version of this program. ``source``: ``ssda903``,
    ``table``, ``annex-a`` or ``journal``. ``files``: what it read. ``first`` to ``last``, both inclusive: the days it
    covers, of a return its year up to its last day, ``first=None``: everything before; both ``None`` where it covers
    no days. ``partial``: it covers nothing of itself, and its silence takes nothing back. ``children``: of whom it
    asserts something. ``facts`` and ``statements``: how many it added. ``entries``: how many entries of the log, right
    before this one, are its own. ``restates``: the positions of earlier statements that it asserts again word for
    word, each as the difference from the one before it, ascending.
    """

    name: ClassVar[str] = "import-recorded"

    number: int
    program: str
    source: str
    files: tuple[str, ...]
    year_ending: date | None
    first: date | None
    last: date | None
    known_on: date
    partial: bool
    modules: tuple[ModuleImported, ...]
    children: int
    facts: int = 0
    statements: int = 0
    entries: int = 0
    restates: tuple[int, ...] = ()

    @property
    def sets_aside(self) -> bool:
        """Whether any row was set aside."""
        return any(each.set_aside for each in self.modules)

    @property
    def lacks_columns(self) -> bool:
        """Whether some file of a module lacked a column."""
        return any(each.columns_absent or each.files_without for each in self.modules)

    @property
    def absent_columns(self) -> AbsentColumns:
        """The columns that files of it did not have."""
        return AbsentColumns(
            {each.module: frozenset(each.columns_absent) for each in self.modules},
            {
                (each.module, file.file): frozenset(file.columns)
                for each in self.modules
                for file in each.files_without or ()
            },
        )

    @property
    def restated(self) -> Iterator[int]:
        """The positions of the statements it asserts again."""
        return accumulate(self.restates)


class ImportUndone(Attestation):
    """From the position of this entry on, an import does not count. The entry cannot be undone itself."""

    name: ClassVar[str] = "import-undone"

    number: int
    because: str
    program: str


@dataclass(frozen=True, slots=True)
class Undone:
    """Why an import was undone, and where in the log."""

    because: str
    position: int


@dataclass(frozen=True, slots=True)
class Import:
    """One import as the log holds it. ``position``: of its entry. ``undone``: ``None`` while it counts."""

    number: int
    entry: ImportRecorded | ReturnReceived
    position: int
    undone: Undone | None = None

    @property
    def first_position(self) -> int:
        """Of its first entry; its own position where the version that recorded it did not keep it."""
        return self.position - (self.entry.entries if isinstance(self.entry, ImportRecorded) else 0)

    @property
    def stretches(self) -> Iterator[tuple[int, int]]:
        """The stretches of the log, both ends inclusive, in which is all that it asserts; all of the log up to it where
        the version that recorded it did not say."""
        if isinstance(self.entry, ReturnReceived):
            yield 1, self.position
            return
        yield self.first_position, self.position
        restated = list(self.entry.restated)
        if restated:
            yield restated[0], restated[-1]

    def holds(self, position: int) -> bool:
        """Whether the entry at a position of the log is one of its own."""
        return self.first_position <= position <= self.position


@dataclass(frozen=True)
class Imports:
    """Every import that the log held at a position, in its order, and the returns that journals name."""

    all: tuple[Import, ...] = ()
    named_by_journals: tuple[Recorded, ...] = ()

    @classmethod
    def held(cls, attested: Iterable[Recorded], position: int | None) -> Imports:
        """From what the log says of itself. ``position=None``: all of it."""
        found: list[Recorded] = []
        returns: list[Recorded] = []  # named since the last import
        undone: dict[int, Undone] = {}
        named: list[Recorded] = []
        for each in attested:
            if position is not None and each.position > position:
                continue
            if isinstance(each.entry, ReturnReceived):
                returns.append(each)
            elif isinstance(each.entry, ImportRecorded):
                first = each.position - each.entry.entries
                found += [earlier for earlier in returns if earlier.position < first]
                named += [own for own in returns if own.position >= first]
                returns.clear()
                found.append(each)
            elif isinstance(each.entry, ImportUndone):
                undone[each.entry.number] = Undone(each.entry.because, each.position)
        imports = (_import(number, each, undone) for number, each in enumerate([*found, *returns], start=1))
        return cls(tuple(imports), tuple(named))

    def as_if_kept(self, position: int | None) -> Imports | None:
        """The same, had no import that counted at a position been undone since; ``None`` where none was.

        An import that was recorded after the position and undone counts at neither end: it is not restored.
        """

        def undone_since(each: Import) -> bool:
            return each.undone is not None and position is not None and each.position <= position < each.undone.position

        if not any(map(undone_since, self.all)):
            return None
        kept = (replace(each, undone=None) if undone_since(each) else each for each in self.all)
        return Imports(tuple(kept), self.named_by_journals)

    @cached_property
    def counting(self) -> tuple[Import, ...]:
        """Those that were not undone."""
        return tuple(each for each in self.all if each.undone is None)

    @cached_property
    def are_plain(self) -> bool:
        """Whether every entry counts where it was recorded: nothing was undone, nothing asserted again."""
        return len(self.counting) == len(self.all) and not self._restated

    @cached_property
    def have_every_column(self) -> bool:
        """Whether no import lacked a column."""
        entries = [each.entry for each in self.counting]
        return not any(isinstance(entry, ImportRecorded) and entry.lacks_columns for entry in entries)

    def position_of(self, record: Recorded) -> int | None:
        """The position at which an entry that a source asserts counts: of the last import that asserts it; ``None``
        where every import that does was undone."""
        restated = self._restated.get(record.position)
        if restated is not None:
            return restated
        owner = self.owner(record, record.position)
        return record.position if owner is None or owner.undone is None else None

    def owner(self, record: Recorded, position: int) -> Import | None:
        """The import that asserts an entry at the position at which it counts; ``None`` where the log does not say."""
        place = bisect_left(self._ends, position)
        following = self._recorded[place] if place < len(self._ends) else None
        if following is not None and following.holds(position):
            return following
        return self._return_of(record) if isinstance(record.entry, Statement) and self._old else None

    def asserting(self, stored: Recorded) -> Iterator[int]:
        """The positions of all imports that assert an entry and count: the one that stored it, and those that say it
        again."""
        owner = self.owner(stored, stored.position)
        if owner is not None and owner.undone is None:
            yield owner.position
        yield from self._restating.get(stored.position, ())

    def named_and_counting(self) -> Iterator[tuple[ReturnReceived, int]]:
        """The returns that journals name and that count, each with its position."""
        for each in self.named_by_journals:
            if self.position_of(each) is not None and isinstance(each.entry, ReturnReceived):
                yield each.entry, each.position

    @cached_property
    def _restated(self) -> dict[int, int]:
        """Of each position that is asserted again, the position of the last import that does."""
        return {position: restating[-1] for position, restating in self._restating.items()}

    @cached_property
    def _restating(self) -> dict[int, list[int]]:
        """Of each position that is asserted again, the positions of the imports that do, in order."""
        found: dict[int, list[int]] = {}
        for each in self.counting:
            for position in each.entry.restated if isinstance(each.entry, ImportRecorded) else ():
                found.setdefault(position, []).append(each.position)
        return found

    @cached_property
    def _recorded(self) -> list[Import]:
        return [each for each in self.all if isinstance(each.entry, ImportRecorded)]

    @cached_property
    def _ends(self) -> list[int]:
        return [each.position for each in self._recorded]

    @cached_property
    def _old(self) -> list[tuple[ReturnReceived, Import]]:
        """The returns of which nothing but ``ReturnReceived`` is recorded."""
        return [(each.entry, each) for each in self.all if isinstance(each.entry, ReturnReceived)]

    def _return_of(self, record: Recorded) -> Import | None:
        """The return of before these entries that a statement is of: the first after it of the same year and the same
        day of knowing, or else the last before it."""
        said = record.entry
        assert isinstance(said, Statement)
        if said.coverage is None:
            return None
        about = (said.coverage.last, said.known_on)
        alike = [each for entry, each in self._old if (entry.year_ending, entry.known_on) == about]
        return next((each for each in alike if each.position > record.position), alike[-1] if alike else None)


def _import(number: int, each: Recorded, undone: dict[int, Undone]) -> Import:
    assert isinstance(each.entry, ImportRecorded | ReturnReceived)
    return Import(number, each.entry, each.position, undone.get(number))


NOTHING_IMPORTED = Imports()
