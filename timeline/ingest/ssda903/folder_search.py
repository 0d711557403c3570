"""Find the returns in a folder from the contents of the files: their years, and which files belong together.

A folder with one file for each module is one return. Where a folder has several files of a module, the files of
Episodes decide which years there are, and each other file joins the year with the same children and days. A file's name
is used only where the contents of other files have confirmed the words in it. A return whose year cannot be found is
listed without one, for a person to fill in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from timeline.ingest.authorities import Authorities
from timeline.ingest.errors import EvidenceError, IngestError, Objection
from timeline.ingest.report import NotRead
from timeline.ingest.ssda903.evidence import Evidence
from timeline.ingest.ssda903.list_file import FoundReturn, lines_of
from timeline.ingest.ssda903.sources import open_return
from timeline.ingest.ssda903.table_years import (
    TableYears,
    lies_in,
    of_several_years,
    spans_of,
    year_by_column,
    year_by_days,
    year_of,
)

_CLEARLY = 0.05
"""The smallest lead of the best year over the next. Fits range from 0 to 3."""

_WORDS = re.compile(r"[^\W\d_]+|\d+")
_RETURN_FILES = frozenset({".csv", ".xml", ".xlsx", ".xlsm"})


@dataclass(slots=True, eq=False)
class _File:
    """One file of one or several returns: its tables with the years of their rows."""

    path: Path
    tables: list[TableYears]
    children: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.children = set[str]().union(*(each.children for each in self.tables))

    @property
    def modules(self) -> list[str]:
        """The module of each of its tables."""
        return [each.table.module for each in self.tables]

    @property
    def words(self) -> set[str]:
        """The words and numbers in its name."""
        return {word.casefold() for word in _WORDS.findall(self.path.stem)}

    @property
    def is_several(self) -> bool:
        """Whether it holds several years, as a workbook with the sheets of two years does."""
        return any(of_several_years(self.of_module(module)) for module in set(self.modules))

    def of_module(self, module: str) -> list[TableYears]:
        """Its tables of one module."""
        return [each for each in self.tables if each.table.module == module]


@dataclass(slots=True, eq=False)
class _Return:
    """A return while its files are collected."""

    year: int | None
    files: list[_File]

    @property
    def modules(self) -> set[str]:
        """Its modules so far."""
        return {module for each in self.files for module in each.modules}

    def children(self, modules: Sequence[str]) -> set[str]:
        """The children in its rows of these modules."""
        tables = (each for file in self.files for each in file.tables if each.table.module in modules)
        return set[str]().union(*(each.children for each in tables))


class Search(NamedTuple):
    """The returns found, and the files that belong to none, with the reason."""

    returns: list[FoundReturn]
    not_read: list[NotRead]


def find_returns(folder: Path, *, authority: str | None = None) -> Search:
    """The returns in a folder and its sub-folders, by year; those without a known year come last.

    Raises ``IngestError`` where there is none, and ``EvidenceError`` where the files are of several authorities and
    ``authority`` picks none.
    """
    evidence, not_read = Evidence(Authorities(authority)), list[NotRead]()
    found: list[FoundReturn] = []
    for place, names in _folders(folder):
        files = [file for name in names if (file := _read(place / name, evidence, not_read)) is not None]
        found.extend(_found(place, files, whole=place != folder))
    against = list(evidence.authorities.against())
    if against:
        raise EvidenceError("the folder", against)
    if not found:
        raise IngestError("the folder", "it contains no file of a return", "Name the folder that contains the returns")
    return Search(sorted(found, key=_by_year), not_read)


def _by_year(found: FoundReturn) -> tuple[date, tuple[Path, ...]]:
    return found.year_ending or date.max, found.paths


def refuse(against: Sequence[Objection], paths: Sequence[Path], *, even_so: bool) -> None:
    """Raise ``EvidenceError`` where an import must be refused, with a list for ``import returns`` where the files are
    of several years."""
    if not any(each.decisive or not even_so for each in against):
        return
    raise EvidenceError("the return", against, _proposal(paths))


def _proposal(paths: Sequence[Path]) -> list[str]:
    """The lines of a list of these files, where they hold several returns."""
    base = (
        paths[0]
        if len(paths) == 1 and paths[0].is_dir()
        else Path(os.path.commonpath([p.absolute().parent for p in paths]))
    )
    evidence, found = Evidence(), list[FoundReturn]()
    inside = [path for named in paths for path in (sorted(named.iterdir()) if named.is_dir() else [named])]
    files = [file for path in inside if path.is_file() and (file := _read(path, evidence, [])) is not None]
    found.extend(_found(base, files, whole=False))
    if len(found) < 2 or len(evidence.authorities.named) > 1:
        return []
    return lines_of(sorted(found, key=_by_year), base)


def _folders(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """A folder and its sub-folders, each with the names of its files. Hidden folders are skipped."""
    for place, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        yield Path(place), sorted(name for name in names if Path(name).suffix.lower() in _RETURN_FILES)


def _read(path: Path, evidence: Evidence, not_read: list[NotRead]) -> _File | None:
    """A file with a module; ``None`` where all rows belong to another authority, and for other files, which are added
    to ``not_read``."""
    passed_over = evidence.authorities.passed_over
    tables: list[TableYears] = []
    for source in open_return([path]):
        not_read.extend(source.not_read)
        for _ in evidence.watched(source.lines()):
            pass
        tables += [evidence.tables.get(table) or TableYears(table) for table in source.tables]
    if evidence.authorities.passed_over > passed_over and not any(each.rows for each in tables):
        return None
    return _File(path, tables) if tables else None


def _found(place: Path, files: list[_File], *, whole: bool) -> Iterator[FoundReturn]:
    """The returns of one folder. ``whole``: whether a single return is named by the folder rather than by its files."""
    if not files:
        return
    modules = [module for each in files for module in each.modules]
    if len(set(modules)) == len(modules):
        paths = (place,) if whole else tuple(each.path for each in files)
        yield FoundReturn(paths, _ends(year_of([table for each in files for table in each.tables])))
        return
    returns, left = _put_together(files)
    for each in returns:
        yield FoundReturn(tuple(sorted(file.path for file in each.files)), _ends(each.year))
    for file in left:
        yield FoundReturn((file.path,), None)


def _ends(year: int | None) -> date | None:
    return None if year is None else date(year, 3, 31)


def _put_together(files: list[_File]) -> tuple[list[_Return], list[_File]]:
    """The returns of a folder with several, and the files whose year is not known."""
    returns: list[_Return] = []
    for file in files:
        _begin(returns, file)
    several = [file for file in files if file.is_several]
    left = [file for file in files if file not in several and not any(file in each.files for each in returns)]
    for modules, these in ((("Episodes",), ["Header"]), (("Episodes", "Header"), None)):
        wanted = [file for file in left if these is None or file.modules == these]
        for file, at in _fitting(wanted, returns, modules):
            at.files.append(file)
        left = [file for file in left if not any(file in each.files for each in returns)]
    for file in list(left):
        at_name = _by_name(file, returns)
        if at_name is not None:
            at_name.files.append(file)
            left.remove(file)
    return returns, [*left, *several]


def _begin(returns: list[_Return], file: _File) -> None:
    """Start a return with a file whose year is known, or add the file to the return of that year. Two files of Episodes
    with common children are not one return."""
    named = year_by_column(file.tables)
    tables = file.of_module("Episodes")
    year = year_by_days(tables) if named is None else named
    if year is None or file.is_several:
        return
    episodes = set[str]().union(*(each.children for each in tables))
    for each in returns:
        if each.year == year and (not episodes or episodes.isdisjoint(each.children(["Episodes"]))):
            each.files.append(file)
            return
    returns.append(_Return(year, [file]))


def _fitting(files: list[_File], returns: list[_Return], modules: Sequence[str]) -> list[tuple[_File, _Return]]:
    """Each file with the return that clearly fits best, by the children of these modules and the year; then files that
    fit only one return without a file of their module."""
    placed: list[tuple[_File, _Return]] = []
    children = {each: each.children(modules) for each in returns}
    fits = {file: [(fit, each) for each in returns if (fit := _fit(file, each, children[each])) > 0] for file in files}
    unclear: list[_File] = []
    for file, found in fits.items():
        best = _clearly_best(found)
        if best is None:
            unclear.append(file)
        else:
            placed.append((file, best))
    for file in unclear:
        taken = {each for other, each in placed if not set(other.modules).isdisjoint(file.modules)}
        best = _clearly_best([(fit, each) for fit, each in fits[file] if each not in taken])
        if best is not None:
            placed.append((file, best))
    return placed


def _fit(file: _File, at: _Return, children: set[str]) -> float:
    """How well a file fits a return: the share of its children that the return has, the overlap of both sets of
    children, and the share of its rows in the year; each from 0 to 1. A file without children or days fits 0."""
    common = len(file.children & children)
    fit = common / len(file.children) + common / len(file.children | children) if file.children and children else 0.0
    spans = list(spans_of(file.tables))
    rows = sum(count for _, count in spans)
    year = at.year
    if rows and year is not None:
        fit += sum(count for span, count in spans if lies_in(span, year)) / rows
    return fit


def _clearly_best(found: Sequence[tuple[float, _Return]]) -> _Return | None:
    by_fit = sorted(found, key=lambda each: each[0], reverse=True)
    if not by_fit or (len(by_fit) > 1 and by_fit[0][0] - by_fit[1][0] < _CLEARLY):
        return None
    return by_fit[0][1]


def _by_name(file: _File, returns: Sequence[_Return]) -> _Return | None:
    """The only return without a file of the module whose file names all share a word with this file's name, where no
    file of another return has that word."""
    found = []
    for each in returns:
        elsewhere = [other.words for at in returns if at is not each for other in at.files]
        confirmed = set.intersection(*(other.words for other in each.files)).difference(*elsewhere)
        if not file.words.isdisjoint(confirmed) and each.modules.isdisjoint(file.modules):
            found.append(each)
    return found[0] if len(found) == 1 else None
