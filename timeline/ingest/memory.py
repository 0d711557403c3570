"""The garbage collector during an import."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def without_cycle_collection(function: Callable[P, R]) -> Callable[P, R]:
    """The function, run with the garbage collector paused.

    An import keeps millions of facts, none of them in a reference cycle. Searching them for cycles costs more than
    reading the rows.
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
