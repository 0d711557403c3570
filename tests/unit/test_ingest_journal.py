"""The journal: what is printed can be read, what is read can be printed, and an error names its line and no child."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from timeline.domain.codes import CODE_LISTS
from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import EVENTS, BecameLookedAfter, Event, ReviewHeld
from timeline.domain.statements import Coverage, FactWithdrawn
from timeline.domain.story import Draft
from timeline.ingest.journal import JournalError, event_line, parse_journal, print_journal

MODULES = sorted({event.module for event in EVENTS.values()})

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
texts = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["because", "@3", ";", "a;b", 'a"b', "\\", "a=b", "C 1", "\n", "\r", "é", "true"]
)
children = texts.filter(str.strip)


CODES = sorted({code.code for codes in CODE_LISTS.values() for code in codes.codes})
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: texts | st.just(""),
    bool: st.booleans(),
    int: st.integers(-999, 999),
    date: days,
    time: st.times(),
    UUID: st.uuids().map(str),
    type(None): st.none(),
}


@cache
def _values(annotation: Any) -> st.SearchStrategy[Any]:
    """Anything that a field with this annotation may hold, ready for JSON."""
    if get_origin(annotation) in (Union, UnionType):
        return st.one_of([_values(sort) for sort in get_args(annotation)])
    if get_origin(annotation) is Annotated:
        return _coded(annotation) if get_args(annotation)[0] is str else _values(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _fields(annotation)
    return SIMPLE[annotation] if annotation in SIMPLE else st.sampled_from(get_args(annotation))


def _coded(annotation: Any) -> st.SearchStrategy[str]:
    """The codes of all lists that this field takes."""
    return st.sampled_from([code for code in CODES if _takes(TypeAdapter(annotation), code)])


def _takes(field: TypeAdapter[str], code: str) -> bool:
    try:
        field.validate_python(code)
    except ValidationError:
        return False
    return True


def _fields(kind: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: _values(_annotation(field)) for name, field in kind.model_fields.items()})


def _annotation(field: FieldInfo) -> Any:
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


events = st.sampled_from(sorted(EVENTS)).flatmap(lambda name: _fields(EVENTS[name]).map(EVENTS[name].from_content))
coverages = st.none() | st.builds(
    Coverage, first=days, last=days, silence_counts_in=st.lists(st.sampled_from(MODULES), unique=True).map(tuple)
)
returns = st.integers(1990, 2030).map(
    lambda year: Coverage(first=date(year - 1, 4, 1), last=date(year, 3, 31), silence_counts_in=("Episodes",))
)


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, Draft]:
    """One draft about one child, with withdrawals of what it says and of its own withdrawals."""
    child = draw(children)
    entries: list[Entry] = list(draw(st.lists(events, max_size=3)))
    for _ in range(draw(st.integers(0, 2))):
        known = [fact_id(child, entry) for entry in entries] + [draw(st.uuids())]
        entries.append(FactWithdrawn(fact=draw(st.sampled_from(known)), reason=draw(texts | st.just(""))))
    files = tuple(draw(st.lists(texts, max_size=3)))
    places = st.tuples(st.integers(0, max(len(files) - 1, 0)), st.integers(1, 99))
    rows = tuple((entry, *draw(places)) for entry in entries)
    source = draw(st.sampled_from(["journal", "ssda903", "annex-a"]))
    return child, Draft(draw(days), source, files, draw(coverages | returns), rows)


@pytest.mark.parametrize("name", sorted(EVENTS))
@given(data=st.data())
def test_every_registered_event_is_read_back_from_its_line(name: str, data: st.DataObject) -> None:
    event = data.draw(_fields(EVENTS[name]).map(EVENTS[name].from_content))
    child = data.draw(children)
    ((read_child, draft),) = parse_journal(f"known 2012-06-30\n{event_line(child, event)}\n")
    assert read_child == child
    assert draft.rows == ((event, 0, 2),)


@given(st.lists(statements(), max_size=4))
def test_parsing_what_was_printed_gives_the_same_statements(said: list[tuple[str, Draft]]) -> None:
    assert parse_journal(print_journal(said)) == said


@given(st.lists(statements(), max_size=4))
def test_printing_what_was_parsed_gives_the_same_text(said: list[tuple[str, Draft]]) -> None:
    text = print_journal(said)
    assert print_journal(parse_journal(text)) == text


CANONICAL = """\
known 2012-06-30
2012-01-31 C1 became-looked-after legal_status=V2 category_of_need=N1 placement.type=U1 placement.postcode="AB1 2CD"
2012-02-01 C1 episode-ended began_on=2012-01-31 reason_episode_ceased=X1
2012-03-31 "C 2" health-outcomes-recorded sdq_score=3 convicted=false
withdraw 2012-03-31 "C 2" health-outcomes-recorded sdq_score=3 convicted=false because "another child"

