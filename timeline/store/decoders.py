"""How pydantic reads a stored body: field by field, each against its rules. What it refuses is no entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from timeline.domain.entries import Entry

Content = dict[str, Any]
Upcaster = Callable[[Content], Content]
Decoder = Callable[[bytes], Entry]
"""``ValidationError``, msgspec's ``DecodeError``, ``TypeError`` or ``KeyError`` for a body that is none."""


def upcasting_decoder(entry: type[Entry], steps: Sequence[Upcaster]) -> Decoder:
    """What reads a body of an older version, brought up to date step by step."""

    def decode(body: bytes) -> Entry:
        content = msgspec.json.decode(body, type=Content)
        for step in steps:
            content = step(content)
        return entry.from_content(content)

    return decode


def pydantic_decoder(entry: type[Entry]) -> Decoder:
    """What ``Entry.from_content`` makes of a body, without the detour by a dict.

    Every field is first said to be blank, and then said again by the body if it was given: the last word counts.
    """
    other_forms = upcasting_decoder(entry, ())
    blank = ",".join(f'"{field}":null' for field in entry.model_fields)
    opening = f"{{{blank},".encode()
    validate = entry.model_validate_json

    def decode(body: bytes) -> Entry:
        return validate(opening + body[1:]) if body.startswith(b'{"') else other_forms(body)

    return decode
