"""What came of the planted faults: a line for the terminal, a row for the documentation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.mutants.layers import LAYERS
from tests.mutants.mutant import Mutant, MutantError
from tests.mutants.running import Outcome

SURVIVED = "nothing"

_BEGIN = "<!-- planted faults: python -m tests.mutants --write -->"
_END = "<!-- end of planted faults -->"
_HEAD = "| fault | what it gets wrong | noticed by | first test |\n| --- | --- | --- | --- |"


def line(outcome: Outcome) -> str:
    """One outcome for the terminal."""
    noticed = f"{outcome.layer:<10} {outcome.test}" if outcome.layer else SURVIVED.upper()
    return f"{outcome.mutant.name:<42} {outcome.seconds:>6.0f} s  {noticed}\n"


def rewritten(document: str, outcomes: Iterable[Outcome], mutants: Sequence[Mutant]) -> str:
    """The document with these outcomes in its table: the rows of faults not run stay, those of faults gone go.

    ``MutantError`` where the document has no place for the table.
    """
    before, begin, rest = document.partition(_BEGIN)
    old, end, after = rest.partition(_END)
    if not begin or not end:
        raise MutantError("the document has no place for the table of planted faults")
    rows = {**_rows(old), **{outcome.mutant.name: _row(outcome) for outcome in outcomes}}
    kept = [rows[mutant.name] for mutant in mutants if mutant.name in rows]
    return f"{before}{_BEGIN}\n{_HEAD}\n{''.join(kept)}\n{_totals(kept)}\n{_END}{after}"


def _row(outcome: Outcome) -> str:
    test = f"`{outcome.test}`" if outcome.test else ""
    return f"| `{outcome.mutant.name}` | {outcome.mutant.wrong} | {outcome.layer or SURVIVED} | {test} |\n"


def _rows(table: str) -> Mapping[str, str]:
    """The rows of a table by the name of the fault."""
    lines = [row for row in table.splitlines() if row.startswith("| `")]
    return {row.split("`")[1]: f"{row}\n" for row in lines}


def _totals(rows: Sequence[str]) -> str:
    """How many each layer noticed first."""
    noticed = Counter(row.split(" | ")[2] for row in rows)
    counts = [f"{name} {noticed[name]}" for name in (*(layer.name for layer in LAYERS), SURVIVED) if noticed[name]]
    return f"{len(rows)} faults, noticed first by: {', '.join(counts)}."
