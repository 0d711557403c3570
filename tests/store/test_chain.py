"""What the hash of a transaction covers, and that no two contents have one framing."""

from __future__ import annotations

from hashlib import sha256
from itertools import combinations

import pytest

from timeline.store.chain import GENESIS, Link, Row, printed, transaction_hash

LINK = Link(1, 1, 1, "2013-06-28T09:00:00.000000Z", GENESIS, b"")
ROW = Row(1, "C1", 1, "review-held", b"{}", bytes(16))


def number(value: int) -> bytes:
    return value.to_bytes(8, "big")


def sized(value: bytes) -> bytes:
    return number(len(value)) + value


def test_the_framing_is_this_and_no_other() -> None:
    """Whoever wants to check a log without this program needs no more than this."""
    framed = (
        b"timeline transaction 1\n"
        + number(1) + number(1) + number(1) + sized(b"2013-06-28T09:00:00.000000Z") + sized(bytes(32))
        + number(1) + sized(b"C1") + number(1) + sized(b"review-held") + sized(b"{}") + b"\x01" + sized(bytes(16))
    )  # fmt: skip
    assert transaction_hash(LINK, [[ROW]]) == sha256(framed).digest()


def test_a_hash_is_printed_with_its_kind() -> None:
    assert printed(b"\x00\xff" * 16) == "sha256:" + "00ff" * 16


def test_no_two_contents_have_one_hash() -> None:
    rows = [
        [ROW],
        [],
        [ROW, ROW],
        [ROW._replace(position=2)],
        [ROW._replace(stream="C")],
        [ROW._replace(stream="C1r", name="eview-held")],
        [ROW._replace(version=2)],
        [ROW._replace(name="review-hel", body=b"d{}")],
        [ROW._replace(body=b"")],
        [ROW._replace(fact_id=None)],
        [ROW._replace(fact_id=b"")],
        [ROW._replace(body=b"{}" + bytes(16), fact_id=None)],
    ]
    links = [
        LINK._replace(number=2),
        LINK._replace(first_position=0),
        LINK._replace(last_position=2),
        LINK._replace(recorded_at="2013-06-28T09:00:00.000001Z"),
        LINK._replace(previous_hash=bytes(31) + b"\x01"),
    ]
    hashes = [transaction_hash(LINK, [stored]) for stored in rows] + [transaction_hash(link, [[ROW]]) for link in links]
    assert all(one != other for one, other in combinations(hashes, 2))


def test_the_hash_does_not_cover_itself() -> None:
    assert transaction_hash(LINK._replace(hash=b"x"), [[ROW]]) == transaction_hash(LINK, [[ROW]])


def test_a_column_of_another_type_is_an_error() -> None:
    with pytest.raises(TypeError):
        transaction_hash(LINK, [[ROW._replace(body="{}")]])  # type: ignore[arg-type]
