"""A stored body read as ``decoding`` reads it, and in half the time where it stands as it was written.

What was checked when it was stored is not checked from the beginning each time it is read. For every class of entries a
msgspec ``Struct`` of the same fields reads the bodies that stand in the canonical form: fields that are known, values
of their own types. Whatever else a body is, and whatever field has a type that is not known here, pydantic reads or
refuses as it always has. So nothing is read here that it would refuse or read differently
(``tests/property/test_fast_decode.py``). A text that has rules, as a code has, is read by pydantic once, and what it
made of it is kept.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, time
from functools import cached_property, lru_cache
from itertools import chain
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import UUID

import msgspec
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from timeline.domain.canonical import canonical_text
from timeline.domain.entries import Entry, FactId, Value, maker, uuid_of
from timeline.store.decoders import Decoder

Change = Callable[[Any], Any]
Check = Callable[[Sequence[Any]], bool]

_MOST_KEPT = 10_000
_SHORTENED, _BYTES = 22, 16
_FILLING, _FILLED = "AA", 18  # so that each is a whole number of bytes
_PLAIN = (date, str, bool, int, NoneType)


class NotAsWrittenError(Exception):
    """A value is not in the form it was written in."""


class Plan(NamedTuple):
    """How a type of pydantic's is read: as what by msgspec, what is then made of that, if anything; and of several of
    it, where there is a quicker way than one by one. ``are_written_so``: whether what is made of each of several is
    written again as msgspec writes what it read; of a type without it, it always is."""

    kind: Any
    change: Change | None = None
    change_all: Change | None = None
    are_written_so: Check | None = None


def fast_decoder(entry: type[Entry], careful: Decoder) -> Decoder | None:
    """What reads the bodies of a class as ``careful`` does; ``None`` where only that can read all its fields."""
    plan = plan_of(entry)
    if plan is None:
        return None
    read, make = msgspec.json.Decoder(plan.kind).decode, plan.change
    assert make is not None

    def decode(body: bytes) -> Entry:
        if type(body) is not bytes:
            raise TypeError("a body is bytes")
        try:
            made: Entry = make(read(body))
        except (msgspec.DecodeError, UnicodeDecodeError, NotAsWrittenError):
            return careful(body)
        return made

    return decode


def plan_of(entry: type[Entry]) -> Plan | None:
    """How a class of entries is read; ``None`` where only pydantic can read all its fields."""
    return _of_fields(entry, blank_when_left_out=True)


def _of_fields(kind: type[Value], *, blank_when_left_out: bool) -> Plan | None:
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
    struct = msgspec.defstruct(
        kind.__name__, fields, forbid_unknown_fields=True, omit_defaults=True, frozen=True, kw_only=True, gc=False
    )
    change = _made_of(kind, [(name, plan.change) for name, plan in known.items() if plan.change])
    checks = [(name, plan.are_written_so) for name, plan in known.items() if plan.are_written_so]
    never_blank = [name for name, *rest in fields if len(rest) == 1 and _may_be_blank(known[name])]
    checks += [(name, _none_is_blank) for name in never_blank]
    return Plan(struct, change, are_written_so=_each_in_its_field(checks) if checks else None)


def _none_is_blank(values: Sequence[Any]) -> bool:
    """What is blank is left out when it is written, even where it must be said when it is read."""
    return None not in values


def _each_in_its_field(checks: Sequence[tuple[str, Check]]) -> Check:
    getters = [(attrgetter(name), check) for name, check in checks]
    return lambda found: all(check(list(map(field, found))) for field, check in getters)


def _may_be_blank(plan: Plan) -> bool:
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


def _of_field(field: FieldInfo) -> Plan | None:
    return _of_type(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)


def _of_type(kind: Any) -> Plan | None:
    if kind in _PLAIN:
        return Plan(kind)
    if kind is time:
        return _of_kept(kind)
    if kind == FactId:
        return Plan(str, _identity, are_written_so=_are_shortened)
    if isinstance(kind, type) and issubclass(kind, Value):
        return _of_value(kind)
    of_parts = _OF_PARTS.get(get_origin(kind))
    return of_parts(kind) if of_parts else None


def _of_value(kind: type[Value]) -> Plan | None:
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


def _of_tuple(kind: Any) -> Plan | None:
    item, *more = get_args(kind)
    plan = _of_type(item) if more == [...] else None
    if plan is None:
        return None
    change = plan.change_all or (plan.change and _of_each(plan.change))
    check = plan.are_written_so and _in_all(plan.are_written_so)
    return Plan(tuple.__class_getitem__((plan.kind, ...)), change, are_written_so=check)


def _in_all(check: Check) -> Check:
    return lambda values: check(list(chain.from_iterable(values)))


def _of_each(change: Change) -> Change:
    return lambda values: tuple(map(change, values))


def _of_literal(kind: Any) -> Plan | None:
    return Plan(kind) if all(isinstance(word, str) for word in get_args(kind)) else None


def _of_text_with_rules(kind: Any) -> Plan | None:
    return _of_kept(kind) if get_args(kind)[0] is str else None


def _of_kept(kind: Any) -> Plan:
    kept = _Kept(kind)
    return Plan(str, kept.__getitem__, are_written_so=kept.are_kept_as_they_stand)


def _of_union(kind: Any) -> Plan | None:
    sorts = [sort for sort in get_args(kind) if sort is not NoneType]
    plan = _of_type(sorts[0]) if len(sorts) == 1 else None
    if plan is None:
        return None
    check = plan.are_written_so and _but_for_blanks(plan.are_written_so)
    return Plan(plan.kind | None, plan.change and _unless_blank(plan.change), are_written_so=check)


def _unless_blank(change: Change) -> Change:
    return lambda value: None if value is None else change(value)


def _but_for_blanks(check: Check) -> Check:
    return lambda values: check([value for value in values if value is not None])


_OF_PARTS: dict[Any, Callable[[Any], Plan | None]] = {
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
            raise NotAsWrittenError from None
        if len(self) < _MOST_KEPT:
            self[text] = value
        return value

    def are_kept_as_they_stand(self, texts: Collection[str]) -> bool:
        """Whether each is written as it was read. ``NotAsWrittenError`` for one that its rules do not let pass."""
        return all(canonical_text(self[text]) == canonical_text(text) for text in set(texts))


def _identity(text: str) -> UUID:
    return _identities([text])[0]


def _identities(texts: Sequence[str]) -> list[UUID]:
    """As ``FactId`` reads each: 16 bytes in 22 characters of base64 for URLs."""
    digits = _digits(texts)
    return [uuid_of(int.from_bytes(digits[at : at + _BYTES], "big")) for at in range(0, len(digits), _FILLED)]


def _are_shortened(texts: Sequence[str]) -> bool:
    """Whether each is the very text that ``shortened`` makes of the identity it is."""
    together = "".join(texts)
    return "+" not in together and "/" not in together and not any(_digits(texts)[_BYTES::_FILLED])


def _digits(texts: Sequence[str]) -> bytes:
    """Of each its 16 bytes, one with the bits that are left over, and one of the filling."""
    if not set(map(len, texts)) <= {_SHORTENED}:
        raise NotAsWrittenError
    filled = _FILLING.join([*texts, ""]).replace("-", "+").replace("_", "/")
    try:
        return a2b_base64(filled, strict_mode=True)
    except ValueError:
        raise NotAsWrittenError from None
