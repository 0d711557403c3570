"""Any entry of any kind: every field with any value that it may have, by its type."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from timeline.domain.codes import CODE_LISTS
from timeline.domain.entries import REGISTRY, Entry, Value

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    date: st.dates(),
    time: st.times().map(lambda at: at.replace(fold=0)),
    str: _TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**70), 2**70),
    NoneType: st.none(),
    UUID: st.integers(0, 2**128 - 1).map(lambda number: UUID(int=number)),
}


def entries() -> st.SearchStrategy[Entry]:
    """An entry of any kind that there is."""
    return st.sampled_from(sorted(REGISTRY)).flatmap(lambda name: values(REGISTRY[name]))


@cache
def values(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Anything of a class of fields."""
    fields = {name: _of_field(field) for name, field in kind.model_fields.items()}
    return st.fixed_dictionaries(fields).map(lambda given: kind(**given))


def _of_field(field: FieldInfo) -> st.SearchStrategy[Any]:
    return _of_type(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)


def _of_type(kind: Any) -> st.SearchStrategy[Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Value):
        return values(kind)
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return st.sampled_from(arguments)
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*map(_of_type, arguments))
    if get_origin(kind) is tuple:
        return st.lists(_of_type(arguments[0]), max_size=4).map(tuple)
    assert get_origin(kind) is Annotated
    return _PLAIN[UUID] if arguments[0] is UUID else st.sampled_from(_codes(kind))


@cache
def _codes(kind: Any) -> list[str]:
    """The codes of all lists that this field takes."""
    takes = TypeAdapter(kind)
    return sorted(
        {code for codes in CODE_LISTS.values() for code in (each.code for each in codes.codes) if _passes(takes, code)}
    )


def _passes(takes: TypeAdapter[Any], code: str) -> bool:
    try:
        takes.validate_python(code)
    except ValidationError:
        return False
    return True
