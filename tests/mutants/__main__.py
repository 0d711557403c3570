"""``python -m tests.mutants [NAME...] [--layer LAYER]... [--test FILE]... [--write]``: the planted faults, and what
notices each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.mutants import layers, table
from tests.mutants.catalogue import MUTANTS
from tests.mutants.mutant import Mutant, MutantError
from tests.mutants.running import Outcome, bench

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "reference" / "test-strength.md"


def main(words: Sequence[str]) -> int:
    """0 where every fault was noticed, 1 where one survived, 2 where they could not be run."""
    given = _arguments().parse_args(words)
    try:
        outcomes = _run(_chosen(given.names), layers.of_files(layers.named(given.layer), given.test))
        if given.write:
            text = table.rewritten(DOCUMENT.read_text(encoding="utf-8"), outcomes, MUTANTS)
            DOCUMENT.write_text(text, encoding="utf-8")
    except MutantError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return int(any(outcome.layer is None for outcome in outcomes))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which faults; all where none is named")
    parser.add_argument("--layer", action="append", default=[], help="which layers of tests; all where none is named")
    parser.add_argument(
        "--test", action="append", default=[], metavar="FILE", help="which files of tests; all where none is named"
    )
    parser.add_argument("--write", action="store_true", help=f"keep the table in {DOCUMENT.relative_to(ROOT)}")
    return parser


def _chosen(names: Sequence[str]) -> list[Mutant]:
    unknown = set(names) - {mutant.name for mutant in MUTANTS}
    if unknown:
        raise MutantError(f"there is no fault {', '.join(sorted(unknown))}")
    return [mutant for mutant in MUTANTS if not names or mutant.name in names]


def _run(mutants: Sequence[Mutant], chosen: Sequence[layers.Layer]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with bench(ROOT) as copy:
        for outcome in copy.run(mutants, chosen):
            sys.stdout.write(table.line(outcome))
            sys.stdout.flush()
            outcomes.append(outcome)
    return outcomes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
