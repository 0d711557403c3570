"""Whose rows a file holds: regional copies name the authority of each row in the column LA.

Two authorities may have given one identifier to two children, so that rows of several are never imported together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from timeline.ingest.cells import Refusal
from timeline.ingest.errors import Objection

AUTHORITY = "LA"
"""The column."""

_SHOWN = 5
_CODE = re.compile(r"[A-Z]\d{8}|\d{3}|[A-Za-z][A-Za-z '&,.()-]{0,49}", re.ASCII)
"""What an authority is called: a code of the Office for National Statistics, of the department, or a name. Whatever
else stands in the column may be a child's, and is not shown."""

_WHOSE = Refusal(f"{AUTHORITY} is blank, so it is not known whose row this is", f"Fill in {AUTHORITY}")


@dataclass(slots=True)
class Authorities:
    """The authorities that were met in some files. ``picked``: the one whose rows are wanted; ``None``: there is but
    one. ``passed_over``: how many rows of others were not taken. Capitals and blanks make no other authority."""

    picked: str | None = None
    passed_over: int = 0
    named: dict[str, str] = field(default_factory=dict)  # as they are compared, and as the first row has it
    without: set[str] = field(default_factory=set)  # files with rows and without the column

    def wanted(self, file: str, columns: Sequence[str], cells: Sequence[str]) -> bool | Refusal:
        """Whether a row is to be taken; why not, where its authority is not told."""
        if AUTHORITY not in columns:
            self.without.add(file)
            return True
        said = cells[columns.index(AUTHORITY)].strip()
        if said:
            self.named.setdefault(_compared(said), said)
        if self.picked is None or _compared(said) == _compared(self.picked):
            return True
        if not said:
            return _WHOSE
        self.passed_over += 1
        return False

    def against(self) -> Iterator[Objection]:
        """What speaks against importing these rows: several authorities of which none was picked; and one that was
        picked, where whose a row is cannot be told."""
        if self.picked is None:
            if len(self.named) > 1:
                shown = [
                    said if _CODE.fullmatch(said) else "(not shown: it may be data)" for said in self.named.values()
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
    """The first few, and how many more."""
    every = list(words)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more
