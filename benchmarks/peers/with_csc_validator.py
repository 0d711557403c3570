"""The sector's validator over a return and the one before it: ``python with_csc_validator.py RETURN BEFORE RULESET``.

Run by the Python of an environment of its own: csc-validator-be-903 needs an old pandas. Prints how many rules it ran.
"""

from __future__ import annotations

import importlib
import logging
import sys
from pathlib import Path


def main(folder: Path, before: Path, ruleset: str) -> None:
    """Validate, and say how many rules were run."""
    validator = importlib.import_module("lac_validator.lac_validator")
    registry = importlib.import_module(f"lac_validator.rules.{ruleset}").registry
    logging.disable()
    files = [
        {"name": each.name, "description": year, "file_content": each.read_bytes()}
        for year, of in (("This year", folder), ("Prev year", before))
        for each in sorted(of.glob("*.csv"))
    ]
    about = {"collectionYear": folder.name, "localAuthority": "E09000027"}
    done = validator.LacValidator(metadata=about, files=files, registry=registry)
    print(f"rules {len(done.dones)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
