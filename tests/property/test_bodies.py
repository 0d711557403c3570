"""A stored body is decoded as its content is: of every kind of entry, in any form."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from pydantic import ValidationError

from tests.support.entries import entries
from tests.support.forms import altered
from timeline.domain.canonical import canonical_json
from timeline.domain.entries import Entry
from timeline.store.bodies import EVERY_ENTRY, Decoder, pydantic_decoder, topic_of, upcasting_decoder
from timeline.store.mapper import EntryMapper

DECODERS = {name: pydantic_decoder(kind) for name, kind in EVERY_ENTRY.items()}
BY_CONTENT = {name: upcasting_decoder(kind, ()) for name, kind in EVERY_ENTRY.items()}
REFUSALS = (ValidationError, msgspec.DecodeError, TypeError, KeyError)


def read(decoder: Decoder, body: bytes) -> object:
    """The entry of a body, with the types of its values; or that it is refused."""
    try:
        entry = decoder(body)
    except REFUSALS:
        return "refused"
    return type(entry), entry, repr(entry), entry.__pydantic_fields_set__, list(entry.__dict__)


@given(entries())
def test_the_text_of_an_entry_is_that_of_its_content(entry: Entry) -> None:
    assert entry.canonical() == canonical_json(entry.content())


@given(entries())
def test_what_was_decoded_is_written_as_it_was_stored(entry: Entry) -> None:
    again = EntryMapper().decode(topic_of(type(entry)), entry.canonical().encode())
    assert again == entry
    assert (again.canonical(), again.content(), hash(again)) == (entry.canonical(), entry.content(), hash(entry))


@given(entries())
def test_a_canonical_body_is_decoded_as_its_content_is(entry: Entry) -> None:
    body = entry.canonical().encode()
    assert read(DECODERS[entry.name], body) == read(BY_CONTENT[entry.name], body) != "refused"


@given(altered())
def test_a_body_of_another_form_is_decoded_or_refused_without_another_error(stored: tuple[str, bytes]) -> None:
    name, body = stored
    read(DECODERS[name], body)


@pytest.mark.parametrize("body", ['{"occurred_on":"2012-05-01"}', None, 1, bytearray(b'{"occurred_on":"2012-05-01"}')])
def test_a_column_of_another_type_is_refused(body: Any) -> None:
    assert read(DECODERS["went-missing"], body) == "refused"
