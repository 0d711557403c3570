"""The facts of one row. Every row states at least who the child is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from timeline.domain import events as e
from timeline.ingest.annex_a.layouts import NOT_KEPT, Column, Layout
from timeline.ingest.annex_a.lists.common import PARTICULARS
from timeline.ingest.annex_a.mapping import BLANK, Answers, Question
from timeline.ingest.annex_a.vocabularies import VOCABULARIES
from timeline.ingest.cell_texts import not_plain_text
from timeline.ingest.cells import CellError, Refusal, Row

_LARGEST_COUNT = 9_999
_LONGEST_TEXT = 200
_ERROR_VALUES = ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
_NOT_MAPPED = Refusal(
    "this spelling is not known",
    "Give its code in the mapping file (--write-mapping), then import again with --mapping",
)

_OWN_DAYS = frozenset({"day", "expected-day"})
"""Kinds of column in which a day that cannot be read sets the row aside."""

Fields = dict[str, Any]


class NotMappedError(CellError):
    """A cell with an unknown spelling. ``question``: for the mapping file; ``None`` where the text is not a
    spelling."""

    def __init__(self, column: Column, text: str) -> None:
        super().__init__(column.heading, text, _NOT_MAPPED)
        short = len(text) <= _LONGEST_TEXT and text.isprintable()
        self.question: Question | None = (column.field, text) if short else None


def read_fields(layout: Layout, row: Row, answers: Answers) -> Fields:
    """The fields of the row. Raises ``CellError`` for the first unreadable cell that its facts need: the child, a
    column that the list needs, a day of birth, an ending. Other unreadable cells are left out (``Row.left_out``)."""
    kept = [column for column in layout.columns if column.kind != NOT_KEPT]
    return {column.field: _read(column, row, answers) for column in kept}


def not_mapped(layout: Layout, row: Row, answers: Answers) -> Iterator[Question]:
    """All unknown spellings of the row, not only the first."""
    for column in layout.columns:
        if column.kind in VOCABULARIES:
            try:
                _spelled(column, row, answers)
            except NotMappedError as error:
                if error.question is not None:
                    yield error.question
            except CellError:
                continue


def _read(column: Column, row: Row, answers: Answers) -> object:
    if column.kind in VOCABULARIES:
        return _spelled_or_left_out(column, row, answers)
    value = _READERS[column.kind](row, column.heading)
    if value is None and (column.needed or column.kind in _OWN_DAYS):
        unread = row.not_taken.pop(column.heading, None) if row.not_taken.get(column.heading) else None
        if unread is not None:
            raise unread
    if value is None and column.needed:
        raise row.refuse(column.heading, "it is blank", "Fill it in: without it the row cannot be recorded")
    return value


def _spelled_or_left_out(column: Column, row: Row, answers: Answers) -> object:
    try:
        return _spelled(column, row, answers)
    except CellError as error:
        row.leave_out(error)
        return None


def _spelled(column: Column, row: Row, answers: Answers) -> object:
    text = _text(row, column.heading)
    if text is None:
        return None
    vocabulary = VOCABULARIES[column.kind]
    answered = answers.answer(column.field, text)
    if answered is not None:
        return None if answered == BLANK else vocabulary.choices[answered]
    meant = vocabulary.read(text)
    if meant is None:
        raise NotMappedError(column, text)
    return meant


def _text(row: Row, heading: str) -> str | None:
    """The text with single blanks inside."""
    text = " ".join(row.raw(heading).split())
    if text.upper() in _ERROR_VALUES:
        raise row.refuse(heading, "the cell holds a spreadsheet error", "Replace it with the value")
    refused = not_plain_text(text)
    if refused is not None:
        raise row.refuse(heading, *refused)
    return text or None


def _short_text(row: Row, heading: str) -> str | None:
    try:
        text = _text(row, heading)
        if text is not None and len(text) > _LONGEST_TEXT:
            raise row.refuse(heading, f"it is longer than {_LONGEST_TEXT} characters", "Shorten it")
    except CellError as error:
        row.leave_out(error)
        return None
    return text


def _digest(row: Row, heading: str) -> str | None:
    """Sixteen hexadecimal digits: the same for the same identifier, from which it cannot be recovered."""
    text = row.register_number(heading)
    return blake2b(text.encode(), digest_size=8).hexdigest() if text else None


_READERS: Mapping[str, Callable[[Row, str], object]] = MappingProxyType(
    {
        "identifier": Row.identifier,
        "day": Row.day,
        "day-beside": Row.day_beside,
        "planned-day": Row.planned_day,
        "expected-day": Row.planned_day,
        "count": lambda row, heading: row.number(heading, _LARGEST_COUNT),
        "text": _short_text,
        "postcode": Row.text,
        "urn": Row.register_number,
        "digest": _digest,
    }
)


# ------------------------------------------------------------------------------------------------- fields become facts


def facts(layout: Layout, fields: Fields, extract_on: date) -> list[e.Event]:
    """The facts of a row, observed on the day of the extract. ``fields``: without the child's identifier."""
    own = {name: value for name, value in fields.items() if name not in PARTICULARS}
    who = {name: fields.get(name) for name in PARTICULARS}
    particulars = e.ParticularsObserved(occurred_on=extract_on, **who)
    return [*_own_facts(layout, own, extract_on), particulars]


def adopter(layout: Layout, fields: Fields, extract_on: date) -> list[e.Event]:
    """The facts of a row of List 11, for each child of the family."""
    return list(_observed(layout, fields, extract_on))


def _own_facts(layout: Layout, own: Fields, extract_on: date) -> Iterator[e.Event]:
    yield from _DATED_EVENTS.get(layout.number, _nothing)(own)
    yield from _observed(layout, own, extract_on)


def _observed(layout: Layout, own: Fields, extract_on: date) -> Iterator[e.Event]:
    if layout.observed is not None:
        yield layout.observed(occurred_on=extract_on, **own)


def _nothing(own: Fields) -> Iterator[e.Event]:
    return iter(())


def _contact(own: Fields) -> Iterator[e.Event]:
    yield e.ContactReceived(occurred_on=own["contact_on"], source=own["source"])


def _early_help(own: Fields) -> Iterator[e.Event]:
    began_on, completed_on = own["started_on"], own["completed_on"]
    yield e.EarlyHelpAssessmentStarted(occurred_on=began_on, organisation=own["organisation"])
    if completed_on is not None:
        yield e.EarlyHelpAssessmentCompleted(occurred_on=completed_on, began_on=began_on, began_as=None)


def _adoption(own: Fields) -> Iterator[e.Event]:
    decided_on, no_longer_on = own["decided_on"], own["no_longer_on"]
    yield e.AdoptionDecided(occurred_on=decided_on)
    if no_longer_on is not None:
        yield e.AdoptionDecisionReversed(
            occurred_on=no_longer_on, began_on=decided_on, began_as=None, reason=own["reason_no_longer"]
        )


_DATED_EVENTS: Mapping[int, Callable[[Fields], Iterator[e.Event]]] = MappingProxyType(
    {1: _contact, 2: _early_help, 10: _adoption}
)
"""The dated events of a list whose rows give all of an event that no other source reports."""
