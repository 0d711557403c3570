"""What the log can hold about a child, and how each entry gets its identity."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha1
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar
from uuid import UUID, SafeUUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from timeline.domain.canonical import canonical_json, canonical_text, shortened

__all__ = [
    "REGISTRY",
    "Entry",
    "FactId",
    "Recorded",
    "Value",
    "canonical_json",
    "fact_id",
    "fact_ids",
    "maker",
    "uuid_of",
]

_NAMESPACE = UUID("b1c5b0a4-5b5e-5d0e-9f5e-7d1f6c1a9030").bytes


def _lengthened(value: object) -> object:
    if isinstance(value, str) and len(value) == 22:
        return UUID(bytes=urlsafe_b64decode(value + "=="))
    return value


FactId = Annotated[
    UUID,
    BeforeValidator(_lengthened),
    PlainSerializer(shortened, return_type=str, when_used="json"),
]
"""The identity of an entry: UUIDv5 of child, name and content. 22 characters in JSON, or any form of a UUID."""


class Value(BaseModel):
    """Something that is its content: frozen, and no field but its own.

    Pydantic gives every instance a set of the fields that were given, more than half of the memory of a small one. Here
    blank and left out are the same, so one set serves all instances of a class: a large return holds millions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, context: Any, /) -> None:
        """Share the set of fields."""
        _set_given(self, _fields_of(type(self)))


V = TypeVar("V", bound=Value)


def maker(kind: type[V]) -> Callable[[dict[str, Any]], V]:
    """What makes a value of a class from its fields: every one of them, each known to be valid.

    Nothing is checked, and the dict is kept. It is for what was checked when it was stored, and for what the program
    itself has put together, and takes a third of the time.
    """
    given, new = _fields_of(kind), object.__new__

    def make(fields: dict[str, Any]) -> V:
        made = new(kind)
        _set_fields(made, fields)
        _set_given(made, given)
        _set_extra(made, None)
        _set_private(made, None)
        return made

    return make


# A frozen model is filled by way of its slots.
_set_fields, _set_given, _set_extra, _set_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


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

    def identity(self) -> str:
        """The part of the content that makes this entry itself and no other, as one text."""
        return self.canonical()

    def canonical(self) -> str:
        """The content as one text: keys sorted, no blanks. Equal entries have equal texts."""
        return canonical_text(self)


def fact_id(child: str, entry: Entry) -> UUID:
    """The content-addressed identity of an entry about a child: recording it twice records it once. UUIDv5."""
    named = f"[{canonical_text(child)},{canonical_text(entry.name)},{entry.identity()}]"
    digest = int.from_bytes(sha1(_NAMESPACE + named.encode(), usedforsecurity=False).digest()[:16], "big")
    return uuid_of(digest & _DIGEST_BITS | _VERSION_5)


def fact_ids(child: str, named: Iterable[tuple[str, bytes]]) -> list[UUID]:
    """The ``fact_id`` of each of several entries about a child. ``named``: the name and the ``identity`` of each."""
    begun = _begun(child)
    digests = (_digest(begun, _named(name) + content + b"]")[:16] for name, content in named)
    return [uuid_of(int.from_bytes(digest, "big") & _DIGEST_BITS | _VERSION_5) for digest in digests]


@cache
def _named(name: str) -> bytes:
    return f"{canonical_text(name)},".encode()


def are_identities(
    children: Sequence[str], names: Sequence[str], contents: Sequence[bytes], identities: Sequence[bytes]
) -> bool:
    """Whether each of these 16 bytes is the ``fact_id`` of an entry about a child, of a name, of which ``contents`` has
    the ``identity``. All at once, as one number."""
    begun = {child: _begun(child) for child in set(children)}
    named = {name: _named(name) for name in set(names)}
    digests = [
        _digest(begun[child], named[name] + content + b"]")
        for child, name, content in zip(children, names, contents, strict=True)
    ]
    every = len(digests)
    digested = _number(b"".join(digests)) & _number(_OF_A_DIGEST * every) | _number(_OF_VERSION_5 * every)
    return digested == _number(_CUT_OFF.join((*identities, b"")))


def _begun(child: str) -> Any:
    return sha1(_NAMESPACE + f"[{canonical_text(child)},".encode(), usedforsecurity=False)


def _digest(begun: Any, rest: bytes) -> bytes:
    whole = begun.copy()
    whole.update(rest)
    digest: bytes = whole.digest()
    return digest


def _number(digits: bytes) -> int:
    return int.from_bytes(digits, "big")


_DIGEST_BITS = UUID("ffffffff-ffff-0fff-3fff-ffffffffffff").int
_VERSION_5 = UUID("00000000-0000-5000-8000-000000000000").int
_CUT_OFF = bytes(4)  # a digest is as much longer than an identity
_OF_A_DIGEST, _OF_VERSION_5 = (bits.to_bytes(16, "big") + _CUT_OFF for bits in (_DIGEST_BITS, _VERSION_5))


def uuid_of(number: int) -> UUID:
    """``UUID(int=number)`` in a third of the time: every entry has one, and is spoken of by it again and again."""
    made = object.__new__(UUID)
    _set_number(made, number)
    _set_safety(made, _SAFETY)
    return made


_set_number, _set_safety = (vars(UUID)[slot].__set__ for slot in ("int", "is_safe"))
_SAFETY = SafeUUID.unknown


class Recorded(NamedTuple):
    """An entry as the log holds it: under which identifier, where in the log, with its identity."""

    child: str
    position: int
    id: UUID
    entry: Entry
