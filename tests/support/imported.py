"""Imports one after another, as an authority makes them: returns whole, in part, or of a year so far, tables, journals.

They are written as files and imported by the importers themselves. Few children and few days, so that returns of one
year, of one day of knowing and of the same content meet often.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from timeline.domain.imports import ImportUndone
from timeline.ingest.journal import import_journal
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import Days, import_table
from timeline.store import CaseLog

EPISODES = (
    *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"),
    *("HOME_POST", "PL_POST", "URN"),
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
CHILDREN = ("C1", "C2", "C3")
YEARS = (2021, 2022)
BEGINNINGS = (date(2020, 5, 1), date(2020, 6, 1), date(2021, 5, 1))
ENDINGS = (None, date(2020, 12, 1), date(2021, 2, 1), date(2021, 12, 1))
KNOWN = (date(2022, 4, 30), date(2022, 6, 30), date(2022, 6, 30), date(2022, 9, 30))
REVIEWED = (date(2020, 11, 1), date(2021, 1, 1), date(2021, 11, 1))
EXTRACTED = (None, date(2020, 9, 30), date(2021, 9, 30))


@dataclass(frozen=True)
class EpisodeRow:
    """A row of Episodes. ``readable``: whether its RNE is a code."""

    child: str
    began: date
    legal_status: str
    provider: str
    ended: date | None
    readable: bool = True

    def cells(self, columns: Sequence[str]) -> str:
        """The row with these columns."""
        named = {
            "CHILD": self.child,
            "DECOM": f"{self.began:%d/%m/%Y}",
            "RNE": "S" if self.readable else "?",
            "LS": self.legal_status,
            "CIN": "N1",
            "PLACE": "U6",
            "PLACE_PROVIDER": self.provider,
            "DEC": f"{self.ended:%d/%m/%Y}" if self.ended else "",
            "REC": "E4A" if self.ended else "",
        }
        return ",".join(named.get(column, "") for column in columns)


@dataclass(frozen=True)
class Return:
    """A return. ``reviews``: pairs of child and day; ``None``: the module is not brought. ``to``: of a year so far.
    ``absent``: the columns of Episodes that its file has not. ``second``: the children whose episodes stand in a second
    file, ``absent_in_second``: the columns that this one has not."""

    year: int
    known_on: date
    episodes: tuple[EpisodeRow, ...] | None
    reviews: tuple[tuple[str, date], ...] | None
    partial: bool = False
    to: date | None = None
    absent: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    absent_in_second: frozenset[str] = frozenset()

    def bring(self, log: CaseLog, folder: Path) -> None:
        """Write its files and import them."""
        if self.episodes is not None:
            first = [row for row in self.episodes if row.child not in self.second]
            second = [row for row in self.episodes if row.child in self.second]
            self._write(folder / "episodes.csv", first, self.absent)
            if second:
                self._write(folder / "episodes-2.csv", second, self.absent_in_second)
        if self.reviews is not None:
            rows = [f"{child},,{day:%d/%m/%Y},PN1" for child, day in self.reviews]
            (folder / "reviews.csv").write_text("\n".join([REVIEWS, *rows]) + "\n")
        year_ending = date(self.year, 3, 31)
        to = self.to if self.to is not None and date(self.year - 1, 4, 1) <= self.to < year_ending else None
        import_return(log, [folder], year_ending, self.known_on, to=to, partial=self.partial, even_so=bool(self.second))

    def _write(self, path: Path, rows: Iterable[EpisodeRow], absent: frozenset[str]) -> None:
        columns = [column for column in EPISODES if column not in absent]
        path.write_text("\n".join([",".join(columns), *(row.cells(columns) for row in rows)]) + "\n")


@dataclass(frozen=True)
class Requests:
    """A local table of requests for visitors: pairs of child and day. ``first``: the first day it covers."""

    known_on: date
    requests: tuple[tuple[str, date], ...]
    first: date | None = None

    def bring(self, log: CaseLog, folder: Path) -> None:
        """Write the table and import it."""
        path = folder / "visitor-requests.csv"
        rows = [f"{child},{day.isoformat()},,,," for child, day in dict.fromkeys(self.requests)]
        path.write_text("\n".join(["CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON", *rows]) + "\n")
        import_table(log, "visitor-requests", path, Days(self.known_on, self.first))


@dataclass(frozen=True)
class Journal:
    """A journal that says that a child had a review, and takes it back or not; or that two children are one."""

    known_on: date
    child: str
    reviewed: date
    withdrawn: bool
    merged_into: str | None = None

    def bring(self, log: CaseLog, folder: Path) -> None:
        """Write the journal and import it."""
        lines = [f"known {self.known_on.isoformat()}", f"{self.reviewed} {self.child} review-held participation=PN1"]
        if self.withdrawn:
            said = f"{self.reviewed} {self.child} review-held participation=PN1"
            lines.append(f'withdraw {said} because "never held"')
        if self.merged_into is not None and self.merged_into != self.child:
            lines.append(f"merged {self.child} into {self.merged_into} known {self.known_on.isoformat()}")
        (folder / "a.journal").write_text("\n".join(lines) + "\n")
        import_journal(log, folder / "a.journal")


Imported = Return | Requests | Journal


def bring(log: CaseLog, imports: Iterable[Imported]) -> None:
    """Import one after another, each out of a folder of its own."""
    for each in imports:
        with TemporaryDirectory() as folder:
            each.bring(log, Path(folder))


def undo(log: CaseLog, number: int) -> None:
    """Undo one of them."""
    assert log.undo(ImportUndone(number=number, because="a mistake", program="test"))


_rows = st.builds(
    EpisodeRow,
    child=st.sampled_from(CHILDREN),
    began=st.sampled_from(BEGINNINGS),
    legal_status=st.sampled_from(["C2", "V2"]),
    provider=st.sampled_from(["PR1", "PR4", ""]),
    ended=st.sampled_from(ENDINGS),
    readable=st.integers(0, 9).map(bool),
)
_reviews = st.tuples(st.sampled_from(CHILDREN), st.sampled_from(REVIEWED))


def _one_a_child(rows: list[EpisodeRow]) -> tuple[EpisodeRow, ...]:
    found = {row.child: row for row in rows if row.ended is None or row.ended > row.began}
    return tuple(found.values())


_absent = st.sampled_from([frozenset[str](), frozenset({"PLACE_PROVIDER"}), frozenset({"URN"})])

returns = st.builds(
    Return,
    year=st.sampled_from(YEARS),
    known_on=st.sampled_from(KNOWN),
    episodes=st.one_of(st.none(), *[st.lists(_rows, max_size=4).map(_one_a_child)] * 4),
    reviews=st.one_of(st.none(), st.lists(_reviews, max_size=3, unique=True).map(tuple)),
    partial=st.integers(0, 4).map(lambda pick: pick == 0),
    to=st.sampled_from(EXTRACTED),
    absent=_absent,
    second=st.sampled_from([frozenset[str](), frozenset({CHILDREN[0]}), frozenset(CHILDREN[:2])]),
    absent_in_second=_absent,
).filter(lambda each: each.episodes is not None or each.reviews is not None)

_requests = st.builds(
    Requests,
    known_on=st.sampled_from(KNOWN),
    requests=st.lists(st.tuples(st.sampled_from(CHILDREN), st.sampled_from(REVIEWED)), max_size=2).map(tuple),
    first=st.sampled_from([None, date(2020, 10, 1)]),
)
_journals = st.builds(
    Journal,
    known_on=st.sampled_from(KNOWN),
    child=st.sampled_from(CHILDREN),
    reviewed=st.sampled_from(REVIEWED),
    withdrawn=st.booleans(),
    merged_into=st.sampled_from([None, None, "C3"]),
)

imports = st.one_of(returns, returns, returns, returns, _requests, _journals)
"""One import of any kind, most often a return."""
