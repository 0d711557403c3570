"""What is written and read in the quick way is what pydantic writes and reads: of every kind of entry, in any form."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.entries import entries
from timeline.domain.canonical import canonical_json
from timeline.domain.entries import REGISTRY, Entry
from timeline.store.decoding import Decoder, careful_decoder
from timeline.store.mapper import EntryMapper, topic_of
from timeline.store.quick import quick_decoder

CAREFUL = {name: careful_decoder(kind) for name, kind in REGISTRY.items()}
REFUSALS = (ValidationError, msgspec.DecodeError, TypeError, KeyError)


def _never(body: bytes) -> Entry:
    raise AssertionError("it is in the canonical form, and was left to pydantic")


QUICK = {name: quick_decoder(kind, CAREFUL[name]) for name, kind in REGISTRY.items()}
ALWAYS_QUICK = {name: quick_decoder(kind, _never) for name, kind in REGISTRY.items()}


def read(decoder: Decoder | None, body: bytes) -> object:
    """What comes of a body, to the types of its values; or that it is refused."""
    assert decoder is not None
    try:
        entry = decoder(body)
    except REFUSALS:
        return "refused"
    return type(entry), entry, repr(entry), entry.__pydantic_fields_set__, list(entry.__dict__)


@given(entries())
def test_the_text_of_an_entry_is_that_of_its_content(entry: Entry) -> None:
    assert entry.canonical() == canonical_json(entry.content())


@given(entries())
def test_a_body_as_it_was_written_is_read_quickly_and_as_pydantic_reads_it(entry: Entry) -> None:
    body = entry.canonical().encode()
    assert read(ALWAYS_QUICK[entry.name], body) == read(CAREFUL[entry.name], body)
    assert EntryMapper().decode(topic_of(type(entry)), body) == entry


@given(entries(), st.data())
def test_what_was_read_quickly_is_written_as_it_stood(entry: Entry, data: st.DataObject) -> None:
    again = EntryMapper().decode(topic_of(type(entry)), entry.canonical().encode())
    assert (again.canonical(), again.content(), hash(again)) == (entry.canonical(), entry.content(), hash(entry))


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_kind_has_a_quick_way(name: str) -> None:
    assert QUICK[name] is not None


ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, "", " ", "1", "true", "X1", "x1", "C2", "c2", "ZZ", "\U0001f600", "\x00",
    "2012-02-30", "2012-02-29", "2012-02-29T00:00:00", "2012-2-9", "20120229", "0000-01-01",
    "22:30", "22:30:00", "22:30:00Z", "22:30:00.1234567", "6ba7b810-9dad-51d1-80b4-00c04fd430c8",
    "A" * 22, "A" * 21 + "B", "A" * 21 + "+", "A" * 21 + "=", "\xe9" * 22, "A" * 23,
    [], [None], ["Episodes"], {}, {"more": 1}, {"type": "U1"}, {"type": "ZZ"}, {"postcode": 1},
)  # fmt: skip
"""What may stand in a field by mistake, by another program, or by somebody's hand."""


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, bytes]:
    """The kind of an entry, and a body that is no longer quite what was written."""
    entry = draw(entries())
    content: dict[str, Any] = entry.content()
    fields = sorted(type(entry).model_fields)
    for _ in range(draw(st.integers(0, 2))):
        if draw(st.booleans()):
            content[draw(st.sampled_from([*fields, "more"]))] = draw(st.sampled_from(ODD))
        else:
            content.pop(draw(st.sampled_from(fields)), None)
    return entry.name, draw(st.sampled_from(FORMS))(content)


def _plain(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


FORMS = (
    _plain,
    lambda content: json.dumps(content).encode(),
    lambda content: json.dumps(content, indent=1, sort_keys=True).encode(),
    lambda content: b" " + _plain(content) + b"\n",
    lambda content: _plain(content)[:-1],
    lambda content: _plain(content) + b"{}",
    lambda content: _plain(content)[:-1] + b',"occurred_on":"2012-05-01"}',
    lambda content: _plain(content).replace(b"a", b"\xff", 1),
    lambda content: _plain(content).replace(b"2", b"\\ud800", 1),
    lambda content: _plain(content).replace(b"null", b"NaN", 1),
)
"""Ways to write a content, most of them not ours, some of them no JSON."""


@given(altered())
def test_a_body_of_another_form_is_read_or_refused_as_pydantic_does(stored: tuple[str, bytes]) -> None:
    name, body = stored
    assert read(QUICK[name], body) == read(CAREFUL[name], body)


@pytest.mark.parametrize("body", ['{"occurred_on":"2012-05-01"}', None, 1, bytearray(b'{"occurred_on":"2012-05-01"}')])
def test_a_column_of_another_type_is_refused(body: Any) -> None:
    assert read(QUICK["went-missing"], body) == "refused"
