"""Write an exported return: one CSV a module, as the department's portal accepts them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from timeline.ingest.ssda903.export.exporter import Exported

FILE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Header": "header.csv",
        "Episodes": "episodes.csv",
        "Reviews": "reviews.csv",
        "UASC": "uasc.csv",
        "OC2": "oc2.csv",
        "OC3": "oc3.csv",
        "AD1": "ad1.csv",
        "PlacedAdoption": "placed_for_adoption.csv",
        "PrevPerm": "previous_permanence.csv",
        "Missing": "missing.csv",
        "SWEpisodes": "social_worker_episodes.csv",
        "DoLo": "deprivation_of_liberty.csv",
    }
)


def write_return(exported: Exported, folder: Path) -> list[Path]:
    """Write each module into the folder, which is created if needed. ``OSError`` where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for module in exported.modules:
        path = folder / FILE_NAMES[module.module]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(module.layout.columns)
            writer.writerows(module.rows)
        paths.append(path)
    return paths
