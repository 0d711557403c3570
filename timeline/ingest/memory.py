"""How an import treats the memory of its process."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def without_cycle_collection(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with no search for cycles while it runs.

    Millions of facts are made and kept, and none in a cycle: looking for cycles among them again and again costs more
    than reading what they are made of. What a call has made is gone before the search is allowed again, but for what it
    returns.
    """

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return called
