"""What in a workbook is inconsistent, or was not taken as it is. It is recorded, and the report names it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from timeline.domain.events import Event, LookedAfterObserved, ParticularsObserved
from timeline.ingest.annex_a.child_rows import ChildRows, Gathered, Place
from timeline.ingest.annex_a.layouts import Sheet
from timeline.ingest.report import Discrepancy, named, several_of_one

_EXAMPLES = 5


def discrepancies(gathered: Gathered, sheets: Collection[Sheet]) -> tuple[Discrepancy, ...]:
    """The kinds that occur."""
    children = list(gathered.children.values())
    places = {
        "a day after the extract": _places(children, lambda events: any(_after(each, gathered) for each in events)),
        "two rows of List 8 about one child": _in_care_twice(children),
        "other particulars than in another list": _other_particulars(children),
    }
    found = [each for kind, found_in in places.items() for each in _named(kind, "rows", found_in)]
    found += _questions(gathered)
    return (*found, *_not_kept(sheets), *_of_the_sheets(sheets))


def _of_the_sheets(sheets: Collection[Sheet]) -> Iterator[Discrepancy]:
    """What to know about the sheets themselves."""
    yield from named("in a hidden sheet, and read", (sheet.file for sheet in sheets if sheet.hidden), "sheets")
    yield from several_of_one((sheet.layout.name, sheet.file) for sheet in sheets)


def _named(kind: str, counted: str, places: list[Place]) -> Iterator[Discrepancy]:
    if places:
        examples = tuple(f"{sheet.file} row {number}" for sheet, number in places[:_EXAMPLES])
        yield Discrepancy(kind, counted, len(places), examples)


def _questions(gathered: Gathered) -> Iterator[Discrepancy]:
    """How many rows have an unknown spelling, by field. Only the mapping file holds the spellings."""
    for field in sorted({name for name, _ in gathered.questions}):
        rows = sum(count for (name, _), count in gathered.questions.items() if name == field)
        yield Discrepancy(f"with spellings of {field} that no list knows", "rows", rows, ())


def _not_kept(sheets: Iterable[Sheet]) -> Iterator[Discrepancy]:
    columns = Counter(heading for sheet in sheets for heading in sheet.not_kept)
    if columns:
        yield Discrepancy("columns not kept: names, and ages", "columns", columns.total(), tuple(sorted(columns)))


def _places(children: Iterable[ChildRows], is_odd: Callable[[tuple[Event, ...]], bool]) -> list[Place]:
    return [place for of_child in children for place, events in of_child.rows if is_odd(events)]


def _after(event: Event, gathered: Gathered) -> bool:
    days = (value for name, value in event if name != "began_on" and isinstance(value, date))
    return any(day > gathered.extract_on for day in days)


def _in_care_twice(children: Iterable[ChildRows]) -> list[Place]:
    """The rows after the child's first: the list has one row a child, for the latest period of care."""
    found: list[Place] = []
    for of_child in children:
        rows = [place for place, events in of_child.rows if any(isinstance(e, LookedAfterObserved) for e in events)]
        found += rows[1:]
    return found


def _other_particulars(children: Iterable[ChildRows]) -> list[Place]:
    """Rows that contradict the child's first row. A blank cell contradicts nothing."""
    found: list[Place] = []
    for of_child in children:
        stated = [(place, e) for place, events in of_child.rows for e in events if isinstance(e, ParticularsObserved)]
        found += [place for place, event in stated[1:] if _contradict(stated[0][1], event)]
    return found


def _contradict(first: ParticularsObserved, other: ParticularsObserved) -> bool:
    return any(
        getattr(first, name) is not None
        and getattr(other, name) is not None
        and getattr(first, name) != getattr(other, name)
        for name in ("born_on", "gender", "ethnicity", "disabled")
    )
