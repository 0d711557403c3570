"""Identities are for ever: what goes into one, written out by hand, and what does not.

``docs/decisions/0005-fact-identity.md``. A test here that has to be changed says that every log would be split in two.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from timeline.domain import events as e
from timeline.domain.entries import fact_id
from timeline.domain.statements import Coverage, FactWithdrawn, Said, Statement

NAMESPACE = UUID("b1c5b0a4-5b5e-5d0e-9f5e-7d1f6c1a9030")
A, B = UUID(int=0), UUID(int=1)
A_PRINTED, B_PRINTED = "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAQ"  # base64 of 16 bytes, without its padding
YEAR = Coverage(first=date(2011, 4, 1), last=date(2012, 3, 31), silence_counts_in=("Episodes",))
MISSING = e.WentMissing(occurred_on=date(2012, 5, 10))


def statement(
    *facts: UUID, coverage: Coverage | None = None, known_on: date = date(2012, 6, 30), file: str = "a.csv"
) -> Statement:
    says = tuple(Said(fact=fact, file=0, row=row) for row, fact in enumerate(facts, 2))
    return Statement(known_on=known_on, source="ssda903", files=(file,), coverage=coverage, says=says)


def of(text: str) -> UUID:
    return uuid5(NAMESPACE, text)


def test_a_fact_is_its_child_its_name_and_its_content() -> None:
    assert fact_id("C1", MISSING) == of('["C1","went-missing",{"occurred_on":"2012-05-10"}]')


def test_fields_are_sorted_and_what_is_blank_is_left_out() -> None:
    ended = e.EpisodeEnded(
        occurred_on=date(2012, 5, 10),
        began_on=date(2011, 5, 1),
        began_as=None,
        reason_episode_ceased="X1",
        reason_place_change=None,
    )
    assert fact_id("C1", ended) == of(
        '["C1","episode-ended",{"began_on":"2011-05-01","occurred_on":"2012-05-10","reason_episode_ceased":"X1"}]'
    )


def test_the_same_said_of_another_child_is_another_fact() -> None:
    assert fact_id("C1", MISSING) != fact_id("C2", MISSING)


def test_two_sorts_of_things_with_one_content_are_two_facts() -> None:
    away = e.WentAwayWithoutAuthorisation(occurred_on=MISSING.occurred_on)
    assert fact_id("C1", MISSING) != fact_id("C1", away)


def test_a_withdrawal_is_the_fact_and_the_reason() -> None:
    withdrawn = FactWithdrawn(fact=B, reason="never so")
    assert fact_id("C1", withdrawn) == of(
        f'["C1","fact-withdrawn",{{"fact":"{B_PRINTED}","reason":"never so"}}]',
    )


def test_a_statement_is_what_it_says_known_when_covering_what() -> None:
    assert fact_id("C1", statement(A, B)) == of(
        '["C1","statement",{"coverage":null,"known_on":"2012-06-30","says":["' + f'{A_PRINTED}","{B_PRINTED}"]}}]'
    )
    assert fact_id("C1", statement(B, A, coverage=YEAR)) == of(
        '["C1","statement",{"coverage":{"first":"2011-04-01","last":"2012-03-31","silence_counts_in":["Episodes"]},'
        f'"known_on":"2012-06-30","says":["{A_PRINTED}","{B_PRINTED}"]}}]'
    )


def test_neither_the_file_nor_the_rows_nor_how_often_is_part_of_a_return_s_identity() -> None:
    same = [
        statement(A, B, coverage=YEAR),
        statement(B, A, coverage=YEAR),
        statement(A, B, A, coverage=YEAR),
        statement(A, B, coverage=YEAR, file="b.csv"),
    ]
    assert len({fact_id("C1", each) for each in same}) == 1


def test_what_says_something_else_is_another_statement() -> None:
    """In a source that speaks of single facts the order counts: said and then withdrawn is not withdrawn and said."""
    other_year = Coverage(first=date(2010, 4, 1), last=date(2011, 3, 31), silence_counts_in=("Episodes",))
    different = [
        statement(A, B),
        statement(B, A),
        statement(A),
        statement(A, B, known_on=date(2012, 7, 1)),
        statement(A, B, coverage=YEAR),
        statement(A, B, coverage=other_year),
        statement(A, B, coverage=YEAR.model_copy(update={"silence_counts_in": ()})),
    ]
    assert len({fact_id("C1", each) for each in different}) == len(different)


def test_one_set_of_fields_serves_every_entry_of_a_sort() -> None:
    """A large return holds millions of entries: see ``timeline.domain.entries.Value``."""
    other = e.WentMissing(occurred_on=date(2012, 5, 11))
    assert MISSING.model_fields_set is other.model_fields_set
    assert MISSING.model_fields_set == {"occurred_on"}
