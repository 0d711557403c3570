"""Folding makes millions of small objects and no circle of them: what goes finds them all by counting references.

The interpreter looks for circles all the same, again and again, and goes through all that is held while it does: a
quarter to a third of the time of a rebuild.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_looking_for_circles() -> Iterator[None]:
    """Within it the interpreter does not collect garbage by itself. After it, it does if it did before."""
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