return 2012-03-31 known 2012-06-30 modules Episodes,Missing
2012-01-31 C1 became-looked-after
nothing C2

covering 2012-06-30 2012-06-30 known 2012-06-30 from table "visitors.csv"
2012-01-31 C1 independent-visitor-requested @2
"""


def test_a_canonical_text_is_printed_as_it_was_read() -> None:
    assert print_journal(parse_journal(CANONICAL)) == CANONICAL


def test_a_line_becomes_an_event_with_the_fields_it_names() -> None:
    child, draft = parse_journal(CANONICAL)[0]
    assert child == "C1"
    assert draft.known_on == date(2012, 6, 30)
    assert draft.rows[0] == (
        BecameLookedAfter.from_content(
            {
                "occurred_on": "2012-01-31",
                "legal_status": "V2",
                "category_of_need": "N1",
                "placement": {"type": "U1", "postcode": "AB1 2CD"},
            }
        ),
        0,
        2,
    )


def test_a_return_covers_its_year_and_names_the_modules_in_which_silence_counts() -> None:
    draft = dict(parse_journal("return 2012-03-31 known 2012-06-30 modules Episodes,Missing\nnothing C1"))["C1"]
    assert draft.coverage == Coverage(
        first=date(2011, 4, 1), last=date(2012, 3, 31), silence_counts_in=("Episodes", "Missing")
    )
    assert draft.rows == ()


def test_a_withdrawal_names_the_identity_of_the_fact_and_a_second_one_lifts_the_first() -> None:
    text = """
    known 2012-06-30
    withdraw 2012-01-31 C1 review-held because "no such review"
    withdraw withdraw 2012-01-31 C1 review-held because "no such review" because "found after all"
    """
    ((child, draft),) = parse_journal(text)
    fact = fact_id(child, ReviewHeld(occurred_on=date(2012, 1, 31), participation=None))
    first = FactWithdrawn(fact=fact, reason="no such review")
    second = FactWithdrawn(fact=fact_id(child, first), reason="found after all")
    assert [row[0] for row in draft.rows] == [first, second]


def test_a_withdrawal_of_a_fact_the_log_holds_is_printed_as_that_fact() -> None:
    review = ReviewHeld(occurred_on=date(2012, 1, 31), participation=None)
    withdrawal = FactWithdrawn(fact=fact_id("C1", review), reason="no such review")
    said = [("C1", Draft(date(2012, 6, 30), "journal", ("journal",), None, ((withdrawal, 0, 2),)))]
    text = print_journal(said, recorded=[("C1", review)])
    assert text == 'known 2012-06-30\nwithdraw 2012-01-31 C1 review-held because "no such review"\n'


def test_comments_blank_lines_a_byte_order_mark_and_any_line_ends_are_nothing() -> None:
    text = "\ufeff; heading\r\n\r\nknown 2012-06-30 ; from the ward book\r\n  2012-01-31\tC1  review-held ; late\r\n"
    plain = "known 2012-06-30\n2012-01-31 C1 review-held\n"
    assert [row[0] for row in parse_journal(text)[0][1].rows] == [row[0] for row in parse_journal(plain)[0][1].rows]


ERRORS = {
    "a fact comes before any header": "2012-01-31 C1 review-held",
    "no event has this name": "known 2012-06-30\n2012-01-31 C1 reviewed",
    "there is no such day": "known 2012-06-30\n2012-02-30 C1 review-held",
    "a day is expected": "known 30/06/2012",
    "a fact has a day, a child and an event": "known 2012-06-30\n2012-01-31 C1",
    "this event has no field of that name": "known 2012-06-30\n2012-01-31 C1 review-held legal_status=C2",
    "participation is given twice": "known 2012-06-30\n2012-01-31 C1 review-held participation=PN1 participation=PN1",
    "a field has no value": "known 2012-06-30\n2012-01-31 C1 review-held participation=",
    "a field has no name": "known 2012-06-30\n2012-01-31 C1 review-held PN1",
    "convicted is not yes or no": "known 2012-06-30\n2012-01-31 C1 health-outcomes-recorded convicted=1",
    "sdq_score is not a whole number": "known 2012-06-30\n2012-01-31 C1 health-outcomes-recorded sdq_score=1.0",
    "these fields are missing or not possible: began_on": "known 2012-06-30\n2012-01-31 C1 episode-ended",
    "these fields are missing or not possible: reason_episode_ceased": (
        "known 2012-06-30\n2012-01-31 C1 episode-ended began_on=2012-01-01 reason_episode_ceased=E2"
    ),
    "the number of reasons is not the number of withdrawals": "known 2012-06-30\nwithdraw 2012-01-31 C1 review-held",
    "a quotation mark is in the wrong place or is not closed": 'known 2012-06-30\n2012-01-31 "C1 review-held',
    "a backslash starts an unknown escape": 'known 2012-06-30\n2012-01-31 "C\\q1" review-held',
    "a return's year ends on 31 March": "return 2012-03-30 known 2012-06-30",
    "a module has an unknown name": "return 2012-03-31 known 2012-06-30 modules Episode",
    "only a header that covers a year or a span of days can name modules": "known 2012-06-30 modules Episodes",
    'the word "known" is expected': "return 2012-03-31",
    "the header has words that do not belong to it": "known 2012-06-30 today",
    "the words after @ are not a row": "known 2012-06-30\n2012-01-31 C1 review-held @2:1",
    "the child is blank": 'known 2012-06-30\n2012-01-31 "" review-held',
    "the word nothing is followed by one child": "known 2012-06-30\nnothing",
}


@pytest.mark.parametrize(("what", "text"), ERRORS.items())
def test_an_error_names_its_line_and_what_to_write_instead_and_no_child(what: str, text: str) -> None:
    canary = "CANARY-7"
    with pytest.raises(JournalError) as caught:
        parse_journal(text.replace("C1", canary), "ward.journal")
    error = caught.value
    assert error.what == what
    assert error.line == len(text.split("\n"))
    assert error.do
    assert str(error) == f"ward.journal, line {error.line}: {what}. {error.do}."
    assert canary not in str(error)
    assert error.__suppress_context__


def test_a_misspelt_event_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(JournalError) as caught:
        parse_journal("known 2012-06-30\n2012-01-31 C1 became-looked-afer")
    assert caught.value.do == "Write became-looked-after if you mean that"


@given(st.text() | st.lists(st.sampled_from(CANONICAL.split(" ")), max_size=12).map(" ".join))
@example("known 2012-06-30\n@1")
@example("known 2012-06-30\nwithdraw")
@example("known 2012-06-30\nwithdraw id:AAAAAAAAAAAAAAAAAAAAAA C1")
@example("return")
@example("known 2012-06-30 from")
@example("return 2012-03-31 known 2012-06-30 modules")
def test_no_text_brings_anything_but_statements_or_a_journal_error(text: str) -> None:
    try:
        said = parse_journal(text)
    except JournalError:
        return
    assert parse_journal(print_journal(said)) == said


def test_a_day_far_in_time_is_still_a_day() -> None:
    for day in (date.min, date.max, date(2012, 2, 29) + timedelta(days=1)):
        event: Event = ReviewHeld(occurred_on=day, participation=None)
        assert parse_journal(f"known 2012-06-30\n{event_line('C1', event)}")[0][1].rows[0][0] == event
