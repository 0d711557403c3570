"""Baselines as readable TOML files, for version control and for the evidence pack.

What is written can be read back to the same baseline, and verified against any log that holds what it was taken from.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

import tomli_w
from pydantic import ValidationError

from replay.baselines import BaselineError
from timeline.domain.attestations import AttestedMeasure, BaselineTaken
from timeline.domain.entries import canonical_json


def as_toml(baseline: BaselineTaken) -> str:
    """The baseline as a file. TOML has no null: what is null is written as the text ``"none"``."""
    head: dict[str, Any] = {
        "name": baseline.title,
        "as_at": baseline.as_at,
        "known_at": baseline.known_at or NOT_LIMITED,
        "position": baseline.position,
        "chain_hash": baseline.chain_hash,
        "measure": [_measure(each) for each in baseline.measures],
    }
    return tomli_w.dumps(head)


NOT_LIMITED = "not limited"
NULL = "none"


def _measure(each: AttestedMeasure) -> dict[str, Any]:
    return {
        "id": each.measure,
        "version": each.version,
        "definition": each.definition,
        "members": each.members,
        "rows": [_without_null(row) for row in json.loads(each.figures)],
    }


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_null(each) for key, each in value.items()}
    return NULL if value is None else value


def _with_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_null(each) for key, each in value.items()}
    return None if value == NULL else value


def from_toml(text: str, where: str) -> BaselineTaken:
    """The baseline that a file holds. ``BaselineError`` where it holds none."""
    try:
        held = tomllib.loads(text)
        known_at = held["known_at"]
        return BaselineTaken(
            title=held["name"],
            as_at=held["as_at"],
            known_at=None if known_at == NOT_LIMITED else known_at,
            position=held["position"],
            chain_hash=held["chain_hash"],
            measures=tuple(_attested(each) for each in held["measure"]),
        )
    except tomllib.TOMLDecodeError as error:
        raise BaselineError(where, f"it is not TOML ({error})", "Take the file as it was written") from None
    except (KeyError, TypeError, ValidationError):
        raise BaselineError(where, "it is not a baseline", "Take the file as it was written") from None


def _attested(held: dict[str, Any]) -> AttestedMeasure:
    return AttestedMeasure(
        measure=held["id"],
        version=held["version"],
        definition=held["definition"],
        figures=canonical_json([_with_null(row) for row in held["rows"]]),
        members=held["members"],
    )
