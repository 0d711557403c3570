"""What is written and read in the quick way is what pydantic writes and reads: of every kind of entry, in any form."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.support.entries import entries
from tests.support.forms import altered
from timeline.domain.canonical import canonical_json
from timeline.domain.entries import REGISTRY, Entry
from timeline.store.bodies import topic_of
from timeline.store.decoders import Decoder, pydantic_decoder
from timeline.store.fast_decode import fast_decoder
from timeline.store.mapper import EntryMapper

CAREFUL = {name: pydantic_decoder(kind) for name, kind in REGISTRY.items()}
REFUSALS = (ValidationError, msgspec.DecodeError, TypeError, KeyError)


def _never(body: bytes) -> Entry:
    raise AssertionError("it is in the canonical form, and was left to pydantic")


QUICK = {name: fast_decoder(kind, CAREFUL[name]) for name, kind in REGISTRY.items()}
ALWAYS_QUICK = {name: fast_decoder(kind, _never) for name, kind in REGISTRY.items()}


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


@given(altered())
def test_a_body_of_another_form_is_read_or_refused_as_pydantic_does(stored: tuple[str, bytes]) -> None:
    name, body = stored
    assert read(QUICK[name], body) == read(CAREFUL[name], body)


@pytest.mark.parametrize("body", ['{"occurred_on":"2012-05-01"}', None, 1, bytearray(b'{"occurred_on":"2012-05-01"}')])
def test_a_column_of_another_type_is_refused(body: Any) -> None:
    assert read(QUICK["went-missing"], body) == "refused"
