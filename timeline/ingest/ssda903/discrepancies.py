"""Contradictions within a return. The rows are recorded as they are, and the report names them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.events import EndingReportedWithoutDate, EpisodeBegan, ReviewHeld, SpellEnded
from timeline.domain.open_episode import has_ended
from timeline.domain.setting import Setting
from timeline.domain.story import Draft, Story
from timeline.ingest.log import Log
from timeline.ingest.report import Discrepancy
from timeline.ingest.ssda903 import rule_numbers as rules
from timeline.ingest.ssda903.child_rows import ChildRows, Gathered, Place, ReadRow
from timeline.ingest.ssda903.layouts import LAYOUTS

_EXAMPLES = 5


def discrepancies(gathered: Gathered, brought: Container[str]) -> tuple[Discrepancy, ...]:
    """The kinds that occur."""
    found = [*_outside_the_year(gathered), *_without_header(gathered, brought), *_born_on_another_day(gathered)]
    found += [*_several_headers(gathered), *_header_alone(gathered, brought)]
    places = gathered.no_school_numbers
    found += _named("UPN that is no school number", "rows", places, gathered, rules.NO_SCHOOL_NUMBER)
    return tuple(found)


def _named(
    kind: str, counted: str, places: list[Place], gathered: Gathered, sort: str | None = None
) -> Iterator[Discrepancy]:
    """``sort``: the key for the numbers of the published rules; ``None`` where no rule covers it."""
    if places:
        examples = tuple(f"{table.file} row {number}" for table, number in places[:_EXAMPLES])
        modules = {table.module for table, _ in places}
        numbers = rules.of_discrepancy(sort, modules, gathered.year) if sort else ()
        yield Discrepancy(kind, counted, len(places), examples, numbers)


def _outside_the_year(gathered: Gathered) -> Iterator[Discrepancy]:
    """Rows that begin or end after the return's year, and rows that ended before it."""
    year = gathered.year
    begins, ends, ended = list[Place](), list[Place](), list[Place]()
    for of_child in gathered.children.values():
        for row in of_child.rows:
            if row.events[0].occurred_on > year.last:
                begins.append((row.table, row.number))
            day = _last_day(row)
            if day is None or year.first <= day <= year.last:
                continue
            if day < year.first:
                ended.append((row.table, row.number))
            elif row.events[1:]:
                ends.append((row.table, row.number))
    yield from _named("begins after the return's year", "rows", begins, gathered, rules.BEGINS_AFTER)
    yield from _named("ends after the return's year", "rows", ends, gathered, rules.ENDS_AFTER)
    yield from _named("ended before the return's year", "rows", ended, gathered, rules.ENDED_BEFORE)


def _last_day(row: ReadRow) -> date | None:
    """The last day of a row's event: a spell's ending, a review's day; ``None`` where it has not ended, and for rows
    about the child or the whole year."""
    first = row.events[0]
    if isinstance(first, ReviewHeld):
        return first.occurred_on
    for event in row.events:
        if isinstance(event, SpellEnded) and not isinstance(event, EndingReportedWithoutDate):
            return event.occurred_on
    return None


def _without_header(gathered: Gathered, brought: Container[str]) -> Iterator[Discrepancy]:
    """Children who have no Header row (the INT rules of the return's validation). Their rows are recorded."""
    if "Header" not in brought:
        return
    orphans = _not_in("Header", gathered)
    for module in LAYOUTS:
        yield from _named(
            f"in {module} and not in Header", "children", _first_places(orphans, module), gathered, rules.NOT_IN_HEADER
        )


def _header_alone(gathered: Gathered, brought: Container[str]) -> Iterator[Discrepancy]:
    """Children who have a Header row and no Episodes row. Care leavers with an OC3 row are included, although rule EPI,
    in ``check``, allows them."""
    if "Episodes" in brought:
        places = _first_places(_not_in("Episodes", gathered), "Header")
        yield from _named("in Header and not in Episodes", "children", places, gathered)


def _not_in(module: str, gathered: Gathered) -> list[ChildRows]:
    children = gathered.children.values()
    return [of_child for of_child in children if module not in of_child.modules | of_child.unreadable]


def _first_places(children: Iterable[ChildRows], module: str) -> list[Place]:
    """The first row of this module for each child that has one."""
    rows = (next((row for row in of_child.rows if row.table.module == module), None) for of_child in children)
    return [(row.table, row.number) for row in rows if row]


def _born_on_another_day(gathered: Gathered) -> Iterator[Discrepancy]:
    places: list[Place] = []
    for of_child in gathered.children.values():
        if not of_child.born:
            continue
        registered = {row.events[0].occurred_on for row in of_child.rows if row.table.module == "Header"}
        if registered:
            places += [place for day, rows in of_child.born.items() if day not in registered for place in rows]
    return _named("another date of birth than in Header", "rows", places, gathered, rules.BORN_OTHERWISE)


def _several_headers(gathered: Gathered) -> Iterator[Discrepancy]:
    places: list[Place] = []
    for of_child in gathered.children.values():
        headers = [row for row in of_child.rows if row.table.module == "Header"]
        different = [row for row in headers[1:] if row.events != headers[0].events]
        places += [(row.table, row.number) for row in different[:1]]
    return _named("several Header rows that differ", "children", places, gathered, rules.SEVERAL_HEADERS)


def absent_children(log: Log, basis: Basis, drafts: Iterable[tuple[str, Draft]]) -> frozenset[str]:
    """The children whose latest episode is open in the log at this basis and who are in no draft.

    For a return, the basis is the last day of the year before, as known on the day the return became known.
    """
    named = {child for child, _ in drafts}
    others = maybe_open(log, basis, [child for child in log.children() if child not in named])
    if not others:
        return frozenset()
    still_open = [story for story in log.stories(basis, others) if _is_open(story)]
    names_of_named = {story.who.name_of(child) for story in still_open[:1] for child in named}
    return frozenset(story.child for story in still_open) - names_of_named


def maybe_open(log: Log, basis: Basis, children: Iterable[str]) -> list[str]:
    """Those of these children whose latest episode may be open at a basis without a position: all but those whose
    outline shows that it has ended."""
    children = list(children)
    setting = Setting.at(log.attestations(), basis)
    if not setting.is_plain:
        return children
    unclear = setting.who.concerned
    ended = {
        outline.child
        for outline in log.outlines(log.position(), [child for child in children if child not in unclear])
        if has_ended(outline, basis)
    }
    return [child for child in children if child not in ended]


def _is_open(story: Story) -> bool:
    begun = list(story.of(EpisodeBegan))
    if not begun:
        return False
    fact, latest = begun[-1]
    return not any(_ends(ended, latest) and ended.began_as in (None, fact.id) for _, ended in story.of(SpellEnded))


def _ends(ended: SpellEnded, began: EpisodeBegan) -> bool:
    return not isinstance(ended, EndingReportedWithoutDate) and ended.spell_key == began.spell_key
