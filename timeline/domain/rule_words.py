"""Numbers of published rules behind what they are of."""

from __future__ import annotations

from collections.abc import Sequence


def with_rules(text: str, numbers: Sequence[str]) -> str:
    """``the day lies after the year (903 rule 570)``; the text alone where there is no number."""
    if not numbers:
        return text
    return f"{text} (903 {'rule' if len(numbers) == 1 else 'rules'} {', '.join(numbers)})"
