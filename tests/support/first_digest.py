"""The digest by which definitions were attested up to version 0.2: of the names of classes and of whole code tables.

It is kept to hold the declarations of then to what they were, for as long as the classes that they are made of last.
"""

from __future__ import annotations

import hashlib
from dataclasses import Field, fields, is_dataclass
from enum import Enum
from typing import Any

from timeline.domain.entries import canonical_json
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.naming import Called

NOT_MEANING = ("title", "sentence", "source", "dimensions")


def first_digest(indicator: Indicator) -> str:
    """``sha256:`` and the digest of the declaration as nested lists of names and values."""
    meaning = {
        f.name: _plain(getattr(indicator, f.name))
        for f in fields(indicator)
        if f.name not in NOT_MEANING and not _blank(f, indicator)
    }
    return "sha256:" + hashlib.sha256(canonical_json(meaning).encode()).hexdigest()


def _blank(part: Field[Any], of: object) -> bool:
    return "added later" in part.metadata and getattr(of, part.name) == part.default


def _plain(value: object) -> Any:
    if isinstance(value, Called):
        return _plain(value.of)
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_plain(getattr(value, f.name)) for f in fields(value) if not _blank(f, value))]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.name
    return value if value is None or isinstance(value, int) else str(value)
