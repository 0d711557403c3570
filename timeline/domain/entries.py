"""What the log can hold about a child, and how each entry gets its identity."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID, uuid5

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

_NAMESPACE = UUID("b1c5b0a4-5b5e-5d0e-9f5e-7d1f6c1a9030")


def _shortened(identity: UUID) -> str:
    return urlsafe_b64encode(identity.bytes).rstrip(b"=").decode("ascii")


def _lengthened(value: object) -> object:
    if isinstance(value, str) and len(value) == 22:
        return UUID(bytes=urlsafe_b64decode(value + "=="))
    return value


FactId = Annotated[
    UUID,
    BeforeValidator(_lengthened),
    PlainSerializer(_shortened, return_type=str, when_used="json"),
]
"""The identity of an entry: UUIDv5 of child, name and content. 22 characters in JSON, or any form of a UUID."""


class Value(BaseModel):
    """Something that is its content: frozen, and no field but its own.

    Pydantic gives every instance a set of the fields that were given, more than half of the memory of a small one. Here
    blank and left out are the same, so one set serves all instances of a class: a large return holds millions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, context: Any, /) -> None:
        """Share the set of fields."""
        object.__setattr__(self, "__pydantic_fields_set__", _fields_of(type(self)))


@cache
def _fields_of(kind: type[Value]) -> set[str]:
    return set(kind.model_fields)


REGISTRY: dict[str, type[Entry]] = {}
"""Every sort of entry by the short name it is stored under."""


class Entry(Value):
    """One immutable thing in a child's stream.

    ``name`` is the short registered name it is stored under: never a module path, never changed once released.
    ``version`` counts the shapes its content has had; older ones are brought up to date by the store's mapper.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            REGISTRY[cls.name] = cls

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> Self:
        """The entry with this content. A field left out is blank; pydantic's ``ValidationError`` where it must not."""
        return cls.model_validate({**dict.fromkeys(cls.model_fields), **content})

    def content(self) -> dict[str, Any]:
        """The fields that were given, ready for JSON. What was left blank is left out, so that a field added to a
        later version changes no identity."""
        return self.model_dump(mode="json", exclude_none=True)

    def identity(self) -> dict[str, Any]:
        """The part of the content that makes this entry itself and no other."""
        return self.content()

    def canonical(self) -> str:
        """The content as one text: keys sorted, no blanks. Equal entries have equal texts."""
        return canonical_json(self.content())


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical_json(content: Any) -> str:
    """JSON with sorted keys and no white space: one text for one content."""
    return _encode(content)


def fact_id(child: str, entry: Entry) -> UUID:
    """The content-addressed identity of an entry about a child: recording it twice records it once."""
    return uuid5(_NAMESPACE, canonical_json([child, entry.name, entry.identity()]))


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as the log holds it: under which identifier, where in the log, with its identity."""

    child: str
    position: int
    id: UUID
    entry: Entry
