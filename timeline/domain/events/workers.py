"""Social workers, and deprivation of liberty."""

from __future__ import annotations

from typing import ClassVar

from timeline.domain.events.base import SpellBegan, SpellEnded


class SocialWorkerAllocated(SpellBegan):
    """A social worker was allocated. ``worker`` is a one-way digest of SW_ID. ``reason`` is why the one before left.

    Source: SWEpisodes, SW_DECOM, SW_ID, SW_REASON.
    """

    name: ClassVar[str] = "social-worker-allocated"
    module: ClassVar[str] = "SWEpisodes"
    spell: ClassVar[str] = "social-worker"

    worker: str | None
    reason: str | None


class SocialWorkerLeft(SpellEnded):
    """A social worker's allocation ended. Source: SWEpisodes, SW_DEC."""

    name: ClassVar[str] = "social-worker-left"
    module: ClassVar[str] = "SWEpisodes"
    spell: ClassVar[str] = "social-worker"


class DeprivedOfLiberty(SpellBegan):
    """An order depriving the child of liberty began. Source: DoLo, DOLO_START."""

    name: ClassVar[str] = "deprived-of-liberty"
    module: ClassVar[str] = "DoLo"
    spell: ClassVar[str] = "deprivation-of-liberty"


class DeprivationOfLibertyEnded(SpellEnded):
    """An order depriving the child of liberty ended. Source: DoLo, DOLO_END."""

    name: ClassVar[str] = "deprivation-of-liberty-ended"
    module: ClassVar[str] = "DoLo"
    spell: ClassVar[str] = "deprivation-of-liberty"
