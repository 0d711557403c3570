"""``python -m tests.words [PATH...]``: private words, and what to write instead. Ends with 1 where there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.words import uses_below


def main() -> int:
    """Prints every use, and how many there are."""
    paths = tuple(sys.argv[1:])
    uses = list(uses_below(Path(), paths) if paths else uses_below(Path()))
    for use in uses:
        sys.stdout.write(f"{use}\n")
    sys.stdout.write(f"{len(uses):,} private words\n")
    return 1 if uses else 0


if __name__ == "__main__":
    sys.exit(main())
