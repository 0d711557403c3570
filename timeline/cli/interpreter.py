"""What a short command is spared at its start and its end.

The interpreter looks for circles of objects that nothing else refers to: again and again while it imports, and once
more through everything when it ends. What was imported is no such circle, and what a command leaves behind goes with
the process: looking takes a fifth of the time of a command that answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """Within it nothing is looked for, and what is there after it is never looked through again."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looked_for:
            gc.enable()


def leave_all_at_the_end() -> None:
    """When the interpreter ends, it looks through nothing. Files are closed and other ends are met all the same."""
    atexit.register(gc.freeze)


def no_threads_for_matrices() -> None:
    """NumPy's library for matrices starts a thread for every further processor as soon as it is imported. No figure is
    a product of matrices, and starting them takes as long as all the rest of NumPy. What was asked for holds."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
