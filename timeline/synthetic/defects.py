"""Deliberate defects: rows that an importer cannot read, listed beside the truth."""

from __future__ import annotations

from typing import Final, NamedTuple

from timeline.synthetic.authority import Authority, ChildTruth
from timeline.synthetic.draws import Weighted, stream
from timeline.synthetic.modules import HEADERS, Line

_KIND: Final = Weighted({"no such date": 40, "unknown code": 40, "not in header": 20})
NO_SUCH_DATE: Final = "no such date"
UNKNOWN_CODE: Final = "unknown code"
NOT_IN_HEADER: Final = "not in header"
# Each is found by one rule, and no figure about placements or periods depends on it.
_CELL: Final = {NO_SUCH_DATE: ("reviews", "REVIEW"), UNKNOWN_CODE: ("episodes", "CIN"), NOT_IN_HEADER: ("header", "")}
_UNREADABLE: Final = {NO_SUCH_DATE: "31/02/{year}", UNKNOWN_CODE: "Q9"}


class Defect(NamedTuple):
    """What is wrong, in which module and column (no column where a whole row is left out)."""

    kind: str
    module: str
    column: str


def draw_defect(authority: Authority, truth: ChildTruth) -> Defect | None:
    """The defect of one child, if any. It is in the first return that has the child in the module."""
    if authority.defects == 0:
        return None
    rng = stream(authority.seed, truth.number, "defects")
    if rng.random() >= authority.defects:
        return None
    kind = _KIND.draw(rng)
    return Defect(kind, *_CELL[kind])


def can_spoil(defect: Defect, lines: list[Line]) -> bool:
    """Whether the child's lines in one return have a row for the defect. Those of a care leaver have none."""
    modules = {module for module, _ in lines}
    return {"episodes", defect.module} <= modules


def spoil(defect: Defect, lines: list[Line], year: int) -> list[Line]:
    """The child's lines in one return, with the first line of the defect's module spoilt or left out."""
    at = next(at for at, (module, _) in enumerate(lines) if module == defect.module)
    if defect.kind == NOT_IN_HEADER:
        return lines[:at] + lines[at + 1 :]
    cells = lines[at][1].split(",")
    column = HEADERS[defect.module].split(",").index(defect.column)
    cells[column] = _UNREADABLE[defect.kind].format(year=year)
    return [*lines[:at], (defect.module, ",".join(cells)), *lines[at + 1 :]]
