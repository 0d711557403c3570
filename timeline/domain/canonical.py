"""One text for one content: JSON with sorted keys and no white space, and nothing of what was left blank.

It is what an entry is stored as and what its identity is made of, so it is written for every entry many times over;
hence by the types of the values at hand, and not by way of a dict. It is the very text that ``canonical_json`` makes of
``Entry.content`` (``tests/property/test_bodies.py``).
"""

from __future__ import annotations

import json
from binascii import b2a_base64
from collections.abc import Callable, Sequence
from datetime import date, time
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any
from uuid import UUID

from pydantic import BaseModel

Writer = Callable[[Any], str]

_URLSAFE = bytes.maketrans(b"+/", b"-_")
_DIGITS = 22  # of 16 bytes, without the two signs that fill them up
_FILLED = 24  # as many bytes as they are with those two are a whole number of digits
_FILLING = bytes(2)


def canonical_json(content: Any) -> str:
    """JSON with sorted keys and no white space: one text for one content."""
    return _encode(content)


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def shortened(identity: UUID) -> str:
    """An identity in 22 characters, as it stands in a content."""
    return shortened_bytes(identity.int.to_bytes(16, "big"))


def shortened_bytes(identity: bytes) -> str:
    """The same of its 16 bytes."""
    return b2a_base64(identity, newline=False)[:_DIGITS].translate(_URLSAFE).decode("ascii")


def shortened_all(identities: Sequence[bytes]) -> list[str]:
    """The same of the 16 bytes of each of many."""
    filled = _FILLING.join((*identities, b""))
    digits = b2a_base64(filled, newline=False).translate(_URLSAFE).decode("ascii")
    return [digits[first : first + _DIGITS] for first in range(0, len(digits), _FILLED)]


def canonical_text(value: Any) -> str:
    """A value of an entry's fields, or the entry, as its content has it. ``TypeError`` where no content can have it."""
    return (_WRITERS.get(type(value)) or _writer(type(value)))(value)


def _writer(kind: type[Any]) -> Writer:
    if not issubclass(kind, BaseModel):
        raise TypeError(f"no content holds a value of the type {kind.__name__}")
    return _WRITERS.setdefault(kind, _writer_of_fields(kind))


def _writer_of_fields(kind: type[BaseModel]) -> Writer:
    keys = tuple((f"{encode_basestring(name)}:", name) for name in sorted(kind.model_fields))

    def write(value: BaseModel) -> str:
        given = value.__dict__
        parts = [
            key + (_WRITERS.get(type(each)) or _writer(type(each)))(each)
            for key, name in keys
            if (each := given[name]) is not None
        ]
        return f"{{{','.join(parts)}}}"

    return write


@lru_cache(maxsize=50_000)
def _day(value: date) -> str:
    return f'"{value.isoformat()}"'


def _sequence(values: tuple[Any, ...]) -> str:
    return f"[{','.join(map(canonical_text, values))}]"


_WRITERS: dict[type[Any], Writer] = {
    str: encode_basestring,
    int: int.__repr__,
    bool: lambda value: "true" if value else "false",
    date: _day,
    time: lambda value: f'"{value.isoformat()}"',
    UUID: lambda value: f'"{shortened(value)}"',
    tuple: _sequence,
    type(None): lambda _: "null",
}
"""By the very type of a value; a class of fields is added when one of it is first written."""
