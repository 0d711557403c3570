"""A stored body read as ``decoding`` reads it, and in half the time where it stands as it was written.

What was checked when it was stored is not checked from the beginning each time it is read. For every class of entries a
msgspec ``Struct`` of the same fields reads the bodies that stand in the canonical form: fields that are known, values
of their own types. Whatever else a body is, and whatever field has a type that is not known here, pydantic reads or
refuses as it always has. So nothing is read here that it would refuse or read differently
(``tests/property/test_stored_forms.py``). A text that has rules, as a code has, is read by pydantic once, and what it
made of it is kept.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Iterable
from datetime import date, time
from functools import cached_property, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import UUID

import msgspec
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from timeline.domain.entries import Entry, FactId, Value, maker
from timeline.store.decoding import Decoder

Change = Callable[[Any], Any]

_MOST_KEPT = 10_000
_SHORTENED = 22
_PLAIN = (date, str, bool, int, NoneType)


class _NotAsWrittenError(Exception):
    """A value is not in the form it was written in."""


class _Plan(NamedTuple):
    """How a type of pydantic's is read: as what by msgspec, what is then made of that, if anything; and of several of
    it, where there is a quicker way than one by one."""

    kind: Any
    change: Change | None = None
    change_all: Change | None = None


def quick_decoder(entry: type[Entry], careful: Decoder) -> Decoder | None:
    """What reads the bodies of a class as ``careful`` does; ``None`` where only that can read all its fields."""
    plan = _of_fields(entry, blank_when_left_out=True)
    if plan is None:
        return None
    read, make = msgspec.json.Decoder(plan.kind).decode, plan.change
    assert make is not None

    def decode(body: bytes) -> Entry:
        if type(body) is not bytes:
            raise TypeError("a body is bytes")
        try:
            made: Entry = make(read(body))
        except (msgspec.DecodeError, UnicodeDecodeError, _NotAsWrittenError):
            return careful(body)
        return made

    return decode


def _of_fields(kind: type[Value], *, blank_when_left_out: bool) -> _Plan | None:
    """How a class is read. ``blank_when_left_out``: as ``Entry.from_content`` has it of an entry's own fields."""
    plans = {name: _of_field(field) for name, field in kind.model_fields.items()}
    if _has_rules_of_its_own(kind) or None in plans.values():
        return None
    known = {name: plan for name, plan in plans.items() if plan is not None}
    fields = [
        (name, plan.kind, None)
        if _may_be_blank(plan) and (blank_when_left_out or not kind.model_fields[name].is_required())
        else (name, plan.kind)
        for name, plan in known.items()
    ]
    struct = msgspec.defstruct(kind.__name__, fields, forbid_unknown_fields=True, frozen=True, kw_only=True, gc=False)
    return _Plan(struct, _made_of(kind, [(name, plan.change) for name, plan in known.items() if plan.change]))


def _may_be_blank(plan: _Plan) -> bool:
    return NoneType in get_args(plan.kind)


def _has_rules_of_its_own(kind: type[Value]) -> bool:
    decorators = kind.__pydantic_decorators__
    has_validators = any(
        (decorators.validators, decorators.field_validators, decorators.root_validators, decorators.model_validators)
    )
    return has_validators or kind.model_post_init is not Value.model_post_init or kind.__pydantic_custom_init__


def _made_of(kind: type[Value], changes: Iterable[tuple[str, Change]]) -> Change:
    changes = tuple(changes)
    make, as_dict = maker(kind), msgspec.structs.asdict

    def made(found: msgspec.Struct) -> Value:
        fields = as_dict(found)
        for name, change in changes:
            fields[name] = change(fields[name])
        return make(fields)

    return made


def _of_field(field: FieldInfo) -> _Plan | None:
    return _of_type(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)


