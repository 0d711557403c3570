"""Baselines as readable TOML files, for version control and for the evidence pack.

A file can be read back to the same baseline and verified against any log that holds the entries it was taken from.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

import tomli_w

from replay.errors import BaselineFileError
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.entries import canonical_json

NOT_LIMITED = "not limited"
"""The value of ``known_at`` where it is not limited: TOML has no null."""

_HEAD = {"never_sent_again", "reading", "name", "as_at", "known_at", "position", "chain_hash", "measure"}
_MEASURE = {"id", "version", "definition", "members", "coverage", "rows"}
_RUN = {"module", "from", "to", "stated", "set_aside"}
_RUN_ALWAYS = ("from", "to", "set_aside")
"""The keys that every run of covered days has; their values may be null."""

_ALWAYS = ("numerator", "denominator", "value")
"""The keys that every row has; their values may be null. The file omits null values."""

_NO_POSITION = 2**63
"""Greater than any position that a database can hold."""

_PREFACE = """\
# A baseline: figures as published, with everything needed to reproduce them.
# Verify it against the log it was taken from:  timeline baseline verify --file THIS-FILE
"""


def as_toml(baseline: BaselineTaken) -> str:
    """The baseline as the text of a file, in ASCII so that no terminal or pipe can damage it."""
    head: dict[str, Any] = {
        "name": baseline.title,
        "as_at": baseline.as_at,
        "known_at": baseline.known_at or NOT_LIMITED,
        "position": baseline.position,
        "chain_hash": baseline.chain_hash,
        **({"never_sent_again": baseline.never_sent_again} if baseline.never_sent_again else {}),
        **({"reading": baseline.reading} if baseline.reading else {}),
        "measure": [_measure(each) for each in baseline.measures],
    }
    return _PREFACE + "".join(char if char.isascii() else f"\\U{ord(char):08X}" for char in tomli_w.dumps(head))


def _measure(each: AttestedMeasure) -> dict[str, Any]:
    return {
        "id": each.measure,
        "version": each.version,
        "definition": each.definition,
        "members": each.members,
        **({} if each.coverage is None else {"coverage": [*map(_without_null, json.loads(each.coverage))]}),
        "rows": [_readable(row) for row in json.loads(each.figures)],
    }


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """The row's label first, then its numbers; null values omitted."""
    first = {key: row[key] for key in ("group", *_ALWAYS)}
    return {key: _without_null(value) for key, value in {**first, **row}.items() if value is not None}


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_null(each) for key, each in value.items() if each is not None}
    return value


def from_toml(text: str, where: str) -> BaselineTaken:
    """The baseline in the text of a file. ``BaselineFileError`` where there is none, or keys that this program does not
    know."""
    try:
        return _baseline(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        raise BaselineFileError(where, "the file is not TOML", "Use the file as it was written") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BaselineFileError(where, "the file is not a baseline", "Use the file as it was written") from None


def _baseline(held: dict[str, Any]) -> BaselineTaken:
    _only(held, _HEAD)
    known_at = held["known_at"]
    if type(held["position"]) is not int or not 0 <= held["position"] < _NO_POSITION:
        raise ValueError("no position of a log")
    return BaselineTaken(
        title=held["name"],
        as_at=held["as_at"],
        known_at=None if known_at == NOT_LIMITED else known_at,
        position=held["position"],
        chain_hash=held["chain_hash"],
        measures=tuple(_attested(each) for each in held["measure"]),
        never_sent_again=held.get("never_sent_again"),
        reading=held.get("reading"),
    )


def _attested(held: dict[str, Any]) -> AttestedMeasure:
    _only(held, _MEASURE)
    return AttestedMeasure(
        measure=held["id"],
        version=held["version"],
        definition=held["definition"],
        figures=canonical_json([_with_null(row) for row in held["rows"]]),
        members=held["members"],
        coverage=canonical_json([_run(each) for each in held["coverage"]]) if "coverage" in held else None,
    )


def _run(held: dict[str, Any]) -> dict[str, Any]:
    _only(held, _RUN)
    return {**dict.fromkeys(_RUN_ALWAYS), **held}


def _with_null(row: dict[str, Any]) -> dict[str, Any]:
    found = {**dict.fromkeys(_ALWAYS), **row, "group": dict(row["group"])}
    if "possible" in found:
        found["possible"] = {"numerator": None, "value": None, **found["possible"]}
    return found


def _only(held: dict[str, Any], known: set[str]) -> None:
    """``ValueError`` for unknown keys: a later version may use one to change what the figures mean."""
    if held.keys() - known:
        raise ValueError("more than a baseline holds")
