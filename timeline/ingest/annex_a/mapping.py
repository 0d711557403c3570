"""The mapping file: what an authority answers about spellings that no list knows. Written here with blanks, read back.

TOML, one table a field: a spelling as the cells have it, and the code it stands for; ``(blank)`` reads it as a blank
cell; an answer left blank stays a question. The table ``headings`` answers for headings: the sheet's own, and the
list's that is meant. The file holds cells of the extract: it is kept with it.
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
"""The fields whose spellings are asked about, each with its vocabulary."""

Question = tuple[str, str]
"""A spelling that is not known: the field, or ``headings``, and the text."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers about spellings, by field, and about headings. Empty answers are questions still."""

    spellings: dict[str, dict[str, str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    def answer(self, asked: str, spelling: str) -> str | None:
        """The code that is meant, or ``BLANK``; ``None`` where nobody has answered."""
        return self.spellings.get(asked, {}).get(spelling) or None

    def heading(self, name: str) -> str:
        """The folded heading that is meant by a folded one."""
        meant = {folded(own): folded(standard) for own, standard in self.headings.items() if standard}
        return meant.get(name, name)


def read_mapping(path: Path) -> Answers:
    """The answers of a mapping file. ``IngestError`` where it cannot be read or answers with what is no code."""
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
    """Write the answers there are, and a blank for each question. Gives how many blanks there are. ``OSError``."""
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
