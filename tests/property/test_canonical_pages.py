"""A page seen at once has the problems that its entries have one by one: whatever was done to it, and by whom.

Whoever alters a body may give it the identity that its very bytes would have, and chain it. So every altered body
stands here under that identity, too: that it is not as this program writes it has to be seen from itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import review
from tests.support.entries import entries, values
from tests.support.forms import altered
from timeline.domain.canonical import canonical_text, shortened, shortened_all
from timeline.domain.entries import REGISTRY, Entry, are_identities, fact_id
from timeline.domain.statements import Said, Statement
from timeline.store.bodies import topic_of
from timeline.store.canonical_pages import canonical_kind, canonical_page
from timeline.store.chain import Page, Row
from timeline.store.integrity import Child, Days, Problem, one_by_one, problems
from timeline.store.mapper import EntryMapper

NAMESPACE = UUID("b1c5b0a4-5b5e-5d0e-9f5e-7d1f6c1a9030")
CHILDREN = ("C1", "C2", 'a "name" \\ of\nits own', "É")
DAYS = Days([10, 10_000], [date(2012, 7, 1), date(9999, 12, 31)])
MAPPER = EntryMapper()


def slowly(pages: Sequence[Page]) -> Iterator[Problem]:
    """What is found by looking at one entry after the other."""
    rows = [Row(*row) for page in pages for row in page]
    for stream, group in groupby(rows, key=lambda row: row.stream):
        yield from one_by_one(Child(stream), list(group), MAPPER, DAYS)


def paged(rows: Sequence[Row], size: int) -> list[Page]:
    return [rows[first : first + size] for first in range(0, len(rows), size)]


def row_of(position: int, child: str, version: int, entry: Entry) -> Row:
    identity = fact_id(child, entry).bytes
    return Row(position, child, version, topic_of(type(entry)), entry.canonical().encode(), identity)


def under_its_own_bytes(row: Row, name: str | None = None) -> Row:
    """As whoever wrote this body by other means might have stored it: its identity made of what it says, as it says
    it."""
    try:
        content = row.body.decode() if row.name != "statement" else _said(row.body)
    except (UnicodeDecodeError, msgspec.DecodeError, AttributeError, KeyError, TypeError):
        return row
    named = f"[{canonical_text(row.stream)},{canonical_text(name or row.name)},{content}]"
    return row._replace(fact_id=uuid5(NAMESPACE, named).bytes)


def _said(body: bytes) -> str:
    stated = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    coverage, known_on = (bytes(stated.get(field, b"null")).decode() for field in ("coverage", "known_on"))
    facts = [
        bytes(said["fact"]).decode() for said in msgspec.json.decode(stated["says"], type=list[dict[str, msgspec.Raw]])
    ]
    ordered = facts if coverage == "null" else sorted(set(facts))
    return f'{{"coverage":{coverage},"known_on":{known_on},"says":[{",".join(ordered)}]}}'


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """What the log holds of some children, by child: facts of any kind, and statements that say what came before."""
    rows: list[Row] = []
    for child in sorted(draw(st.lists(st.sampled_from(CHILDREN), min_size=1, max_size=3, unique=True))):
        held: list[UUID] = []
        for version in range(1, draw(st.integers(1, 6)) + 1):
            entry = draw(st.one_of(entries(), values(Statement)))
            if isinstance(entry, Statement):
                facts = draw(st.lists(st.sampled_from(held), max_size=3)) if held else []
                said = tuple(Said(fact=fact, file=0, row=row) for row, fact in enumerate(facts, 2))
                entry = entry.model_copy(update={"says": said})
            rows.append(row_of(len(rows) + 1, child, version, entry))
            held.append(fact_id(child, entry))
    return rows


@given(histories(), st.integers(1, 20))
def test_nothing_is_wrong_with_what_this_program_wrote_but_when_it_was_known(rows: list[Row], size: int) -> None:
    pages = paged(rows, size)
    found = list(problems(iter(pages), MAPPER, DAYS))
    assert {problem.what for problem in found} <= {"the entry was recorded before it was known"}
    assert found == list(slowly(pages))


@given(histories())
def test_all_that_this_program_wrote_is_plain(rows: list[Row]) -> None:
    """Or it would be as slow as ever, and nobody would notice."""
    page = canonical_page(rows, MAPPER)
    assert page is not None
    assert not page.odd
    assert page.cited.keys() == {place for place, row in enumerate(rows) if row.name == "statement"}


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_kind_is_read_plainly(name: str) -> None:
    assert canonical_kind(REGISTRY[name]) is not None


def _another_fact(row: Row, text: str) -> bytes:
    stated = msgspec.json.decode(row.body)
    stated["says"] = [*stated["says"], {"fact": text, "file": 0, "row": 1}]
    return msgspec.json.encode(stated, order="sorted")


@st.composite
def tampered(draw: st.DrawFn) -> list[Row]:
    """The same, with some rows changed in some way, most of them under the identity of what then stands there."""
    rows = draw(histories())
    for _ in range(draw(st.integers(1, 3))):
        change = draw(st.sampled_from(CHANGES))
        statements = [place for place, row in enumerate(rows) if row.name == "statement"]
        anywhere = range(len(rows))
        place = draw(st.sampled_from((statements or anywhere) if change is _saying_more else anywhere))
        changed = change(draw, rows, place)
        rows[place] = under_its_own_bytes(changed, changed.name.partition(".")[0]) if draw(st.booleans()) else changed
    return rows


def _with_another_body(draw: st.DrawFn, rows: list[Row], place: int) -> Row:
    name, body = draw(altered())
    return rows[place]._replace(name=name, body=body)


def _with_another_name(draw: st.DrawFn, rows: list[Row], place: int) -> Row:
    name = rows[place].name
    return rows[place]._replace(name=draw(st.sampled_from([f"{name}.v1", f"{name}.v2", "chair-appointed", *REGISTRY])))


def _with_another_identity(draw: st.DrawFn, rows: list[Row], place: int) -> Row:
    others = [row.fact_id for row in rows]
    return rows[place]._replace(fact_id=draw(st.sampled_from([*others, None, b"", bytes(15), bytes(16), bytes(17)])))


def _of_another_child(draw: st.DrawFn, rows: list[Row], place: int) -> Row:
    return rows[place]._replace(stream=draw(st.sampled_from(CHILDREN)))


def _elsewhere(draw: st.DrawFn, rows: list[Row], place: int) -> Row:
    row, by = rows[place], draw(st.sampled_from([-2, -1, 1]))
    return row._replace(position=row.position + by) if draw(st.booleans()) else row._replace(version=row.version + by)


def _saying_more(draw: st.DrawFn, rows: list[Row], place: int) -> Row:
    """A statement that says a fact of another child, a later one, or one in another spelling of it."""
    if rows[place].name != "statement":
        return rows[place]
    facts = [shortened(UUID(bytes=row.fact_id)) for row in rows if row.fact_id and len(row.fact_id) == 16]
    fact = draw(st.sampled_from([*facts, "A" * 22]))
    spelled = draw(st.sampled_from([fact, fact[:-1] + "B", fact.replace("-", "+").replace("_", "/"), fact + "="]))
    return rows[place]._replace(body=_another_fact(rows[place], spelled))


CHANGES = (
    _with_another_body,
    _with_another_name,
    _with_another_identity,
    _of_another_child,
    _elsewhere,
    _saying_more,
)


@given(tampered(), st.integers(1, 20))
def test_a_page_seen_at_once_has_the_problems_of_its_entries_one_by_one(rows: list[Row], size: int) -> None:
    pages = paged(rows, size)
    assert list(problems(iter(pages), MAPPER, DAYS)) == list(slowly(pages))


OF_ANOTHER_PROGRAM = (
    ("review-held", '{"occurred_on": "2012-05-01"}'),
    ("review-held", '{"occurred_on":"2012-05-01"}\n'),
    ("review-held", '{"occurred_on":"2012-05-0\\u0031"}'),
    ("review-held", '{"occurred_on":"2012-05-01","participation":null}'),
    ("review-held", '{"participation":"PN1","occurred_on":"2012-05-01"}'),
    ("review-held", '{"occurred_on":"2012-05-01","occurred_on":"2012-05-01"}'),
    ("review-held", '{"occurred_on":"2012-05-01","participation":"ZZ"}'),
    ("review-held", '{"chair":"A","occurred_on":"2012-05-01"}'),
    ("review-held", '{"occurred_on":"2012-02-30"}'),
    ("review-held", "{}"),
    ("placement-moved", '{"occurred_on":"2012-05-01","placement":{"type":"ZZ"}}'),
    ("placement-moved", '{"occurred_on":"2012-05-01","placement":{"provider":"","type":"U1"}}'),
    ("missing-incident-began", '{"began_at":"22:30","category":"M","occurred_on":"2012-05-01"}'),
    ("fact-withdrawn", f'{{"fact":"{"A" * 21}B","reason":""}}'),
    ("fact-withdrawn", f'{{"fact":"{"+" * 21}A","reason":""}}'),
    ("fact-withdrawn", '{"fact":"00000000-0000-0000-0000-000000000000","reason":""}'),
    ("return-received", '{"children":1e0,"known_on":"2012-06-01","modules":[],"year_ending":"2012-03-31"}'),
    ("return-received", '{"children":1.0,"known_on":"2012-06-01","modules":[],"year_ending":"2012-03-31"}'),
    ("return-received", '{"children":-0,"known_on":"2012-06-01","modules":[],"year_ending":"2012-03-31"}'),
    ("return-received", '{"children":true,"known_on":"2012-06-01","modules":[],"year_ending":"2012-03-31"}'),
    (
        "statement",
        '{"coverage":{"last":"2012-03-31","first":"2011-04-01","silence_counts_in":[]},"files":[],'
        '"known_on":"2012-06-01","says":[],"source":""}',
    ),
)
"""Nothing of this would be written by this one, though some of it can be read."""


@pytest.mark.parametrize(("name", "body"), OF_ANOTHER_PROGRAM)
def test_what_another_program_wrote_is_not_plain_under_whatever_identity(name: str, body: str) -> None:
    row = under_its_own_bytes(Row(1, "C1", 1, name, body.encode(), bytes(16)))
    found = list(problems([[row]], MAPPER, DAYS))
    assert found == list(slowly([[row]]))
    assert found
    page = canonical_page([row], MAPPER)
    assert page is None or page.odd


def noted(known_on: str, *facts: Entry, child: str = "C1") -> Statement:
    said = tuple(Said(fact=fact_id(child, fact), file=0, row=row) for row, fact in enumerate(facts, 1))
    return Statement(known_on=date.fromisoformat(known_on), source="journal", files=("a",), coverage=None, says=said)


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_statement_says_nothing_that_is_stored_after_it_or_of_another_child(size: int) -> None:
    fact, later = review("2012-05-01"), review("2012-05-02")
    said = [
        row_of(1, "C1", 1, fact),
        row_of(2, "C1", 2, noted("2012-06-01", fact)),
        row_of(3, "C1", 3, noted("2012-06-02", fact, later)),
        row_of(4, "C1", 4, later),
        row_of(5, "C1", 5, noted("2012-06-03", fact, later)),
        row_of(6, "C2", 1, noted("2012-06-01", fact)),
        row_of(7, "C2", 2, fact),
        row_of(8, "C2", 3, noted("2012-06-02", fact)),
        row_of(9, "C2", 4, noted("2012-06-03", fact, child="C2")),
    ]
    found = list(problems(paged(said, size), MAPPER, DAYS))
    assert [problem.first for problem in found] == [3, 6, 8]
    assert found == list(slowly([said]))


@given(altered(), st.sampled_from(CHILDREN))
def test_a_body_is_only_plain_where_it_is_the_canonical_content_of_its_entry(
    stored: tuple[str, bytes], child: str
) -> None:
    name, body = stored
    row = under_its_own_bytes(Row(1, child, 1, name, body, bytes(16)))
    page = canonical_page([row], MAPPER)
    if page is not None and not page.odd:
        entry = MAPPER.decode(name, body)
        assert entry.canonical().encode() == body
        assert fact_id(child, entry).bytes == row.fact_id


@given(st.lists(st.binary(min_size=16, max_size=16)))
def test_many_identities_are_shortened_as_each_is(identities: list[bytes]) -> None:
    assert shortened_all(identities) == [shortened(UUID(bytes=identity)) for identity in identities]


@given(st.lists(st.tuples(st.sampled_from(CHILDREN), entries()), max_size=5), st.data())
def test_one_wrong_bit_in_one_of_many_identities_is_seen(told: list[tuple[str, Entry]], data: st.DataObject) -> None:
    columns: tuple[Any, ...] = (
        [child for child, _ in told],
        [entry.name for _, entry in told],
        [entry.identity().encode() for _, entry in told],
    )
    identities = [fact_id(child, entry).bytes for child, entry in told]
    assert are_identities(*columns, identities)
    if told:
        place, bit = data.draw(st.integers(0, len(told) - 1)), data.draw(st.integers(0, 127))
        wrong = int.from_bytes(identities[place], "big") ^ (1 << bit)
        identities[place] = wrong.to_bytes(16, "big")
        assert not are_identities(*columns, identities)


def test_nothing_is_read_out_of_two_bodies_that_only_make_sense_together() -> None:
    whole = b'{"occurred_on":"2012-05-01"}'
    kind = canonical_kind(REGISTRY["went-missing"])
    assert kind is not None
    assert kind.read([whole, whole]) is not None
    for bodies in ([whole[:-1], b"}"], [whole + b"\n" + whole], [whole + b"\n", b""], [b"", whole], [b"\n", whole]):
        assert kind.read(bodies) is None
