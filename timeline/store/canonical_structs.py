"""msgspec structures that read canonical bodies of a class of entries, and the checks that a structure cannot make.

``canonical_form`` translates the annotations of a pydantic class. Text with rules of its own (a code, a time) is
checked by pydantic, once for each different text.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Sequence
from datetime import date, time
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from timeline.domain.canonical import canonical_text
from timeline.domain.entries import Entry, FactId, Value

Check = Callable[[Sequence[Any]], bool]
"""Whether each of several values, as msgspec read them, is valid and canonical."""

_TEXTS_REMEMBERED = 10_000
_SHORTENED, _BYTES = 22, 16
_FILLING, _FILLED = "AA", 18  # so that each is a whole number of bytes
_SAME_IN_BOTH = (date, str, bool, int, NoneType)


class Form(NamedTuple):
    """How msgspec reads a type: ``kind``, its type for msgspec; ``check``, ``None`` where msgspec checks everything."""

    kind: Any
    check: Check | None = None


def canonical_form(entry: type[Entry]) -> Form | None:
    """The structure of a class of entries; ``None`` where a field has a type that cannot be translated."""
    return _of_fields(entry, null_when_left_out=True)


def _of_fields(kind: type[Value], *, null_when_left_out: bool) -> Form | None:
    """``null_when_left_out``: whether a required field that may be null can be left out, as ``Entry.from_content``
    allows for an entry's own fields."""
    forms = {name: _of_field(field) for name, field in kind.model_fields.items()}
    if _has_rules_of_its_own(kind) or None in forms.values():
        return None
    known = {name: form for name, form in forms.items() if form is not None}
    fields = [
        (name, form.kind, None)
        if _may_be_null(form) and (null_when_left_out or not kind.model_fields[name].is_required())
        else (name, form.kind)
        for name, form in known.items()
    ]
    struct = msgspec.defstruct(
        kind.__name__, fields, forbid_unknown_fields=True, omit_defaults=True, frozen=True, kw_only=True, gc=False
    )
    checks = [(name, form.check) for name, form in known.items() if form.check]
    # A required null is read, but canonical content leaves nulls out.
    checks += [(name, _none_is_null) for name, *rest in fields if len(rest) == 1 and _may_be_null(known[name])]
    return Form(struct, _each_in_its_field(checks) if checks else None)


def _none_is_null(values: Sequence[Any]) -> bool:
    return None not in values


def _each_in_its_field(checks: Sequence[tuple[str, Check]]) -> Check:
    getters = [(attrgetter(name), check) for name, check in checks]
    return lambda found: all(check(list(map(field, found))) for field, check in getters)


def _may_be_null(form: Form) -> bool:
    return NoneType in get_args(form.kind)


def _has_rules_of_its_own(kind: type[Value]) -> bool:
    decorators = kind.__pydantic_decorators__
    has_validators = any(
        (decorators.validators, decorators.field_validators, decorators.root_validators, decorators.model_validators)
    )
    return has_validators or kind.model_post_init is not Value.model_post_init or kind.__pydantic_custom_init__


def _of_field(field: FieldInfo) -> Form | None:
    return _of_type(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)


def _of_type(kind: Any) -> Form | None:
    if kind in _SAME_IN_BOTH:
        return Form(kind)
    if kind is time:
        return _of_ruled_text(kind)
    if kind == FactId:
        return Form(str, _are_identities)
    if isinstance(kind, type) and issubclass(kind, Value):
        return _of_fields(kind, null_when_left_out=False)
    of_parts = _OF_PARTS.get(get_origin(kind))
    return of_parts(kind) if of_parts else None


def _of_tuple(kind: Any) -> Form | None:
    item, *more = get_args(kind)
    form = _of_type(item) if more == [...] else None
    return None if form is None else Form(tuple.__class_getitem__((form.kind, ...)), form.check and _in_all(form.check))


def _in_all(check: Check) -> Check:
    return lambda values: check(list(chain.from_iterable(values)))


def _of_literal(kind: Any) -> Form | None:
    return Form(kind) if all(isinstance(word, str) for word in get_args(kind)) else None


def _of_annotated(kind: Any) -> Form | None:
    return _of_ruled_text(kind) if get_args(kind)[0] is str else None


def _of_ruled_text(kind: Any) -> Form:
    adapter: Callable[[], TypeAdapter[Any]] = cache(lambda: TypeAdapter(kind))

    @lru_cache(_TEXTS_REMEMBERED)
    def is_canonical(text: str) -> bool:
        try:
            value = adapter().validate_json(msgspec.json.encode(text))
        except ValidationError:
            return False
        return canonical_text(value) == canonical_text(text)

    return Form(str, lambda texts: all(map(is_canonical, set(texts))))


def _of_union(kind: Any) -> Form | None:
    others = [each for each in get_args(kind) if each is not NoneType]
    form = _of_type(others[0]) if len(others) == 1 else None
    return None if form is None else Form(form.kind | None, form.check and _unless_null(form.check))


def _unless_null(check: Check) -> Check:
    return lambda values: check([value for value in values if value is not None])


_OF_PARTS: dict[Any, Callable[[Any], Form | None]] = {
    tuple: _of_tuple,
    Literal: _of_literal,
    Union: _of_union,
    UnionType: _of_union,
    Annotated: _of_annotated,
}


def _are_identities(texts: Sequence[str]) -> bool:
    """Whether each is the text that ``shortened`` writes: 16 bytes in 22 characters of base64 for URLs."""
    together = "".join(texts)
    if "+" in together or "/" in together or not set(map(len, texts)) <= {_SHORTENED}:
        return False
    filled = _FILLING.join([*texts, ""]).replace("-", "+").replace("_", "/")
    try:
        digits = a2b_base64(filled, strict_mode=True)
    except ValueError:
        return False
    return not any(digits[_BYTES::_FILLED])  # the bits of the last character beyond the 16 bytes
