"""Social workers until 0.3: who met it already was told as not known too, where a further worker had no identifier."""

from __future__ import annotations

from dataclasses import replace

from timeline.projections.algebra.indicator import Reading
from timeline.projections.indicators import stability
from timeline.projections.indicators.stability import enough_workers, workers

SOCIAL_WORKER_CHANGES = replace(
    stability.SOCIAL_WORKER_CHANGES,
    sentence=(
        "Of the children looked after, those to whom three or more different social workers were allocated in the 12 "
        "months to the day, before the child was looked after included. A worker who comes back is one."
    ),
    readings=(Reading(meets=enough_workers, unknown=workers.where("worker", None).any() | ~workers.any()),),
    version="2024.1",
)
