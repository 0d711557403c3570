"""Which authority a row belongs to: regional copies of a return have a column LA.

Rows of several authorities are never imported together: two authorities may use one identifier for two children.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from timeline.ingest.cells import Refusal
from timeline.ingest.errors import Objection

AUTHORITY = "LA"
"""The name of the column."""

_SHOWN = 5
_CODE = re.compile(r"[A-Z]\d{8}|\d{3}|[A-Za-z][A-Za-z '&,.()-]{0,49}", re.ASCII)
"""A name of an authority that messages may show: an ONS code, a code of the department, or a name. Any other text in
the column may identify a child and is not shown."""

_WHOSE = Refusal(f"{AUTHORITY} is blank, so it is not known whose row this is", f"Fill in {AUTHORITY}")


@dataclass(slots=True)
class Authorities:
    """The authorities in some files. ``picked``: the one whose rows are imported; ``None`` where there is only one.
    ``passed_over``: the number of rows of other authorities. Capitals and blanks do not matter."""

    picked: str | None = None
    passed_over: int = 0
    named: dict[str, str] = field(default_factory=dict)  # from the compared form to the spelling in the first row
    without: set[str] = field(default_factory=set)  # files with rows and without the column

    def wanted(self, file: str, columns: Sequence[str], cells: Sequence[str]) -> bool | Refusal:
        """Whether to import a row; a refusal where its authority is not known."""
        if AUTHORITY not in columns:
            self.without.add(file)
            return True
        name = cells[columns.index(AUTHORITY)].strip()
        if name:
            self.named.setdefault(_compared(name), name)
        if self.picked is None or _compared(name) == _compared(self.picked):
            return True
        if not name:
            return _WHOSE
        self.passed_over += 1
        return False

    def against(self) -> Iterator[Objection]:
        """Reasons not to import these rows: several authorities with none picked; or one picked that no row names, or
        that some file has no column for."""
        if self.picked is None:
            if len(self.named) > 1:
                shown = [
                    name if _CODE.fullmatch(name) else "(not shown: it may be data)" for name in self.named.values()
                ]
                yield Objection(
                    f"the column {AUTHORITY} names {len(self.named)} authorities: {some(shown)}",
                    "Choose one with --authority CODE",
                    decisive=True,
                )
        elif _compared(self.picked) not in self.named:
            what = f"no row has the authority of --authority in the column {AUTHORITY}"
            yield Objection(what, f"Write the authority as the column {AUTHORITY} does", decisive=True)
        elif self.without:
            what = f"files without a column {AUTHORITY} do not show whose rows they hold: {some(sorted(self.without))}"
            yield Objection(what, f"Add the column {AUTHORITY} to them, or leave them out", decisive=True)


def _compared(authority: str) -> str:
    return " ".join(authority.split()).casefold()


def some(words: Iterable[str]) -> str:
    """The first few words, and the number of the rest."""
    every = list(words)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more
