"""The mapping file: an authority's answers about unknown spellings. Written here with blanks, filled in, read back.

TOML, one table for each field, from a spelling in the cells to its code; ``(blank)`` reads it as a blank cell, and an
empty answer stays a question. The table ``headings`` maps a sheet's heading to a list's. The file holds cells of the
extract, so it must be kept with the extract.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import tomli_w

from timeline.ingest.annex_a.layouts import folded
from timeline.ingest.annex_a.lists import LISTS
from timeline.ingest.annex_a.vocabularies import VOCABULARIES, Vocabulary
from timeline.ingest.errors import IngestError

BLANK = "(blank)"
HEADINGS = "headings"
_NOT_ANSWERED = ""
_WHAT_IT_IS = (
    f'# Answer each spelling with one of the codes named above it, or with "{BLANK}" to read it as a blank cell.\n'
    "# Then import again with --mapping and this file. It holds cells of the extract: keep it with the extract.\n"
)

FIELDS: Mapping[str, Vocabulary] = MappingProxyType(
    {c.field: VOCABULARIES[c.kind] for each in LISTS for c in each.columns if c.kind in VOCABULARIES}
)
"""The fields with a vocabulary."""

Question = tuple[str, str]
"""An unknown spelling: the field, or ``headings``, and the text."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers about spellings, by field, and about headings. An empty answer is an open question."""

    spellings: dict[str, dict[str, str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    def answer(self, field_name: str, spelling: str) -> str | None:
        """The code for a spelling, or ``BLANK``; ``None`` where there is no answer."""
        return self.spellings.get(field_name, {}).get(spelling) or None

    def heading(self, name: str) -> str:
        """The list's heading for a sheet's heading, both folded."""
        meant = {folded(own): folded(standard) for own, standard in self.headings.items() if standard}
        return meant.get(name, name)


def read_mapping(path: Path) -> Answers:
    """The answers in a mapping file. ``IngestError`` where it cannot be read or an answer is not a code."""
    tables = _tables(path)
    spellings = {name: _spellings(path, name, table) for name, table in tables.items() if name != HEADINGS}
    return Answers(spellings, _headings(path, tables.get(HEADINGS, {})))


def _tables(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror})"
        raise IngestError(path.name, reason, "Check the path and its permissions") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        do = "Correct it, or write a new one with --write-mapping"
        raise IngestError(path.name, "it is not a mapping file in TOML", do) from None


def _texts(path: Path, name: str, table: object) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(answer, str) for answer in table.values()):
        raise IngestError(
            path.name, f'in the table "{name}" an answer is not text', 'Write each line as "spelling" = "code"'
        )
    return table


def _headings(path: Path, table: object) -> dict[str, str]:
    headings = _texts(path, HEADINGS, table)
    known = {name for each in LISTS for column in each.columns for name in column.names()}
    if not {folded(meant) for meant in headings.values() if meant} <= known:
        do = "Answer with a heading of Ofsted's form, or leave it blank"
        raise IngestError(path.name, f'in the table "{HEADINGS}" an answer is not a heading of any list', do)
    return headings


def _spellings(path: Path, name: str, table: object) -> dict[str, str]:
    vocabulary = FIELDS.get(name)
    if vocabulary is None:
        do = f"Use only these tables: {', '.join(sorted(FIELDS))}, {HEADINGS}"
        raise IngestError(path.name, "it has a table for an unknown field", do)
    answers = {" ".join(spelling.split()): answer for spelling, answer in _texts(path, name, table).items()}
    if not set(answers.values()) <= {*vocabulary.choices, BLANK, _NOT_ANSWERED}:
        do = f'Answer with one of: {", ".join(vocabulary.choices)}; or "{BLANK}"'
        raise IngestError(path.name, f'in the table "{name}" an answer is not one of the codes', do)
    return answers


def write_mapping(path: Path, answers: Answers, questions: Iterable[Question]) -> int:
    """Write the answers and a blank for each question. Returns the number of blanks. ``OSError`` where it cannot."""
    tables = {name: dict(table) for name, table in answers.spellings.items()}
    tables[HEADINGS] = dict(answers.headings)
    for name, text in questions:
        tables.setdefault(name, {}).setdefault(text, _NOT_ANSWERED)
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_text("\n".join([_WHAT_IT_IS, *_written(tables)]), encoding="utf-8")
    os.replace(temporary, path)  # noqa: PTH105 - a file of answers is never half written
    return sum(answer == _NOT_ANSWERED for table in tables.values() for answer in table.values())


def _written(tables: dict[str, dict[str, str]]) -> Iterator[str]:
    for name in sorted(name for name, answers in tables.items() if answers):
        choices = "the heading of Ofsted's form" if name == HEADINGS else ", ".join(FIELDS[name].choices)
        yield f"# {choices}\n{tomli_w.dumps({name: dict(sorted(tables[name].items()))})}"
