"""What was promised, as a ratio within one run, and by how much it is missed where it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AtLeast:
    """No less than this."""

    bound: float
    words: str

    def verdict(self, ratio: float) -> str:
        """Met, or how many times more it would have to be."""
        return "met" if ratio >= self.bound else f"missed: {times(self.bound / ratio)} times too little"


@dataclass(frozen=True)
class AtMost:
    """No more than this."""

    bound: float
    words: str

    def verdict(self, ratio: float) -> str:
        """Met, or how many times too much it is."""
        return "met" if ratio <= self.bound else f"missed: {times(ratio / self.bound)} times too much"


Target = AtLeast | AtMost


def times(number: float) -> str:
    """A ratio in three figures, and no more zeros than it has."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


POINT = AtLeast(50, "at least 50 times faster")
SERIES = AtMost(10, "at most 10 points")
TRIANGLE = AtMost(5, "at most 5 series")
CELLS = AtLeast(100, "at least 100 times cheaper")
REBUILD = AtLeast(500_000, "at least 500,000 events/s")
COMMAND = AtMost(1.0, "at most 1 s")
MEMORY = AtMost(16 * 1024**3, "under 16 GiB")
FIRST_FIGURE = AtMost(5, "at most 5 times")
COLD_START = AtMost(1.2, "at most 1.2 times")
VERIFY = AtMost(5, "at most 5 times as long")
BYTES = AtMost(12, "at most 12 times as many")
LINEAR = AtMost(1.1, "linear: at most 1.1")
