"""Point-in-time evidence about children looked after: any measure as at any day, as known at any day.

    import timeline

    with timeline.open_log("timeline.db") as log:
        timeline.measure(log, "looked-after", as_at="2024-03-31", known_at="2024-06-30")

These names are the public interface, and nothing deeper is: ``open_log``, ``measures``, ``measure``, ``series``,
``triangle``, ``members``, ``explain``, ``coverage``, ``baselines``, ``take_baseline``, ``verify_baseline``,
``StoreError``. Results have ``to_dicts()``, for pandas and CSV. A module is imported when one of the names is used.
"""

from typing import TYPE_CHECKING

from timeline.lazy import lazy_names

if TYPE_CHECKING:
    from timeline.api.functions import (
        baselines,
        coverage,
        explain,
        measure,
        measures,
        members,
        open_log,
        series,
        take_baseline,
        triangle,
        verify_baseline,
    )
    from timeline.store import StoreError
else:
    _FUNCTIONS = (
        *("open_log", "measures", "measure", "series", "triangle", "members", "explain", "coverage"),
        *("baselines", "take_baseline", "verify_baseline"),
    )
    __getattr__ = lazy_names(__name__, {**dict.fromkeys(_FUNCTIONS, "api.functions"), "StoreError": "store"})

__all__ = [
    "StoreError",
    "baselines",
    "coverage",
    "explain",
    "measure",
    "measures",
    "members",
    "open_log",
    "series",
    "take_baseline",
    "triangle",
    "verify_baseline",
]
