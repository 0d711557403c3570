"""Stored bodies that are no longer quite what this program writes."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.support.entries import entries
from timeline.domain.canonical import canonical_json

ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 1.5, "", " ", "1", "true", "X1", "x1", "C2", "c2", "ZZ", "\U0001f600", "\x00",
    "2012-02-30", "2012-02-29", "2012-02-29T00:00:00", "2012-2-9", "20120229", "0000-01-01",
    "22:30", "22:30:00", "22:30:00Z", "22:30:00.1234567", "6ba7b810-9dad-51d1-80b4-00c04fd430c8",
    "A" * 22, "A" * 21 + "B", "A" * 21 + "+", "A" * 21 + "=", "\xe9" * 22, "A" * 23,
    [], [None], ["Episodes"], {}, {"more": 1}, {"type": "U1"}, {"type": "ZZ"}, {"postcode": 1},
)  # fmt: skip
"""What may stand in a field by mistake, by another program, or by somebody's hand."""


@st.composite
def altered(draw: st.DrawFn) -> tuple[str, bytes]:
    """The kind of an entry, and a body that is no longer quite what was written."""
    entry = draw(entries())
    content: dict[str, Any] = entry.content()
    fields = sorted(type(entry).model_fields)
    for _ in range(draw(st.integers(0, 2))):
        if draw(st.booleans()):
            content[draw(st.sampled_from([*fields, "more"]))] = draw(st.sampled_from(ODD))
        else:
            content.pop(draw(st.sampled_from(fields)), None)
    return entry.name, draw(st.sampled_from(FORMS))(content)


def _plain(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


FORMS = (
    _plain,
    lambda content: json.dumps(content).encode(),
    lambda content: json.dumps(content, indent=1, sort_keys=True).encode(),
    lambda content: b" " + _plain(content) + b"\n",
    lambda content: _plain(content)[:-1],
    lambda content: _plain(content) + b"{}",
    lambda content: _plain(content)[:-1] + b',"occurred_on":"2012-05-01"}',
    lambda content: _plain(content).replace(b"a", b"\xff", 1),
    lambda content: _plain(content).replace(b"2", b"\\ud800", 1),
    lambda content: _plain(content).replace(b"null", b"NaN", 1),
    lambda content: canonical_json(content).encode(),
    lambda content: canonical_json(content).replace("a", "\\u0061", 1).encode(),
    lambda content: canonical_json(content).replace("/", "\\/", 1).encode(),
    lambda content: canonical_json(content).replace(":1", ":1e0", 1).encode(),
    lambda content: canonical_json(content).replace(":2", ":2.0", 1).encode(),
    lambda content: canonical_json(content).replace(":", ": ", 1).encode(),
    lambda content: canonical_json(content).replace(",", ",\n", 1).encode(),
    lambda content: canonical_json(content).encode() + b"\n",
    lambda content: b"\xef\xbb\xbf" + canonical_json(content).encode(),
)
"""Ways to write a content, most of them not ours, some of them no JSON."""
