"""``python -m benchmarks [SIZE...] [--base CHILDREN] [--commands CHILDREN] [--write]``: how fast it is, as tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import report
from benchmarks.alone import alone
from benchmarks.asked import DifferError
from benchmarks.lines import Line
from benchmarks.machine import commit, machine
from benchmarks.plan import Plan, run

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "speed.md"

SIZES = (20_000, 100_000, 1_000_000)


def main(words: Sequence[str]) -> int:
    """0 where all was measured, be a target missed; 1 where two roads give different figures; 2 for a wrong call."""
    given = _arguments().parse_args(words)
    try:
        plan = Plan(given.base, tuple(sorted(given.sizes)) or SIZES, given.commands, given.every, given.peers)
    except ValueError as error:
        _arguments().error(str(error))
    try:
        text = _told(plan)
    except DifferError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if given.write:
        PAGE.write_text(report.rewritten(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def _told(plan: Plan) -> str:
    """Run it, and print every section when it is done."""
    told: list[str] = []
    lines: list[Line] = []

    def tell(text: str) -> None:
        told.append(text)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    tell(f"Commit {commit(ROOT)}. {machine()}.\n")
    with TemporaryDirectory() as folder:
        for section in run(plan, alone, Path(folder)):
            lines += section.lines
            tell(report.section(section))
    tell("### Missed\n\n" + ("\n".join(f"* {each}" for each in report.missed(lines)) or "Nothing.") + "\n")
    return "\n".join(told)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help="children; multiples of the base")
    parser.add_argument("--base", type=int, default=2_000, help="children whose log is made and rebuilt (2000)")
    parser.add_argument("--commands", type=int, default=20_000, help="children for commands (20000); 0: none")
    parser.add_argument("--peers", type=int, default=5_000, help="children read by others as well (5000); 0: none")
    parser.add_argument("--every", type=int, choices=range(1, 61), default=1, metavar="MONTHS", help="of ten years (1)")
    parser.add_argument("--write", action="store_true", help=f"keep the run in {PAGE.name}")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