def _of_type(kind: Any) -> _Plan | None:
    if kind in _PLAIN:
        return _Plan(kind)
    if kind is time:
        return _Plan(str, _Kept(kind).__getitem__)
    if kind == FactId:
        return _Plan(str, _identity)
    if isinstance(kind, type) and issubclass(kind, Value):
        return _of_value(kind)
    of_parts = _OF_PARTS.get(get_origin(kind))
    return of_parts(kind) if of_parts else None


def _of_value(kind: type[Value]) -> _Plan | None:
    plan = _of_fields(kind, blank_when_left_out=False)
    if plan is None or plan.change is None:
        return plan
    identities = [name for name, field in kind.model_fields.items() if field.annotation is UUID]
    if not identities:
        return plan._replace(change=lru_cache(_MOST_KEPT)(plan.change))  # a year, a home: many entries say the same
    is_plain = len(identities) == len([field for field in kind.model_fields.values() if _has_change(field)]) == 1
    return plan._replace(change_all=_all_made_of(kind, identities[0])) if is_plain else plan


def _has_change(field: FieldInfo) -> bool:
    plan = _of_field(field)
    return plan is not None and plan.change is not None


def _all_made_of(kind: type[Value], identity: str) -> Change:
    """What makes values of a class of which one field is an identity, and no other needs to be made into anything."""
    make, as_dict = maker(kind), msgspec.structs.asdict

    def made(found: tuple[msgspec.Struct, ...]) -> tuple[Value, ...]:
        values = [as_dict(each) for each in found]
        for fields, known in zip(values, _identities([fields[identity] for fields in values]), strict=True):
            fields[identity] = known
        return tuple(map(make, values))

    return made


def _of_tuple(kind: Any) -> _Plan | None:
    item, *more = get_args(kind)
    plan = _of_type(item) if more == [...] else None
    if plan is None:
        return None
    change = plan.change_all or (plan.change and _of_each(plan.change))
    return _Plan(tuple.__class_getitem__((plan.kind, ...)), change)


def _of_each(change: Change) -> Change:
    return lambda values: tuple(map(change, values))


def _of_literal(kind: Any) -> _Plan | None:
    return _Plan(kind) if all(isinstance(word, str) for word in get_args(kind)) else None


def _of_text_with_rules(kind: Any) -> _Plan | None:
    return _Plan(str, _Kept(kind).__getitem__) if get_args(kind)[0] is str else None


def _of_union(kind: Any) -> _Plan | None:
    sorts = [sort for sort in get_args(kind) if sort is not NoneType]
    plan = _of_type(sorts[0]) if len(sorts) == 1 else None
    if plan is None:
        return None
    return _Plan(plan.kind | None, plan.change and _unless_blank(plan.change))


def _unless_blank(change: Change) -> Change:
    return lambda value: None if value is None else change(value)


_OF_PARTS: dict[Any, Callable[[Any], _Plan | None]] = {
    tuple: _of_tuple,
    Literal: _of_literal,
    Union: _of_union,
    UnionType: _of_union,
    Annotated: _of_text_with_rules,
}


class _Kept(dict[str, Any]):
    """What pydantic makes of a text that its rules let pass."""

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self._kind = kind

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self._kind)

    def __missing__(self, text: str) -> Any:
        try:
            value = self._adapter.validate_json(msgspec.json.encode(text))
        except ValidationError:
            raise _NotAsWrittenError from None
        if len(self) < _MOST_KEPT:
            self[text] = value
        return value


def _identity(text: str) -> UUID:
    return _identities([text])[0]


def _identities(texts: list[str]) -> list[UUID]:
    """As ``FactId`` reads each: 16 bytes in 22 characters of base64 for URLs."""
    if not set(map(len, texts)) <= {_SHORTENED}:
        raise _NotAsWrittenError
    padded = "".join([f"{text}==\n" for text in texts]).replace("-", "+").replace("_", "/").split("\n")
    try:
        digits = [a2b_base64(text, strict_mode=True) for text in padded[:-1]]
        return msgspec.convert(digits, list[UUID])
    except ValueError:
        raise _NotAsWrittenError from None
