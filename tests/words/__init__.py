"""The private words: which words the code, its documents and its messages do without, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PRIVATE: Mapping[str, str] = {
    "tell|tells|told|telling|retold|untold": "fold; assertion, citation; explain",
    "hear|hears|heard": "apply",
    "say|says|said|saying|unsaid": "state, assert, report, read",
    "stand|stands|stood|standing": "is, holds; membership",
    "nobody|whoever|whatever|whichever": "null, any, no child",
    "anew": "again, recompute, rebuild",
    "took back|take back|taking back|taken back": "retract, withdraw; on the screen: takes back",
    "signs": "characters",
    "road|roads": "code path, engine",
    "turning|turnings": "change point",
    "noting|noted": "known dates",
    "glance|glancing|quick|quicker": "fast; name what is done",
    "so many|so much": "n, as many as",
    "main figure": "the measure's own name of the row",
    "whence|wherein|whereof|thereof|therefrom": "a plain word",
}
"""Words that a reader had to read twice, each with what is written instead. ``|`` parts forms of one word."""

ALLOWED: Mapping[str, Mapping[str, str]] = {
    "replay/changes.py": {"says": "a field of a stored statement"},
    "timeline/ingest/effects.py": {"says": "a field of a stored statement"},
    "timeline/ingest/ssda903/export/exporter.py": {
        "say": "in a value of JSON answers",
        "stands": "in a value of JSON answers",
    },
    "timeline/ingest/tables/courts.py": {"heard": "what a court does with an application"},
    "timeline/synthetic/distributions.py": {"turning": "turning 18, an age", "stand": "STAND is a code of the return"},
    "timeline/synthetic/writer.py": {"told": "TOLD is a column of a written file"},
    "timeline/report/coverage.py": {"tell": "in a value of JSON answers", "stands": "in a value of JSON answers"},
    "timeline/report/remarks.py": {"tell": "the same sentence as in a value of JSON answers"},
    "timeline/report/explanations.py": {"told": "in a value of JSON answers"},
    "timeline/report/facts.py": {"said": "said_by is a key of JSON answers"},
    "timeline/report/changes.py": {"taken back": "taken_back is a key of JSON answers, and the screen's word"},
    "timeline/report/import_outcomes.py": {"taken back": "taken_back is a key of JSON answers, and the screen's word"},
    "timeline/report/imports.py": {"taken back": "the screen's word for what an import takes back"},
    "timeline/cli/importing/ssda903.py": {"taken back": "the screen's word for what an import takes back"},
    "timeline/projections/tables/known_dates.py": {"says": "a field of statements, as stored"},
    "timeline/store/canonical_pages.py": {"says": "a field of statements, as stored"},
    "timeline/store/integrity.py": {"says": "a field of statements, as stored"},
    "timeline/store/outlines.py": {"says": "a field of statements, as stored"},
    "timeline/cli/importing/journal.py": {"said": "said_of_the_log is a key of JSON answers"},
}
"""Places that keep a word, by path and word, each with its reason: an outside name, a published wording."""

_WORD = {word: re.compile(rf"(?<![A-Za-z])(?:{word})(?![A-Za-z])", re.IGNORECASE) for word in PRIVATE}
_ROOTS = ("timeline", "replay", "benchmarks", "docs", "README.md", "CONTRIBUTING.md")
_KINDS = (".py", ".md")
_KEPT = ("docs/definitions/released/", "docs/decisions/")
_JOINED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


class Use(NamedTuple):
    """A private word in a line of a file: ``path`` from the root, ``line`` from 1, the ``word`` found, ``instead``."""

    path: str
    line: int
    word: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.word!r} is a private word: write {self.instead}"


def uses_in(text: str, path: str) -> Iterator[Use]:
    """Every private word of a text, names taken apart at their underscores and capitals."""
    kept = ALLOWED.get(path, {})
    for number, line in enumerate(text.splitlines(), start=1):
        words = _JOINED.sub(" ", line)
        for word, instead in PRIVATE.items():
            found = _WORD[word].search(words)
            if found and found.group().lower() not in kept:
                yield Use(path, number, found.group(), instead)


def uses_below(root: Path, paths: tuple[str, ...] = _ROOTS) -> Iterator[Use]:
    """Every private word below these paths of a checkout; released texts and decisions stay as written."""
    for path in paths:
        top = root / path
        files = sorted(each for each in top.rglob("*") if each.suffix in _KINDS) if top.is_dir() else [top]
        for file in files:
            name = file.relative_to(root).as_posix()
            if not name.startswith(_KEPT):
                yield from uses_in(file.read_text(encoding="utf-8"), name)
