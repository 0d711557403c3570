"""A number and what it counts, one in the singular."""

from __future__ import annotations

_MANY = {"child": "children", "entry": "entries"}


def counted(number: int, one: str) -> str:
    """``1 child``, ``12 children``, ``0 facts``. ``one``: what is counted, in the singular."""
    return f"{number} {one if number == 1 else _MANY.get(one, f'{one}s')}"
