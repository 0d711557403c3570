"""What happened to the facts of a child: recorded late, amended, withdrawn..., in words, as JSON, as CSV cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from timeline.domain.events import Event
from timeline.domain.story import Fact
from timeline.report import facts
from timeline.report.bases import iso
from timeline.report.value import Cell
from timeline.report.words import day_words, event_words, short_day, source_row_words

if TYPE_CHECKING:
    from timeline.report.shapes import Change, Withdrawal

CSV_COLUMNS = ("why", "held", *facts.COLUMNS, "taken_back_on", "taken_back_by", "reason")

_LEFT_OUT = {"began_as"}


# ------------------------------------------------------------------------------------------------------- JSON and CSV


def data(change: Change) -> dict[str, Any]:
    """``before``: the facts that held then; ``after``: those that hold now; ``taken_back``: by what."""
    return {
        "why": change.why.value,
        "before": facts.data(change.before),
        "after": facts.data(change.after),
        "taken_back": [_withdrawal_json(each) for each in change.withdrawn_by],
        **({} if change.reading is None else {"reading": change.reading}),
    }


def _withdrawal_json(each: Withdrawal) -> dict[str, Any]:
    return {
        "known_on": iso(each.known_on),
        "source": each.source,
        "files": list(each.files),
        "row": each.row,
        "return_to": iso(each.return_to),
        "reason": each.reason,
    }


def as_cells(change: Change) -> Iterator[tuple[Cell, ...]]:
    """One line for each source row of each fact. ``held``: then or now. One line without a fact where no fact
    changed."""
    if not change.before and not change.after:
        yield (change.why.value, *(None,) * (len(CSV_COLUMNS) - 1))
    for held, of_then in (("then", change.before), ("now", change.after)):
        taken = _taken_cells(change.withdrawn_by if held == "then" else ())
        for fact in of_then:
            yield from ((change.why.value, held, *cells, *taken) for cells in facts.cells(fact))


def _taken_cells(taken: Iterable[Withdrawal]) -> tuple[Cell, ...]:
    for each in taken:
        by = "; ".join(each.files) + ("" if each.row is None else f" row {each.row}")
        return (each.known_on, by, each.reason)
    return (None, None, None)


# -------------------------------------------------------------------------------------------------------------- words


class Line(NamedTuple):
    """One line of a table: why, what happened, in which source rows."""

    why: str
    what: str
    sources: tuple[str, ...] = ()


def in_lines(change: Change) -> Iterator[Line]:
    """A change as lines of a table, one for each fact; an amended fact is one line with the old value and the new.
    Codes have no meanings beside them: see ``words.code_words``."""
    why = change.why.value
    if not change.before and not change.after:
        yield Line(why, _without_facts(change))
    if len(change.before) == len(change.after) == 1:
        old, new = change.before[0], change.after[0]
        yield Line(why, f"{short_day(old.event.occurred_on).strip()}: {amended_words(old, new)}", (_sources(new),))
        return
    for fact in change.before:
        yield Line(why, _fact_words(fact), (_sources(fact), *map(_taken_words, change.withdrawn_by)))
        why = ""
    for fact in change.after:
        yield Line(why, ("instead: " if change.before else "") + _fact_words(fact), (_sources(fact),))
        why = ""


def _without_facts(change: Change) -> str:
    """What has changed, where no fact has."""
    if change.reading is not None:
        return f"no fact changed; the log is read by reading {change.reading} now"
    return "no fact changed; no later return has the open period"


def _fact_words(fact: Fact) -> str:
    return f"{short_day(fact.event.occurred_on).strip()}: {event_words(fact.event, codes_alone=True)}"


def _sources(fact: Fact) -> str:
    first = fact.told[0]
    return f"{source_row_words(first.source_row)}, known {short_day(first.known_on).strip()}"


def _taken_words(each: Withdrawal) -> str:
    known = f"known {short_day(each.known_on).strip()}"
    if each.row is None:
        source = f"the return to {day_words(each.return_to)}" if each.return_to else each.source
        return f"no longer in {source}, {known}"
    why = f": {each.reason}" if each.reason else ""
    return f"taken back by {each.files[0]} row {each.row}, {known}{why}"


def amended_words(old: Fact, new: Fact) -> str:
    """A fact before and after: ``Ceased to be looked after: day 20 Mar 2011 -> 1 Apr 2011``."""
    if old.id == new.id:
        known = f"known since {short_day(old.known_on).strip()} -> {short_day(new.known_on).strip()}"
        return f"{event_words(new.event, codes_alone=True)}: {known}"
    if type(old.event) is not type(new.event):
        return f"{event_words(old.event, codes_alone=True)} -> {_fact_words(new)}"
    before, after = _fields(old.event), _fields(new.event)
    fields = [
        f"{name.replace('_', ' ')} {_value(name, before.get(name))} -> {_value(name, after.get(name))}"
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]
    name = new.event.name.replace("-", " ")
    return f"{name[0].upper()}{name[1:]}: {'; '.join(fields)}"


def _fields(record: Event | BaseModel) -> dict[str, Any]:
    """The fields of an event, those of its groups among them."""
    found: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, BaseModel):
            found |= _fields(value)
        elif name not in _LEFT_OUT:
            found["day" if name == "occurred_on" else name] = value
    return found


def _value(name: str, value: object) -> str:
    if value is None:
        return "not recorded"
    if isinstance(value, date):
        return short_day(value).strip()
    return value if isinstance(value, str) else str(value).lower()
